import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CacheServiceFaults, denial, refusal, silence } from '../support/fake-cache-service.ts';
import { processesOf } from '../support/machine-processes.ts';
import { type Job, type Workflow, workflow } from '../support/workflow.ts';

const modules = [
  { path: 'example.com/alpha', version: 'v1.0.0' },
  { path: 'example.com/beta', version: 'v1.2.0' },
];
const inputs = { timeout: '60s', 'stall-timeout': '3s' };

interface Trouble {
  readonly name: string;
  readonly faults: CacheServiceFaults;
  readonly because: RegExp;
}

/** What must hold of a job that had no cache: it is as good as one that never asked for any. */
async function expectDownloaded(job: Job, because: RegExp): Promise<void> {
  expect(job.outputs).toMatchObject({
    'cache-hit': 'false',
    'cache-saved': 'false',
    'modules-downloaded': '2',
  });
  const reasons = job.log.split('\n').filter((line) => /^Cache: not (?:available|saved)/.test(line));
  expect(reasons).toEqual([expect.stringMatching(because)]);
  expect(job.log).not.toMatch(/^::(?:error|warning|notice)/m);
  expect(job.code).toBe(0);
  expect(await processesOf(job.machine)).toEqual([]);
  expect(await leftovers(job)).toEqual([]);
}

async function leftovers({ machine, outputs }: Job): Promise<string[]> {
  const expected = ['output', 'env', 'summary', path.basename(outputs['report'] ?? '')];
  return (await readdir(path.join(machine, 'temp'))).filter((name) => !expected.includes(name));
}

describe('a job downloads by itself, and says why, when the cache service fails to restore by', () => {
  let flow: Workflow;
  beforeAll(async () => {
    flow = await workflow({ modules });
    expect((await flow.job()).outputs['cache-saved']).toBe('true');
  });
  afterAll(async () => {
    await flow[Symbol.asyncDispose]();
  });

  test.each<Trouble>([
    { name: 'answering 401', faults: { lookup: refusal(401) }, because: /answered 401/ },
    { name: 'answering 403', faults: { lookup: refusal(403) }, because: /answered 403/ },
    { name: 'answering 429', faults: { lookup: refusal(429) }, because: /answered 429/ },
    { name: 'answering 500', faults: { lookup: refusal(500) }, because: /answered 500/ },
    { name: 'silence at lookup', faults: { lookup: silence }, because: /did not answer within 3 s/ },
    {
      name: 'silence in the middle of the blob',
      faults: { download: { afterBytes: 300, kind: 'silence' } },
      because: /failed: stalled: /,
    },
    {
      name: 'sending half a body',
      faults: { download: { afterBytes: 300, kind: 'close' } },
      // It is asked for again until the time of a stall is over, or the attempts are.
      because: /failed: (?:received \d+ of \d+ bytes|stalled: .*)/,
    },
  ])('$name', async ({ faults, because }) => {
    for (const name of Object.keys(flow.service.faults)) Reflect.deleteProperty(flow.service.faults, name);
    Object.assign(flow.service.faults, faults);
    await expectDownloaded(await flow.job({ inputs }), because);
  });
});

describe('an entry that breaks off on its way', () => {
  test('has brought what had come, and the job downloads the rest', async () => {
    // Each fills a shard, and nothing in it can be compressed below three quarters.
    const large = modules.map((module) => ({
      ...module,
      files: { 'data.txt': randomBytes(13e6).toString('base64'), 'a.go': 'package a\n' },
    }));
    await using flow = await workflow({ modules: large });
    expect((await flow.job()).outputs['cache-saved']).toBe('true');
    flow.service.faults.download = { afterBytes: 20e6, kind: 'close' };
    const job = await flow.job({ inputs });
    expect(job.code).toBe(0);
    expect(job.log).toMatch(
      /^Cache: restore interrupted after 1 module \(.*failed: (?:received \d+ of \d+ bytes|stalled: .*)\); the rest is downloaded, and nothing is saved$/m,
    );
    expect(job.outputs).toMatchObject({
      'cache-hit': 'false',
      'cache-saved': 'false',
      'modules-downloaded': '1',
      modules: '2',
    });
    expect(job.report?.modules.map(({ source }) => source).toSorted()).toEqual(['cache', 'download']);
    expect(await processesOf(job.machine)).toEqual([]);
    expect(await leftovers(job)).toEqual([]);
  });
});

describe('a job is done, and says why nothing was saved, when the cache service fails to save by', () => {
  test.each<Trouble>([
    { name: 'answering 401', faults: { reserve: refusal(401) }, because: /answered 401/ },
    { name: 'answering 403', faults: { reserve: refusal(403) }, because: /answered 403/ },
    { name: 'answering 429', faults: { reserve: refusal(429) }, because: /answered 429/ },
    { name: 'answering 500', faults: { reserve: refusal(500) }, because: /answered 500/ },
    { name: 'denying a read-only token', faults: { reserve: denial('read-only token') }, because: /denies/ },
    { name: 'silence at the reservation', faults: { reserve: silence }, because: /silent for 3 s/ },
    { name: 'silence when finalizing', faults: { finalize: silence }, because: /silent for 3 s/ },
    { name: 'refusing the blob', faults: { blobStatus: 403 }, because: /403|refused the transfer/ },
  ])('$name', async ({ faults, because }) => {
    await using flow = await workflow({ modules, service: { faults } });
    await expectDownloaded(await flow.job({ inputs }), because);
    expect(flow.service.entries.filter(({ done }) => done)).toEqual([]);
  });
});

test('a job whose cache service is not there at all downloads by itself', async () => {
  await using flow = await workflow({ modules });
  const env = { ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/' };
  await expectDownloaded(await flow.job({ inputs, env }), /could not be asked: connection refused/);
});
