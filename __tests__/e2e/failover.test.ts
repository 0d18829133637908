import { describe, expect, test } from '@jest/globals';
import { type FakeGoproxy, type Fault, fakeGoproxy, type GoproxyRequest } from '../support/fake-goproxy.ts';
import { buildModule } from '../support/goproxy-module.ts';
import { closedPort } from '../support/listening.ts';
import { type Job, workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0', files: { 'alpha.go': sized('alpha') } };
const priv = { path: 'example.com/private', version: 'v1.2.0' };
const modules = [alpha, priv];

/** In ms: `stall-timeout` in these tests, and so the longest that a silent server is waited for. */
const silence = 2000;

type Script = (request: GoproxyRequest) => Fault | undefined;

const forged = buildModule({ ...alpha, files: { 'alpha.go': 'package alpha // forged\n' } });

const corruptZips: Script = ({ kind, module }) => {
  if (kind !== 'zip') return undefined;
  return module?.startsWith('example.com/alpha@') ? { kind: 'body', body: forged.zip } : { kind: 'flip' };
};

/** A kilobyte a second. */
const slow: Script = () => ({
  kind: 'answer',
  answer(response, body) {
    response.writeHead(200, { 'content-length': body.length });
    let at = 0;
    const timer = setInterval(() => {
      if (at < body.length) response.write(body.subarray(at, at + 102));
      else response.end();
      at += 102;
    }, 100);
    response.on('close', () => clearInterval(timer));
  },
});

describe('where the first proxy fails and the second is fine', () => {
  const troubles: Readonly<Record<string, Script | 'dead'>> = {
    dead: 'dead',
    slow,
    'corrupt zips': corruptZips,
  };
  test.each(
    Object.entries(troubles).flatMap(([name, trouble]) => [
      { name, trouble, way: 'A|B' },
      { name, trouble, way: 'A with fallback-goproxy: B' },
    ]),
  )('$way, A $name: everything is there, and right', async ({ trouble, way }) => {
    await using flow = await workflow({ modules });
    const alone = await run(flow.proxy, flow.job, { goproxy: flow.proxy.url });
    expect(alone.code).toBe(0);

    await using first = await firstProxy(trouble);
    const inputs =
      way === 'A|B'
        ? { goproxy: `${first.url}|${flow.proxy.url}` }
        : { goproxy: first.url, 'fallback-goproxy': flow.proxy.url };
    const job = await run(flow.proxy, flow.job, inputs);
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs).toMatchObject({ 'modules-downloaded': '2' });
    // Eight seconds are for a machine that does several things at once.
    expect(job.durationMs).toBeLessThan(2 * alone.durationMs + silence + 8000);
    expect(job.log).not.toMatch(/^::(?:error|warning)/m);
  });

  test('A,B: the second is not even asked', async () => {
    await using flow = await workflow({ modules });
    await using first = await firstProxy('dead');
    const job = await run(flow.proxy, flow.job, { goproxy: `${first.url},${flow.proxy.url}`, attempts: '2' });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toHaveLength(1);
    expect(flow.proxy.requests).toEqual([]);
  });

  test('A alone, and dead: is given up after the attempts of one file, with one error', async () => {
    const many = Array.from({ length: 6 }, (_, at) => ({ path: `example.com/m${at}`, version: 'v1.0.0' }));
    await using flow = await workflow({ modules: many });
    await using dead = await firstProxy('dead');
    const job = await run(flow.proxy, flow.job, { goproxy: dead.url, attempts: '3' });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([
      {
        class: 'network',
        code: 'connection-refused',
        message: expect.stringMatching(
          /connection refused; giving up on this host \(from 127\.0\.0\.1:\d+, 3 attempts\)/,
        ),
      },
    ]);
    // Those of one file, and none of the go command.
    expect(job.outputs).toMatchObject({ retries: '2' });
  });

  test.each(['goprivate', 'gonosumdb'])(
    'what %s matches is never requested from the fallback',
    async (setting) => {
      await using flow = await workflow({ modules });
      await using first = await fakeGoproxy({
        modules,
        script: () => ({ kind: 'status', status: 503 }),
      });
      const job = await run(flow.proxy, flow.job, {
        goproxy: first.url,
        'fallback-goproxy': flow.proxy.url,
        [setting]: 'example.com/private',
        attempts: '2',
        // Else the go command would try to reach what is private by itself.
        ...(setting === 'goprivate' ? { gonoproxy: 'none' } : {}),
      });
      expect(job.code).toBe(1);
      expect(flow.proxy.asked().filter((path) => path.includes('private'))).toEqual([]);
      expect(flow.proxy.asked().filter((path) => path.includes('alpha'))).not.toEqual([]);
      expect(first.asked().filter((path) => path.includes('private'))).not.toEqual([]);
    },
  );
});

async function run(
  proxy: FakeGoproxy,
  job: (options: { inputs: Record<string, string> }) => Promise<Job>,
  inputs: Record<string, string>,
): Promise<Job> {
  proxy.requests.length = 0;
  return job({ inputs: { cache: 'off', 'stall-timeout': `${silence}ms`, ...inputs } });
}

async function firstProxy(trouble: Script | 'dead'): Promise<{ readonly url: string } & AsyncDisposable> {
  if (trouble !== 'dead') return fakeGoproxy({ modules, script: trouble });
  return { url: `http://127.0.0.1:${await closedPort()}`, [Symbol.asyncDispose]: async () => {} };
}

function sized(name: string): string {
  return `package ${name}\n\n// ${'x'.repeat(20_000)}\n`;
}
