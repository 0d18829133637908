import { describe, expect, test } from '@jest/globals';
import { endpointOf } from '../../../src/adapters/github-cache/endpoint.ts';
import { cacheChildEnvironment } from '../../../src/adapters/github-cache/environment.ts';
import { namedService } from '../../../src/adapters/github-cache/named-service.ts';

const runner = {
  ACTIONS_CACHE_SERVICE_V2: 'True',
  ACTIONS_RESULTS_URL: 'https://results.example.com/',
  ACTIONS_RUNTIME_TOKEN: 't0ken',
};
const custom = 'http://cache.example.com:3000/';
const withCustom = { ...runner, CUSTOM_ACTIONS_RESULTS_URL: custom };

test('without the variable, the service is that of the runner, whatever is allowed', () => {
  expect(namedService(runner, ['cache.example.com:3000'])).toEqual({ env: runner, note: undefined });
});

describe('what the variable names is used if the workflow lists its host:', () => {
  test.each([
    [custom, 'cache.example.com:3000', 'http://cache.example.com:3000/'],
    ['https://Cache.example.com/path', 'cache.example.com', 'https://cache.example.com/'],
    ['https://cache.example.com:443', 'cache.example.com', 'https://cache.example.com/'],
    ['http://u:s3cret@cache.example.com', 'cache.example.com', 'http://cache.example.com/'],
  ])('%s for %s', (CUSTOM_ACTIONS_RESULTS_URL, host, url) => {
    const { env, note } = namedService({ ...runner, CUSTOM_ACTIONS_RESULTS_URL }, ['a.example.com', host]);
    expect(endpointOf(env)).toEqual({ version: 2, url, token: 't0ken' });
    expect(note).toContain(url.slice(0, -1));
    expect(note).not.toContain('s3cret');
  });

  test('also on a runner of an Enterprise Server, whose own service is not asked', () => {
    const server = {
      GITHUB_SERVER_URL: 'https://git.example.com',
      ACTIONS_CACHE_URL: 'https://git.example.com/_cache/',
      ACTIONS_RUNTIME_TOKEN: 't0ken',
      CUSTOM_ACTIONS_RESULTS_URL: custom,
    };
    const { env } = namedService(server, ['cache.example.com:3000']);
    expect(endpointOf(env)).toEqual({ version: 2, url: custom, token: 't0ken' });
    expect(cacheChildEnvironment(env)).toMatchObject({
      ACTIONS_CACHE_SERVICE_V2: 'true',
      ACTIONS_RESULTS_URL: custom,
    });
    expect(Object.keys(cacheChildEnvironment(env))).not.toContain('GITHUB_SERVER_URL');
    expect(Object.keys(cacheChildEnvironment(env))).not.toContain('ACTIONS_CACHE_URL');
  });
});

describe('otherwise the token stays with the runner’s service, and a line says so:', () => {
  test.each([
    { name: 'nothing is listed', hosts: [], says: 'does not list cache.example.com:3000' },
    { name: 'another port', hosts: ['cache.example.com'], says: 'does not list cache.example.com:3000' },
    { name: 'a host that begins so', hosts: ['cache.example.com.evil.test'], says: 'does not list' },
    { name: 'a file', url: 'file:///etc/', hosts: ['cache.example.com'], says: 'not an http or https URL' },
    { name: 'no URL', url: 'cache', hosts: ['cache'], says: 'not an http or https URL' },
    {
      name: 'a host in the user name',
      url: 'https://cache.example.com@evil.test/',
      hosts: ['cache.example.com'],
      says: 'does not list evil.test',
    },
  ])('$name', ({ url = custom, hosts, says }) => {
    const env = { ...withCustom, CUSTOM_ACTIONS_RESULTS_URL: url };
    const named = namedService(env, hosts);
    expect(named.note).toContain(says);
    expect(endpointOf(named.env)).toEqual({ version: 2, url: runner.ACTIONS_RESULTS_URL, token: 't0ken' });
  });
});
