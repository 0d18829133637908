import { rm, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { cacheableOf, goModsOnDisk } from '../../src/cache/cacheable.ts';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { fillModuleCache } from '../support/module-cache.ts';
import { goModH1, moduleH1, testModule } from '../support/module-zip.ts';
import { checksumsOf } from '../support/pack-run.ts';
import { tempDir } from '../support/temp-dir.ts';

const alpha = testModule('example.com/alpha');
const beta = testModule('example.com/beta');
const gamma = testModule('example.com/gamma');

test('what can be cached is what go.sum vouches for; on disk are those go.mod files that it is right about', async () => {
  await using dir = await tempDir();
  await fillModuleCache(dir.path, [alpha, beta, gamma]);
  await writeFile(modcachePaths(dir.path, beta).mod, 'module example.com/other\n');
  await rm(modcachePaths(dir.path, gamma).mod);
  const { modules, goMods } = cacheableOf([alpha, beta, gamma], checksumsOf([alpha, beta, gamma]));
  expect(modules.map(({ h1 }) => h1)).toEqual([alpha, beta, gamma].map(moduleH1));
  expect(goMods.map(({ h1 }) => h1)).toEqual([alpha, beta, gamma].map(goModH1));
  expect(await goModsOnDisk(dir.path, goMods)).toEqual([
    { path: alpha.path, version: alpha.version, h1: goModH1(alpha) },
  ]);
});

test('a module that no line of go.sum covers is named, not cached', () => {
  const { modules, uncovered } = cacheableOf([alpha, beta], checksumsOf([alpha]));
  expect(modules.map(({ path }) => path)).toEqual([alpha.path]);
  expect(uncovered).toEqual(['example.com/beta@v1.0.0']);
});
