import { describe, expect, test } from '@jest/globals';
import {
  describeSetting,
  exportedSettings,
  goCommandEnv,
  resolveGoSettings,
  secretsOf,
  settingOf,
} from '../../src/plan/go-settings.ts';
import { goEnv } from '../support/go-env.ts';

const withSecret = 'https://user:s3cret@proxy.example.com/go,direct';

const noCredentials = {
  netrc: [],
  token: undefined,
  tokenHosts: [],
  sshKey: undefined,
  sshKnownHosts: undefined,
};

const noNetworkInputs = {
  fallbackGoproxy: undefined,
  forwardProxy: { http: undefined, https: undefined, noProxy: undefined },
  credentials: noCredentials,
};

test.each([
  {
    name: 'a mirror',
    inputs: { ...noNetworkInputs, fallbackGoproxy: 'https://user:s3cret@mirror.example.com' },
    env: {},
  },
  {
    name: 'a forward proxy given as an input',
    inputs: {
      ...noNetworkInputs,
      forwardProxy: {
        http: undefined,
        https: 'http://user:s3cret@proxy.example.com:3128',
        noProxy: undefined,
      },
    },
    env: {},
  },
  {
    name: 'a forward proxy of the environment',
    inputs: noNetworkInputs,
    env: { HTTPS_PROXY: 'http://user:s3cret@proxy.example.com:3128' },
  },
  {
    name: 'a host of netrc',
    inputs: {
      ...noNetworkInputs,
      credentials: {
        ...noCredentials,
        netrc: [{ machine: 'git.example.com', login: 'me', password: 's3cret' }],
      },
    },
    env: {},
  },
  {
    name: 'the hosts of token',
    inputs: { ...noNetworkInputs, credentials: { ...noCredentials, token: 's3cret' } },
    env: {},
  },
  {
    name: 'a host in the settings of git',
    inputs: noNetworkInputs,
    env: {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'url.https://me:s3cret@git.example.com/.insteadOf',
      GIT_CONFIG_VALUE_0: 'https://git.example.com/',
    },
  },
  {
    name: 'a header in the settings of git',
    inputs: noNetworkInputs,
    env: {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.https://git.example.com/.extraheader',
      GIT_CONFIG_VALUE_0: 'AUTHORIZATION: basic s3cret',
    },
  },
])('the password for $name is masked', ({ inputs, env }) => {
  expect(secretsOf(inputs, resolveGoSettings({}, env, goEnv()), env)).toContain('s3cret');
});

describe('a setting comes', () => {
  test.each([
    {
      from: 'the input',
      given: { GOPROXY: 'off' },
      env: { GOPROXY: 'direct' },
      value: 'off',
      source: 'input',
    },
    {
      from: 'the environment',
      given: {},
      env: { GOPROXY: 'direct' },
      value: 'direct',
      source: 'environment',
    },
    { from: '`go env`', given: {}, env: {}, value: 'https://proxy.example.com,direct', source: 'go env' },
    {
      from: '`go env` past an empty variable',
      given: {},
      env: { GOPROXY: '' },
      value: 'https://proxy.example.com,direct',
      source: 'go env',
    },
  ])('from $from', ({ given, env, value, source }) => {
    const settings = resolveGoSettings(given, env, goEnv());
    expect(settings.find(({ name }) => name === 'GOPROXY')).toEqual({ name: 'GOPROXY', value, source });
  });
});

test('a GOPROXY that Go cannot use is an error that names the entry', () => {
  expect(() => resolveGoSettings({ GOPROXY: 'ftp://proxy.example.com' }, {}, goEnv())).toThrow(
    expect.objectContaining({
      code: 'goproxy-invalid',
      message: expect.stringContaining('ftp://proxy.example.com'),
    }),
  );
});

test('GO111MODULE=off is an error', () => {
  expect(() => resolveGoSettings({}, {}, goEnv({ GO111MODULE: 'off' }))).toThrow(
    expect.objectContaining({ code: 'modules-off' }),
  );
});

test('credentials are masked, not shown, and not exported', () => {
  const settings = resolveGoSettings(
    { GOPROXY: withSecret, GOAUTH: '/bin/auth --token s3cret' },
    {},
    goEnv(),
  );
  expect(secretsOf(noNetworkInputs, settings, {})).toContain('s3cret');
  expect(settings.map(describeSetting).join('\n')).not.toContain('s3cret');
  expect([...exportedSettings(settings)]).toEqual([['GOPROXY', 'https://proxy.example.com/go,direct']]);
});

test('only what was given as an input is exported', () => {
  const settings = resolveGoSettings({ GOPRIVATE: 'example.com/*' }, { GONOSUMDB: 'example.org/*' }, goEnv());
  expect([...exportedSettings(settings)]).toEqual([['GOPRIVATE', 'example.com/*']]);
});

test('the go command sees the inputs, and GOAUTH wherever it was set', () => {
  const settings = resolveGoSettings({ GOPROXY: withSecret }, {}, { ...goEnv(), GOAUTH: '/bin/login' });
  expect(goCommandEnv({ PATH: '/bin', GOPROXY: 'off' }, settings)).toEqual({
    PATH: '/bin',
    GOPROXY: withSecret,
    GOAUTH: '/bin/login',
  });
});

test('a go command that does not know GOAUTH is not told of it', () => {
  expect(goCommandEnv({}, resolveGoSettings({}, {}, { ...goEnv(), GOAUTH: '' }))).toEqual({});
});

test('a setting that is not set is empty', () => {
  expect(settingOf(resolveGoSettings({}, {}, goEnv()), 'GOPRIVATE')).toBe('');
});
