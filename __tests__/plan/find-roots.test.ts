import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { uncoveredFiles } from '../../src/plan/find-roots.ts';
import { modulesOf, rootDir } from '../../src/plan/main-modules.ts';
import { type FindOptions, findRootsIn } from '../support/find-roots-in.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';

const mod = (name: string) => `module example.com/${name}\n\ngo 1.22\n`;

/** Each root as `kind folder: module, module`, with folders relative to the checkout. */
async function rootsIn(dir: TempDir, options: FindOptions = {}) {
  const roots = await findRootsIn(dir.path, options);
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
    expect(await rootsIn(dir, { at: 'app', env: { GOWORK: 'off' } })).toEqual(['module app: app']);
  });

  test('GOWORK names the go.work', async () => {
    await using dir = await tempDir({
      'other/go.work': 'go 1.22\nuse ../app\n',
      'app/go.mod': mod('app'),
    });
    const env = { GOWORK: path.join(dir.path, 'other', 'go.work') };
    expect(await rootsIn(dir, { at: 'app', env })).toEqual(['workspace other: app']);
  });

  test("GOWORK in the go command's own file counts as well", async () => {
    await using dir = await tempDir({
      'go.work': 'go 1.22\nuse ./app\n',
      'app/go.mod': mod('app'),
      'tool/go.mod': mod('tool'),
      'go-env': 'GOWORK=off\n',
    });
    const env = { GOENV: path.join(dir.path, 'go-env') };
    expect(await rootsIn(dir, { at: 'tool', env })).toEqual(['module tool: tool']);
    expect(await rootsIn(dir, { at: 'tool' })).toEqual(['workspace .: app']);
  });

  test('without a go.mod here or above, every go.mod below is one', async () => {
    await using dir = await tempDir(monorepo);
    expect(await rootsIn(dir, {})).toEqual(['module services/a: a', 'module services/b c: b']);
  });

  test('-modfile in GOFLAGS takes the place of go.mod', async () => {
    await using dir = await tempDir({ 'go.mod': mod('app'), 'ci.mod': mod('app-on-ci') });
    expect(await rootsIn(dir, { modfile: 'ci.mod' })).toEqual(['module .: app-on-ci']);
    expect(await rootsIn(dir, { modfile: '' })).toEqual(['module .: app']);
  });

  test('-modfile with another extension is refused as by the go command', async () => {
    await using dir = await tempDir({ 'go.mod': mod('app'), 'ci.txt': mod('app-on-ci') });
    await expect(rootsIn(dir, { modfile: 'ci.txt' })).rejects.toMatchObject({
      code: 'go-flags',
      message: expect.stringContaining('-modfile=ci.txt'),
    });
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
    { patterns: ['services/*'], roots: ['module services/a: a', 'module services/b c: b'] },
    { patterns: ['services/*', '!**/a'], roots: ['module services/b c: b'] },
    { patterns: ['!services/a'], roots: ['module services/b c: b'] },
    { patterns: ['services\\a\\go.mod'], roots: ['module services/a: a'] },
    {
      patterns: ['services\\**\\go.mod', '!services\\a'],
      roots: ['module services/b c: b'],
    },
  ])('$patterns', async ({ patterns, roots }) => {
    await using dir = await tempDir(monorepo);
    expect(await rootsIn(dir, { patterns })).toEqual(roots);
  });

  test.each([
    { patterns: ['.github/go.mod'], roots: ['module .github: hidden'] },
    { patterns: ['./_attic/*'], roots: ['module _attic: attic'] },
    { patterns: ['**/.github/**/go.mod'], roots: ['module .github: hidden'] },
    { patterns: ['**/_*/go.mod'], roots: ['module _attic: attic'] },
    { patterns: ['services/a/testdata/go.mod'], roots: ['module services/a/testdata: testdata'] },
    {
      patterns: ['services/*/vendor/**/go.mod'],
      roots: ['module services/a/vendor/example.com/x: vendored'],
    },
  ])('$patterns names a folder that is not searched otherwise', async ({ patterns, roots }) => {
    await using dir = await tempDir(monorepo);
    expect(await rootsIn(dir, { patterns })).toEqual(roots);
  });

  test.each([['services/a'], ['services/a/'], ['../checkout/services/a/go.mod']])(
    '%s names a module by its folder or from outside',
    async (pattern) => {
      await using dir = await tempDir(
        Object.fromEntries(Object.entries(monorepo).map(([name, text]) => [`checkout/${name}`, text])),
      );
      expect(await rootsIn(dir, { at: 'checkout', patterns: [pattern] })).toEqual([
        'module checkout/services/a: a',
      ]);
    },
  );

  test.each<{ name: string; pattern: (checkout: string) => string }>([
    { name: 'absolute', pattern: (checkout) => `${checkout}/services/*/go.mod` },
    { name: 'from a folder beside', pattern: () => '../*/go.mod' },
    { name: 'through a folder beside', pattern: () => '../../services/*' },
  ])('wildcards also match above the working directory: $name', async ({ pattern }) => {
    await using dir = await tempDir(monorepo);
    expect(await rootsIn(dir, { at: 'services/a', patterns: [pattern(dir.path)] })).toEqual([
      'module services/a: a',
      'module services/b c: b',
    ]);
  });

  test('a pattern that matches nothing beside others that do is named', async () => {
    await using dir = await tempDir(monorepo);
    const passedOver: string[] = [];
    const onPassedOver = (what: string) => void passedOver.push(what);
    await rootsIn(dir, { patterns: ['services/a/go.mod', 'srv/*/go.mod', '!nothing/*'], onPassedOver });
    expect(passedOver).toEqual([expect.stringContaining('`srv/*/go.mod` matches no go.mod')]);
  });

  test('`all` is every module, also below another', async () => {
    await using dir = await tempDir({ ...monorepo, 'go.mod': mod('root') });
    expect(await rootsIn(dir, { patterns: ['all'] })).toEqual([
      'module .: root',
      'module services/a: a',
      'module services/b c: b',
    ]);
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
    location: { file: path.join(dir.path, 'go.work'), line: 3 },
  });
});

describe('a search passes over', () => {
  const patterns = [[], ['**/go.mod']];

  test.each([
    ['an empty file', ''],
    ['a comment', '// keeps this folder out of the module above\n'],
    ['a template of Go', 'module {{ .Path }}\n\ngo {{ .Go }}\n'],
    ['a template of cookiecutter', 'module {{cookiecutter.module}}\r\n'],
    ['a template with percent signs', 'module %MODULE%\n'],
  ])('a go.mod that names no module: %s', async (_, text) => {
    for (const chosen of patterns) {
      await using dir = await tempDir({ 'svc/go.mod': mod('svc'), 'web/go.mod': text });
      const passedOver: string[] = [];
      const onPassedOver = (what: string) => void passedOver.push(what);
      expect(await rootsIn(dir, { patterns: chosen, onPassedOver })).toEqual(['module svc: svc']);
      expect(passedOver).toEqual([expect.stringContaining(path.join('web', 'go.mod'))]);
    }
  });

  test('nothing that was meant to be a module', async () => {
    await using dir = await tempDir({
      'svc/go.mod': mod('svc'),
      'web/go.mod': `<<<<<<< ours\n${mod('web')}`,
    });
    await expect(rootsIn(dir)).rejects.toMatchObject({ code: 'go-mod-malformed' });
  });

  test('no file that a pattern names', async () => {
    await using dir = await tempDir({ 'svc/go.mod': mod('svc'), 'web/go.mod': '' });
    await expect(rootsIn(dir, { patterns: ['*/go.mod', 'web/go.mod'] })).rejects.toMatchObject({
      code: 'go-mod-malformed',
    });
  });

  test('the module cache and other folders of modules, through links as well', async () => {
    await using dir = await tempDir({
      'checkout/svc/go.mod': mod('svc'),
      'checkout/cache/example.com/x@v1.0.0/go.mod': mod('cached'),
    });
    await symlink(path.join(dir.path, 'checkout'), path.join(dir.path, 'link'));
    for (const chosen of patterns) {
      const options = { patterns: chosen, leftOut: [path.join(dir.path, 'link', 'cache'), '/not/there'] };
      expect(await rootsIn(dir, { at: 'checkout', ...options })).toEqual(['module checkout/svc: svc']);
    }
  });
});

test('what a run without patterns leaves out are the modules below, without placeholders', async () => {
  await using dir = await tempDir({ ...monorepo, 'go.mod': mod('root'), 'web/go.mod': '' });
  const roots = await findRootsIn(dir.path);
  const files = await uncoveredFiles(dir.path, roots, []);
  expect(files.map((file) => path.relative(dir.path, file))).toEqual([
    'services/a/go.mod',
    'services/b c/go.mod',
  ]);
});
