import { existsSync } from 'node:fs';
import { chmod, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { clearAway } from '../../../src/adapters/guard/clear-away.ts';
import { removeWithin } from '../../../src/adapters/guard/remove-within.ts';
import { listFiles } from '../../support/module-cache.ts';
import { tempDir } from '../../support/temp-dir.ts';

describe('what has to go before a process ends', () => {
  test('goes as a whole: read-only folders, and links without what they lead to', async () => {
    await using dir = await tempDir({ 'a/b/c/file': 'x', 'a/file': 'x', 'other/file': 'kept' });
    await symlink(path.join(dir.path, 'other'), path.join(dir.path, 'a/link'));
    await chmod(path.join(dir.path, 'a/b/c'), 0o555);
    expect(removeWithin(path.join(dir.path, 'a'), 10_000)).toBe(true);
    expect(await listFiles(dir.path)).toEqual(['other/file']);
  });

  test.each(['a', 'a/file', 'a/file/below'])('may be gone already: %s', async (name) => {
    await using dir = await tempDir(name === 'a' ? {} : { 'a/file': 'x' });
    expect(removeWithin(path.join(dir.path, name), 10_000)).toBe(true);
    expect(existsSync(path.join(dir.path, 'a/file'))).toBe(name === 'a/file/below');
  });

  test('stays where there is no time for it', async () => {
    await using dir = await tempDir({ 'a/b/file': 'x' });
    expect(removeWithin(path.join(dir.path, 'a'), 0)).toBe(false);
    expect(await listFiles(dir.path)).toEqual(['a/b/file']);
  });
});

test('a large folder does not keep credentials that are older', async () => {
  const files = Array.from({ length: 20_000 }, (_, at) => [`large/${at % 100}/${at}`, ''] as const);
  await using dir = await tempDir({ 'credentials/key': 'secret', ...Object.fromEntries(files) });
  const started = performance.now();
  const left = clearAway(
    ['credentials', 'large'].map((name) => ({ kind: 'path', path: path.join(dir.path, name) })),
  );
  expect(performance.now() - started).toBeLessThan(15_000);
  expect(existsSync(path.join(dir.path, 'credentials'))).toBe(false);
  expect(left.length).toBe(existsSync(path.join(dir.path, 'large')) ? 1 : 0);
});
