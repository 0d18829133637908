import { describe, expect, test } from '@jest/globals';
import { endpointOf, hasGithubCacheService } from '../../../src/adapters/github-cache/endpoint.ts';

function serverWithV2(expected: boolean) {
  return (GITHUB_SERVER_URL: string): [Record<string, string>, boolean] => [
    { GITHUB_SERVER_URL, ACTIONS_CACHE_SERVICE_V2: 'True', ACTIONS_RESULTS_URL: 'http://127.0.0.1/' },
    expected,
  ];
}

describe('hasGithubCacheService', () => {
  test.each([
    [{ ACTIONS_CACHE_SERVICE_V2: 'True', ACTIONS_RESULTS_URL: 'http://127.0.0.1/' }, true],
    [{ ACTIONS_CACHE_URL: 'http://127.0.0.1/' }, true],
    // As the library sees it: the address of the second version's results service is none of the first's.
    [{ ACTIONS_RESULTS_URL: 'http://127.0.0.1/' }, false],
    [{ ACTIONS_CACHE_SERVICE_V2: 'True', ACTIONS_RESULTS_URL: '' }, false],
    [{ CUSTOM_ACTIONS_RESULTS_URL: 'http://127.0.0.1/', ACTIONS_CACHE_SERVICE_V2: 'True' }, false],
    [{}, false],
    ...['https://github.com', 'https://octo.ghe.com', 'http://github.localhost'].map(serverWithV2(true)),
    ...['https://git.example.com', 'https://github.com.example.com'].map(serverWithV2(false)),
    [{ GITHUB_SERVER_URL: 'https://git.example.com', ACTIONS_CACHE_URL: 'http://127.0.0.1/' }, true],
  ])('for %j is %p', (env, expected) => {
    expect(hasGithubCacheService(env)).toBe(expected);
  });
});

const second = {
  ACTIONS_CACHE_SERVICE_V2: 'True',
  ACTIONS_RESULTS_URL: 'https://results.example.com/',
  ACTIONS_RUNTIME_TOKEN: 'token',
};

describe('endpointOf', () => {
  test('gives the token to the service that the runner names, and to no other address', () => {
    const env = { ...second, CUSTOM_ACTIONS_RESULTS_URL: 'https://elsewhere.example.com/' };
    expect(endpointOf(env)).toEqual({ version: 2, url: 'https://results.example.com/', token: 'token' });
  });

  test.each([
    ['no token', { ACTIONS_RUNTIME_TOKEN: '' }, 'ACTIONS_RUNTIME_TOKEN is not set'],
    ['an address that is none', { ACTIONS_RESULTS_URL: 'results' }, 'ACTIONS_RESULTS_URL is not a URL'],
    ['a file', { ACTIONS_RESULTS_URL: 'file:///etc/' }, 'ACTIONS_RESULTS_URL is not a URL'],
    ['the mode none', { ACTIONS_CACHE_MODE: 'none' }, 'ACTIONS_CACHE_MODE `none` does not permit it'],
    [
      'the mode write-only',
      { ACTIONS_CACHE_MODE: ' Write-Only ' },
      'ACTIONS_CACHE_MODE `write-only` does not permit it',
    ],
  ])('is unavailable with %s', (_name, changes, reason) => {
    expect(endpointOf({ ...second, ...changes })).toEqual({ kind: 'unavailable', reason });
  });

  test.each(['read', 'write', '', 'something-new'])('is there with the mode %p', (ACTIONS_CACHE_MODE) => {
    expect(endpointOf({ ...second, ACTIONS_CACHE_MODE })).toMatchObject({ version: 2 });
  });
});
