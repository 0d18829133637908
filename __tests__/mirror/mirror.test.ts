import { spawnSync } from 'node:child_process';
import {
  lstat,
  lutimes,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/adapters/system-clock.ts';
import type { ModuleVersion } from '../../src/go/module.ts';
import { writeMirror } from '../../src/mirror/mirror.ts';
import { mirrorPaths } from '../../src/mirror/mirror-paths.ts';
import { hashZip } from '../../src/modcache/hash-zip.ts';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { fillModuleCache, listFiles, testTime } from '../support/module-cache.ts';
import { goModH1, moduleH1, type TestModule } from '../support/module-zip.ts';
import { recordingGuard } from '../support/recording-guard.ts';
import { tempDir } from '../support/temp-dir.ts';

const alpha: TestModule = {
  path: 'example.com/Alpha',
  version: 'v1.0.0',
  files: { 'go.mod': 'module example.com/Alpha\n', 'alpha.go': 'package alpha\n' },
};
const newer: TestModule = { ...alpha, version: 'v1.1.0' };
const graphOnly: TestModule = {
  path: 'example.com/graph',
  version: 'v0.1.0',
  files: { 'go.mod': 'module example.com/graph\n' },
};

/** A module cache with modules, and what a go.sum vouches for of them. */
async function machine(modules: readonly TestModule[], { graph = [] }: { graph?: TestModule[] } = {}) {
  const dir = await tempDir();
  const gomodcache = path.join(dir.path, 'mod');
  const mirror = path.join(dir.path, 'mirror');
  const guard = recordingGuard();
  await fillModuleCache(gomodcache, [...modules, ...graph], 'zip');
  for (const module of graph) {
    await rm(modcachePaths(gomodcache, module).zip);
    await rm(modcachePaths(gomodcache, module).info);
  }
  const vouched = (module: TestModule, h1: string) => ({ path: module.path, version: module.version, h1 });
  const write = (of: readonly TestModule[] = modules) =>
    writeMirror(
      {
        gomodcache,
        dir: mirror,
        contents: {
          modules: of.map((module) => vouched(module, moduleH1(module))),
          goMods: [...of, ...graph].map((module) => vouched(module, goModH1(module))),
        },
        signal: new AbortController().signal,
      },
      { clock: systemClock, hashZip, guard },
    );
  return {
    guard,
    gomodcache,
    mirror,
    write,
    read: (module: ModuleVersion, file: 'zip' | 'mod' | 'info') =>
      readFile(mirrorPaths(mirror, module)[file]),
    list: (module: ModuleVersion) =>
      readFile(path.join(mirrorPaths(mirror, module).versions, 'list'), 'utf8'),
    [Symbol.asyncDispose]: dir[Symbol.asyncDispose],
  };
}

describe('a mirror', () => {
  test('holds the files of the GOPROXY protocol under escaped names, and nothing else', async () => {
    await using at = await machine([alpha], { graph: [graphOnly] });
    expect(await at.write()).toMatchObject({ added: 1, refused: [] });
    expect(await listFiles(at.mirror)).toEqual([
      'example.com/!alpha/@v/list',
      'example.com/!alpha/@v/v1.0.0.info',
      'example.com/!alpha/@v/v1.0.0.mod',
      'example.com/!alpha/@v/v1.0.0.zip',
      'example.com/graph/@v/v0.1.0.info',
      'example.com/graph/@v/v0.1.0.mod',
    ]);
    expect(await at.list(alpha)).toBe('v1.0.0\n');
    expect(JSON.parse((await at.read(alpha, 'info')).toString())).toEqual({
      Version: 'v1.0.0',
      Time: testTime,
    });
    expect(JSON.parse((await at.read(graphOnly, 'info')).toString())).toEqual({ Version: 'v0.1.0' });
  });

  test('is left alone where it is right already', async () => {
    await using at = await machine([alpha]);
    await at.write();
    const before = await statesOf(at.mirror);
    expect(await at.write()).toEqual({ added: 0, bytes: 0, refused: [] });
    expect(await statesOf(at.mirror)).toEqual(before);
  });

  test('keeps the versions that others put there, and lists them all', async () => {
    await using at = await machine([alpha, newer]);
    await at.write([alpha]);
    await at.write([newer]);
    expect(await at.list(alpha)).toBe('v1.0.0\nv1.1.0\n');
  });

  test('is complete when many write different versions of one module at once', async () => {
    const versions = Array.from({ length: 12 }, (_, n) => ({ ...alpha, version: `v1.${n}.0` }));
    await using at = await machine(versions);
    const outcomes = await Promise.all(versions.map((version) => at.write([version])));
    expect(outcomes.every(({ added }) => added === 1)).toBe(true);
    expect((await at.list(alpha)).trim().split('\n').sort()).toEqual(
      versions.map(({ version }) => version).sort(),
    );
    for (const version of versions) {
      expect(await hashZip(mirrorPaths(at.mirror, version).zip)).toEqual({
        kind: 'hashed',
        h1: moduleH1(version),
      });
    }
    expect((await readdir(at.mirror)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('is not linked to the module cache: a change of one does not change the other', async () => {
    await using at = await machine([alpha]);
    await at.write();
    await writeFile(modcachePaths(at.gomodcache, alpha).zip, 'changed in place');
    expect((await at.read(alpha, 'zip')).toString()).not.toBe('changed in place');
  });
});

describe('what go.sum does not vouch for is not mirrored', () => {
  const other = { ...alpha, files: { ...alpha.files, 'alpha.go': 'package evil\n' } };

  test('a zip with other content', async () => {
    await using at = await machine([alpha, newer]);
    await fillModuleCache(at.gomodcache, [other], 'zip');
    const { refused, added } = await at.write();
    expect(refused).toEqual([
      { module: 'example.com/Alpha@v1.0.0', reason: expect.stringContaining(moduleH1(other)) },
    ]);
    expect(added).toBe(1);
    expect(await at.list(alpha)).toBe('v1.1.0\n');
    await expect(at.read(alpha, 'zip')).rejects.toThrow('ENOENT');
  });

  test('a zip that is truncated', async () => {
    await using at = await machine([alpha]);
    const { zip } = modcachePaths(at.gomodcache, alpha);
    await writeFile(zip, (await readFile(zip)).subarray(0, 100));
    expect((await at.write()).refused).toEqual([
      { module: 'example.com/Alpha@v1.0.0', reason: expect.stringContaining('is damaged') },
    ]);
  });

  test('a zip that is not there', async () => {
    await using at = await machine([alpha]);
    await rm(modcachePaths(at.gomodcache, alpha).zip);
    expect((await at.write()).refused).toEqual([
      { module: 'example.com/Alpha@v1.0.0', reason: 'the module cache has no zip of it' },
    ]);
  });

  test('a go.mod with other content', async () => {
    await using at = await machine([alpha], { graph: [graphOnly] });
    await writeFile(modcachePaths(at.gomodcache, graphOnly).mod, 'module example.com/evil\n');
    expect((await at.write()).refused).toEqual([
      { module: 'example.com/graph@v0.1.0/go.mod', reason: expect.stringContaining(goModH1(graphOnly)) },
    ]);
    await expect(at.read(graphOnly, 'mod')).rejects.toThrow('ENOENT');
  });

  test.each(['zip', 'mod', 'info'] as const)(
    'a damaged .%s that lay in the mirror is replaced',
    async (file) => {
      await using at = await machine([alpha]);
      await at.write();
      const right = await at.read(alpha, file);
      await writeFile(mirrorPaths(at.mirror, alpha)[file], 'damaged');
      await at.write();
      expect(await at.read(alpha, file)).toEqual(right);
    },
  );
});

test('what a killed run left behind is removed after a day, and not before', async () => {
  await using at = await machine([alpha]);
  await at.write();
  await fillModuleCache(path.join(at.mirror, '.unfinished-0000000000000001'), [alpha]);
  await fillModuleCache(path.join(at.mirror, '.unfinished-0000000000000002'), [alpha]);
  const longAgo = Date.now() / 1000 - 25 * 60 * 60;
  await utimes(path.join(at.mirror, '.unfinished-0000000000000001'), longAgo, longAgo);
  await at.write();
  expect((await readdir(at.mirror)).filter((name) => name.startsWith('.'))).toEqual([
    '.unfinished-0000000000000002',
  ]);
});

test('a mirror that cannot be written is an error that names it', async () => {
  await using at = await machine([alpha]);
  await writeFile(at.mirror, 'a file');
  await expect(at.write()).rejects.toMatchObject({
    code: 'mirror-not-written',
    class: 'disk',
    message: expect.stringContaining(at.mirror),
    hint: expect.stringContaining('`mirror-directory`'),
  });
});

test('an abort ends it after the files at hand, with nothing unfinished left', async () => {
  const many = Array.from({ length: 40 }, (_, n) => ({ ...alpha, version: `v1.${n}.0` }));
  await using at = await machine(many);
  const aborted = new AbortController();
  let hashed = 0;
  const contents = { modules: many.map((module) => ({ ...module, h1: moduleH1(module) })), goMods: [] };
  const writing = writeMirror(
    { gomodcache: at.gomodcache, dir: at.mirror, contents, signal: aborted.signal },
    {
      clock: systemClock,
      guard: at.guard,
      hashZip: (file) => {
        hashed++;
        aborted.abort(new Error('enough'));
        return hashZip(file);
      },
    },
  );
  await expect(writing).rejects.toThrow('enough');
  expect(hashed).toBeLessThanOrEqual(8);
  expect(await readdir(at.mirror)).toEqual(['example.com']);
  expect(at.guard.told).toEqual([expect.stringContaining('.unfinished-')]);
  expect([...at.guard.held]).toEqual([]);
});

/** What tells whether a file is the one it was: its inode, and when it was written. */
async function statesOf(dir: string): Promise<Record<string, string>> {
  const states: Record<string, string> = {};
  for (const name of await listFiles(dir)) {
    const { ino, mtimeMs } = await stat(path.join(dir, name));
    states[name] = `${ino} ${mtimeMs}`;
  }
  return states;
}

describe('a folder in the way of a file is named', () => {
  test.each(['zip', 'info', 'mod'] as const)('at the .%s', async (kind) => {
    await using it = await machine([alpha]);
    const file = mirrorPaths(it.mirror, alpha)[kind];
    await mkdir(file, { recursive: true });
    await expect(it.write()).rejects.toMatchObject({
      code: 'mirror-not-written',
      message: expect.stringContaining(file),
    });
    expect(await listFiles(it.mirror)).not.toContain('.unfinished');
  });
});

describe('a mirror that others may write to', () => {
  test.each([
    ['a folder of a module path', 'example.com'],
    ['the folder of a module', 'example.com/!alpha'],
    ['the folder of its versions', 'example.com/!alpha/@v'],
  ])('is not written where %s is a link', async (_, name) => {
    await using at = await machine([alpha]);
    await using victim = await tempDir({ list: 'precious\n' });
    await mkdir(path.dirname(path.join(at.mirror, name)), { recursive: true });
    await symlink(victim.path, path.join(at.mirror, name));
    await expect(at.write()).rejects.toMatchObject({
      code: 'mirror-not-written',
      message: expect.stringContaining('is a link or a file, not a folder'),
    });
    expect(await readdir(victim.path)).toEqual(['list']);
    expect(await readFile(path.join(victim.path, 'list'), 'utf8')).toBe('precious\n');
  });

  test.each(['v1.0.0.zip', 'v1.0.0.mod', 'v1.0.0.info', 'list'])(
    'has %s replaced where it is a pipe or a link',
    async (name) => {
      await using at = await machine([alpha]);
      await using precious = await tempDir({ file: 'precious' });
      const file = path.join(mirrorPaths(at.mirror, alpha).versions, name);
      await mkdir(path.dirname(file), { recursive: true });
      spawnSync('mkfifo', [file]);
      expect(await at.write()).toMatchObject({ refused: [] });
      expect((await lstat(file)).isFile()).toBe(true);
      await rm(file);
      await symlink(path.join(precious.path, 'file'), file);
      expect(await at.write()).toMatchObject({ refused: [] });
      expect((await lstat(file)).isFile()).toBe(true);
      expect(await readFile(path.join(precious.path, 'file'), 'utf8')).toBe('precious');
      expect(await at.list(alpha)).toBe('v1.0.0\n');
    },
  );

  test('has nothing removed that is not a folder of ours', async () => {
    await using at = await machine([alpha]);
    await using victim = await tempDir({ file: 'precious' });
    await mkdir(at.mirror);
    await mkdir(path.join(at.mirror, '.unfinished-notes'));
    await symlink(victim.path, path.join(at.mirror, '.unfinished-0123456789abcdef'));
    for (const name of await readdir(at.mirror)) await lutimes(path.join(at.mirror, name), 1, 1);
    await utimes(victim.path, 1, 1);
    await at.write();
    expect(await readdir(at.mirror)).toEqual(
      expect.arrayContaining(['.unfinished-0123456789abcdef', '.unfinished-notes']),
    );
    expect(await readdir(victim.path)).toEqual(['file']);
  });

  test('refuses a zip that is a pipe in the module cache', async () => {
    await using at = await machine([alpha]);
    const { zip } = modcachePaths(at.gomodcache, alpha);
    await rm(zip);
    spawnSync('mkfifo', [zip]);
    expect((await at.write()).refused).toEqual([
      { module: 'example.com/Alpha@v1.0.0', reason: 'the module cache has no zip of it' },
    ]);
  });
});
