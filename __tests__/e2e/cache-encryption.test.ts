import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type FakeS3, fakeS3 } from '../support/fake-s3.ts';
import { placesOf } from '../support/secret-scan.ts';
import { workflow } from '../support/workflow.ts';

// Text that does not compress, so that it would stand in an entry as it is.
const source = 'Zq8vKx2mWp4tRb7nLc9sHd1fGj3kYa5e';
const modules = [
  {
    path: 'private.example.com/alpha',
    version: 'v1.0.0',
    files: { 'a.go': `package alpha\n\n// ${source}\n` },
  },
  { path: 'private.example.com/beta', version: 'v1.2.0' },
];
const key = 'correct horse battery staple';

const bucket = (s3: FakeS3) => ({
  cache: 's3',
  's3-bucket': 'modules',
  's3-endpoint': s3.url,
  's3-access-key-id': 'AKIDEXAMPLE',
  's3-secret-access-key': 'the secret of this bucket',
});

describe('cache-encryption-key', () => {
  test('keeps private modules out of the bucket in clear, restores them, and is in no log or file', async () => {
    await using s3 = await fakeS3();
    await using flow = await workflow({ modules });
    const inputs = { ...bucket(s3), 'cache-encryption-key': key };
    const first = await flow.job({ inputs });
    expect(first.outputs).toMatchObject({ 'modules-downloaded': '2', 'cache-saved': 'true' });
    expect(first.log).toMatch(/^Cache: bucket .*; entries are encrypted with key [0-9a-f]{12}$/m);
    const [[name, object] = ['', undefined]] = s3.objects;
    expect(name).toMatch(/\/enc-[0-9a-f]{12}-go-mod-v1-[0-9a-f-]+-1$/);
    for (const text of [source, 'private.example.com', 'GOMODPCK']) {
      expect(object?.bytes.includes(text)).toBe(false);
    }
    const second = await flow.job({ inputs, env: { GOPROXY: 'off' } });
    expect(second.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '2' });
    expect((await placesOf([key], flow, [first, second])).found).toEqual([]);
  });

  test('with another key is a download, and each key has an entry of its own', async () => {
    await using s3 = await fakeS3();
    await using flow = await workflow({ modules });
    const job = (text: string) => flow.job({ inputs: { ...bucket(s3), 'cache-encryption-key': text } });
    await job(key);
    const other = await job('another key of some length');
    expect(other.code).toBe(0);
    expect(other.outputs).toMatchObject({
      'cache-hit': 'false',
      'modules-downloaded': '2',
      'cache-saved': 'true',
    });
    expect(s3.objects.size).toBe(2);
    for (const text of [key, 'another key of some length']) {
      expect((await job(text)).outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '2' });
    }
  });

  test('an entry that this key does not open is one line, and a valid one replaces it', async () => {
    await using s3 = await fakeS3();
    await using flow = await workflow({ modules });
    const inputs = { ...bucket(s3), 'cache-encryption-key': key };
    await flow.job({ inputs });
    for (const object of s3.objects.values()) object.bytes.writeUInt8(object.bytes.readUInt8(60) ^ 1, 60);
    const job = await flow.job({ inputs });
    expect(job.code).toBe(0);
    expect(job.log).toContain('the entry cannot be used (it is encrypted with another key, or damaged)');
    expect(job.outputs).toMatchObject({ 'modules-downloaded': '2', 'cache-saved': 'true' });
    expect((await flow.job({ inputs, env: { GOPROXY: 'off' } })).outputs).toMatchObject({
      'cache-hit': 'true',
    });
  });

  test('an entry that is damaged behind its beginning is replaced, too', async () => {
    await using s3 = await fakeS3();
    const big = {
      ...modules[0],
      files: { 'a.go': `package alpha\n\n// ${randomBytes(2_000_000).toString('hex')}\n` },
    };
    await using flow = await workflow({
      modules: [{ path: 'private.example.com/alpha', version: 'v1.0.0', ...big }],
    });
    const inputs = { ...bucket(s3), 'cache-encryption-key': key };
    await flow.job({ inputs });
    for (const { bytes } of s3.objects.values()) bytes.writeUInt8(bytes.readUInt8(1_500_000) ^ 1, 1_500_000);
    const job = await flow.job({ inputs });
    expect(job.code).toBe(0);
    expect(job.log).toContain('(a part of the encrypted entry is damaged); the rest is downloaded');
    expect(job.outputs).toMatchObject({ 'modules-downloaded': '1', 'cache-saved': 'true' });
    expect((await flow.job({ inputs, env: { GOPROXY: 'off' } })).outputs).toMatchObject({
      'cache-hit': 'true',
    });
  });

  test('works with a directory; a run without the key finds nothing there, and says so of an entry put in its way', async () => {
    await using flow = await workflow({ modules });
    const dir = path.join(flow.dir, 'volume');
    const plain = { cache: 'directory', 'cache-directory': dir };
    const inputs = { ...plain, 'cache-encryption-key': key };
    await flow.job({ inputs });
    const [name = ''] = await readdir(path.join(dir, 'v1'));
    const bytes = await readFile(path.join(dir, 'v1', name));
    expect(bytes.includes(source)).toBe(false);
    const hit = await flow.job({ inputs, env: { GOPROXY: 'off' } });
    expect(hit.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '2' });
    const without = await flow.job({ inputs: { ...plain, 'cache-mode': 'read' } });
    expect(without.log).toContain('Cache: no entry for this key');
    const plainName = name.replace(/^enc-[0-9a-f]{12}-/, '');
    await writeFile(path.join(dir, 'v1', plainName), bytes);
    const met = await flow.job({ inputs: plain });
    expect(met.log).toContain(
      'the entry cannot be used (it is encrypted: it was stored with `cache-encryption-key`)',
    );
    expect(met.outputs).toMatchObject({ 'modules-downloaded': '2', 'cache-saved': 'true' });
  });

  test('that is too short is refused, and is not repeated', async () => {
    await using flow = await workflow({ modules });
    const job = await flow.job({ inputs: { 'cache-encryption-key': 'h7Kq2x' } });
    expect(job.code).toBe(1);
    expect(job.log).toContain('needs at least 16');
    expect((await placesOf(['h7Kq2x'], flow, [job])).found).toEqual([]);
  });
});
