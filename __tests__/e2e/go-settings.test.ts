import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { removeTree } from '../support/temp-dir.ts';
import { tlsFront } from '../support/tls-front.ts';
import { type Job, workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const password = 'pa55-w0rd-of-the-proxy';

const onLinux = process.platform === 'linux' ? test : test.skip;

/** Everything that a job has printed or left on disk, but for the one line that tells the runner what to hide. */
async function tracesOf(job: Job): Promise<string> {
  expect(job.log).toContain(`::add-mask::${password}\n`);
  const files = await readdir(job.machine, { recursive: true });
  const texts = await Promise.all(
    files.map(async (name) => {
      const file = path.join(job.machine, name);
      return (await stat(file)).isFile() ? await readFile(file, 'latin1') : '';
    }),
  );
  return [...texts, job.log.replaceAll(/^::add-mask::.*$/gm, '')].join('\n');
}

describe('a password in the input goproxy', () => {
  // Elsewhere the go command looks for authorities in the system's own store only.
  onLinux('is used, and appears nowhere', async () => {
    await using flow = await workflow({ modules: [alpha] });
    await using front = await tlsFront(flow.proxy.url);
    const job = await flow.job({
      inputs: {
        goproxy: `https://somebody:${password}@${front.host}`,
        cache: 'directory',
        'cache-directory': '../../entries',
      },
      env: { SSL_CERT_FILE: front.certificate },
    });
    expect(job.report?.errors).toEqual([]);
    const credentials = flow.proxy.requests.map(({ headers }) => headers.authorization);
    expect(new Set(credentials)).toEqual(new Set([`Basic ${btoa(`somebody:${password}`)}`]));
    expect(job.outputs['cache-saved']).toBe('true');
    expect(job.exported).toEqual({ GOPROXY: `https://${front.host}` });
    expect(await tracesOf(job)).not.toContain(password);
  });

  onLinux('appears nowhere when the proxy refuses it', async () => {
    await using flow = await workflow({
      modules: [alpha],
      script: () => ({ kind: 'status', status: 403, body: `${password} is no password` }),
    });
    await using front = await tlsFront(flow.proxy.url);
    const job = await flow.job({
      inputs: { goproxy: `https://somebody:${password}@${front.host}`, cache: 'off' },
      env: { SSL_CERT_FILE: front.certificate },
    });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([{ class: 'auth' }]);
    expect(await tracesOf(job)).not.toContain(password);
  });

  test('appears nowhere when the go command refuses to send it without TLS', async () => {
    await using flow = await workflow({ modules: [alpha] });
    const goproxy = flow.proxy.url.replace('http://', `http://somebody:${password}@`);
    const job = await flow.job({ inputs: { goproxy, cache: 'off' } });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([{ code: 'goproxy-insecure-credentials' }]);
    expect(await tracesOf(job)).not.toContain(password);
    expect(flow.proxy.requests).toEqual([]);
  });
});

test('the input gomodcache decides where the modules lie, also for later steps, whatever the environment says', async () => {
  await using flow = await workflow({ modules: [alpha] });
  const modules = path.join(flow.dir, 'a place for modules');
  const inputs = {
    gomodcache: modules,
    cache: 'directory',
    'cache-directory': path.join(flow.dir, 'entries'),
  };
  const first = await flow.job({ inputs });
  expect(first.report?.errors).toEqual([]);
  expect(first.outputs).toMatchObject({ gomodcache: modules, 'modules-downloaded': '1' });
  expect(first.exported).toEqual({ GOMODCACHE: modules });
  expect(await readdir(path.join(modules, 'example.com'))).toEqual(['alpha@v1.0.0']);

  const second = await flow.job({ inputs: { ...inputs, clean: 'true' } });
  expect(second.report?.errors).toEqual([]);
  await removeTree(modules);
  const third = await flow.job({ inputs });
  expect(third.outputs).toMatchObject({ 'modules-restored': '1' });
  expect(await readdir(path.join(modules, 'example.com'))).toEqual(['alpha@v1.0.0']);
});

test('settings that are given as inputs are exported to later steps, those of the environment are not', async () => {
  await using flow = await workflow({ modules: [alpha] });
  const job = await flow.job({
    inputs: { goprivate: 'example.org/*', goauth: 'off' },
    env: { GONOSUMDB: 'example.net/*' },
  });
  expect(job.code).toBe(0);
  expect(job.exported).toEqual({ GOPRIVATE: 'example.org/*' });
  expect(job.log).toContain('GOPRIVATE=example.org/* (input)');
  expect(job.log).toContain('GONOSUMDB=example.net/* (environment)');
  expect(job.log).toContain(`GOPROXY=${flow.proxy.url} (environment)`);
});

test('an input goes before the environment', async () => {
  await using flow = await workflow({ modules: [alpha] });
  const job = await flow.job({ inputs: { goproxy: flow.proxy.url }, env: { GOPROXY: 'off' } });
  expect(job.code).toBe(0);
  expect(job.log).toContain(`GOPROXY=${flow.proxy.url} (input)`);
});
