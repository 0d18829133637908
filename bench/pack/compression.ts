import { readFileSync } from 'node:fs';
import path from 'node:path';
import { constants as zlib, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import { inspectModule } from '../../src/modcache/modcache.ts';
import { openPack } from '../../src/pack/open.ts';
import { packModules } from '../../src/pack/pack.ts';
import { compressions, effortFor } from '../../src/pack/zstd-compress.ts';
import { sum } from '../../src/sum.ts';
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

const { ZSTD_c_compressionLevel, ZSTD_c_hashLog, ZSTD_c_searchLog, ZSTD_c_windowLog } = zlib;
const { quick, thorough } = compressions;
const level = (number: number): Record<number, number> => ({
  [ZSTD_c_compressionLevel]: number,
  [ZSTD_c_windowLog]: 24,
});

const variants: readonly Variant[] = [
  { name: 'thorough: level 6, hash table 2^20, searches 2^4', params: thorough },
  { name: 'thorough, files sorted by name', params: thorough, lay: byName },
  { name: 'thorough, shards four times as large', params: thorough, join: 4 },
  { name: 'thorough, searches 2^3', params: { ...thorough, [ZSTD_c_searchLog]: 3 } },
  { name: 'level 8, hash table 2^21', params: { ...thorough, ...level(8), [ZSTD_c_hashLog]: 21 } },
  {
    name: 'level 6, hash table 2^19, searches 2^2',
    params: { ...thorough, [ZSTD_c_hashLog]: 19, [ZSTD_c_searchLog]: 2 },
  },
  { name: 'quick: level 5, hash table 2^19, searches 2^4', params: quick },
  { name: 'quick, hash table 2^20', params: { ...quick, [ZSTD_c_hashLog]: 20 } },
  { name: 'quick, searches 2^3', params: { ...quick, [ZSTD_c_searchLog]: 3 } },
  { name: 'level 3', params: level(3) },
  {
    name: 'level 3, long-distance matching',
    params: { ...level(3), [zlib.ZSTD_c_enableLongDistanceMatching]: 1 },
  },
];

/**
 * compressionOf measures what other levels, tables, orders of files and sizes of shards would cost and save. Each variant is
 * measured several times, and the least counts: what else the machine does only adds to it.
 */
export async function compressionOf(bench: PackBenchContext, seed: Seed): Promise<object> {
  const shards = await plainShards(bench, seed);
  const contentBytes = sum(shards.map(({ length }) => length));
  const measured = variants.map((variant) => {
    const trials = Array.from({ length: Math.min(bench.rounds, 3) }, () => compressWith(variant, shards));
    const row = {
      name: variant.name,
      bytes: trials[0]?.bytes ?? 0,
      compressCpuMs: rounded(Math.min(...trials.map(({ compressCpuMs }) => compressCpuMs))),
      decompressCpuMs: rounded(Math.min(...trials.map(({ decompressCpuMs }) => decompressCpuMs))),
    };
    console.error(`  ${row.name}: ${(row.bytes / 1e6).toFixed(1)} MB, ${row.compressCpuMs} ms`);
    return row;
  });
  return { contentBytes, shards: shards.length, uses: effortFor(contentBytes), rows: measured };
}

function compressWith({ params, join = 1, lay = (shard) => shard }: Variant, shards: readonly Buffer[]) {
  const laid = joined(shards, join).map(lay);
  const start = process.cpuUsage();
  const compressed = laid.map((shard) => zstdCompressSync(shard, { params }));
  const packing = process.cpuUsage(start);
  const again = process.cpuUsage();
  for (const shard of compressed) zstdDecompressSync(shard);
  const unpacking = process.cpuUsage(again);
  const cpuMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
  return {
    bytes: sum(compressed.map(({ length }) => length)),
    compressCpuMs: cpuMs(packing),
    decompressCpuMs: cpuMs(unpacking),
  };
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
