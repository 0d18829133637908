import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ZipHasher } from '../../src/proxy/zip-hasher.ts';
import { downloadModule } from '../go/downloaded-module.ts';
import { buildModule } from '../support/goproxy-module.ts';
import { tempDir } from '../support/temp-dir.ts';

function zipHasher(): ZipHasher & AsyncDisposable {
  const hasher = new ZipHasher();
  return Object.assign(hasher, { [Symbol.asyncDispose]: () => hasher.close() });
}

describe('hashing zips in threads', () => {
  test('gives the hash that the go command gives', async () => {
    await using module = await downloadModule();
    await using hasher = zipHasher();
    expect(await hasher.hash(module.go.Zip)).toEqual({ kind: 'hashed', h1: module.go.Sum });
  });

  test('gives each of many zips its own hash', async () => {
    await using dir = await tempDir();
    await using hasher = zipHasher();
    const modules = Array.from({ length: 20 }, (_, index) =>
      buildModule({
        path: `example.com/m${index}`,
        version: 'v1.0.0',
        files: { 'a.txt': 'x'.repeat(index * 1000) },
      }),
    );
    const answers = modules.map(async ({ zip }, index) => {
      const file = path.join(dir.path, `${index}.zip`);
      await writeFile(file, zip);
      return hasher.hash(file);
    });
    expect(await Promise.all(answers)).toEqual(modules.map(({ h1 }) => ({ kind: 'hashed', h1 })));
  });

  test('hashes a file too large to be held whole', async () => {
    await using dir = await tempDir();
    await using hasher = zipHasher();
    const files = { 'large.txt': 'abcdefgh'.repeat(2 ** 20 + 3) };
    const { zip, h1 } = buildModule({ path: 'example.com/large', version: 'v1.0.0', files });
    const file = path.join(dir.path, 'large.zip');
    await writeFile(file, zip);
    expect(await hasher.hash(file)).toEqual({ kind: 'hashed', h1 });
  });

  test('says why something is no zip, and that a file cannot be read', async () => {
    await using dir = await tempDir({ 'no.zip': 'no zip at all' });
    await using hasher = zipHasher();
    expect(await hasher.hash(path.join(dir.path, 'no.zip'))).toEqual({
      kind: 'damaged',
      reason: 'its zip has no end',
    });
    await expect(hasher.hash(path.join(dir.path, 'missing.zip'))).rejects.toThrow('ENOENT');
  });

  test('gives up what is under way when it is closed', async () => {
    await using dir = await tempDir({ 'no.zip': 'no zip at all' });
    const hasher = new ZipHasher();
    const file = path.join(dir.path, 'no.zip');
    const hashing = Promise.allSettled(Array.from({ length: 10 }, () => hasher.hash(file)));
    await hasher.close();
    const outcomes = await hashing;
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    await expect(hasher.hash(file)).rejects.toThrow('has ended');
  });
});
