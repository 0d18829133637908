import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readGrowing } from '../../../src/adapters/github-cache/growing-file.ts';
import { errnoOf } from '../../../src/errors.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** A file that is not there yet, and a reader of it. */
async function scene() {
  const dir = await tempDir();
  const file = path.join(dir.path, 'growing');
  const writing = new AbortController();
  let there = false;
  return {
    file,
    writing,
    pieces: readGrowing(async () => (there ? file : undefined), writing.signal),
    appears: async (contents: string) => {
      await writeFile(file, contents);
      there = true;
    },
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

async function textOf(next: Promise<IteratorResult<Buffer>>): Promise<string | undefined> {
  const { done, value } = await next;
  return done ? undefined : value.toString();
}

describe('readGrowing', () => {
  test('waits for the file and gives what is appended to it, until nobody writes any more', async () => {
    await using at = await scene();
    const first = at.pieces.next();
    await at.appears('one');
    expect(await textOf(first)).toBe('one');
    const second = at.pieces.next();
    await appendFile(at.file, 'two');
    expect(await textOf(second)).toBe('two');
    await appendFile(at.file, 'three');
    at.writing.abort();
    expect(await textOf(at.pieces.next())).toBe('three');
    expect(await textOf(at.pieces.next())).toBeUndefined();
  });

  test('ends when nobody writes and the file has not come', async () => {
    await using at = await scene();
    const first = at.pieces.next();
    at.writing.abort();
    expect(await textOf(first)).toBeUndefined();
  });

  test('throws what the file system says', async () => {
    const pieces = readGrowing(async () => '/nowhere/at/all', new AbortController().signal);
    const code = await pieces.next().then(() => undefined, errnoOf);
    expect(code).toBe('ENOENT');
  });
});
