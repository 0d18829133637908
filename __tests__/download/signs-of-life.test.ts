import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { signsOfLife } from '../../src/download/signs-of-life.ts';
import { tempDir } from '../support/temp-dir.ts';

const stallTimeout = 8000;
const late = stallTimeout / 2;

/** A probe over an empty module cache that waits for a zip and for git. */
async function setUp() {
  const dir = await tempDir();
  const versions = path.join(dir.path, 'cache', 'download', 'm.io', 'a', '@v');
  const git = path.join(dir.path, 'cache', 'vcs', '1');
  await mkdir(versions, { recursive: true });
  const probe = signsOfLife({
    gomodcache: dir.path,
    since: Date.now() - 60_000,
    stallTimeout,
    awaited: async () => [
      { what: 'm.io/a@v1.0.0', target: { kind: 'file', path: path.join(versions, 'v1.0.0.zip') } },
      { what: '`git fetch`', target: { kind: 'git', path: git } },
      { what: 'https://sum.example.com/latest' },
    ],
  });
  return { probe, versions, git, [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose]() };
}

describe('signsOfLife', () => {
  test('is the same as long as nothing happens, however hard it looks', async () => {
    await using it = await setUp();
    const first = await it.probe(0);
    expect([await it.probe(1000), await it.probe(late), await it.probe(late), await it.probe(late)]).toEqual(
      Array(4).fill(first),
    );
  });

  test('changes while the zip that was asked for grows', async () => {
    await using it = await setUp();
    const seen = [await it.probe(0)];
    for (const text of ['PK', 'PK more']) {
      await writeFile(path.join(it.versions, 'v1.0.0.zip123.tmp'), text);
      seen.push(await it.probe(0));
    }
    expect(new Set(seen).size).toBe(3);
    expect(await it.probe(0)).toBe(seen.at(-1));
  });

  test('does not change when the zip of another module does', async () => {
    await using it = await setUp();
    const first = await it.probe(0);
    await writeFile(path.join(it.versions, 'v2.0.0.zip123.tmp'), 'PK');
    expect(await it.probe(0)).toBe(first);
  });

  test('changes while git writes into its folder', async () => {
    await using it = await setUp();
    const first = await it.probe(0);
    await mkdir(path.join(it.git, 'objects', 'pack'), { recursive: true });
    await writeFile(path.join(it.git, 'objects', 'pack', 'tmp_pack_1'), 'PACK');
    expect(await it.probe(0)).not.toBe(first);
  });

  test('changes at every look while a zip is being extracted', async () => {
    await using it = await setUp();
    await writeFile(path.join(it.versions, 'v1.0.0.partial'), '');
    const seen = [await it.probe(late), await it.probe(late), await it.probe(late)];
    expect(new Set(seen).size).toBe(3);
  });

  test('is not taken in by what an extraction that did not end has left behind', async () => {
    await using it = await setUp();
    const partial = path.join(it.versions, 'v1.0.0.partial');
    await writeFile(partial, '');
    await utimes(partial, 1_600_000_000, 1_600_000_000);
    const first = await it.probe(late);
    expect(await it.probe(late)).toBe(first);
  });

  test('changes when files come or go between one extraction and the next', async () => {
    await using it = await setUp();
    const first = await it.probe(late);
    await writeFile(path.join(it.versions, 'v1.0.0.lock'), '');
    const second = await it.probe(late);
    await rm(path.join(it.versions, 'v1.0.0.lock'));
    const third = await it.probe(late);
    expect(new Set([first, second, third]).size).toBe(3);
  });
});
