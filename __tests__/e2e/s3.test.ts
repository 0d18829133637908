import { describe, expect, test } from '@jest/globals';
import { type FakeS3, fakeS3 } from '../support/fake-s3.ts';
import { placesOf } from '../support/secret-scan.ts';
import { workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const beta = { path: 'example.com/beta', version: 'v1.2.0' };
const secret = 'the secret of this bucket';

const inputsFor = (s3: FakeS3, more: Record<string, string> = {}) => ({
  cache: 's3',
  's3-bucket': 'modules',
  's3-endpoint': s3.url,
  's3-access-key-id': 'AKIDEXAMPLE',
  's3-secret-access-key': secret,
  ...more,
});

describe('cache: s3', () => {
  test('stores once, restores everywhere, and says where and as whom', async () => {
    await using s3 = await fakeS3();
    await using flow = await workflow({ modules: [alpha, beta] });
    const env = { GITHUB_REPOSITORY: 'acme/app' };
    const first = await flow.job({ inputs: inputsFor(s3), env });
    expect(first.outputs).toMatchObject({ 'modules-downloaded': '2', 'cache-saved': 'true' });
    expect([...s3.objects.keys()]).toEqual([
      expect.stringMatching(/^go-mod-download\/acme\/app\/go-mod-v1-.*-1$/),
    ]);
    const second = await flow.job({ inputs: inputsFor(s3), env: { ...env, GOPROXY: 'off' } });
    expect(second.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '2' });
    expect(second.log).toMatch(
      /^Cache: bucket modules at 127\.0\.0\.1:\d+, prefix go-mod-download\/acme\/app\/, as the access key …MPLE of the inputs$/m,
    );
    expect((await placesOf([secret], flow, [first, second])).found).toEqual([]);
  });

  test('after a bump only what is new is stored, on the full entry', async () => {
    await using s3 = await fakeS3();
    const big = { ...alpha, files: { 'data.go': `package alpha\n\n// ${'x'.repeat(200_000)}\n` } };
    await using flow = await workflow({ modules: [big, beta] });
    const withoutBeta = {
      files: {
        'go.mod': `module example.com/main\n\ngo 1.21\n\nrequire ${alpha.path} ${alpha.version}\n`,
        'go.sum': flow.proxy.goSum(),
        'main.go': 'package main\n\nimport _ "example.com/alpha"\n\nfunc main() {}\n',
      },
    };
    await flow.job({ inputs: inputsFor(s3), ...withoutBeta });
    const bumped = await flow.job({ inputs: inputsFor(s3) });
    expect(bumped.outputs).toMatchObject({
      'modules-restored': '1',
      'modules-downloaded': '1',
      'cache-saved': 'true',
    });
    const names = [...s3.objects.keys()];
    expect(names).toHaveLength(2);
    const hit = await flow.job({ inputs: inputsFor(s3), env: { GOPROXY: 'off' } });
    expect(hit.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '2' });
  });

  test('read-only credentials restore, and say that they cannot save', async () => {
    await using s3 = await fakeS3();
    await using flow = await workflow({ modules: [alpha] });
    s3.fault = ({ method }) =>
      method === 'GET' ? undefined : { kind: 'error', status: 403, code: 'AccessDenied' };
    const job = await flow.job({ inputs: inputsFor(s3) });
    expect(job.code).toBe(0);
    expect(job.log).toMatch(/^Cache: not saved: .*may not write there; allow s3:PutObject/m);
  });

  test('a base that a lifecycle rule removed costs a download, and the next entry is full again', async () => {
    await using s3 = await fakeS3();
    await using flow = await workflow({ modules: [alpha, beta] });
    await flow.job({ inputs: inputsFor(s3) });
    s3.objects.clear();
    const job = await flow.job({ inputs: inputsFor(s3) });
    expect(job.outputs).toMatchObject({ 'modules-downloaded': '2', 'cache-saved': 'true' });
  });
});

describe('one bucket and prefix for two repositories', () => {
  test('each restores what its own go.sum vouches for, and a poisoned module reaches neither', async () => {
    await using s3 = await fakeS3();
    const shared = { 's3-prefix': 'shared' };
    await using good = await workflow({ modules: [alpha, beta] });
    // A fork whose registry serves other code under the same version.
    const evil = { ...alpha, files: { 'alpha.go': 'package alpha\n\nfunc init() { panic("poisoned") }\n' } };
    await using fork = await workflow({ modules: [evil, beta] });
    await fork.job({ inputs: inputsFor(s3, shared) });
    const [poisoned = ''] = s3.objects.keys();
    const job = await good.job({ inputs: inputsFor(s3, shared) });
    expect(job.code).toBe(0);
    expect(job.log).toMatch(/^Rejected cached module example\.com\/alpha@v1\.0\.0/m);
    expect(job.report?.modules.map(({ path, source }) => [path, source])).toEqual([
      ['example.com/alpha', 'download'],
      ['example.com/beta', 'cache'],
    ]);
    expect(s3.objects.size).toBe(2);
    // Stored under the very key of the other repository, it is rejected, and healed by a new entry.
    const own = [...s3.objects.keys()].find((name) => name !== poisoned) ?? '';
    s3.objects.set(own, {
      bytes: s3.objects.get(poisoned)?.bytes ?? Buffer.of(),
      stored: s3.objects.get(own)?.stored ?? 0,
    });
    const attacked = await good.job({ inputs: inputsFor(s3, shared) });
    expect(attacked.log).toMatch(/^Rejected cached module example\.com\/alpha@v1\.0\.0/m);
    expect(attacked.outputs).toMatchObject({ 'cache-saved': 'true' });
    const healed = await good.job({ inputs: inputsFor(s3, shared), env: { GOPROXY: 'off' } });
    expect(healed.outputs).toMatchObject({
      'cache-hit': 'true',
      'modules-restored': '2',
      'modules-rejected': '0',
    });
  });
});
