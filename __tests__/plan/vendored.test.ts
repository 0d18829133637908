import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { readMainModule, readWorkspace } from '../../src/plan/main-modules.ts';
import { inspectVendor, isAtLeast } from '../../src/plan/vendored.ts';
import { tempDir } from '../support/temp-dir.ts';

const goMod = 'module example.com/app\n\ngo 1.22\n\nrequire example.com/dep v1.0.0\n';
const modulesTxt = '# example.com/dep v1.0.0\n## explicit; go 1.20\nexample.com/dep\n';

test.each([
  { name: 'a vendor folder that fits go.mod serves the build', files: {}, goflags: '', kind: 'consistent' },
  { name: 'GOFLAGS=-mod=mod turns it off', files: {}, goflags: '-mod=mod', kind: 'no' },
  { name: 'GOFLAGS=-mod=readonly turns it off', files: {}, goflags: '-trimpath -mod=readonly', kind: 'no' },
  { name: 'GOFLAGS=-mod=vendor asks for it', files: {}, goflags: '-mod=vendor', kind: 'consistent' },
  {
    name: 'a go line before 1.14 leaves it unused',
    files: { 'go.mod': goMod.replace('1.22', '1.13') },
    goflags: '',
    kind: 'no',
  },
  {
    name: 'GOFLAGS=-mod=vendor asks for it whatever the go line, and an old modules.txt marks nothing as explicit',
    files: {
      'go.mod': goMod.replace('1.22', '1.13'),
      'vendor/modules.txt': '# example.com/dep v1.0.0\nexample.com/dep\n',
    },
    goflags: '-mod=vendor',
    kind: 'consistent',
  },
  {
    name: 'no go line leaves it unused',
    files: { 'go.mod': goMod.replace('go 1.22\n', '') },
    goflags: '',
    kind: 'no',
  },
  {
    name: 'another version in modules.txt does not fit',
    files: { 'vendor/modules.txt': modulesTxt.replaceAll('v1.0.0', 'v1.1.0') },
    goflags: '',
    kind: 'inconsistent',
  },
  {
    name: 'an empty vendor folder is none',
    files: { 'vendor/modules.txt': undefined },
    goflags: '',
    kind: 'no',
  },
])('$name', async ({ files, goflags, kind }) => {
  const contents = { 'go.mod': goMod, 'vendor/modules.txt': modulesTxt, ...files };
  const present = Object.entries(contents).filter((file): file is [string, string] => file[1] !== undefined);
  await using dir = await tempDir(Object.fromEntries(present));
  const module = await readMainModule(dir.path, path.join(dir.path, 'go.mod'));
  expect((await inspectVendor({ kind: 'module', module }, goflags)).kind).toBe(kind);
});

test.each([
  ['a folder', (file: string) => mkdir(file)],
  ['a link that leads to itself', (file: string) => symlink('modules.txt', file)],
  ['a device', (file: string) => symlink('/dev/null', file)],
])('a list of vendored modules that is %s is none, as for `go mod download`', async (_name, put) => {
  await using dir = await tempDir({ 'go.mod': goMod, 'vendor/README': '' });
  await put(path.join(dir.path, 'vendor/modules.txt'));
  const module = await readMainModule(dir.path, path.join(dir.path, 'go.mod'));
  expect(await inspectVendor({ kind: 'module', module }, '')).toMatchObject({
    kind: 'inconsistent',
    reason: expect.stringContaining('modules.txt'),
  });
});

test('the vendor folder of a workspace needs the header that `go work vendor` writes', async () => {
  await using dir = await tempDir({
    'go.work': 'go 1.22\n\nuse ./app\n',
    'app/go.mod': goMod,
    'vendor/modules.txt': `## workspace\n${modulesTxt}`,
  });
  const workspace = await readWorkspace(path.join(dir.path, 'go.work'));
  expect((await inspectVendor({ kind: 'workspace', workspace }, '')).kind).toBe('consistent');
});

test.each([
  ['1.14', 14, true],
  ['1.13', 14, false],
  ['1.22rc1', 22, true],
  ['1.22.5', 22, true],
  ['2.0', 22, true],
  [undefined, 14, false],
])('a go line of %s is at least Go 1.%i: %s', (line, minor, expected) => {
  expect(isAtLeast(line, minor)).toBe(expected);
});
