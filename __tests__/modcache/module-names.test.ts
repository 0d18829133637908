import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldCase } from '../../src/go/module.ts';
import { ModuleNames } from '../../src/modcache/module-names.ts';

const module = { path: 'example.com/m', version: 'v1.0.0' };
const prefix = 'example.com/m@v1.0.0/';

function firstRefusal(names: readonly string[]): string | undefined {
  const known = new ModuleNames(module);
  return names.map((name) => known.refuse(prefix + name)).find((reason) => reason !== undefined);
}

describe('entries for folders', () => {
  test.each([
    [['', 'go.mod', 'sub/', 'sub/a.go']],
    [['sub/a.go', 'sub/', 'sub/']],
    [['a/b/c/', 'a/b/', 'a/', 'a/d']],
  ])('are taken: %j', (names) => {
    expect(firstRefusal(names)).toBeUndefined();
  });

  test.each([
    [['sub/', 'sub'], '`sub` is both a file and a folder'],
    [['sub', 'sub/'], '`sub` is both a file and a folder'],
    [['Sub/', 'sub/'], '`sub` and `Sub` differ only in case'],
    [['a/Sub/x', 'a/sub/'], '`a/sub` and `a/Sub` differ only in case'],
    [['sub//'], 'trailing slash'],
    [['../'], 'invalid path element'],
    [['/'], 'empty string'],
  ])('are refused: %j', (names, reason) => {
    expect(firstRefusal(names)).toContain(reason);
  });
});

describe('the time that names take is proportional to their length', () => {
  test.each([
    ['deep ones', Array.from({ length: 12_000 }, (_, at) => `${at}/${'a/'.repeat(60)}b`)],
    ['deep ones with one root', Array.from({ length: 12_000 }, (_, at) => `${'a/'.repeat(60)}${at}`)],
    ['much too deep ones', Array.from({ length: 400 }, (_, at) => `${'a/'.repeat(2000)}${at}`)],
    ['long ones', Array.from({ length: 400 }, (_, at) => `${'a'.repeat(4000)}${at}`)],
  ])('%s', (_, names) => {
    const started = performance.now();
    firstRefusal(names);
    // Where each folder of a name was looked up by its whole path, this took minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

test('a module has a limited number of folders', () => {
  const names = Array.from({ length: 2001 }, (_, at) => `${at}/${'a/'.repeat(49)}b`);
  expect(firstRefusal(names)).toBe('it has more than 100000 folders');
  expect(firstRefusal(names.slice(0, 2000))).toBeUndefined();
});

test.each([
  ['a file', 'b'],
  ['a folder', 'a/'],
])('%s has a limited number of folders above it', (_, name) => {
  expect(firstRefusal([`${'a/'.repeat(65)}${name}`])).toBe('a file in it is more than 64 folders deep');
  expect(firstRefusal([`${'a/'.repeat(64)}${name}`])).toBeUndefined();
});

test('names are refused as a plain list of all paths refuses them', () => {
  const element = fc.constantFrom('a', 'A', 'b', 'ß', 'ſ', 's', 'S');
  const name = fc
    .tuple(fc.array(element, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([elements, folder]) => elements.join('/') + (folder ? '/' : ''));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 8 }), (names) => {
      expect(firstRefusal(names) === undefined).toBe(plainCheck(names));
    }),
    { numRuns: 2000 },
  );
});

/** The rules of golang.org/x/mod/zip (collisionChecker), written down as they stand there. */
function plainCheck(names: readonly string[]): boolean {
  const taken = new Map<string, { readonly name: string; readonly folder: boolean }>();
  const check = (name: string, folder: boolean): boolean => {
    const other = taken.get(foldCase(name));
    if (other !== undefined && (other.name !== name || other.folder !== folder || !folder)) return false;
    taken.set(foldCase(name), { name, folder });
    const slash = name.lastIndexOf('/');
    return slash < 0 || check(name.slice(0, slash), true);
  };
  return names.every((name) => check(name.replace(/\/$/, ''), name.endsWith('/')));
}
