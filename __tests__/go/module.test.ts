import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ActionError } from '../../src/errors.ts';
import {
  checkFilePath,
  checkModule,
  checkPath,
  checkVersion,
  compareModules,
  escapePath,
  escapeVersion,
  foldCase,
  moduleKey,
  parseModuleKey,
  unescapePath,
  unescapeVersion,
} from '../../src/go/module.ts';

/** Elements of module paths as CheckPath wants them. */
const element = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,8}$/)
  .filter((text) => checkPath(`a.b/${text}/c`) === undefined);
const modulePath = fc
  .array(element, { maxLength: 4 })
  .map((rest) => ['example.com', ...rest, 'end'].join('/'));

describe('checkPath', () => {
  test.each([
    'example.com',
    'example.com/A_b-c.d~x',
    'k8s.io/api',
    'example.com/m/v2',
    'gopkg.in/yaml.v3',
    'gopkg.in/x.v2-unstable',
  ])('accepts %s', (path) => {
    expect(checkPath(path)).toBeUndefined();
  });

  test.each([
    ['', 'empty string'],
    ['example', 'missing dot'],
    ['-example.com/a', 'leading dash'],
    ['/example.com', 'empty path element'],
    ['example.com/', 'trailing slash'],
    ['example.com//a', 'double slash'],
    ['Example.com/a', 'in first path element'],
    ['example.com/a b', 'invalid character'],
    ['example.com/é', 'invalid character'],
    ['example.com/\ud800', 'invalid UTF-8'],
    ['example.com/../a', 'invalid path element'],
    ['example.com/.a', 'leading dot'],
    ['example.com/a.', 'trailing dot'],
    ['example.com/NUL.x', 'reserved on Windows'],
    ['example.com/progra~1', 'tilde'],
    ['example.com/v1', 'major version'],
    ['example.com/v0', 'major version'],
    ['example.com/v02', 'major version'],
    ['example.com/v2.0', 'major version'],
    ['gopkg.in/yaml', 'major version'],
  ])('refuses %j: %s', (path, reason) => {
    expect(checkPath(path)).toContain(reason);
  });
});

describe('checkFilePath', () => {
  test.each([
    'go.mod',
    '.github/x.yml',
    'a b/c+d (1).txt',
    'testdata/-flag',
    'héllo/日本.go',
    'a/~1',
    'x/#%&[]^{}!$,=@',
  ])('accepts %s', (name) => {
    expect(checkFilePath(name)).toBeUndefined();
  });

  test.each([
    ['an absolute name', '/etc/passwd'],
    ['a name that leads out', 'a/../../b'],
    ['a name that is not clean', './a'],
    ['a Windows path', 'a\\b'],
    ['a drive', 'C:/a'],
    ['an alternate stream', 'a:b'],
    ['a device', 'dir/con.txt'],
    ['a device in other case', 'Com1'],
    ['a trailing dot', 'a./b'],
    ['a folder', 'a/'],
    ['an empty element', 'a//b'],
    ['an empty name', ''],
    ['a newline', 'a\nb'],
    ['a zero byte', 'a\0b'],
    ['bytes that were not UTF-8', 'a\ufffdb'],
    ['a lone surrogate', 'a\udc00'],
    ['a wildcard', 'a*'],
    ['an emoji', '🙂.md'],
  ])('refuses %s', (_, name) => {
    expect(checkFilePath(name)).toEqual(expect.any(String));
  });

  test('lets nothing through that would lie outside of its folder', () => {
    const parts = fc.constantFrom('a', '..', '.', '/', '\\', 'C:', ' ', '\0', 'b.go', '...');
    fc.assert(
      fc.property(
        fc.array(parts, { maxLength: 6 }).map((all) => all.join('')),
        (name) => {
          const safe = !/^\/|\\|:|\0/.test(name) && name.split('/').every((part) => !/^\.*$/.test(part));
          expect(checkFilePath(name) === undefined && !safe).toBe(false);
        },
      ),
    );
  });
});

describe('checkModule', () => {
  test.each([
    ['example.com/a', 'v0.1.0'],
    ['example.com/a', 'v1.2.3-rc.1'],
    ['example.com/a', 'v2.0.0+incompatible'],
    ['example.com/a', 'v0.0.0-20240102030405-0123456789ab'],
    ['example.com/a', 'v1.2.4-0.20240102030405-0123456789ab'],
    ['example.com/a/v3', 'v3.1.0'],
    ['gopkg.in/check.v1', 'v0.0.0-20161208181325-20d25e280405'],
    ['gopkg.in/x.v2-unstable', 'v2.0.0'],
  ])('accepts %s@%s', (path, version) => {
    expect(checkModule({ path, version })).toBeUndefined();
  });

  test.each([
    ['example.com/a', 'v2.0.0', 'should be v0 or v1'],
    ['example.com/a/v3', 'v2.0.0', 'should be v3'],
    ['gopkg.in/yaml.v3', 'v2.0.0', 'should be v3'],
    ['example.com/a', 'v1.2', 'should be v1.2.0'],
    ['example.com/a', 'v1.2.3+meta', 'should be v1.2.3'],
    ['example.com/a', '1.2.3', 'not a semantic version'],
    ['example.com/a', 'v01.2.3', 'not a semantic version'],
    ['example.com/a', 'v1.2.3-01', 'not a semantic version'],
    ['example.com/a', 'v1.2.3/../..', 'not a semantic version'],
    ['example', 'v1.2.3', 'malformed module path'],
  ])('refuses %s@%s: %s', (path, version, reason) => {
    expect(checkModule({ path, version })).toContain(reason);
  });
});

test.each([
  ['v1.0.0', undefined],
  ['master', 'not a semantic version'],
])('checkVersion says of %s: %s', (version, reason) => {
  expect(checkVersion(version)).toBe(reason);
});

describe('escaping', () => {
  test.each([
    ['github.com/Azure/azure-SDK', 'github.com/!azure/azure-!s!d!k'],
    ['example.com/plain', 'example.com/plain'],
  ])('writes %s as %s', (path, escaped) => {
    expect(escapePath(path)).toBe(escaped);
  });

  test('and unescaping a path give it back, and the escaped form has no capital', () => {
    fc.assert(
      fc.property(modulePath, (path) => {
        const escaped = escapePath(path);
        expect(escaped).toBe(escaped.toLowerCase());
        expect(unescapePath(escaped)).toBe(path);
      }),
    );
  });

  test('and unescaping a version give it back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^v1\.0\.0-[A-Za-z][0-9A-Za-z]{0,9}$/), (version) => {
        expect(unescapeVersion(escapeVersion(version))).toBe(version);
      }),
    );
  });

  test.each([
    'github.com/Azure/x',
    'github.com/!Azure/x',
    'github.com/azure!',
    'github.com/!!a',
    '../x',
    'example.com/é',
  ])('never wrote %s', (escaped) => {
    expect(unescapePath(escaped)).toBeUndefined();
  });

  test.each([
    ['path', () => escapePath('example.com/../x')],
    ['version', () => escapeVersion('v1.0.0!')],
    ['version that is a path', () => escapeVersion('../v1')],
  ])('refuses a malformed %s', (_, attempt) => {
    expect(attempt).toThrow(ActionError);
    expect(attempt).toThrow(expect.objectContaining({ code: 'module-invalid', class: 'version' }));
  });
});

describe('foldCase', () => {
  test.each([
    ['README.md', 'readme.MD'],
    ['straſe', 'STRASE'],
    ['σας', 'ΣΑΣ'],
    ['\u212a', 'k'],
  ])('%s and %s collide', (a, b) => {
    expect(foldCase(a)).toBe(foldCase(b));
  });

  test.each([
    ['ß', 'SS'],
    ['ı', 'i'],
    ['a', 'b'],
  ])('%s and %s do not', (a, b) => {
    expect(foldCase(a)).not.toBe(foldCase(b));
  });
});

test('parseModuleKey undoes moduleKey', () => {
  const module = { path: 'example.com/a', version: 'v1.0.0' };
  expect(parseModuleKey(moduleKey(module))).toEqual(module);
});

test.each(['example.com/a', '@v1.0.0', 'example.com/a@', 'a@b@c'])(
  'parseModuleKey does not take %s',
  (key) => {
    expect(parseModuleKey(key)).toBeUndefined();
  },
);

test('compareModules goes by path, then by the text of the version', () => {
  const sorted = ['a.b/c@v1.10.0', 'a.b/c@v1.9.0', 'a.b/c/d@v1.0.0'];
  const modules = sorted.toReversed().map((key) => parseModuleKey(key) ?? { path: '', version: '' });
  expect(modules.sort(compareModules).map(moduleKey)).toEqual(sorted);
});
