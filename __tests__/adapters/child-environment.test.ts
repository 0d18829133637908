import { describe, expect, test } from '@jest/globals';
import { childEnvironment } from '../../src/adapters/child-environment.ts';

const identity = {
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'id-token',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com',
};
const step = {
  ...identity,
  PATH: '/bin',
  HOME: '/home/user',
  GITHUB_TOKEN: 'given by the user, for git',
  'INPUT_SSH-KEY': 'key',
  INPUT_TOKEN: 'token',
  input_netrc: 'netrc',
  ACTIONS_RUNTIME_TOKEN: 'runtime-token',
  ACTIONS_RESULTS_URL: 'https://results.example.com',
  GITHUB_ENV: '/tmp/env',
  GITHUB_OUTPUT: '/tmp/output',
  GITHUB_PATH: '/tmp/path',
  GITHUB_STATE: '/tmp/state',
  GITHUB_STEP_SUMMARY: '/tmp/summary',
  UNSET: undefined,
};
const plain = { PATH: '/bin', HOME: '/home/user', GITHUB_TOKEN: 'given by the user, for git', PWD: '/work' };

describe('a program is started without the variables of this step', () => {
  test.each([
    ['go', ['env', '-json']],
    ['go', ['mod', 'download']],
    ['git', ['ls-remote']],
    ['/usr/bin/anything', []],
  ])('%s %j', (file, args) => {
    expect(childEnvironment({ file, args, cwd: '/work', env: step })).toEqual(plain);
  });
});

describe('a command in GOAUTH may ask for an identity token, as in a step of its own', () => {
  test.each([
    ['/usr/bin/login --cloud', ['mod', 'download'], true],
    ['netrc; /usr/bin/login', ['list', '-deps'], true],
    ['/usr/bin/login', ['env', 'GOAUTH'], false],
    ['/usr/bin/login', ['clean', '-modcache'], false],
    ['netrc', ['mod', 'download'], false],
    ['git /work', ['mod', 'download'], false],
    ['off', ['mod', 'download'], false],
    ['', ['mod', 'download'], false],
  ])('GOAUTH=%s, go %j: %s', (GOAUTH, args, gets) => {
    const env = childEnvironment({ file: 'go', args, cwd: '/work', env: { ...step, GOAUTH } });
    expect(env).toEqual({ ...plain, GOAUTH, ...(gets && identity) });
  });

  test('but not where nothing is fetched', () => {
    const env = { ...identity, GOAUTH: 'login', GOPROXY: 'off' };
    expect(childEnvironment({ file: 'go', args: ['mod', 'graph'], cwd: '/work', env })).toEqual({
      GOAUTH: 'login',
      GOPROXY: 'off',
      PWD: '/work',
    });
  });
});
