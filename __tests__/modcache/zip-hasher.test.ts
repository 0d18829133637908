import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ZipHasher } from '../../src/modcache/zip-hasher.ts';
import { downloadModule } from '../go/downloaded-module.ts';
import { buildModule } from '../support/goproxy-module.ts';
import { tempDir } from '../support/temp-dir.ts';

function zipHasher(threads?: number): ZipHasher & AsyncDisposable {
  const hasher = new ZipHasher(threads);
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

  test('takes the largest of those that wait first', async () => {
    await using dir = await tempDir();
    await using hasher = zipHasher(1);
    const order: string[] = [];
    const received = Array.from({ length: 12 }, async (_, index) => {
      const name = `m${index}`;
      const { zip, h1 } = buildModule({ path: `example.com/${name}`, version: 'v1.0.0' });
      const file = path.join(dir.path, `${name}.zip`);
      writeFileSync(file, zip);
      const target = {
        module: { path: `example.com/${name}`, version: 'v1.0.0' },
        h1,
        gomodcache: path.join(dir.path, 'modcache'),
        stage: path.join(dir.path, `stage-${name}`),
        tree: false,
        folderMode: undefined,
      };
      await hasher.receive(file, index, target);
      order.push(name);
    });
    await Promise.all(received);
    // The first was not waiting when larger ones came.
    const descending = Array.from({ length: 11 }, (_, index) => `m${11 - index}`);
    expect(order).toEqual(['m0', ...descending]);
  });

  test('starts threads ahead of their work, and ends them', async () => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;
    const hasher = new ZipHasher();
    hasher.prepare(100);
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length).toBeGreaterThan(
      before,
    );
    await hasher.close();
    await expect(hasher.hash('any.zip')).rejects.toThrow('has ended');
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
