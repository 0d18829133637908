import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { goModHash } from '../../src/go/dirhash.ts';
import { mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import { hashZip } from '../../src/modcache/hash-zip.ts';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { fillModuleCache, listFiles, readTree, testTime } from '../support/module-cache.ts';
import { goModH1, goModOf, goSumOf, moduleH1, type TestModule, testModule } from '../support/module-zip.ts';
import { readPack } from '../support/pack-forge.ts';
import { pack, unpack } from '../support/pack-run.ts';
import { tempDir } from '../support/temp-dir.ts';

const longName = `${'deeply/'.repeat(25)}${'long'.repeat(20)}.txt`;
const plain = testModule('example.com/plain');
const odd = testModule('example.com/Odd/v2', 'v2.1.0-pre.1', {
  'a/b/c/d.go': 'package c\n',
  'a/b/empty.txt': '',
  'a/é ü/naïve.txt': 'not ASCII',
  [longName]: 'long',
  'block.bin': Buffer.alloc(512, 1),
  'random.bin': Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 251)),
});
const bare: TestModule = { path: 'example.com/bare', version: 'v0.0.1', files: { 'x.go': 'package bare\n' } };
const all = [plain, odd, bare];

const contentsOf = (module: TestModule): Record<string, string> =>
  Object.fromEntries(Object.entries(module.files).map(([name, content]) => [name, content.toString()]));

const mode = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);

describe('a pack', () => {
  test('brings back every file of every module, as trees and zips', async () => {
    await using dir = await tempDir();
    const [from, to, file] = [`${dir.path}/from`, `${dir.path}/to`, `${dir.path}/p.pack`];
    await fillModuleCache(from, all);
    expect(await pack(from, file, all)).toMatchObject({ modules: 3, refused: [] });
    const unpacked = await unpack(file, to, all);
    expect(unpacked).toMatchObject({ goMods: 3, rejected: [], skipped: 0 });
    expect(unpacked.restored.map((module) => module.path).sort()).toEqual(
      all.map((module) => module.path).sort(),
    );
    for (const module of all) {
      expect(await readTree(to, module)).toEqual(contentsOf(module));
      const paths = modcachePaths(to, module);
      expect(await readFile(paths.ziphash, 'utf8')).toBe(moduleH1(module));
      expect(await readFile(paths.mod, 'utf8')).toBe(goModOf(module));
      expect(JSON.parse(await readFile(paths.info, 'utf8'))).toEqual({
        Version: module.version,
        Time: testTime,
      });
    }
    expect(await listFiles(`${to}/cache/go-mod-download`)).toEqual([]);
  });

  test('brings back go.mod files byte by byte, whatever they are written in', async () => {
    await using dir = await tempDir();
    const mod = Buffer.from('// Jos\xe9\nmodule example.com/latin\n', 'latin1');
    const latin = testModule('example.com/latin', 'v1.0.0', { 'go.mod': mod });
    await fillModuleCache(`${dir.path}/from`, [latin]);
    await writeFile(modcachePaths(`${dir.path}/from`, latin).mod, mod);
    const h1 = goModHash(mod);
    const goMods = [{ path: latin.path, version: latin.version, h1 }];
    expect((await pack(`${dir.path}/from`, `${dir.path}/p.pack`, [latin], { goMods })).refused).toEqual([]);
    const sum = `${latin.path} v1.0.0 ${moduleH1(latin)}\n${latin.path} v1.0.0/go.mod ${h1}\n`;
    const checksums = mergeChecksums([parseGoSum(sum, 'go.sum')]);
    const unpacked = await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [latin], { checksums });
    expect(unpacked).toMatchObject({ goMods: 1, rejected: [] });
    expect(await readFile(modcachePaths(`${dir.path}/to`, latin).mod)).toEqual(mod);
  });

  test.each([
    ['of the module itself', { '': '' }],
    ['before and behind its files', { 'a/': '', 'a/b.go': 'package a\n', 'a/b/': '' }],
    ['without any files', { 'empty/': '', 'empty/deeper/': '' }],
  ])('brings back a module whose zip has entries for folders, %s', async (_, files) => {
    await using dir = await tempDir();
    const [from, file] = [`${dir.path}/from`, `${dir.path}/p.pack`];
    const foreign = testModule('example.com/foreign', 'v1.0.0', files);
    await fillModuleCache(from, [foreign, plain]);
    expect(await pack(from, file, [foreign, plain])).toMatchObject({ modules: 2, refused: [] });
    for (const layout of ['full', 'tree', 'zip'] as const) {
      const to = `${dir.path}/${layout}`;
      expect((await unpack(file, to, [foreign, plain], { layout })).restored).toHaveLength(2);
      expect(await readTree(to, foreign)).toEqual(await readTree(layout === 'zip' ? to : from, foreign));
      if (layout === 'tree') continue;
      expect(await hashZip(modcachePaths(to, foreign).zip)).toEqual({
        kind: 'hashed',
        h1: moduleH1(foreign),
      });
    }
  });

  test.each(['full', 'tree', 'zip'] as const)(
    'in layout %s is what the go command would have left',
    async (layout) => {
      await using dir = await tempDir();
      const [from, to, file] = [`${dir.path}/from`, `${dir.path}/to`, `${dir.path}/p.pack`];
      await fillModuleCache(from, all);
      await pack(from, file, all);
      await unpack(file, to, all, { layout });
      const go = await useModules(dir.path, to);
      const verified = go('mod', 'verify');
      expect(verified.stdout + verified.stderr).toContain('all modules verified');
      expect(go('build', './...')).toMatchObject({ status: 0 });
      if (layout !== 'tree') expect(go('mod', 'download')).toMatchObject({ status: 0, stderr: '' });
      const { stdout } = go('mod', 'download', '-json');
      for (const module of layout === 'tree' ? [] : all) {
        expect(stdout).toContain(`"Sum": "${moduleH1(module)}"`);
        expect(stdout).toContain(`"GoModSum": "${goModH1(module)}"`);
      }
    },
  );

  test('holds the same bytes whether it was made from zips or from trees, by one worker or several', async () => {
    await using dir = await tempDir();
    const big = Array.from({ length: 4 }, (_, index) =>
      testModule(`example.com/big${index}`, 'v1.0.0', { 'data.bin': Buffer.alloc(17 * 2 ** 20, index) }),
    );
    const modules = [...all, ...big];
    await fillModuleCache(`${dir.path}/zips`, modules, 'zip');
    await fillModuleCache(`${dir.path}/trees`, modules, 'tree');
    await pack(`${dir.path}/zips`, `${dir.path}/zips.pack`, modules, { workers: 2 });
    await pack(`${dir.path}/trees`, `${dir.path}/trees.pack`, modules.toReversed(), { workers: 1 });
    const [zips, trees] = [await readFile(`${dir.path}/zips.pack`), await readFile(`${dir.path}/trees.pack`)];
    expect(zips.equals(trees)).toBe(true);
    expect((await readPack(`${dir.path}/zips.pack`)).shards.length).toBeGreaterThan(1);
  });

  test('streams a file much larger than its buffers', async () => {
    await using dir = await tempDir();
    const huge = testModule('example.com/huge', 'v1.0.0', { 'huge.bin': Buffer.alloc(80 * 2 ** 20, 'abc') });
    await fillModuleCache(`${dir.path}/from`, [huge], 'zip');
    await pack(`${dir.path}/from`, `${dir.path}/p.pack`, [huge]);
    const unpacked = await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [huge]);
    expect(unpacked).toMatchObject({ restored: [{ path: huge.path }], rejected: [] });
    await fillModuleCache(`${dir.path}/tree`, [huge], 'tree');
    await pack(`${dir.path}/tree`, `${dir.path}/q.pack`, [huge]);
    const [zips, trees] = [await readFile(`${dir.path}/p.pack`), await readFile(`${dir.path}/q.pack`)];
    expect(zips.equals(trees)).toBe(true);
    const go = await useModules(dir.path, `${dir.path}/to`, [huge]);
    expect(go('mod', 'verify').stdout).toContain('all modules verified');
  });

  test('lists what is not covered, and takes no notice of go.mod files that are not on disk', async () => {
    await using dir = await tempDir();
    await fillModuleCache(`${dir.path}/from`, [plain]);
    const packed = await pack(`${dir.path}/from`, `${dir.path}/p.pack`, [plain], {
      uncovered: ['example.com/z@v1.0.0', 'example.com/a@v1.0.0'],
    });
    expect(packed.refused).toEqual([]);
    const { manifest } = await readPack(`${dir.path}/p.pack`);
    expect(manifest.uncovered).toEqual(['example.com/a@v1.0.0', 'example.com/z@v1.0.0']);
  });

  test('of no module at all is a pack too', async () => {
    await using dir = await tempDir();
    await pack(dir.path, `${dir.path}/p.pack`, []);
    expect(await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [])).toMatchObject({
      restored: [],
      rejected: [],
    });
  });
});

describe('packing', () => {
  test.each(['zip', 'tree'] as const)(
    'refuses a tampered %s, and packs the rest of its shard',
    async (layout) => {
      await using dir = await tempDir();
      const [from, file] = [`${dir.path}/from`, `${dir.path}/p.pack`];
      const tampered = { ...odd, files: { ...odd.files, 'a/b/c/d.go': 'package evil\n' } };
      await fillModuleCache(from, [plain, tampered, bare], layout);
      const packed = await pack(from, file, all);
      expect(packed.modules).toBe(2);
      expect(packed.refused).toEqual([
        {
          module: 'example.com/Odd/v2@v2.1.0-pre.1',
          reason: `its files hash to ${moduleH1(tampered)}, but go.sum says ${moduleH1(odd)}`,
        },
      ]);
      const { manifest, shards } = await readPack(file);
      expect(manifest.modules.map((module) => module['path'])).toEqual([bare.path, plain.path]);
      expect(shards.flat().some(({ module }) => module.includes('Odd'))).toBe(false);
    },
  );

  test('reads contents from trees where zips lie beside them', async () => {
    await using dir = await tempDir();
    const [from, file] = [`${dir.path}/from`, `${dir.path}/p.pack`];
    await fillModuleCache(from, [odd]);
    const { zip } = modcachePaths(from, odd);
    const bytes = await readFile(zip);
    // The contents in the zip are broken, its directory is not.
    await writeFile(zip, bytes.fill(0, 0, bytes.readUInt32LE(bytes.length - 6)));
    expect(await pack(from, file, [odd])).toMatchObject({ modules: 1, refused: [] });
    await unpack(file, `${dir.path}/to`, [odd]);
    expect(await readTree(`${dir.path}/to`, odd)).toEqual(contentsOf(odd));
  });

  test.each<[string, (file: string) => Promise<unknown>]>([
    ['changed', (file) => writeFile(file, 'package f\n')],
    ['cut short', (file) => writeFile(file, '')],
    ['missing', (file) => rm(file)],
    [
      'a link to the right content',
      (file) => rename(file, `${file}.real`).then(() => symlink(`${file}.real`, file)),
    ],
  ])('takes a module from its zip when a file of its tree is %s', async (_, spoil) => {
    await using dir = await tempDir();
    const [from, file] = [`${dir.path}/from`, `${dir.path}/p.pack`];
    await fillModuleCache(from, all);
    await pack(from, `${dir.path}/sound.pack`, all);
    await spoil(`${modcachePaths(from, odd).tree}/a/b/c/d.go`);
    expect(await pack(from, file, all)).toMatchObject({ modules: 3, refused: [] });
    expect((await readFile(file)).equals(await readFile(`${dir.path}/sound.pack`))).toBe(true);
  });

  test('refuses a module whose zip and tree are both changed', async () => {
    await using dir = await tempDir();
    const from = `${dir.path}/from`;
    const tampered = { ...odd, files: { ...odd.files, 'a/b/c/d.go': 'package evil\n' } };
    await fillModuleCache(from, [plain, tampered]);
    expect(await pack(from, `${dir.path}/p.pack`, [plain, odd])).toMatchObject({
      modules: 1,
      refused: [{ reason: `its files hash to ${moduleH1(tampered)}, but go.sum says ${moduleH1(odd)}` }],
    });
  });

  test('refuses what is missing, damaged, badly named or cut short, each with its reason', async () => {
    await using dir = await tempDir();
    const [from, file] = [`${dir.path}/from`, `${dir.path}/p.pack`];
    const names = { ...testModule('example.com/names'), files: { 'a.go': '1', 'A.go': '2' } };
    const cut = testModule('example.com/cut', 'v1.0.0', { 'noise.bin': Buffer.alloc(5000, 'xyz') });
    const noZip = testModule('example.com/nozip');
    const missing = testModule('example.com/missing');
    await fillModuleCache(from, [plain, names, cut, noZip], 'zip');
    const cutZip = modcachePaths(from, cut).zip;
    await writeFile(cutZip, (await readFile(cutZip)).subarray(0, 300));
    await writeFile(modcachePaths(from, noZip).zip, 'this is not a zip, but it is long enough to be one');
    const packed = await pack(from, file, [plain, names, cut, noZip, missing]);
    expect(packed.modules).toBe(1);
    expect(Object.fromEntries(packed.refused.map(({ module, reason }) => [module, reason]))).toEqual({
      'example.com/names@v1.0.0': '`a.go` and `A.go` differ only in case',
      'example.com/cut@v1.0.0': 'its zip has no end',
      'example.com/nozip@v1.0.0': 'its zip has no end',
      'example.com/missing@v1.0.0': 'it is not in the module cache',
    });
  });

  test('refuses a go.mod that is not what go.sum says', async () => {
    await using dir = await tempDir();
    await fillModuleCache(`${dir.path}/from`, [plain]);
    await writeFile(modcachePaths(`${dir.path}/from`, plain).mod, 'module evil\n');
    const packed = await pack(`${dir.path}/from`, `${dir.path}/p.pack`, [plain]);
    expect(packed.refused).toMatchObject([{ module: 'example.com/plain@v1.0.0/go.mod' }]);
    expect((await readPack(`${dir.path}/p.pack`)).manifest.mods).toEqual([]);
  });

  test('leaves nothing but the pack, and says so when it cannot be written', async () => {
    await using dir = await tempDir();
    await fillModuleCache(`${dir.path}/from`, all);
    await mkdir(`${dir.path}/out`);
    await pack(`${dir.path}/from`, `${dir.path}/out/p.pack`, all);
    expect(await listFiles(`${dir.path}/out`)).toEqual(['p.pack']);
    await expect(pack(`${dir.path}/from`, `${dir.path}/out/p.pack/below`, all)).rejects.toMatchObject({
      class: 'disk',
      code: 'disk-write',
    });
  });
});

describe('unpacking', () => {
  test('makes files 0444 and folders 0555, or leaves folders writable for -modcacherw', async () => {
    await using dir = await tempDir();
    await fillModuleCache(`${dir.path}/from`, [odd]);
    await pack(`${dir.path}/from`, `${dir.path}/p.pack`, [odd]);
    for (const [to, writableDirs, folder] of [
      ['sealed', false, '555'],
      ['writable', true, '755'],
    ] as const) {
      await unpack(`${dir.path}/p.pack`, path.join(dir.path, to), [odd], { writableDirs });
      const { tree, zip } = modcachePaths(path.join(dir.path, to), odd);
      expect(await Promise.all([tree, `${tree}/a`, `${tree}/a/b/c`].map(mode))).toEqual([
        folder,
        folder,
        folder,
      ]);
      expect(await Promise.all([`${tree}/go.mod`, `${tree}/a/b/c/d.go`, zip].map(mode))).toEqual([
        '444',
        '444',
        '644',
      ]);
    }
  });

  test('considers only what go.sum covers and is wanted', async () => {
    await using dir = await tempDir();
    const [from, to, file] = [`${dir.path}/from`, `${dir.path}/to`, `${dir.path}/p.pack`];
    await fillModuleCache(from, all);
    await pack(from, file, all);
    const unpacked = await unpack(file, to, [plain, odd], { wanted: (module) => module.path !== odd.path });
    expect(unpacked).toMatchObject({ restored: [{ path: plain.path }], rejected: [], skipped: 2 });
    expect((await listFiles(to)).some((name) => name.includes('bare'))).toBe(false);
    expect(await readTree(to, odd)).toBeUndefined();
  });

  test('places no trees where others may be at work', async () => {
    await using dir = await tempDir();
    const [from, to, file] = [`${dir.path}/from`, `${dir.path}/to`, `${dir.path}/p.pack`];
    await fillModuleCache(from, all);
    await pack(from, file, all);
    expect(await unpack(file, to, all, { layout: 'tree', layOutTrees: false })).toMatchObject({
      rejected: [],
    });
    expect((await listFiles(to)).filter((name) => !name.startsWith('cache/download/'))).toEqual([]);
    expect(await listFiles(path.dirname(modcachePaths(to, plain).zip))).toEqual(
      ['info', 'mod', 'zip', 'ziphash'].map((suffix) => `v1.0.0.${suffix}`),
    );
  });

  test('gives no tree to a module that a go command has locked', async () => {
    await using dir = await tempDir();
    const [from, to, file] = [`${dir.path}/from`, `${dir.path}/to`, `${dir.path}/p.pack`];
    await fillModuleCache(from, [plain, bare]);
    await pack(from, file, [plain, bare]);
    const locked = modcachePaths(to, plain);
    await mkdir(locked.downloadDir, { recursive: true });
    await writeFile(locked.lock, '');
    await unpack(file, to, [plain, bare]);
    expect(await readTree(to, plain)).toBeUndefined();
    expect(await readTree(to, bare)).toEqual(contentsOf(bare));
    expect((await stat(locked.zip)).isFile()).toBe(true);
  });

  test('replaces nothing that is there', async () => {
    await using dir = await tempDir();
    const [from, to, file] = [`${dir.path}/from`, `${dir.path}/to`, `${dir.path}/p.pack`];
    await fillModuleCache(from, [plain]);
    await pack(from, file, [plain]);
    const paths = modcachePaths(to, plain);
    await mkdir(paths.tree, { recursive: true });
    await mkdir(paths.downloadDir, { recursive: true });
    const mine = [paths.mod, paths.info, paths.ziphash, paths.zip, `${paths.tree}/mine.go`];
    for (const name of mine) await writeFile(name, 'mine');
    expect(await unpack(file, to, [plain])).toMatchObject({
      restored: [],
      goMods: 0,
      rejected: [],
      skipped: 1,
    });
    for (const name of mine) expect(await readFile(name, 'utf8')).toBe('mine');
    expect(await readTree(to, plain)).toEqual({ 'mine.go': 'mine' });
  });

  test.each(['zip', 'tree'] as const)('vouches for no %s that it did not place', async (kind) => {
    await using dir = await tempDir();
    const [from, to, file] = [`${dir.path}/from`, `${dir.path}/to`, `${dir.path}/p.pack`];
    await fillModuleCache(from, [plain]);
    await pack(from, file, [plain]);
    const paths = modcachePaths(to, plain);
    await mkdir(paths.downloadDir, { recursive: true });
    if (kind === 'tree') await mkdir(paths.tree, { recursive: true });
    await writeFile(kind === 'zip' ? paths.zip : `${paths.tree}/half.go`, 'somebody else’s');
    await unpack(file, to, [plain]);
    await expect(stat(paths.ziphash)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('says that a module cache cannot be written to, and leaves nothing half-written', async () => {
    await using dir = await tempDir({ 'occupied/cache/go-mod-download': 'a file in the place of a folder' });
    await fillModuleCache(`${dir.path}/from`, all);
    await pack(`${dir.path}/from`, `${dir.path}/p.pack`, all);
    await expect(unpack(`${dir.path}/p.pack`, `${dir.path}/occupied`, all)).rejects.toMatchObject({
      class: 'disk',
    });
    expect(await listFiles(`${dir.path}/occupied`)).toEqual(['cache/go-mod-download']);
    await writeFile(`${dir.path}/blocked`, '');
    await mkdir(`${dir.path}/to/cache/download`, { recursive: true });
    await writeFile(`${dir.path}/to/example.com`, 'a file in the place of a folder');
    await expect(unpack(`${dir.path}/p.pack`, `${dir.path}/to`, all)).rejects.toMatchObject({
      class: 'disk',
    });
    expect((await listFiles(`${dir.path}/to`)).filter((name) => /zip|go-mod-download/.test(name))).toEqual(
      [],
    );
  });

  test('stops at once when it is aborted, and leaves nothing half-written', async () => {
    await using dir = await tempDir();
    const modules = Array.from({ length: 6 }, (_, index) =>
      testModule(`example.com/big${index}`, 'v1.0.0', { 'data.bin': Buffer.alloc(17 * 2 ** 20, index) }),
    );
    await fillModuleCache(`${dir.path}/from`, modules, 'zip');
    await pack(`${dir.path}/from`, `${dir.path}/p.pack`, modules);
    const controller = new AbortController();
    const reason = new Error('too slow');
    const unpacking = unpack(`${dir.path}/p.pack`, `${dir.path}/to`, modules, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(unpacking).rejects.toBe(reason);
    expect(await listFiles(`${dir.path}/to/cache/go-mod-download`)).toEqual([]);
    const placed = (await listFiles(`${dir.path}/to`)).filter((name) => name.endsWith('.zip'));
    expect(placed.length).toBeGreaterThan(0);
    expect(placed.length).toBeLessThan(6);
  });

  test('is possible for a user who may not write to sealed folders', async () => {
    await using dir = await tempDir();
    await fillModuleCache(`${dir.path}/from`, all);
    await pack(`${dir.path}/from`, `${dir.path}/p.pack`, all);
    await mkdir(`${dir.path}/to`);
    await chmod(`${dir.path}/to`, 0o777);
    await chmod(dir.path, 0o755);
    const unpacked = unpackUnprivileged(`${dir.path}/p.pack`, `${dir.path}/to`);
    expect(unpacked.stderr).toBe('');
    expect(JSON.parse(unpacked.stdout)).toMatchObject({ restored: all.map(() => ({})), rejected: [] });
    expect(await readTree(`${dir.path}/to`, odd)).toEqual(contentsOf(odd));
  });

  test('says that a module cache is read-only', async () => {
    await using dir = await tempDir();
    await fillModuleCache(`${dir.path}/from`, all);
    await pack(`${dir.path}/from`, `${dir.path}/p.pack`, all);
    await mkdir(`${dir.path}/to`);
    await chmod(`${dir.path}/to`, 0o555);
    await chmod(dir.path, 0o755);
    const { stderr } = unpackUnprivileged(`${dir.path}/p.pack`, `${dir.path}/to`);
    expect(stderr).toContain(`ActionError: cannot write to the module cache ${dir.path}/to: EACCES`);
    expect(await listFiles(`${dir.path}/to`)).toEqual([]);
  });
});

/** Root may write everywhere, so it is somebody else who unpacks. */
function unpackUnprivileged(file: string, gomodcache: string): { stdout: string; stderr: string } {
  return spawnSync(process.execPath, [path.join(import.meta.dirname, '../support/unpack-alone.ts')], {
    env: { ...process.env, PACK: file, GOMODCACHE: gomodcache, GOSUM: goSumOf(all) },
    ...(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}),
    encoding: 'utf8',
  });
}

/** A main module that requires the test modules, and a go command that has nothing but the module cache. */
async function useModules(
  dir: string,
  gomodcache: string,
  modules: readonly TestModule[] = all,
): Promise<(...args: string[]) => { status: number | null; stdout: string; stderr: string }> {
  const main = path.join(dir, 'main');
  await mkdir(main);
  const requires = modules.map((module) => `\t${module.path} ${module.version}\n`).join('');
  const imports = modules.map((module) => `import _ "${module.path}"\n`).join('');
  await writeFile(
    path.join(main, 'go.mod'),
    `module example.com/main\n\ngo 1.21\n\nrequire (\n${requires})\n`,
  );
  await writeFile(path.join(main, 'go.sum'), goSumOf(modules));
  await writeFile(path.join(main, 'main.go'), `package main\n\n${imports}\nfunc main() {}\n`);
  const env = {
    ...process.env,
    GOMODCACHE: gomodcache,
    GOPROXY: 'off',
    GOFLAGS: '-mod=readonly',
    GOTOOLCHAIN: 'local',
  };
  return (...args) => spawnSync('go', args, { cwd: main, env, encoding: 'utf8' });
}
