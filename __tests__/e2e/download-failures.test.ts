import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Fault, GoproxyRequest } from '../support/fake-goproxy.ts';
import { buildModule } from '../support/goproxy-module.ts';
import { processesOf } from '../support/machine-processes.ts';
import { waitUntil } from '../support/processes.ts';
import { type Job, workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const beta = { path: 'example.com/beta', version: 'v1.2.0' };
const inputs = { cache: 'off' };

/** The default, in ms. What ends before it was not ended by it. */
const stallTimeout = 30_000;
const onLinux = process.platform === 'linux';

/** Spoils the first answers to requests for alpha's zip. */
function spoilZip(fault: Fault, times = Number.POSITIVE_INFINITY) {
  return ({ kind, module, attempt }: GoproxyRequest) =>
    kind === 'zip' && module === 'example.com/alpha@v1.0.0' && attempt <= times ? fault : undefined;
}

async function expectNothingLeft({ machine }: Job): Promise<void> {
  expect(await processesOf(machine)).toEqual([]);
  const left = await readdir(path.join(machine, 'temp'));
  expect(
    left.filter((name) => !/^(?:output|env|summary|go-mod-download-report-\d+\.json)$/.test(name)),
  ).toEqual([]);
}

describe('what can get better is tried again', () => {
  test.each<{ name: string; fault: Fault; times: number }>([
    { name: 'a server that is not available, twice', fault: { kind: 'status', status: 503 }, times: 2 },
    { name: 'a connection that is reset', fault: { kind: 'reset', after: 20 }, times: 1 },
    { name: 'a body that never ends', fault: { kind: 'stall', after: 20 }, times: 1 },
    { name: 'an answer that never comes', fault: { kind: 'stall' }, times: 1 },
  ])('$name', async ({ fault, times }) => {
    await using flow = await workflow({ modules: [alpha, beta], script: spoilZip(fault, times) });
    const job = await flow.job({
      inputs: { ...inputs, ...(fault.kind === 'stall' && { 'stall-timeout': '3s' }) },
    });
    expect(job.report?.errors).toEqual([]);
    expect(job.code).toBe(0);
    expect(job.outputs).toMatchObject({ 'modules-downloaded': '2', retries: String(times) });
    expect(job.log).toMatch(/Retrying in .*: example\.com\/alpha@v1\.0\.0/);
    expect(job.log).not.toMatch(/^::(?:error|warning)/m);
    await expectNothingLeft(job);
  });
});

describe('what cannot get better is an error, once and at once', () => {
  test('a module that the proxy does not have', async () => {
    await using flow = await workflow({
      modules: [alpha, beta],
      script: ({ path: asked }) =>
        asked.startsWith('/example.com/alpha/')
          ? { kind: 'status', status: 404, body: 'not found' }
          : undefined,
    });
    const job = await flow.job({ inputs });
    expect(job.code).toBe(1);
    const errors = job.log.split('\n').filter((line) => line.startsWith('::error'));
    expect(errors).toEqual([
      expect.stringMatching(
        /title=Module not found.*file=go\.mod,line=6::example\.com\/alpha@v1\.0\.0: 404 .*%0ACause: your go\.mod.*`goprivate/,
      ),
    ]);
    expect(job.report?.errors).toMatchObject([{ class: 'not-found' }]);
    expect(job.summary).toContain('example.com/alpha@<!-- -->v1.0.0');
    await expectNothingLeft(job);
  });

  test('a module that is not what go.sum says', async () => {
    const { zip } = buildModule({ ...alpha, files: { 'alpha.go': 'package alpha // evil\n' } });
    await using flow = await workflow({
      modules: [alpha, beta],
      script: spoilZip({ kind: 'body', body: zip }),
    });
    const job = await flow.job();
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([
      {
        class: 'checksum',
        code: 'checksum-mismatch',
        hint: expect.stringMatching(/does not match the recorded checksum/),
        message: expect.stringContaining('example.com/alpha@v1.0.0'),
      },
    ]);
    expect(job.log).toMatch(/^::error title=Checksum mismatch,file=go\.sum,line=1::/m);
    // A few times by the prefetch, as often again if the go command came to ask for it: never retried away.
    const asked = flow.proxy.asked('zip').filter((zip) => zip.includes('alpha'));
    expect(asked.length).toBeLessThanOrEqual(6);
    const download = path.join(job.gomodcache, 'cache/download/example.com/alpha/@v');
    expect((await readdir(download)).filter((name) => /\.zip(?:hash)?$/.test(name))).toEqual([]);
    expect(existsSync(path.join(job.gomodcache, 'example.com/alpha@v1.0.0'))).toBe(false);
    expect(job.outputs['cache-saved']).toBe('false');
    expect(flow.service.entries).toEqual([]);
  });
});

test.each(['./cmd/absent', './nothing/...'])(
  'a package pattern that matches nothing, such as %s, is an error',
  async (packages) => {
    await using flow = await workflow({ modules: [alpha] });
    const job = await flow.job({ inputs: { ...inputs, packages } });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([
      { code: 'package-pattern', hint: expect.stringContaining('Correct `packages`') },
    ]);
  },
);

test('a job ends at its deadline, long before a stall is noticed, and says what it was waiting for', async () => {
  await using flow = await workflow({ modules: [alpha, beta], script: spoilZip({ kind: 'stall' }) });
  const job = await flow.job({ inputs: { ...inputs, timeout: '8s' } });
  expect(job.code).toBe(1);
  expect(Number(job.outputs['duration-ms'])).toBeLessThan(stallTimeout);
  expect(job.report?.errors).toMatchObject([
    { code: 'deadline', message: expect.stringMatching(/8 s.*waiting for .*example\.com\/alpha@v1\.0\.0/) },
  ]);
  expect(job.report?.errors[0]?.message).toContain(new URL(flow.proxy.url).host);
  expect(job.log).toContain('Raise `timeout`');
  await expectNothingLeft(job);
});

test('a job that is cancelled ends at once, and leaves nothing', async () => {
  await using flow = await workflow({ modules: [alpha, beta], script: spoilZip({ kind: 'stall' }) });
  const machine = path.join(flow.dir, 'machine');
  const on = { machine, workspace: path.join(machine, 'work'), gomodcache: path.join(machine, 'mod') };
  const cancel = new AbortController();
  const files = flow.proxy.project();
  const running = flow.job({ on, files, inputs, signal: cancel.signal });
  await waitUntil(() => flow.proxy.asked('zip').some((asked) => asked.includes('alpha')), 20_000);
  // The job itself at least; its module proxy may be faster than the go command it has started.
  expect((await processesOf(machine)).length).toBeGreaterThan(onLinux ? 0 : -1);

  const cancelled = performance.now();
  cancel.abort();
  const job = await running;
  expect(performance.now() - cancelled).toBeLessThan(stallTimeout);
  expect(job.code).toBe(1);
  expect(job.report?.errors).toMatchObject([{ code: 'interrupted' }]);
  await expectNothingLeft(job);
  expect((await readdir(job.workspace)).sort()).toEqual(Object.keys(files).sort());
  for (const [name, text] of Object.entries(files)) {
    expect(await readFile(path.join(job.workspace, name), 'utf8')).toBe(text);
  }
});
