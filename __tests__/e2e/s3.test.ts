import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { type FakeS3, fakeS3, type S3Call, type S3Fault } from '../support/fake-s3.ts';
import { placesOf } from '../support/secret-scan.ts';
import { type Job, type Workflow, workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const beta = { path: 'example.com/beta', version: 'v1.2.0' };
/** Does not compress, so that a delta is small beside what it builds on. */
const noise = randomBytes(100_000).toString('hex');
const secret = 'the secret of this bucket';

const inputsFor = (s3: FakeS3, more: Record<string, string> = {}) => ({
  cache: 's3',
  's3-bucket': 'modules',
  's3-endpoint': s3.url,
  's3-access-key-id': 'AKIDEXAMPLE',
  's3-secret-access-key': secret,
  ...more,
});

const withoutBeta = (flow: Workflow) => ({
  'go.mod': `module example.com/main\n\ngo 1.21\n\nrequire ${alpha.path} ${alpha.version}\n`,
  'go.sum': flow.proxy.goSum(),
  'main.go': 'package main\n\nimport _ "example.com/alpha"\n\nfunc main() {}\n',
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
    const big = { ...alpha, files: { 'data.go': `package alpha\n\n// ${noise}\n` } };
    await using flow = await workflow({ modules: [big, beta] });
    await flow.job({ inputs: inputsFor(s3), files: withoutBeta(flow) });
    const bumped = await flow.job({ inputs: inputsFor(s3) });
    expect(bumped.outputs).toMatchObject({
      'modules-restored': '1',
      'modules-downloaded': '1',
      'cache-saved': 'true',
    });
    const names = [...s3.objects.keys()];
    expect(names).toEqual([expect.not.stringContaining('-on-'), expect.stringContaining('-on-go-mod-v1-')]);
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
    const big = { ...alpha, files: { 'data.go': `package alpha\n\n// ${noise}\n` } };
    await using flow = await workflow({ modules: [big, beta] });
    await flow.job({ inputs: inputsFor(s3), files: withoutBeta(flow) });
    await flow.job({ inputs: inputsFor(s3) });
    const [base = '', delta = ''] = s3.objects.keys();
    expect(delta).toMatch(/-on-go-mod-v1-/);
    s3.objects.delete(base);
    const job = await flow.job({ inputs: inputsFor(s3) });
    expect(job.code).toBe(0);
    expect(job.log).toMatch(/^Cache: .*it is no longer stored/m);
    expect(job.outputs).toMatchObject({
      'modules-restored': '1',
      'modules-downloaded': '1',
      'cache-saved': 'true',
    });
    const healed = await flow.job({ inputs: inputsFor(s3), env: { GOPROXY: 'off' } });
    expect(healed.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '2' });
  });
});

describe('when it fails', () => {
  const error = (
    status: number,
    code: string,
    more: Partial<Extract<S3Fault, { kind: 'error' }>> = {},
  ): S3Fault => ({
    kind: 'error',
    status,
    code,
    ...more,
  });
  const on =
    (operation: S3Call['operation'], fault: S3Fault): FakeS3['fault'] =>
    (call) =>
      call.operation === operation ? fault : undefined;
  const region = 'eu-west-3';
  const date = 'Fri, 24 May 2013 00:00:00 GMT';

  /** What is not named here is restored, without a word. */
  const rows: Readonly<Record<string, { fault: FakeS3['fault']; log?: RegExp; stallTimeout?: string }>> = {
    'no such bucket': {
      fault: () => error(404, 'NoSuchBucket'),
      log: /there is no such bucket; check `s3-bucket`/,
    },
    'another region, which the service names': {
      fault: ({ headers }) =>
        headers.authorization?.includes(`/${region}/s3/`)
          ? undefined
          : error(400, 'AuthorizationHeaderMalformed', { region }),
    },
    'another region, which the service does not name': {
      fault: () => error(301, 'PermanentRedirect'),
      log: /the bucket is in another region; set `s3-region` \(/,
    },
    'no right to list': {
      fault: on('list', error(403, 'AccessDenied')),
      log: /the access key …MPLE of the inputs may not list there; allow s3:ListBucket on arn:aws:s3:::modules \(/,
    },
    'no right to read': {
      fault: on('get', error(403, 'AccessDenied')),
      log: /may not read there; allow s3:GetObject on arn:aws:s3:::modules\/shared\/\* \(/,
    },
    'a clock that is wrong, and is corrected': {
      fault: ({ headers }) =>
        String(headers['x-amz-date']).startsWith('20130524T0')
          ? undefined
          : error(403, 'RequestTimeTooSkewed', { headers: { date } }),
    },
    'a token that has expired': {
      fault: () => error(400, 'ExpiredToken'),
      log: /the credentials have expired; get new ones right before this step/,
    },
    'a service that throttles': {
      fault: () => error(503, 'SlowDown'),
      log: /the service is throttling requests/,
    },
    'a service that is silent': {
      fault: () => ({ kind: 'silence' }),
      log: /no progress for 1 s/,
      stallTimeout: '1s',
    },
    'a service that falls silent': {
      fault: on('get', { kind: 'silence' }),
      // Which of the two that wait notices first is a matter of luck.
      log: /stalled|no progress for 1 s/,
      stallTimeout: '1s',
    },
    'half a body, once': { fault: onceOn('get', { kind: 'break', after: 300 }) },
    'half a body, each time': {
      fault: on('get', { kind: 'break', after: 0 }),
      log: /S3 at \S+: received 0 of \d+ bytes/,
    },
    'an object that a lifecycle rule removed meanwhile': {
      fault: on('get', error(404, 'NoSuchKey')),
      log: /the object is gone/,
    },
  };

  function onceOn(operation: S3Call['operation'], fault: S3Fault): FakeS3['fault'] {
    let left = 1;
    return (call) => (call.operation === operation && left-- > 0 ? fault : undefined);
  }

  test('it is one line that says what to change, and the job goes on by downloading', async () => {
    await using stored = await fakeS3();
    await using flow = await workflow({ modules: [alpha, beta] });
    const prefix = { 's3-prefix': 'shared' };
    await flow.job({ inputs: inputsFor(stored, prefix) });
    const outcomeOf = async ({ fault, stallTimeout = '20s' }: (typeof rows)[string]) => {
      await using s3 = await fakeS3();
      for (const [name, object] of stored.objects) s3.objects.set(name, object);
      s3.fault = fault;
      const job = await flow.job({ inputs: inputsFor(s3, { ...prefix, 'stall-timeout': stallTimeout }) });
      const { 'modules-restored': restored, 'modules-downloaded': downloaded } = job.outputs;
      const log = job.log.split('\n').filter((line) => line.includes('S3 '));
      return { code: job.code, restored, downloaded, log };
    };
    const outcomes = await Promise.all(
      Object.entries(rows).map(async ([name, row]) => [name, await outcomeOf(row)] as const),
    );
    expect(Object.fromEntries(outcomes)).toEqual(
      Object.fromEntries(
        Object.entries(rows).map(([name, { log }]) => [
          name,
          log === undefined
            ? { code: 0, restored: '2', downloaded: '0', log: [] }
            : { code: 0, restored: '0', downloaded: '2', log: [expect.stringMatching(log)] },
        ]),
      ),
    );
  });
});

describe('one bucket and prefix for two repositories', () => {
  const gamma = { path: 'example.com/gamma', version: 'v1.0.0' };
  // Another registry serves other code under the same version.
  const evil = { ...alpha, files: { 'alpha.go': 'package alpha\n\nfunc init() { panic("poisoned") }\n' } };
  const shared = { 's3-prefix': 'shared' };
  const sourcesOf = (job: Job) => job.report?.modules.map(({ path, source }) => [path, source]);
  const isPoisoned = async (job: Job) =>
    (await readFile(`${job.gomodcache}/${alpha.path}@${alpha.version}/alpha.go`, 'utf8')).includes(
      'poisoned',
    );

  test.each([
    { name: 'a fork and its parent', other: [evil, beta] },
    { name: 'two with a main module of the same path', other: [evil, beta, gamma] },
  ])('$name: each restores what its go.sum vouches for, and poison reaches neither', async ({ other }) => {
    await using s3 = await fakeS3();
    await using good = await workflow({ modules: [alpha, beta] });
    await using fork = await workflow({ modules: other });
    await fork.job({ inputs: inputsFor(s3, shared) });
    const [poisoned = ''] = s3.objects.keys();
    const job = await good.job({ inputs: inputsFor(s3, shared) });
    expect(job.code).toBe(0);
    expect(job.log).toMatch(/^Rejected cached module example\.com\/alpha@v1\.0\.0/m);
    expect(sourcesOf(job)).toEqual([
      ['example.com/alpha', 'download'],
      ['example.com/beta', 'cache'],
    ]);
    expect(await isPoisoned(job)).toBe(false);
    expect(s3.objects.size).toBe(2);
    // Stored under the very key of the other repository, it is rejected, and healed by a new entry.
    const own = [...s3.objects.keys()].find((name) => name !== poisoned) ?? '';
    s3.objects.set(own, {
      bytes: s3.objects.get(poisoned)?.bytes ?? Buffer.of(),
      stored: s3.objects.get(own)?.stored ?? 0,
    });
    s3.fault = ({ method }) =>
      method === 'GET' ? undefined : { kind: 'error', status: 403, code: 'AccessDenied' };
    const reader = await good.job({ inputs: inputsFor(s3, shared) });
    expect(reader.log).toMatch(/^Rejected cached module example\.com\/alpha@v1\.0\.0/m);
    expect(await isPoisoned(reader)).toBe(false);
    s3.fault = () => undefined;
    const attacked = await good.job({ inputs: inputsFor(s3, shared) });
    expect(attacked.log).toMatch(/^Rejected cached module example\.com\/alpha@v1\.0\.0/m);
    expect(await isPoisoned(attacked)).toBe(false);
    expect(attacked.outputs).toMatchObject({ 'cache-saved': 'true' });
    const healed = await good.job({ inputs: inputsFor(s3, shared), env: { GOPROXY: 'off' } });
    expect(healed.outputs).toMatchObject({
      'cache-hit': 'true',
      'modules-restored': '2',
      'modules-rejected': '0',
    });
  });
});
