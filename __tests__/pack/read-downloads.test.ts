import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { goModHash } from '../../src/go/dirhash.ts';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { goModContent } from '../../src/pack/manifest.ts';
import { readDownloads } from '../../src/pack/read-downloads.ts';
import { tempDir } from '../support/temp-dir.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const beta = { path: 'example.com/beta', version: 'v1.0.0' };

/** Writes the go.mod of a module into a module cache; returns it with the h1 that vouches for it. */
async function withGoMod(gomodcache: string, module: typeof alpha, content: Buffer) {
  const { downloadDir, mod } = modcachePaths(gomodcache, module);
  await mkdir(downloadDir, { recursive: true });
  await writeFile(mod, content);
  return { ...module, h1: goModHash(content) };
}

test.each([
  ['Latin-1', Buffer.from('module example.com/alpha // é\n', 'latin1')],
  ['GBK', Buffer.from('6d6f64756c6520612f62202f2f20d6d0b9fa0a', 'hex')],
  ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeffmodule example.com/alpha\n')],
])('a go.mod in %s is read as it is', async (_, content) => {
  await using dir = await tempDir();
  const { mods, refused } = await readDownloads(dir.path, [], [await withGoMod(dir.path, alpha, content)]);
  const [mod] = mods;
  expect(mod && goModContent(JSON.parse(JSON.stringify(mod)))).toEqual(content);
  expect(refused).toEqual([]);
});

test('a pipe in the place of a go.mod or an .info is passed over', async () => {
  await using dir = await tempDir();
  const { downloadDir, mod, info } = modcachePaths(dir.path, alpha);
  await mkdir(downloadDir, { recursive: true });
  spawnSync('mkfifo', [mod, info]);
  expect(await readDownloads(dir.path, [alpha], [{ ...alpha, h1: 'h1:any' }])).toEqual({
    mods: [],
    times: new Map(),
    refused: [],
  });
});

test('go.mod files that make a manifest too large to be read are refused', async () => {
  await using dir = await tempDir();
  const half = Buffer.alloc(2 ** 20, '// long\n');
  const goMods = [await withGoMod(dir.path, alpha, half), await withGoMod(dir.path, beta, half)];
  const { mods, refused } = await readDownloads(dir.path, [], goMods);
  expect(mods.map(({ path }) => path)).toEqual([alpha.path]);
  expect(refused).toEqual([
    { module: 'example.com/beta@v1.0.0/go.mod', reason: 'all go.mod files together are too large' },
  ]);
});

test.each([
  ['a time', '{"Version":"v1.0.0","Time":"2024-02-03T04:05:06Z"}', '2024-02-03T04:05:06Z'],
  ['another text for a time', '{"Version":"v1.0.0","Time":"yesterday"}', undefined],
  ['no time', '{"Version":"v1.0.0"}', undefined],
  ['no JSON', '\0\0\0', undefined],
])('an .info with %s', async (_, text, time) => {
  await using dir = await tempDir();
  const { downloadDir, info } = modcachePaths(dir.path, alpha);
  await mkdir(downloadDir, { recursive: true });
  await writeFile(info, text);
  const { times } = await readDownloads(dir.path, [alpha], []);
  expect(times.get('example.com/alpha@v1.0.0')).toBe(time);
});
