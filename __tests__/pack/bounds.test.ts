import { mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { createZstdCompress, constants as zlib, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { ModuleNames } from '../../src/modcache/module-names.ts';
import { openPack } from '../../src/pack/open.ts';
import { fillModuleCache, listFiles, readTree, testTime } from '../support/module-cache.ts';
import { goModH1, goModOf, moduleZip, testModule } from '../support/module-zip.ts';
import { assemblePack, type ForgedManifest, forgePack, plainShard, readPack } from '../support/pack-forge.ts';
import { pack, unpack } from '../support/pack-run.ts';
import { tempDir } from '../support/temp-dir.ts';

/*
 * Each check that only one thing depends on, taken by itself: packs that are sound but for the one thing.
 */

const alpha = testModule('example.com/alpha');
const beta = testModule('example.com/beta');

/** The parts of an honest pack. */
async function partsOf(modules: readonly (typeof alpha)[]) {
  await using dir = await tempDir();
  await forgePack(`${dir.path}/p.pack`, { modules });
  const bytes = await readFile(`${dir.path}/p.pack`);
  const { manifest } = await readPack(`${dir.path}/p.pack`);
  return { shard: bytes.subarray(-(manifest.shards[0]?.bytes ?? 0)), manifest };
}

const packed = (manifest: unknown): Buffer => zstdCompressSync(JSON.stringify(manifest));

/** As a stream, which declares its window, however little it holds. */
async function compressed(content: Buffer, windowLog: number): Promise<Buffer> {
  const compress = createZstdCompress({ params: { [zlib.ZSTD_c_windowLog]: windowLog } });
  const bytes = buffer(compress);
  compress.write(content);
  compress.end();
  return bytes;
}

async function reasonFor(bytes: Buffer): Promise<string | undefined> {
  await using dir = await tempDir();
  await writeFile(`${dir.path}/p.pack`, bytes);
  const opened = await openPack(`${dir.path}/p.pack`);
  if (opened.kind !== 'ok') return opened.reason;
  await opened.pack.close();
  return undefined;
}

describe('a pack put together by hand', () => {
  test('is accepted when it is sound', async () => {
    const { shard, manifest } = await partsOf([alpha]);
    expect(await reasonFor(assemblePack(packed(manifest), [shard]))).toBeUndefined();
  });

  test('is rejected when it begins as something else', async () => {
    const { shard, manifest } = await partsOf([alpha]);
    const bytes = assemblePack(packed(manifest), [shard]);
    bytes.write('PK\x03\x04----');
    expect(await reasonFor(bytes)).toMatch('does not begin like one');
  });

  test('is rejected when something hides between its manifest and its first shard', async () => {
    const { shard, manifest } = await partsOf([alpha]);
    const bytes = assemblePack(packed(manifest), [Buffer.from('hides'), shard]);
    expect(await reasonFor(bytes)).toMatch('do not end where the file ends');
  });

  test.each([
    ['within its head', 15, 'too short'],
    ['within its manifest', 20, 'truncated within its manifest'],
    ['within its last shard', -1, 'do not end where the file ends'],
  ])('is rejected when it is cut short %s', async (_, end, reason) => {
    const { shard, manifest } = await partsOf([alpha]);
    expect(await reasonFor(assemblePack(packed(manifest), [shard]).subarray(0, end))).toMatch(reason);
  });

  test('is rejected when its modules are not in the order of its shards', async () => {
    const [first, second] = [await partsOf([alpha]), await partsOf([beta])];
    const moduleOf = ({ manifest }: { manifest: ForgedManifest }, shard: number) => ({
      ...manifest.modules[0],
      shard,
    });
    const manifest = {
      ...first.manifest,
      modules: [moduleOf(second, 1), moduleOf(first, 0)],
      shards: [first, second].map((part) => ({ ...part.manifest.shards[0], bytes: part.shard.length })),
    };
    const bytes = assemblePack(packed(manifest), [first.shard, second.shard]);
    expect(await reasonFor(bytes)).toMatch('out of order');
  });

  test('is rejected when its manifest asks for more memory than its writer does', async () => {
    const { shard, manifest } = await partsOf([alpha]);
    const text = Buffer.from(JSON.stringify(manifest));
    const modest = assemblePack(await compressed(text, 24), [shard]);
    expect(await reasonFor(modest)).toBeUndefined();
    const greedy = assemblePack(await compressed(text, 25), [shard]);
    expect(await reasonFor(greedy)).toMatch('damaged or too large');
  });
});

describe('a shard is given up when', () => {
  test('it asks for more memory than its writer does', async () => {
    await using dir = await tempDir();
    const { manifest } = await partsOf([alpha]);
    const entries = Object.entries(alpha.files).map(([name, content]) => ({
      module: 'example.com/alpha@v1.0.0',
      name,
      content: Buffer.from(content),
    }));
    const plain = plainShard(['example.com/alpha@v1.0.0'], entries);
    for (const [windowLog, restored] of [
      [24, 1],
      [25, 0],
    ] as const) {
      const body = await compressed(plain, windowLog);
      const shards = [{ ...manifest.shards[0], bytes: body.length }];
      const file = `${dir.path}/${windowLog}.pack`;
      await writeFile(file, assemblePack(packed({ ...manifest, shards }), [body]));
      const unpacked = await unpack(file, `${dir.path}/${windowLog}`, [alpha]);
      expect(unpacked.restored).toHaveLength(restored);
      expect(unpacked.rejected).toHaveLength(1 - restored);
    }
  });

  test('a module has more files than the manifest says, be they empty', async () => {
    await using dir = await tempDir();
    const empty = { ...alpha, files: { ...alpha.files, 'empty.txt': '' } };
    await forgePack(`${dir.path}/p.pack`, {
      modules: [empty],
      manifest: (honest) => ({
        ...honest,
        modules: honest.modules.map((module) => ({ ...module, files: 2 })),
      }),
    });
    const { rejected } = await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [empty]);
    expect(rejected).toMatchObject([{ reason: expect.stringContaining('more than the manifest says') }]);
  });
});

describe('the disk', () => {
  const bytesOf = (free: number) => ({ freeBytes: () => free });

  test.each([
    ['trees and zips', 'full', true, 2],
    ['trees alone', 'tree', true, 1],
    ['zips alone', 'zip', true, 1],
    ['zips where a go command may be at work', 'tree', false, 1],
  ] as const)(
    'has to have room for %s before anything is written',
    async (_, layout, layOutTrees, copies) => {
      await using dir = await tempDir();
      await forgePack(`${dir.path}/p.pack`, { modules: [alpha] });
      const content = Object.values(alpha.files).reduce((sum, file) => sum + file.length, 0);
      const options = { layout, layOutTrees };
      const short = unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [alpha], {
        ...options,
        ...bytesOf(copies * content - 1),
      });
      await expect(short).rejects.toMatchObject({
        class: 'disk',
        message: expect.stringContaining('the entry needs'),
      });
      expect((await listFiles(`${dir.path}/to`)).filter((name) => !name.endsWith('/lock'))).toEqual([]);
      const enough = await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [alpha], {
        ...options,
        ...bytesOf(copies * content),
      });
      expect(enough.restored).toHaveLength(1);
    },
  );

  test('that does not say how much room it has is taken to have enough', async () => {
    await using dir = await tempDir();
    await forgePack(`${dir.path}/p.pack`, { modules: [alpha] });
    const freeBytes = () => undefined;
    expect(
      (await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [alpha], { freeBytes })).restored,
    ).toHaveLength(1);
  });
});

describe('names and places', () => {
  test('a file of another module is refused', () => {
    const names = new ModuleNames(alpha);
    expect(names.refuse('example.com/alpha@v1.0.0/a.go')).toBeUndefined();
    expect(names.refuse('example.com/beta@v1.0.0/a.go')).toMatch('does not belong');
  });

  test('a go.mod that no line of go.sum covers is not placed', async () => {
    await using dir = await tempDir();
    await forgePack(`${dir.path}/p.pack`, { modules: [alpha, beta] });
    await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [alpha]);
    const mods = (await listFiles(`${dir.path}/to/cache`)).filter((name) => name.endsWith('.mod'));
    expect(mods).toEqual(['download/example.com/alpha/@v/v1.0.0.mod']);
  });

  test('a module that a go command left half-extracted gets no tree', async () => {
    await using dir = await tempDir();
    const paths = modcachePaths(`${dir.path}/to`, alpha);
    await mkdir(paths.downloadDir, { recursive: true });
    await writeFile(paths.partial, '');
    await forgePack(`${dir.path}/p.pack`, { modules: [alpha] });
    await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [alpha]);
    expect(await readTree(`${dir.path}/to`, alpha)).toBeUndefined();
  });

  test('a go.mod comes with no .info where no line of go.sum covers it', async () => {
    await using dir = await tempDir();
    const mods = [{ ...beta, h1: goModH1(beta), text: goModOf(beta), time: testTime }];
    await forgePack(`${dir.path}/p.pack`, { modules: [alpha], mods });
    await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [alpha]);
    const infos = (await listFiles(`${dir.path}/to/cache`)).filter((name) => name.endsWith('.info'));
    expect(infos).toEqual(['download/example.com/alpha/@v/v1.0.0.info']);
  });

  test('a name that this disk refuses costs its module, and no other', async () => {
    await using dir = await tempDir();
    const long = testModule('example.com/long', 'v1.0.0', { [`${'x'.repeat(300)}.txt`]: 'x' });
    await forgePack(`${dir.path}/p.pack`, { modules: [alpha, beta, long] });
    const { restored, rejected } = await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [alpha, beta, long]);
    expect(restored).toHaveLength(2);
    expect(rejected).toMatchObject([{ reason: expect.stringContaining('cannot be written here') }]);
  });

  const small = alpha;
  const large = testModule('example.com/large', 'v1.0.0', { 'large.bin': Buffer.alloc(2 * 2 ** 20, 'x') });
  test.each([
    ['small file that is shorter than', small, 1, 'bytes it should have'],
    ['small file that is longer than', small, -5, 'is damaged in its zip'],
    ['large file that is shorter than', large, 1, 'bytes it should have'],
    ['large file that is longer than', large, -5, 'is damaged in its zip'],
  ])('a module with a %s its zip says is not packed', async (_, module, lie, reason) => {
    await using dir = await tempDir();
    await fillModuleCache(`${dir.path}/from`, [module]);
    const zip = moduleZip(module);
    const entry = zip.lastIndexOf('PK\x01\x02', -1, 'latin1');
    zip.writeUInt32LE(zip.readUInt32LE(entry + 24) + lie, entry + 24);
    await writeFile(modcachePaths(`${dir.path}/from`, module).zip, zip);
    const { refused } = await pack(`${dir.path}/from`, `${dir.path}/p.pack`, [module]);
    expect(refused).toMatchObject([{ reason: expect.stringContaining(reason) }]);
  });

  test('a module larger than Go allows is not packed', async () => {
    await using dir = await tempDir();
    await fillModuleCache(`${dir.path}/from`, [alpha], 'tree');
    const sparse = `${modcachePaths(`${dir.path}/from`, alpha).tree}/sparse.bin`;
    await writeFile(sparse, '');
    await truncate(sparse, 500 * 2 ** 20);
    const { refused } = await pack(`${dir.path}/from`, `${dir.path}/p.pack`, [alpha]);
    expect(refused).toMatchObject([{ reason: expect.stringContaining('bytes together') }]);
  });

  test('a module whose tree has a link is not packed, be it to the right content', async () => {
    await using dir = await tempDir({ 'outside.go': 'package alpha\n' });
    await fillModuleCache(`${dir.path}/from`, [alpha], 'tree');
    const linked = `${modcachePaths(`${dir.path}/from`, alpha).tree}/alpha.go`;
    await rm(linked);
    await symlink(`${dir.path}/outside.go`, linked);
    const { refused } = await pack(`${dir.path}/from`, `${dir.path}/p.pack`, [alpha]);
    expect(refused).toMatchObject([{ reason: expect.stringContaining('is not a plain file') }]);
  });
});
