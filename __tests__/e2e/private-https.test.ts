import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ConnectProxy, connectProxy } from '../support/connect-proxy.ts';
import { type GitHttpBackend, gitHttpBackend } from '../support/git-http-backend.ts';
import { gitRepository, projectOf } from '../support/git-repository.ts';
import { waitUntil } from '../support/processes.ts';
import { leftBehind, placesOf, tempOf } from '../support/secret-scan.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';
import { type TlsFront, tlsFront } from '../support/tls-front.ts';
import { type Job, type JobOptions, type Workflow, workflow } from '../support/workflow.ts';

// Elsewhere the go command looks for authorities in the system's own store only.
const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

const secret = 'ghp_0123456789/abcdefghij+KLMNOPQRST';
const files = { 'priv.go': 'package priv\n\nconst Answer = 42\n' };
const otherSecret = 'ghp_9876543210/otherotherother+ABCDEFG';
/** On a host whose paths say where the repository is, and on one that has to be asked. */
const onGithub = { path: 'github.com/acme/priv', version: 'v1.2.0', files };
const ofOthers = { path: 'github.com/other/priv', version: 'v1.2.0', files };
const onForge = { path: 'git.example.com/team/priv', version: 'v1.2.0', files };

describeOnLinux('a private module over https', () => {
  let repositories: TempDir;
  let forge: GitHttpBackend;
  let front: TlsFront;
  let internet: ConnectProxy;

  beforeAll(async () => {
    repositories = await tempDir();
    await gitRepository(path.join(repositories.path, 'acme', 'priv'), onGithub);
    await gitRepository(path.join(repositories.path, 'other', 'priv'), ofOthers);
    await gitRepository(path.join(repositories.path, 'team', 'priv.git'), onForge);
    forge = await gitHttpBackend({
      root: repositories.path,
      login: (url) => `x-access-token:${url.startsWith('/other/') ? otherSecret : secret}`,
      host: 'git.example.com',
    });
    front = await tlsFront(forge.url, ['github.com', 'git.example.com']);
    internet = await connectProxy(front.host);
  });
  afterAll(async () => {
    for (const server of [internet, front, forge, repositories]) await server[Symbol.asyncDispose]();
  });

  /** The whole internet is the forge; the public proxy has never heard of the module. */
  async function privateJob(
    flow: Workflow,
    module: typeof onGithub | readonly (typeof onGithub)[],
    inputs: Record<string, string>,
    more: JobOptions = {},
  ): Promise<Job> {
    return flow.job({
      ...more,
      files: projectOf(...[module].flat()),
      inputs: {
        goprivate: 'github.com/acme/*,github.com/other/*,git.example.com',
        'https-proxy': internet.url,
        'ca-file': front.certificate,
        ...inputs,
      },
      env: { ...(await tempOf(flow)), ...more.env },
    });
  }

  async function expectNoTrace(flow: Workflow, ...jobs: Job[]): Promise<void> {
    const { found, looked } = await placesOf([secret, otherSecret, 'wrong-secret-0123456789'], flow, jobs);
    expect(found).toEqual([]);
    expect(looked).toBeGreaterThan(10);
    for (const job of jobs) expect(await leftBehind(job)).toEqual([]);
  }

  test('comes with a token, is cached, and is restored in a job that has none', async () => {
    await using flow = await workflow({ modules: [] });
    const warm = await privateJob(flow, onGithub, { token: secret });
    expect(warm.report?.errors).toEqual([]);
    expect(warm.outputs).toMatchObject({ 'modules-downloaded': '1', 'cache-saved': 'true' });
    expect(warm.exported).toEqual({ GOPRIVATE: 'github.com/acme/*,github.com/other/*,git.example.com' });
    expect(warm.log).toContain('later steps need no credentials');

    const asked = forge.authorizations.length;
    const restored = await privateJob(flow, onGithub, {});
    expect(restored.report?.errors).toEqual([]);
    expect(restored.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '1' });
    expect(forge.authorizations).toHaveLength(asked);
    await expectNoTrace(flow, warm, restored);
    // What is in the entry was looked through as well.
    const { found } = await placesOf(['const Answer = 42'], flow, []);
    expect(found).toContainEqual(expect.stringMatching(/^entry \S+ at \d+ has const Answer/));
  });

  test.each([
    { name: 'a token for each owner', token: `github.com/acme=${secret}\ngithub.com/other=${otherSecret}` },
    {
      name: 'a token for one owner and one for the rest',
      token: `github.com=${secret}\ngithub.com/other=${otherSecret}`,
    },
    {
      name: 'a token for one repository',
      token: `github.com/other/priv=${otherSecret}\ngithub.com=${secret}`,
    },
  ])('comes with $name, from two owners at one host', async ({ token }) => {
    await using flow = await workflow({ modules: [] });
    const asked = forge.authorizations.length;
    // What a checkout may have left for its own repository: one header for the whole host.
    const left = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.https://github.com/.extraheader',
      GIT_CONFIG_VALUE_0: 'AUTHORIZATION: basic d3Jvbmc6d3Jvbmc=',
    };
    const inputs = { token, cache: 'off' };
    const job = await privateJob(flow, [onGithub, ofOthers], inputs, { env: left });
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs).toMatchObject({ 'modules-downloaded': '2' });
    // No owner's repository is ever shown the token of the other.
    for (const { url, authorization } of forge.authorizations.slice(asked)) {
      const right = url.startsWith('/other/') ? otherSecret : secret;
      expect(['', `Basic ${btoa(`x-access-token:${right}`)}`]).toContain(authorization);
    }
    await expectNoTrace(flow, job);
  });

  test('comes with a token for its path from a host that has to be asked', async () => {
    await using flow = await workflow({ modules: [] });
    const token = `git.example.com/other=${otherSecret}\ngit.example.com/team/priv=${secret}`;
    const job = await privateJob(flow, onForge, { token, cache: 'off' });
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs).toMatchObject({ 'modules-downloaded': '1' });
    await expectNoTrace(flow, job);
  });

  test('comes with a netrc, and with settings for git that the job has already, which no one else sees', async () => {
    await using flow = await workflow({ modules: [] });
    const job = await privateJob(
      flow,
      onForge,
      { netrc: `machine git.example.com\n  login x-access-token\n  password ${secret}\n`, cache: 'off' },
      {
        env: {
          // What a checkout may have left for its own repository, and a helper that would keep what it is told.
          GIT_CONFIG_COUNT: '2',
          GIT_CONFIG_KEY_0: 'http.https://git.example.com/.extraheader',
          GIT_CONFIG_VALUE_0: 'AUTHORIZATION: basic d3Jvbmc6d3Jvbmc=',
          GIT_CONFIG_KEY_1: 'credential.helper',
          GIT_CONFIG_VALUE_1: 'store',
        },
      },
    );
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs).toMatchObject({ 'modules-downloaded': '1' });
    await expectNoTrace(flow, job);
  });

  test.each([
    { setting: 'SSL_CERT_FILE', value: () => front.certificate },
    { setting: 'SSL_CERT_DIR', value: () => `/nowhere:${path.dirname(front.certificate)}` },
  ])(
    'comes with what $setting trusts, also where `ca-file` names something else',
    async ({ setting, value }) => {
      await using flow = await workflow({ modules: [] });
      await using other = await tlsFront(flow.proxy.url);
      const netrc = `machine git.example.com\n  login x-access-token\n  password ${secret}\n`;
      const inputs = { netrc, cache: 'off', 'ca-file': other.certificate };
      const job = await privateJob(flow, onForge, inputs, { env: { [setting]: value() } });
      expect(job.report?.errors).toEqual([]);
      expect(job.outputs).toMatchObject({ 'modules-downloaded': '1' });
    },
  );

  test.each([
    {
      name: 'a wrong token',
      module: onGithub,
      inputs: { token: 'wrong-secret-0123456789' },
      error: {
        class: 'auth',
        code: 'git-credentials',
        input: 'token',
        message: expect.stringContaining('github.com/acme/priv@v1.2.0'),
        hint: expect.stringMatching(
          /^github\.com received the login in `token`: .* may read github\.com\/acme\/priv\./,
        ),
      },
    },
    {
      name: 'a token for another path only',
      module: onGithub,
      inputs: { token: `github.com/other=${otherSecret}` },
      error: {
        class: 'auth',
        code: 'git-credentials',
        input: 'token',
        message: expect.stringContaining('github.com/acme/priv@v1.2.0'),
        hint: expect.stringMatching(/github\.com\/other: give one that may read github\.com\/acme\/priv/),
      },
    },
    {
      name: 'no token',
      module: onForge,
      inputs: {},
      error: {
        class: 'auth',
        code: 'unauthorized',
        input: 'token',
        message: expect.stringContaining('git.example.com/team/priv@v1.2.0'),
        hint: expect.stringMatching(
          /may read git\.example\.com\/team\/priv at git\.example\.com in `token`, with `token-hosts: git\.example\.com`/,
        ),
      },
    },
  ])(
    'with $name there is one error, which names host, module and input',
    async ({ module, inputs, error }) => {
      await using flow = await workflow({ modules: [] });
      const job = await privateJob(flow, module, { ...inputs, cache: 'off' });
      expect(job.code).toBe(1);
      expect(job.report?.errors).toEqual([expect.objectContaining(error)]);
      await expectNoTrace(flow, job);
    },
  );

  test('leaves no secret behind when the job is cancelled', async () => {
    await using flow = await workflow({ modules: [] });
    const cancel = new AbortController();
    const silent = { ...onGithub, path: 'github.com/acme/silent' };
    const running = privateJob(flow, silent, { token: secret, cache: 'off' }, { signal: cancel.signal });
    await waitUntil(() => forge.authorizations.some(({ url }) => url.startsWith('/acme/silent')), 20_000);
    cancel.abort();
    const job = await running;
    expect(job.report?.errors).toMatchObject([{ code: 'interrupted' }]);
    await expectNoTrace(flow, job);
  });
});
