import { readFileSync } from 'node:fs';
import path from 'node:path';
import { constants as zlib, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import { inspectModule } from '../../src/modcache/modcache.ts';
import { openPack } from '../../src/pack/open.ts';
import { packModules } from '../../src/pack/pack.ts';
import { compression } from '../../src/pack/zstd-compress.ts';
import { rounded } from '../measure/statistics.ts';
import { byName } from './by-name.ts';
import type { PackBenchContext } from './context.ts';
import type { Seed } from './stand.ts';

interface Variant {
  readonly name: string;
  readonly params: Readonly<Record<number, number>>;
  /** How many shards of the product's size make one. */
  readonly join?: number;
  /** How the bytes of a shard are laid out, where not as the product does it. */
  readonly lay?: (shard: Buffer) => Buffer;
}

const { ZSTD_c_compressionLevel, ZSTD_c_hashLog, ZSTD_c_minMatch, ZSTD_c_searchLog, ZSTD_c_windowLog } = zlib;
const level = (number: number, hashLog: number, minMatch: number): Record<number, number> => ({
  [ZSTD_c_windowLog]: 24,
  [ZSTD_c_compressionLevel]: number,
  [ZSTD_c_hashLog]: hashLog,
  [ZSTD_c_minMatch]: minMatch,
});
const plain = (number: number): Record<number, number> => ({
  [ZSTD_c_compressionLevel]: number,
  [ZSTD_c_windowLog]: 24,
  [zlib.ZSTD_c_enableLongDistanceMatching]: 1,
});

const variants: readonly Variant[] = [
  { name: 'as it is', params: compression },
  { name: 'files sorted by name', params: compression, lay: byName },
  {
    name: 'files sorted by name, searches 2^5',
    params: { ...compression, [ZSTD_c_searchLog]: 5 },
    lay: byName,
  },
  { name: 'searches 2^5', params: { ...compression, [ZSTD_c_searchLog]: 5 } },
  { name: 'shards twice as large', params: compression, join: 2 },
  { name: 'shards four times as large', params: compression, join: 4 },
  { name: 'window 2^23', params: { ...compression, [ZSTD_c_windowLog]: 23 } },
  { name: 'window 2^25', params: { ...compression, [ZSTD_c_windowLog]: 25 } },
  { name: 'level 3, long-distance matching', params: plain(3) },
  { name: 'level 6, long-distance matching', params: plain(6) },
  { name: 'level 5, hash table 2^20, searches 2^5', params: { ...level(5, 20, 6), [ZSTD_c_searchLog]: 5 } },
  { name: 'level 5, hash table 2^21, searches 2^5', params: { ...level(5, 21, 6), [ZSTD_c_searchLog]: 5 } },
  { name: 'level 5, hash table 2^22, searches 2^5', params: { ...level(5, 22, 6), [ZSTD_c_searchLog]: 5 } },
  { name: 'level 6, hash table 2^21', params: level(6, 21, 6) },
  { name: 'level 7, hash table 2^19, searches 2^5', params: { ...level(7, 19, 6), [ZSTD_c_searchLog]: 5 } },
  { name: 'level 7, hash table 2^21', params: level(7, 21, 6) },
  { name: 'level 7, hash table 2^21, searches 2^6', params: { ...level(7, 21, 6), [ZSTD_c_searchLog]: 6 } },
  { name: 'level 8, hash table 2^21', params: level(8, 21, 7) },
];

/** compressions measures what other levels, tables, windows, orders of files and sizes of shards would cost and save. */
export async function compressions(bench: PackBenchContext, seed: Seed): Promise<object> {
  const shards = await plainShards(bench, seed);
  const contentBytes = shards.reduce((sum, { length }) => sum + length, 0);
  const rows = variants.map(({ name, params, join = 1, lay = (shard) => shard }) => {
    const laid = joined(shards, join).map(lay);
    const start = process.cpuUsage();
    const compressed = laid.map((shard) => zstdCompressSync(shard, { params }));
    const packing = process.cpuUsage(start);
    const again = process.cpuUsage();
    for (const shard of compressed) zstdDecompressSync(shard);
    const unpacking = process.cpuUsage(again);
    const bytes = compressed.reduce((sum, { length }) => sum + length, 0);
    console.error(`  ${name}: ${(bytes / 1e6).toFixed(1)} MB`);
    const cpuMs = (usage: NodeJS.CpuUsage): number => rounded((usage.user + usage.system) / 1000);
    return { name, bytes, compressCpuMs: cpuMs(packing), decompressCpuMs: cpuMs(unpacking) };
  });
  return { program: bench.program, contentBytes, shards: shards.length, rows };
}

/** The shards, as the product cuts them. */
async function plainShards(bench: PackBenchContext, { gomodcache, workspace }: Seed): Promise<Buffer[]> {
  const checksums = mergeChecksums([
    parseGoSum(readFileSync(path.join(workspace, 'go.sum'), 'utf8'), 'go.sum'),
  ]);
  const states = await Promise.all(
    checksums.zips.map((module) => inspectModule(gomodcache, module, checksums, 'zip')),
  );
  const modules = checksums.zips
    .filter((_, index) => states[index] === 'present')
    .map((module) => ({ ...module, h1: checksums.zip(module) ?? '' }));
  const file = path.join(bench.scratch, 'compressions.pack');
  const signal = new AbortController().signal;
  await packModules({
    gomodcache,
    file,
    modules,
    goMods: [],
    uncovered: [],
    scratchDir: bench.scratch,
    signal,
  });
  const opened = await openPack(file);
  if (opened.kind !== 'ok') throw new Error(opened.reason);
  const { shards } = opened.pack.manifest;
  await opened.pack.close();
  const bytes = readFileSync(file);
  return shards.map((shard) => zstdDecompressSync(bytes.subarray(shard.offset, shard.offset + shard.bytes)));
}

function joined(shards: readonly Buffer[], count: number): Buffer[] {
  const large: Buffer[] = [];
  for (let at = 0; at < shards.length; at += count) large.push(Buffer.concat(shards.slice(at, at + count)));
  return large;
}
