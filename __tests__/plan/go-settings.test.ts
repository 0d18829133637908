import { describe, expect, test } from '@jest/globals';
import {
  describeSetting,
  exportedSettings,
  goCommandEnv,
  resolveGoSettings,
  secretsOfSettings,
  settingOf,
} from '../../src/plan/go-settings.ts';
import { goEnv } from '../support/go-env.ts';

const withSecret = 'https://user:s3cret@proxy.example.com/go,direct';

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
    expect(settings.find(({ name }) => name === 'GOPROXY')).toEqual({
      name: 'GOPROXY',
      value,
      source,
      isJoined: false,
    });
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
  expect(secretsOfSettings(settings)).toContain('s3cret');
  expect(settings.map(describeSetting).join('\n')).not.toContain('s3cret');
  expect([...exportedSettings(settings)]).toEqual([['GOPROXY', 'https://proxy.example.com/go,direct']]);
});

test.each([
  ['GOPROXY', 'https://proxy.example.com/go?token=s3cret'],
  ['GOPROXY', 'https://bob:80/s3cret-s3cret@proxy.example.com/go'],
  ['GOSUMDB', 'sum.golang.org https://bob:s3cret@sum.example.com'],
] as const)('%s=%s is not exported, because it would take a secret along', (name, value) => {
  const settings = resolveGoSettings({ [name]: value }, {}, goEnv());
  expect([...exportedSettings(settings)]).toEqual([]);
  expect(settings.map(describeSetting).join('\n')).not.toContain('s3cret');
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

test('a go command that does not know GOAUTH does not get it', () => {
  expect(goCommandEnv({}, resolveGoSettings({}, {}, { ...goEnv(), GOAUTH: '' }))).toEqual({});
});

test('a setting that is not set is empty', () => {
  expect(settingOf(resolveGoSettings({}, {}, goEnv()), 'GOPRIVATE')).toBe('');
});

describe('patterns with blanks or on several lines are what was meant', () => {
  const meant = 'git.example.com,*.corp.example';

  test('as an input, also for later steps', () => {
    const settings = resolveGoSettings({ GOPRIVATE: 'git.example.com\n*.corp.example' }, {}, goEnv());
    expect(settingOf(settings, 'GOPRIVATE')).toBe(meant);
    expect(goCommandEnv({}, settings)).toMatchObject({ GOPRIVATE: meant });
    expect([...exportedSettings(settings)]).toEqual([['GOPRIVATE', meant]]);
  });

  test.each([
    { from: 'the environment', env: { GONOPROXY: 'git.example.com, *.corp.example' }, more: {} },
    { from: '`go env`', env: {}, more: { GONOPROXY: 'git.example.com *.corp.example' } },
  ])('in $from, for this step, and the log says so', ({ env, more }) => {
    const settings = resolveGoSettings({}, env, goEnv(more));
    expect(goCommandEnv(env, settings)).toMatchObject({ GONOPROXY: meant });
    expect([...exportedSettings(settings)]).toEqual([]);
    expect(settings.filter(({ isJoined }) => isJoined).map(describeSetting)).toEqual([
      expect.stringMatching(
        /^GONOPROXY=git\.example\.com,\*\.corp\.example \(.*joined with commas for this step only\)$/,
      ),
    ]);
  });

  test('and without them are left as they are', () => {
    const env = { GOPRIVATE: meant };
    expect(goCommandEnv(env, resolveGoSettings({}, env, goEnv({ GOAUTH: '' })))).toEqual(env);
  });
});
