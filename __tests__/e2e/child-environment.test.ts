import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findProgram } from '../support/processes.ts';
import { type JobOptions, workflow } from '../support/workflow.ts';

const modules = [{ path: 'example.com/alpha', version: 'v1.0.0' }];
const sshKey = '-----BEGIN OPENSSH PRIVATE KEY-----\nK3YVALUEK3YVALUE\n-----END OPENSSH PRIVATE KEY-----';

/** The variables of a step that has everything a step can have. */
const stepEnv = {
  ACTIONS_RUNTIME_TOKEN: 'runtime-token-value',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'identity-token-value',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://identity.example.com/',
  ACTIONS_CACHE_URL: '',
  GITHUB_STATE: '/tmp/state',
};
const credentials = {
  token: 't0ken-value-1234',
  netrc: 'machine git.example.com login ci password netrc-value-1234',
  'ssh-key': sshKey,
  goproxy: '',
};

/** Programs of that name that write down their arguments and environment, and then are what they are. */
async function recorded(dir: string, ...names: readonly string[]) {
  const bin = path.join(dir, 'recording-bin');
  const log = path.join(dir, 'environments');
  await mkdir(bin, { recursive: true });
  await writeFile(log, '');
  for (const name of names) {
    const file = path.join(bin, name);
    // One record for each run, written at once: several go commands run at the same time.
    const record = `{ printf '\\036%s\\n' "${name} $*"; env; }`;
    await writeFile(
      file,
      `#!/bin/sh\nrecord=$(${record})\nprintf '%s\\n' "$record" >> '${log}'\nexec '${findProgram(name)}' "$@"\n`,
    );
    await chmod(file, 0o755);
  }
  return {
    env: { PATH: `${bin}:${process.env['PATH']}` },
    async runs() {
      const records = (await readFile(log, 'utf8')).split('\u001e').slice(1);
      return records.map((text) => {
        const [command = '', ...lines] = text.split('\n');
        return { command, environment: lines.join('\n') };
      });
    },
  };
}

const secrets = [
  'runtime-token-value',
  'identity-token-value',
  'K3YVALUE',
  'INPUT_',
  'ACTIONS_',
  'GITHUB_ENV=',
  'GITHUB_OUTPUT=',
  'GITHUB_STEP_SUMMARY=',
];
/** git asks for these where a server wants to know who asks. */
const logins = ['t0ken-value-1234', 'netrc-value-1234'];

describe('no go command has the secrets of the step in its environment', () => {
  test.each<{ name: string; inputs: NonNullable<JobOptions['inputs']>; expected: string[] }>([
    {
      name: 'a download',
      inputs: {},
      expected: ['env -json', 'env GOTOOLCHAIN', 'mod download'],
    },
    { name: 'packages', inputs: { packages: './...' }, expected: ['env -json', 'list -deps'] },
    { name: 'a clean start', inputs: { clean: 'true' }, expected: ['clean -modcache', 'mod download'] },
    { name: 'a wanted Go', inputs: { 'go-version': '>=1.20' }, expected: ['env GOVERSION', 'mod download'] },
    {
      name: 'a version that does not exist',
      inputs: { 'extra-modules': 'example.com/alpha@v9.9.9' },
      expected: ['mod download', 'list -m'],
    },
  ])('$name', async ({ inputs, expected }) => {
    await using flow = await workflow({ modules });
    const programs = await recorded(flow.dir, 'go', 'git');
    await flow.job({
      inputs: { cache: 'off', attempts: '1', ...credentials, ...inputs },
      env: { ...stepEnv, GOTOOLCHAIN: '', ...programs.env },
    });
    const runs = await programs.runs();
    for (const verb of expected) {
      expect(runs.map(({ command }) => command)).toContainEqual(expect.stringContaining(`go ${verb}`));
    }
    for (const { command, environment } of runs) {
      const asksServers = /^(?:git|go (?:mod download|list))/.test(command);
      const leaks = [...secrets, ...(asksServers ? [] : logins)].filter((secret) =>
        environment.includes(secret),
      );
      expect({ command, leaks }).toEqual({ command, leaks: [] });
    }
  });

  test('a warm start with layout: zip', async () => {
    await using flow = await workflow({ modules });
    const on = await flow.job({ inputs: { cache: 'off', layout: 'zip' } });
    const programs = await recorded(flow.dir, 'go');
    await flow.job({
      on,
      inputs: { cache: 'off', layout: 'zip', ...credentials },
      env: { ...stepEnv, ...programs.env },
    });
    const runs = await programs.runs();
    expect(runs.map(({ command }) => command)).toContainEqual(expect.stringContaining('go mod graph'));
    for (const { command, environment } of runs) {
      const leaks = [...secrets, ...logins].filter((secret) => environment.includes(secret));
      expect({ command, leaks }).toEqual({ command, leaks: [] });
    }
  });
});

test('a command in GOAUTH gets what it would get in a step of its own, and no more', async () => {
  await using flow = await workflow({ modules });
  const programs = await recorded(flow.dir, 'go');
  await flow.job({
    inputs: { cache: 'off', ...credentials, goauth: '/bin/true' },
    env: { ...stepEnv, ...programs.env },
  });
  const runs = await programs.runs();
  const having = runs.filter(({ environment }) => environment.includes('identity-token-value'));
  expect(having.length).toBeGreaterThan(0);
  for (const { command, environment } of runs) {
    expect(environment).not.toContain('runtime-token-value');
    if (command.startsWith('go env')) expect(environment).not.toContain('identity-token-value');
  }
});
