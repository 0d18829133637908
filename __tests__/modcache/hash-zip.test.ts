import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { hashZip } from '../../src/modcache/hash-zip.ts';
import { buildModule } from '../support/goproxy-module.ts';
import { tempDir } from '../support/temp-dir.ts';

const files = { 'small.txt': 'small', 'large.txt': 'abcdefgh'.repeat(2 ** 20 + 3) };
const { zip, h1 } = buildModule({ path: 'example.com/m', version: 'v1.0.0', files });

/** The sizes of every file in the central directory, one byte less. */
function shortened(): Buffer {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf('PK\x01\x02'); at >= 0; at = copy.indexOf('PK\x01\x02', at + 4)) {
    copy.writeUInt32LE(copy.readUInt32LE(at + 24) - 1, at + 24);
  }
  return copy;
}

describe('the hash of a zip', () => {
  test.each([
    { name: 'is formed of small and large files', bytes: zip, answer: { kind: 'hashed', h1 } },
    {
      name: 'is none where files are longer than they say',
      bytes: shortened(),
      answer: {
        kind: 'damaged',
        reason: '`example.com/m@v1.0.0/go.mod` does not have the 29 bytes it should have',
      },
    },
    {
      name: 'is none of half a zip',
      bytes: zip.subarray(0, 5000),
      answer: { kind: 'damaged', reason: 'its zip has no end' },
    },
  ])('$name', async ({ bytes, answer }) => {
    await using dir = await tempDir();
    const file = path.join(dir.path, 'm.zip');
    await writeFile(file, bytes);
    expect(await hashZip(file)).toEqual(answer);
  });
});
