import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findRoots, modfileOf } from '../../src/plan/find-roots.ts';
import { modulesOf, rootDir } from '../../src/plan/main-modules.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';

const mod = (name: string) => `module example.com/${name}\n\ngo 1.22\n`;

/** Each root as `kind folder: module, module`, with folders relative to the checkout. */
async function rootsIn(
  dir: TempDir,
  options: { at?: string; patterns?: string[]; gowork?: string; modfile?: string },
) {
  const roots = await findRoots({
    workingDirectory: path.join(dir.path, options.at ?? '.'),
    patterns: options.patterns ?? [],
    gowork: options.gowork ?? '',
    modfile: options.modfile,
  });
  return roots.map((root) => {
    const modules = modulesOf(root).map((module) => module.goMod.module.replace('example.com/', ''));
    return `${root.kind} ${path.relative(dir.path, rootDir(root)) || '.'}: ${modules.join(', ')}`;
  });
}

const monorepo = {
  'services/a/go.mod': mod('a'),
  'services/b c/go.mod': mod('b'),
  'services/a/vendor/example.com/x/go.mod': mod('vendored'),
  'services/a/testdata/go.mod': mod('testdata'),
  '_attic/go.mod': mod('attic'),
  '.github/go.mod': mod('hidden'),
  'web/node_modules/x/go.mod': mod('npm'),
};

describe('without patterns', () => {
  test('the go.mod of the folder is the root', async () => {
    await using dir = await tempDir({ 'go.mod': mod('app'), 'sub/go.mod': mod('sub') });
    expect(await rootsIn(dir, {})).toEqual(['module .: app']);
  });

  test('a folder inside a module belongs to that module', async () => {
    await using dir = await tempDir({ 'go.mod': mod('app') });
    await mkdir(path.join(dir.path, 'cmd/tool'), { recursive: true });
    expect(await rootsIn(dir, { at: 'cmd/tool' })).toEqual(['module .: app']);
  });

  test('a go.work above wins over the go.mod of the folder', async () => {
    await using dir = await tempDir({
      'go.work': 'go 1.22\n\nuse (\n\t./app\n\t"./lib x"\n)\n',
      'app/go.mod': mod('app'),
      'lib x/go.mod': mod('lib'),
    });
    expect(await rootsIn(dir, { at: 'app' })).toEqual(['workspace .: app, lib']);
    expect(await rootsIn(dir, { at: 'app', gowork: 'off' })).toEqual(['module app: app']);
  });

  test('GOWORK names the go.work', async () => {
    await using dir = await tempDir({
      'other/go.work': 'go 1.22\nuse ../app\n',
      'app/go.mod': mod('app'),
    });
    const gowork = path.join(dir.path, 'other', 'go.work');
    expect(await rootsIn(dir, { at: 'app', gowork })).toEqual(['workspace other: app']);
  });

  test('without a go.mod here or above, every go.mod below is one', async () => {
    await using dir = await tempDir(monorepo);
    expect(await rootsIn(dir, {})).toEqual(['module services/a: a', 'module services/b c: b']);
  });

  test('-modfile in GOFLAGS takes the place of go.mod', async () => {
    await using dir = await tempDir({ 'go.mod': mod('app'), 'ci.mod': mod('app-on-ci') });
    expect(await rootsIn(dir, { modfile: 'ci.mod' })).toEqual(['module .: app-on-ci']);
  });

  test('nothing anywhere is an empty list', async () => {
    await using dir = await tempDir({ 'README.md': '' });
    expect(await rootsIn(dir, {})).toEqual([]);
  });
});

describe('with patterns', () => {
  test.each([
    { patterns: ['services/*/go.mod'], roots: ['module services/a: a', 'module services/b c: b'] },
    {
      patterns: ['./services/**/go.mod', '!**/{vendor,testdata}/**'],
      roots: ['module services/a: a', 'module services/b c: b'],
    },
    { patterns: ['services/*/go.mod', '!services/a/go.mod'], roots: ['module services/b c: b'] },
    { patterns: ['!services/a/go.mod', 'services/a/go.mod'], roots: ['module services/a: a'] },
  ])('$patterns', async ({ patterns, roots }) => {
    await using dir = await tempDir(monorepo);
    expect(await rootsIn(dir, { patterns })).toEqual(roots);
  });

  test('the members of a workspace that matches are not roots of their own', async () => {
    await using dir = await tempDir({
      'all/go.work': 'go 1.22\nuse ./app\n',
      'all/app/go.mod': mod('app'),
      'tool/go.mod': mod('tool'),
    });
    expect(await rootsIn(dir, { patterns: ['**/go.work', '**/go.mod'] })).toEqual([
      'workspace all: app',
      'module tool: tool',
    ]);
  });

  test('patterns that match nothing are an error that names them', async () => {
    await using dir = await tempDir(monorepo);
    await expect(rootsIn(dir, { patterns: ['srv/**/go.mod'] })).rejects.toMatchObject({
      code: 'go-mod-files-no-match',
      message: expect.stringContaining('srv/**/go.mod'),
    });
  });
});

test('a go.work that uses a folder without go.mod names the line', async () => {
  await using dir = await tempDir({ 'go.work': 'go 1.22\n\nuse ./gone\n' });
  await expect(rootsIn(dir, {})).rejects.toMatchObject({
    code: 'go-work-member-missing',
    place: { file: path.join(dir.path, 'go.work'), line: 3 },
  });
});

test.each([
  ['-modfile=ci.mod', 'ci.mod'],
  ['-mod=mod --modfile=ci/go.mod -trimpath', 'ci/go.mod'],
  ["'-modfile=ci.mod'", 'ci.mod'],
  ['-mod=mod', undefined],
  ['', undefined],
])('-modfile in GOFLAGS=%s is %s', (goflags, expected) => {
  expect(modfileOf(goflags)).toBe(expected);
});
