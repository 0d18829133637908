import { writeFile } from 'node:fs/promises';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { modulesByShard } from '../../src/pack/manifest.ts';
import { countElements, manifestBounds, widestBounds } from '../../src/pack/manifest-bounds.ts';
import { openPack } from '../../src/pack/open.ts';
import { assemblePack } from '../support/pack-forge.ts';
import { tempDir } from '../support/temp-dir.ts';

const h1 = `h1:${'A'.repeat(43)}=`;

/** What opening a pack with this manifest and these bytes of shards says, to a project of `modules` modules. */
async function reasonFor(json: string, modules = 1, shardBytes = 0): Promise<string | undefined> {
  await using dir = await tempDir();
  const shards = shardBytes === 0 ? [] : [Buffer.alloc(shardBytes)];
  await writeFile(`${dir.path}/p.pack`, assemblePack(zstdCompressSync(json), shards));
  const opened = await openPack(`${dir.path}/p.pack`, manifestBounds(modules));
  if (opened.kind !== 'ok') return opened.reason;
  await opened.pack.close();
  return undefined;
}

const empty = { modules: [], mods: [], uncovered: [], shards: [] };
const moduleOf = (index: number, shard: number) => ({
  path: `example.com/m${index}`,
  version: 'v1.0.0',
  h1,
  files: 0,
  contentBytes: 0,
  shard,
});

describe('a manifest is rejected before it is parsed when', () => {
  test.each([
    ['a field that is never read holds many objects', { ...empty, x: Array(100_000).fill({}) }],
    ['it holds many numbers', { ...empty, x: Array(200_000).fill(0) }],
    ['a list in it is nested deeply', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    [
      'an object in it has many fields',
      Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [at, 0])),
    ],
  ])('%s', async (_, manifest) => {
    const json = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
    expect(await reasonFor(json)).toMatch(/^the manifest is too large: it has \d+ elements, more than \d+$/);
  });

  test.each([
    ['blanks', ' '.repeat(3 * 2 ** 20)],
    ['one text', JSON.stringify({ ...empty, x: 'x'.repeat(3 * 2 ** 20) })],
  ])('its size comes from %s', async (_, json) => {
    expect(await reasonFor(json)).toBe('the manifest is damaged or too large');
  });

  test('it is stored in more bytes than it may have', async () => {
    await using dir = await tempDir();
    await writeFile(`${dir.path}/p.pack`, assemblePack(Buffer.alloc(3 * 2 ** 20, 7), []));
    expect(await openPack(`${dir.path}/p.pack`, manifestBounds(1))).toEqual({
      kind: 'rejected',
      reason: 'the manifest is damaged or too large',
    });
  });
});

test('a manifest of a project with more modules may be larger', async () => {
  const json = JSON.stringify({ ...empty, x: 'x'.repeat(3 * 2 ** 20) });
  expect(await reasonFor(json, 100)).toBeUndefined();
});

test('no project makes the bounds wider than the format does', () => {
  expect(manifestBounds(1_000_000)).toEqual(widestBounds);
});

test.each([2, 5000])('%i shards of one module are rejected', async (count) => {
  const shards = Array(count).fill({ bytes: 1, contentBytes: 0 });
  const json = JSON.stringify({ ...empty, modules: [moduleOf(0, 0)], shards });
  expect(await reasonFor(json, 1000, count)).toBe('invalid manifest: it lists more shards than modules');
});

test('an honest manifest stays far below the bounds, also when it has three times the modules of go.sum', async () => {
  const count = 3000;
  const modules = Array.from({ length: count }, (_, index) => moduleOf(index, index));
  const mods = modules.map(({ path, version }) => ({
    path,
    version,
    h1,
    text: `module ${path}\n`.repeat(20),
  }));
  const shards = modules.map(() => ({ bytes: 1, contentBytes: 0 }));
  expect(await reasonFor(JSON.stringify({ ...empty, modules, mods, shards }), 1000, count)).toBeUndefined();
});

describe('countElements', () => {
  test('is not misled by what stands in strings', () => {
    const tricky = ['"', '\\', '\\"', '{[,:', '\\\\"[', ''];
    // The list itself, and the commas in it.
    expect(countElements(Buffer.from(JSON.stringify(tricky)))).toBe(1 + tricky.length - 1);
  });

  test('counts every object, list, field and comma of valid JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(countElements(Buffer.from(text))).toBe(
          text.replace(/"(?:[^"\\]|\\.)*"/gs, '').match(/[{[,:]/g)?.length ?? 0,
        );
      }),
    );
  });

  test('ends whatever it is given', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(countElements(Buffer.from(bytes))).toBeLessThanOrEqual(bytes.length);
      }),
      { examples: [[Buffer.from('"')], [Buffer.from('\\"')], [Buffer.from('"\\')]] },
    );
  });
});

test('modulesByShard sorts many modules into many shards in one pass', () => {
  const count = 200_000;
  const modules = Array.from({ length: count }, (_, index) => moduleOf(index, index));
  const shards = modules.map(() => ({ offset: 0, bytes: 1, contentBytes: 0 }));
  const groups = modulesByShard({ modules, shards });
  expect(groups).toHaveLength(count);
  expect(groups.every(([module, ...more], index) => module === modules[index] && more.length === 0)).toBe(
    true,
  );
});
