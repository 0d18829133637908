import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { moduleFile, nameOf, parseRequest } from '../../src/fetch/requested-file.ts';

describe('a request', () => {
  test.each([
    { wire: 'example.com/m/@v/list', kind: 'list', path: 'example.com/m', name: 'example.com/m/@v/list' },
    { wire: 'example.com/m/@latest', kind: 'latest', path: 'example.com/m', name: 'example.com/m/@latest' },
    {
      wire: 'example.com/%21big/v2/@v/v2.0.0.zip',
      kind: 'zip',
      path: 'example.com/Big/v2',
      name: 'example.com/Big/v2@v2.0.0.zip',
    },
    {
      wire: 'example.com/!big/@v/v1.0.0.mod',
      kind: 'mod',
      path: 'example.com/Big',
      name: 'example.com/Big@v1.0.0.mod',
    },
    {
      wire: 'example.com/m/@v/v2.0.0+incompatible.info',
      kind: 'info',
      path: 'example.com/m',
      name: 'example.com/m@v2.0.0+incompatible.info',
    },
    {
      wire: 'sumdb/sum.example.com/supported',
      kind: 'sumdb',
      path: undefined,
      name: 'sumdb/sum.example.com/supported',
    },
    {
      wire: 'sumdb/sum.example.com/lookup/example.com/%21big@v1.0.0',
      kind: 'sumdb',
      path: undefined,
      name: 'sumdb/sum.example.com/lookup/example.com/%21big@v1.0.0',
    },
    {
      wire: 'sumdb/sum.example.com/tile/8/0/x001/234.p/5',
      kind: 'sumdb',
      path: undefined,
      name: 'sumdb/sum.example.com/tile/8/0/x001/234.p/5',
    },
  ])('$wire is for $name', ({ wire, kind, path, name }) => {
    const file = parseRequest(wire);
    expect(file).toMatchObject({ kind, path, wire });
    expect(file && nameOf(file)).toBe(name);
  });

  test.each(['main', 'v1', 'v1.2', '1.0.0', 'v1.0.0+meta', 'v2.0.0', 'v3.0.0-20240102030405-0123456789ab'])(
    'for %s can have another answer later',
    (version) => {
      expect(parseRequest(`example.com/m/@v/${version}.info`)).toMatchObject({
        kind: 'info',
        module: undefined,
      });
    },
  );

  test.each([
    '',
    'example.com/m',
    'example.com/m/@v/',
    'example.com/m/@v/v1.0.0.exe',
    'example.com/Big/@v/v1.0.0.zip',
    'example.com/../m/@v/v1.0.0.zip',
    'example.com/%2e%2e/m/@v/v1.0.0.zip',
    'example.com/m/@v/..%2f..%2fetc.zip',
    'example.com/m/@v/v1.0.0%00.zip',
    'example.com/%ff/@v/list',
    'sumdb/../../etc/passwd',
    'sumdb/sum.example.com/./supported',
    'sumdb/sum.example.com/a?b',
    'sumdb/x',
    'sumdb/x/%2e%2e/%2e%2e/admin',
    'sumdb/x/%2E%2E/admin',
    'sumdb/x/.%2e/admin',
    'sumdb/x/a%2f..%2f..%2fadmin',
    'sumdb/%2e%2e/x',
    'sumdb/x/%5c..%5cadmin',
    'sumdb/x/%252e%252e/admin',
    'sumdb/x/a%3fb',
    'sumdb/x/%zz',
  ])('for "%s" is not part of the protocol', (wire) => {
    expect(parseRequest(wire)).toBeUndefined();
  });

  test('that we make is the one that the go command makes', () => {
    const module = { path: 'example.com/BurntSushi/toml', version: 'v1.2.3-RC.1' };
    const file = moduleFile(module, 'zip');
    expect(file.wire).toBe('example.com/%21burnt%21sushi/toml/@v/v1.2.3-%21r%21c.1.zip');
    expect(parseRequest(file.wire)).toEqual(file);
  });

  test('of any kind is read without failing', () => {
    fc.assert(fc.property(fc.string(), (wire) => void parseRequest(wire)));
    fc.assert(fc.property(fc.webPath(), (wire) => void parseRequest(wire.slice(1))));
  });
});
