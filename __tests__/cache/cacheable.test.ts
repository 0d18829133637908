import { rm, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { cacheableOf } from '../../src/cache/cacheable.ts';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { fillModuleCache } from '../support/module-cache.ts';
import { goModH1, moduleH1, testModule } from '../support/module-zip.ts';
import { checksumsOf } from '../support/pack-run.ts';
import { tempDir } from '../support/temp-dir.ts';

const alpha = testModule('example.com/alpha');
const beta = testModule('example.com/beta');
const gamma = testModule('example.com/gamma');

test('what can be cached is what go.sum vouches for, and of the go.mod files those on disk that it is right about', async () => {
  await using dir = await tempDir();
  await fillModuleCache(dir.path, [alpha, beta, gamma]);
  await writeFile(modcachePaths(dir.path, beta).mod, 'module example.com/other\n');
  await rm(modcachePaths(dir.path, gamma).mod);
  const { modules, goMods } = await cacheableOf(
    [alpha, beta, gamma],
    checksumsOf([alpha, beta, gamma]),
    dir.path,
  );
  expect(modules.map(({ h1 }) => h1)).toEqual([alpha, beta, gamma].map(moduleH1));
  expect(goMods).toEqual([{ path: alpha.path, version: alpha.version, h1: goModH1(alpha) }]);
});

test('a go.mod file that this run has restored is not read again, unless go.sum says something else of it', async () => {
  await using dir = await tempDir();
  const restored = (h1: string) => ({
    modules: [],
    mods: [{ path: alpha.path, version: alpha.version, h1, text: '' }],
    uncovered: [],
    shards: [],
  });
  const checksums = checksumsOf([alpha, beta]);
  const goModsWith = async (h1: string) =>
    (await cacheableOf([alpha, beta], checksums, dir.path, [restored(h1)])).goMods;
  const vouched = { path: alpha.path, version: alpha.version, h1: goModH1(alpha) };
  expect(await goModsWith(goModH1(alpha))).toEqual([vouched]);
  expect(await goModsWith(goModH1(beta))).toEqual([]);
});

test('a module that no line of go.sum covers is named, not cached', async () => {
  await using dir = await tempDir();
  await fillModuleCache(dir.path, [alpha, beta]);
  const { modules, uncovered } = await cacheableOf([alpha, beta], checksumsOf([alpha]), dir.path);
  expect(modules.map(({ path }) => path)).toEqual([alpha.path]);
  expect(uncovered).toEqual(['example.com/beta@v1.0.0']);
});
