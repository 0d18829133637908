import { describe, expect, test } from '@jest/globals';
import { secretsGiven, secretsOfGo, secretsOfInputs } from '../../src/credentials/secrets.ts';

const noCredentials = {
  token: '',
  tokenHosts: [],
  scopedTokens: [],
  netrc: [],
  sshKey: '',
  sshKnownHosts: '',
};

describe('a secret is known as soon as it is given', () => {
  test.each<{ name: string; raw?: Record<string, string>; env?: Record<string, string> }>([
    { name: 'a token', raw: { token: ' s3cret-s3cret\n' } },
    { name: 'one of several tokens', raw: { token: 'github.com/a=t0ken\n github.com/b = s3cret-s3cret\n' } },
    { name: 'a token for what is no host', raw: { token: 'github.com/a=t0ken\nhttps://h/b=s3cret-s3cret' } },
    { name: 'a token on a line without a host', raw: { token: 'github.com/a=t0ken\ns3cret-s3cret' } },
    { name: 'the key of cache entries', raw: { 'cache-encryption-key': ' s3cret-s3cret' } },
    { name: 'a proxy of modules', raw: { goproxy: 'https://bob:s3cret-s3cret@proxy.example.com|direct' } },
    { name: 'a mirror', raw: { 'fallback-goproxy': 'https://bob:s3cret-s3cret@mirror.example.com' } },
    { name: 'a forward proxy', raw: { 'https-proxy': 'http://bob:s3cret-s3cret@proxy.example.com:3128' } },
    { name: 'one that is none', raw: { 'http-proxy': 'bob:s3cret-s3cret@:port' } },
    { name: 'a download site', raw: { 'go-download-base-url': 'https://bob:s3cret-s3cret@dl.example.com' } },
    {
      name: 'a checksum database',
      raw: { gosumdb: 'sum.golang.org https://bob:s3cret-s3cret@s.example.com' },
    },
    { name: 'a command', raw: { goauth: 'netrc; /bin/login --password=s3cret-s3cret' } },
    {
      name: 'a forward proxy of the environment',
      env: { https_proxy: 'bob:s3cret-s3cret@proxy.example.com' },
    },
    {
      name: 'a proxy of modules of the environment',
      env: { GOPROXY: 'https://s3cret-s3cret@proxy.example.com' },
    },
    { name: 'a command of the environment', env: { GOAUTH: 'login -k s3cret-S3cret s3cret-s3cret' } },
    {
      name: 'a host in the settings of git',
      env: {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'url.https://me:s3cret-s3cret@git.example.com/.insteadOf',
        GIT_CONFIG_VALUE_0: 'https://git.example.com/',
      },
    },
    {
      name: 'a header in the settings of git',
      env: {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'http.https://git.example.com/.extraheader',
        GIT_CONFIG_VALUE_0: 'AUTHORIZATION: basic s3cret-s3cret',
      },
    },
  ])('$name', ({ raw = {}, env = {} }) => {
    expect(secretsGiven(raw, env)).toContain('s3cret-s3cret');
  });

  test('and nothing else is', () => {
    const raw = { goproxy: 'https://proxy.example.com,direct', goauth: 'netrc', gosumdb: 'sum.golang.org' };
    expect(secretsGiven(raw, { HTTPS_PROXY: 'http://proxy.example.com:3128' })).toEqual([]);
  });
});

test('each token is known as it is, and as git sends it', () => {
  const scopedTokens = [{ prefix: 'github.com/acme', token: 's3cret' }];
  const sent = Buffer.from('x-access-token:s3cret').toString('base64');
  expect(secretsOfInputs({ ...noCredentials, scopedTokens })).toEqual(['s3cret', sent]);
  expect(secretsOfInputs({ ...noCredentials, token: 's3cret' })).toEqual(['s3cret', sent]);
});

test('the logins and the key are known when they have been read', () => {
  const sshKey = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\nBBBB\n-----END OPENSSH PRIVATE KEY-----\n';
  const netrc = [{ machine: 'git.example.com', login: 'me', password: 's3cret' }];
  expect(secretsOfInputs({ ...noCredentials, netrc, sshKey })).toEqual([
    's3cret',
    Buffer.from('me:s3cret').toString('base64'),
    'AAAA',
    'BBBB',
    'AAAABBBB',
  ]);
});

test.each([
  ['mycmd --password=pw', ['--password=pw', 'pw']],
  ['mycmd --token pw get', ['--token pw get', 'pw']],
  ['mycmd login Tok3nTok3n', ['login Tok3nTok3n', 'Tok3nTok3n']],
  ['mycmd -c /etc/login.json', ['-c /etc/login.json']],
  ['git /work; netrc; off; mycmd', []],
])('the secrets of the command in GOAUTH=%s are %j', (goauth, secrets) => {
  expect(secretsOfGo({ goproxy: '', gosumdb: '', goauth })).toEqual(secrets);
});
