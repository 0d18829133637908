import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gitRepository, projectOf } from '../support/git-repository.ts';
import { leftBehind, placesOf, tempOf } from '../support/secret-scan.ts';
import { type Sshd, sshd, whyNoSshd } from '../support/sshd.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';
import { type Job, type Workflow, workflow } from '../support/workflow.ts';

const missing = whyNoSshd();
const module = {
  path: '127.0.0.1/team/priv.git',
  version: 'v0.3.0',
  files: { 'priv.go': 'package priv\n\nconst Answer = 42\n' },
};

(missing === undefined ? describe : describe.skip)(
  `a private module over ssh${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let repositories: TempDir;
    let server: Sshd;

    beforeAll(async () => {
      repositories = await tempDir();
      await gitRepository(path.join(repositories.path, 'team', 'priv'), module);
      server = await sshd(repositories.path);
    });
    afterAll(async () => {
      await server[Symbol.asyncDispose]();
      await repositories[Symbol.asyncDispose]();
    });

    async function privateJob(flow: Workflow, inputs: Record<string, string>): Promise<Job> {
      const env = await tempOf(flow);
      return flow.job({
        files: projectOf(module),
        inputs: { goprivate: '127.0.0.1/team/*', ...inputs },
        env,
      });
    }

    async function expectNoTrace(flow: Workflow, ...jobs: Job[]): Promise<void> {
      const secrets = [server.key, server.otherKey].flatMap((key) => key.split('\n').slice(2, -2));
      const { found, looked } = await placesOf(secrets, flow, jobs);
      expect(found).toEqual([]);
      expect(looked).toBeGreaterThan(10);
      for (const job of jobs) expect(await leftBehind(job)).toEqual([]);
    }

    test('comes with a key, is cached, and is restored in a job that has none', async () => {
      await using flow = await workflow({ modules: [] });
      const warm = await privateJob(flow, {
        // As a secret that was pasted on Windows, without its last line end.
        'ssh-key': server.key.trim().replaceAll('\n', '\r\n'),
        'ssh-known-hosts': server.knownHosts,
      });
      expect(warm.report?.errors).toEqual([]);
      expect(warm.outputs).toMatchObject({ 'modules-downloaded': '1', 'cache-saved': 'true' });

      const restored = await privateJob(flow, {});
      expect(restored.report?.errors).toEqual([]);
      expect(restored.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '1' });
      await expectNoTrace(flow, warm, restored);
    });

    test.each([
      {
        name: 'a key that the server does not take',
        inputs: () => ({ 'ssh-key': server.otherKey, 'ssh-known-hosts': server.knownHosts }),
        input: 'ssh-key',
        hint: /127\.0\.0\.1.* `ssh-key`/,
      },
      {
        name: 'a server that is somebody else',
        inputs: () => ({
          'ssh-key': server.key,
          'ssh-known-hosts': server.knownHosts.replace(/AAAA\S+/, (key) => `${key.slice(0, -6)}AAAAAA`),
        }),
        input: 'ssh-known-hosts',
        hint: /127\.0\.0\.1.* `ssh-known-hosts`/,
      },
    ])(
      'with $name there is one error, which names host, module and input',
      async ({ inputs, input, hint }) => {
        await using flow = await workflow({ modules: [] });
        const job = await privateJob(flow, { ...inputs(), cache: 'off' });
        expect(job.code).toBe(1);
        expect(job.report?.errors).toEqual([
          expect.objectContaining({
            message: expect.stringContaining('127.0.0.1/team/priv.git@v0.3.0'),
            hint: expect.stringMatching(hint),
            input,
          }),
        ]);
        await expectNoTrace(flow, job);
      },
    );
  },
);
