import { describe, expect, test } from '@jest/globals';
import { connectProxy } from '../support/connect-proxy.ts';
import { fromRegistry, type RegistryOptions, registry } from '../support/registry.ts';
import { leftBehind, placesOf, tempOf } from '../support/secret-scan.ts';
import { tlsFront } from '../support/tls-front.ts';
import { type Job, type Workflow, workflow } from '../support/workflow.ts';

// Elsewhere the go command looks for authorities in the system's own store only.
const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

const password = 'AKCp8/registry+0123456789';
const wrongPassword = 'AKCp8wrong0123456789';
const repository = '/artifactory/api/go/go-local';
const ours = { path: 'corp.example.com/team/priv', version: 'v1.0.0' };
const forbidden = { path: 'corp.example.com/team/copyleft', version: 'v1.0.0' };
const open = { path: 'example.org/open', version: 'v1.1.0' };

const host = 'registry.example.com';

/** A company behind its forward proxy: a registry, and the storage that it keeps zips in. */
async function company(flow: Workflow, options: Partial<RegistryOptions> = {}) {
  await using servers = new AsyncDisposableStack();
  const storageHost = 'storage.example.com';
  const server = servers.use(
    await registry({
      upstream: flow.proxy.url,
      path: repository,
      login: `ci:${password}`,
      has: 'corp.example.com/',
      storageHost,
      ...options,
    }),
  );
  const front = servers.use(await tlsFront(server.url, [host, storageHost]));
  const internet = servers.use(await connectProxy(front.host));
  const owned = servers.move();
  return {
    inputs: { 'https-proxy': internet.url, 'ca-file': front.certificate },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function expectNoTrace(flow: Workflow, ...jobs: Job[]): Promise<void> {
  const { found, looked } = await placesOf([password, wrongPassword], flow, jobs);
  expect(found).toEqual([]);
  expect(looked).toBeGreaterThan(10);
  for (const job of jobs) expect(await leftBehind(job)).toEqual([]);
}

describeOnLinux('a registry that wants to know who asks', () => {
  test('gives its modules, which are cached, and restored in a job that has no credentials', async () => {
    await using flow = await workflow({ modules: [ours, open] });
    await using corp = await company(flow, { packs: 1500 });
    const warm = await flow.job({
      inputs: {
        goproxy: `https://ci:${encodeURIComponent(password)}@${host}${repository}|${flow.proxy.url},direct`,
        gonosumdb: 'corp.example.com',
        ...corp.inputs,
      },
      env: await tempOf(flow),
    });
    expect(warm.report?.errors).toEqual([]);
    expect(warm.outputs).toMatchObject({ 'modules-downloaded': '2', 'cache-saved': 'true', retries: '0' });
    expect(warm.exported['GOPROXY']).toBe(`https://${host}${repository}|${flow.proxy.url},direct`);
    // What the registry has, and nothing else, came from there.
    for (const { path: asked, headers } of flow.proxy.requests) {
      expect([asked, headers[fromRegistry]]).toEqual([asked, asked.startsWith('/corp.') ? 'yes' : undefined]);
    }

    const restored = await flow.job({ inputs: { goproxy: 'off' }, env: await tempOf(flow) });
    expect(restored.report?.errors).toEqual([]);
    expect(restored.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '2' });
    await expectNoTrace(flow, warm, restored);
  });

  test('takes the token for its path, not that for the rest of its host', async () => {
    await using flow = await workflow({ modules: [ours] });
    await using corp = await company(flow, { login: `x-access-token:${password}` });
    const job = await flow.job({
      inputs: {
        goproxy: `https://${host}${repository}`,
        gonosumdb: 'corp.example.com',
        token: `${host}=${wrongPassword}\n${host}/artifactory/api=${password}`,
        ...corp.inputs,
        cache: 'off',
      },
      env: await tempOf(flow),
    });
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs).toMatchObject({ 'modules-downloaded': '1' });
    await expectNoTrace(flow, job);
  });

  test('takes a login from a netrc, and reports its policy as such', async () => {
    await using flow = await workflow({ modules: [ours, forbidden] });
    await using corp = await company(flow, { forbids: forbidden.path });
    const job = await flow.job({
      inputs: {
        goproxy: `https://${host}${repository}`,
        netrc: `machine ${host} login ci password ${password}`,
        ...corp.inputs,
        cache: 'off',
      },
      env: await tempOf(flow),
    });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toEqual([
      expect.objectContaining({
        code: 'forbidden',
        message: expect.stringMatching(
          /corp\.example\.com\/team\/copyleft@v1\.0\.0: .*403.*policy "licences"/,
        ),
        hint: expect.stringContaining('that is policy'),
      }),
    ]);
    await expectNoTrace(flow, job);
  });

  test.each([
    { name: 'a wrong password', userinfo: `ci:${wrongPassword}@`, input: 'goproxy' },
    { name: 'no password', userinfo: '', input: 'netrc' },
  ])('with $name there is one error, which names host, module and input', async ({ userinfo, input }) => {
    await using flow = await workflow({ modules: [ours] });
    await using corp = await company(flow);
    const job = await flow.job({
      inputs: {
        goproxy: `https://${userinfo}${host}${repository}`,
        ...corp.inputs,
        cache: 'off',
      },
      env: await tempOf(flow),
    });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toEqual([
      expect.objectContaining({
        code: 'unauthorized',
        input,
        message: expect.stringContaining('corp.example.com/team/priv@v1.0.0'),
        hint: expect.stringMatching(new RegExp(`${host}.*\`${input}\``)),
      }),
    ]);
    await expectNoTrace(flow, job);
  });
});

test('for a private module that a public proxy does not have, the hint names goprivate', async () => {
  await using flow = await workflow({
    modules: [ours],
    script: () => ({ kind: 'status', status: 404, body: 'not found' }),
  });
  const job = await flow.job({ inputs: { cache: 'off' } });
  expect(job.code).toBe(1);
  expect(job.report?.errors).toEqual([
    expect.objectContaining({
      class: 'not-found',
      input: 'goprivate',
      hint: expect.stringContaining('set `goprivate: corp.example.com/team/*`'),
    }),
  ]);
});
