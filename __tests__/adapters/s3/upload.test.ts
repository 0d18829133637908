import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { upload } from '../../../src/adapters/s3/upload.ts';
import { type FakeS3, fakeS3 } from '../../support/fake-s3.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { openHttp, testBucket, testClient } from './test-client.ts';

const signal = new AbortController().signal;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const sizes = { singleMax: 64 * 1024, part: 32 * 1024 };
const kibibytes = (count: number) => Buffer.alloc(count * 1024, 'pack').fill(7, 5, 9);

async function uploaded(s3: FakeS3, bytes: Buffer): Promise<boolean> {
  await using dir = await tempDir();
  const file = path.join(dir.path, 'a pack');
  await writeFile(file, bytes);
  const http = await openHttp();
  try {
    return await upload(
      testClient(testBucket(s3.url), http),
      'k',
      { path: file, bytes: bytes.length },
      signal,
      sizes,
    );
  } finally {
    await http.close();
  }
}

describe.each([
  { name: 'in one request', bytes: kibibytes(64), operations: ['put'] },
  {
    name: 'in parts',
    bytes: kibibytes(65),
    operations: ['begin', 'complete', 'part', 'part', 'part'],
  },
])('$name', ({ bytes, operations }) => {
  test('a file is stored byte by byte', async () => {
    await using s3 = await fakeS3();
    expect(await uploaded(s3, bytes)).toBe(true);
    expect(sha256(s3.objects.get('k')?.bytes ?? Buffer.of())).toBe(sha256(bytes));
    expect(s3.calls.map(({ operation }) => operation).sort()).toEqual(operations);
  });

  test('a key that is taken stays as it is', async () => {
    await using s3 = await fakeS3();
    s3.objects.set('k', { bytes: Buffer.from('first'), stored: 0 });
    expect(await uploaded(s3, bytes)).toBe(false);
    expect(s3.objects.get('k')?.bytes.toString()).toBe('first');
    expect(s3.uploads.size).toBe(0);
  });

  test('of two writers one wins', async () => {
    await using s3 = await fakeS3();
    const outcomes = await Promise.all([uploaded(s3, bytes), uploaded(s3, bytes)]);
    expect(outcomes.sort()).toEqual([false, true]);
    expect(s3.uploads.size).toBe(0);
  });

  test('what fails for a moment is sent again', async () => {
    await using s3 = await fakeS3();
    let left = 2;
    s3.fault = ({ method }) =>
      method === 'PUT' && left-- > 0 ? { kind: 'error', status: 503, code: 'SlowDown' } : undefined;
    expect(await uploaded(s3, bytes)).toBe(true);
    expect(sha256(s3.objects.get('k')?.bytes ?? Buffer.of())).toBe(sha256(bytes));
  });

  test('what is not allowed leaves nothing behind', async () => {
    await using s3 = await fakeS3();
    s3.fault = ({ method }) =>
      method === 'PUT' ? { kind: 'error', status: 403, code: 'AccessDenied' } : undefined;
    await expect(uploaded(s3, bytes)).rejects.toMatchObject({ verb: 'write', failure: { kind: 'denied' } });
    expect(s3.objects.size + s3.uploads.size).toBe(0);
  });
});

test('parts that could not be removed are in the error', async () => {
  await using s3 = await fakeS3();
  s3.fault = ({ operation }) =>
    operation === 'complete' || operation === 'abort'
      ? { kind: 'error', status: 403, code: 'AccessDenied' }
      : undefined;
  await expect(uploaded(s3, kibibytes(65))).rejects.toThrow(/parts already sent could not be removed/);
});

test('a completion that fails after its status is a failure', async () => {
  await using s3 = await fakeS3();
  s3.fault = ({ operation }) =>
    operation === 'complete' ? { kind: 'error', status: 200, code: 'InternalError' } : undefined;
  await expect(uploaded(s3, kibibytes(65))).rejects.toThrow(/did not complete the upload: InternalError/);
  expect(s3.uploads.size).toBe(0);
});
