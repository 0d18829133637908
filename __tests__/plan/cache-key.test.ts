import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseEntry } from '../../src/cache/entry.ts';
import { makeCacheKey } from '../../src/plan/cache-key.ts';
import { findRootsIn } from '../support/find-roots-in.ts';
import { tempDir } from '../support/temp-dir.ts';

const build = {
  GOOS: 'linux',
  GOARCH: 'amd64',
  CGO_ENABLED: '1',
  GOFLAGS: '',
  GOEXPERIMENT: '',
  goMinor: 'go1.26',
};
const h1 = (letter: string) => `h1:${letter.repeat(43)}=`;
const project = {
  'go.mod': [
    'module example.com/app',
    '',
    'go 1.22',
    '',
    'require (',
    '\texample.com/one v1.0.0',
    '\texample.com/two v1.1.0 // indirect',
    ')',
    '',
    'replace example.com/one => ./one',
    '',
  ].join('\n'),
  'go.sum': [
    `example.com/one v1.0.0 ${h1('a')}`,
    `example.com/one v1.0.0/go.mod ${h1('b')}`,
    `example.com/two v1.1.0/go.mod ${h1('c')}`,
    '',
  ].join('\n'),
  'one/go.mod': 'module example.com/one\n\ngo 1.22\n',
};

async function keyOf(
  files: Record<string, string>,
  options: { packages?: string[]; goos?: string; at?: string } = {},
) {
  const at = options.at ?? '.';
  await using dir = await tempDir(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [path.join(at, name), text])),
  );
  const roots = await findRootsIn(dir.path, { at });
  return makeCacheKey({
    prefix: 'go-mod',
    roots,
    packages: options.packages ?? [],
    build: { ...build, GOOS: options.goos ?? 'linux' },
  });
}

const edited = (file: keyof typeof project, edit: (text: string) => string) => ({
  ...project,
  [file]: edit(project[file]),
});

describe('the key stays the same', () => {
  test.each([
    { name: 'in another folder', files: project, options: { at: 'deeper/still' } },
    {
      name: 'with CRLF in go.sum',
      files: edited('go.sum', (text) => text.replaceAll('\n', '\r\n')),
      options: {},
    },
    {
      name: 'with CRLF in go.mod',
      files: edited('go.mod', (text) => text.replaceAll('\n', '\r\n')),
      options: {},
    },
    { name: 'with a comment in go.mod', files: edited('go.mod', (text) => `// hello\n${text}`), options: {} },
    {
      name: 'with go.sum in another order',
      files: edited('go.sum', (text) => text.trim().split('\n').reverse().join('\n')),
      options: {},
    },
    { name: 'on another GOOS, without `packages`', files: project, options: { goos: 'windows' } },
  ])('$name', async ({ files, options }) => {
    expect((await keyOf(files, options)).key).toBe((await keyOf(project)).key);
  });
});

describe('the key changes, and the scope stays', () => {
  test.each([
    { name: 'with another hash', files: edited('go.sum', (text) => text.replace(h1('a'), h1('d'))) },
    {
      name: 'with another version required',
      files: edited('go.mod', (text) => text.replace('v1.1.0', 'v1.2.0')),
    },
    { name: 'with another go line', files: edited('go.mod', (text) => text.replace('go 1.22', 'go 1.16')) },
    { name: 'without the replacement', files: edited('go.mod', (text) => text.replace(/replace .*\n/, '')) },
    {
      name: 'with another requirement in a local replacement',
      files: edited('one/go.mod', (text) => `${text}require example.com/two v1.1.0\n`),
    },
  ])('$name', async ({ files }) => {
    const [changed, plain] = [await keyOf(files), await keyOf(project)];
    expect(changed.key).not.toBe(plain.key);
    expect(changed.scopePrefix).toBe(plain.scopePrefix);
  });
});

test('another main module is another scope', async () => {
  const other = await keyOf(edited('go.mod', (text) => text.replace('example.com/app', 'example.com/other')));
  expect(other.scopePrefix).not.toBe((await keyOf(project)).scopePrefix);
});

test('with `packages`, the scope is theirs and the platform counts', async () => {
  const options = { packages: ['./cmd/...'] };
  const linux = await keyOf(project, options);
  expect(linux.scopePrefix).not.toBe((await keyOf(project)).scopePrefix);
  expect((await keyOf(project, { ...options, goos: 'windows' })).key).not.toBe(linux.key);
  expect(linux.ingredients).toContain('GOOS=linux');
});

test('a key fits the cache service, and entries of it are recognised', async () => {
  const { key, scopePrefix } = await keyOf(project);
  expect(key).toMatch(/^go-mod-v1-[0-9a-f]{12}-[0-9a-f]{40}$/);
  expect(key.startsWith(scopePrefix)).toBe(true);
  expect(parseEntry(`${key}-3`)).toEqual({ key, number: 3, base: undefined });
});

test('the order of requirements never counts', async () => {
  const lines = Array.from({ length: 6 }, (_, index) => `\texample.com/m${index} v1.${index}.0`);
  const files = (order: readonly string[]) => ({
    'go.mod': `module example.com/app\n\ngo 1.22\n\nrequire (\n${order.join('\n')}\n)\n`,
    'go.sum': '',
  });
  const expected = (await keyOf(files(lines))).key;
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(lines, { minLength: lines.length }), async (order) => {
      expect((await keyOf(files(order))).key).toBe(expected);
    }),
    { numRuns: 20 },
  );
});

test('blocks never count: `go mod tidy` of Go 1.27 merges them', async () => {
  const goMod = (requirements: string) => ({
    'go.mod': `module example.com/app\n\ngo 1.22\n\n${requirements}`,
    'go.sum': '',
  });
  const [a, b, c] = ['example.com/a v1.0.0', 'example.com/b v1.0.0', 'example.com/c v1.0.0 // indirect'];
  const apart = goMod(`require ${a}\n\nrequire (\n\t${b}\n)\n\nrequire (\n\t${c}\n)\n`);
  const merged = goMod(`require (\n\t${a}\n\t${b}\n)\n\nrequire ${c}\n`);
  expect((await keyOf(merged)).key).toBe((await keyOf(apart)).key);
});
