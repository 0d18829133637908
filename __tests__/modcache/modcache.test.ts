import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Checksums, mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import {
  holdsModules,
  inspectModule,
  type ModcachePaths,
  modcachePaths,
} from '../../src/modcache/modcache.ts';
import { type DownloadedModule, downloadModule } from '../go/downloaded-module.ts';
import { tempDir } from '../support/temp-dir.ts';

const otherHash = `h1:${'A'.repeat(43)}=`;

function checksumsOf({ module, go }: DownloadedModule): Checksums {
  const line = `${module.path} ${module.version}`;
  return mergeChecksums([parseGoSum(`${line} ${go.Sum}\n${line}/go.mod ${go.GoModSum}\n`, 'go.sum')]);
}

test('modcachePaths are where the go command puts things', async () => {
  await using downloaded = await downloadModule();
  const paths = modcachePaths(downloaded.gomodcache, downloaded.module);
  expect(paths.tree).toBe(downloaded.go.Dir);
  expect(paths.zip).toBe(downloaded.go.Zip);
  expect(path.dirname(paths.info)).toBe(paths.downloadDir);
});

test.each(['../x', 'example.com/a/../../..', '/etc'])('modcachePaths has none for %s', (name) => {
  expect(() => modcachePaths('/mod', { path: name, version: 'v1.0.0' })).toThrow('malformed module path');
});

describe('inspectModule', () => {
  test.each(['full', 'zip', 'tree'] as const)(
    'finds what go mod download left present, for layout %s',
    async (layout) => {
      await using downloaded = await downloadModule();
      const { gomodcache, module } = downloaded;
      expect(await inspectModule(gomodcache, module, checksumsOf(downloaded), layout)).toBe('present');
      expect(await inspectModule(gomodcache, module, mergeChecksums([]), layout)).toBe('present');
    },
  );

  test.each([
    ['zip', 'full', 'absent'],
    ['zip', 'zip', 'absent'],
    ['zip', 'tree', 'present'],
    ['tree', 'full', 'absent'],
    ['tree', 'zip', 'present'],
    ['tree', 'tree', 'absent'],
    ['info', 'full', 'absent'],
    ['mod', 'full', 'absent'],
    ['ziphash', 'full', 'absent'],
  ] as const)('without its %s, for layout %s, finds it %s', async (missing, layout, expected) => {
    await using downloaded = await downloadModule();
    const { gomodcache, module } = downloaded;
    await rm(modcachePaths(gomodcache, module)[missing], { recursive: true });
    expect(await inspectModule(gomodcache, module, checksumsOf(downloaded), layout)).toBe(expected);
  });

  const damages: [string, keyof ModcachePaths, string, string][] = [
    ['another go.mod', 'mod', 'module example.com/evil\n', 'differs'],
    ['another hash', 'ziphash', otherHash, 'differs'],
    ['the .info of another version', 'info', '{"Version":"v9.9.9"}', 'differs'],
    ['a broken .info', 'info', '{"Vers', 'absent'],
    ['an .info of null', 'info', 'null', 'absent'],
    ['an empty .ziphash', 'ziphash', '', 'absent'],
    ['a .ziphash of zero bytes', 'ziphash', '\0'.repeat(47), 'absent'],
    ['an extraction that did not end', 'partial', '', 'absent'],
  ];

  test.each(damages)('with %s', async (_, file, content, expected) => {
    await using downloaded = await downloadModule();
    const { gomodcache, module } = downloaded;
    const paths = modcachePaths(gomodcache, module);
    await rm(paths[file], { force: true });
    await writeFile(paths[file], content);
    expect(await inspectModule(gomodcache, module, checksumsOf(downloaded), 'full')).toBe(expected);
  });

  test('where there is no module cache, finds nothing', async () => {
    const module = { path: 'example.com/a', version: 'v1.0.0' };
    expect(await inspectModule('/nowhere/mod', module, mergeChecksums([]), 'full')).toBe('absent');
  });

  test.each(['mod', 'info', 'ziphash'] as const)('says which file cannot be read: .%s', async (suffix) => {
    await using downloaded = await downloadModule();
    const { gomodcache, module } = downloaded;
    const file = modcachePaths(gomodcache, module)[suffix];
    await rm(file);
    await mkdir(file);
    await expect(inspectModule(gomodcache, module, mergeChecksums([]), 'full')).rejects.toMatchObject({
      code: 'modcache-unreadable',
      class: 'disk',
      message: expect.stringContaining(file),
    });
  });
});

describe('holdsModules', () => {
  const toolchain = 'golang.org/toolchain';
  const build = 'v0.0.1-go1.27.0.linux-amd64';

  test.each<[string, boolean, string[]]>([
    ['nothing', false, []],
    ['a toolchain', false, [`${toolchain}@${build}/bin/go`, `cache/download/${toolchain}/@v/${build}.zip`]],
    [
      'lists and go.mod files',
      false,
      ['cache/download/example.com/a/@v/list', 'cache/download/example.com/a/@v/v1.0.0.mod'],
    ],
    ['our own leftovers', false, ['cache/go-mod-download/x', 'cache/lock']],
    ['a zip', true, ['cache/download/example.com/a/@v/v1.0.0.zip']],
    ['a tree', true, ['example.com/deep/er/a@v1.0.0/go.mod']],
    [
      'a tree beside the toolchain',
      true,
      [`${toolchain}@${build}/bin/go`, 'golang.org/x/text@v0.3.0/go.mod'],
    ],
    [
      'a zip beside the toolchain',
      true,
      ['cache/download/golang.org/x/text/@v/v0.3.0.zip', `${toolchain}@${build}/bin/go`],
    ],
    ['a module whose name begins like the toolchain', true, [`${toolchain}s@v1.0.0/go.mod`]],
  ])('with %s: %s', async (_, expected, names) => {
    await using dir = await tempDir(Object.fromEntries(names.map((name) => [name, ''])));
    expect(await holdsModules(dir.path)).toBe(expected);
  });

  test('without a module cache: false', async () => {
    expect(await holdsModules('/nowhere/mod')).toBe(false);
  });

  test('with what the go command downloaded: true', async () => {
    await using downloaded = await downloadModule();
    expect(await holdsModules(downloaded.gomodcache)).toBe(true);
  });
});
