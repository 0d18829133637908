import { describe, expect, test } from '@jest/globals';
import { loginFor, loginsOf, netrcOf } from '../../src/credentials/logins.ts';
import type { CredentialInputs } from '../../src/inputs/inputs.ts';

const nothing: CredentialInputs = {
  netrc: [],
  token: undefined,
  tokenHosts: [],
  scopedTokens: [],
  sshKey: undefined,
  sshKnownHosts: undefined,
};

test('a host is compared in any case, a path as it is written', () => {
  const netrc = [{ machine: 'GitHub.com/Acme/', login: 'me', password: 'p' }];
  expect(loginsOf({ ...nothing, netrc }, 'github.com')).toEqual([
    { host: 'github.com', path: '/Acme', user: 'me', password: 'p', input: 'netrc' },
  ]);
});

test('a token comes before a netrc for the same place, and both are kept for different ones', () => {
  const given = {
    ...nothing,
    scopedTokens: [{ prefix: 'github.com/acme', token: 't' }],
    netrc: ['github.com', 'github.com/acme'].map((machine) => ({ machine, login: 'me', password: 'p' })),
  };
  expect(netrcOf(given, {})).toBe(
    'machine github.com/acme login x-access-token password t\nmachine github.com login me password p\n',
  );
});

describe('the login for a path is the longest:', () => {
  const places = ['', '/acme', '/acme/private', '/acme-corp'];
  const logins = places.map((path) => {
    return { host: 'github.com', path, user: 'u', password: path, input: 'token' } as const;
  });
  test.each([
    ['github.com', '/acme/lib', '/acme'],
    ['github.com', '/acme/private/sub', '/acme/private'],
    ['github.com', '/acme/privateer', '/acme'],
    ['github.com', '/acmes', ''],
    ['github.com', '/Acme', ''],
    ['git.example.com', '/acme', undefined],
  ])('%s%s: %s', (host, path, wanted) => {
    expect(loginFor(logins, host, path)?.path).toBe(wanted);
  });
});
