import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import tar from 'tar-stream';
import { unpackTarball } from '../../src/toolchain/unpack-tarball.ts';
import { unpackZip } from '../../src/toolchain/unpack-zip.ts';
import { storedZip } from '../go/stored-zip.ts';
import { tempDir } from '../support/temp-dir.ts';

const hostile = [
  'go/../../up',
  '/go/bin/go',
  'go//bin',
  'go/./x',
  'go/a\\b',
  'go/C:/x',
  'elsewhere/x',
  'go/..',
];

interface Entry {
  readonly name: string;
  readonly mode?: number;
  readonly type?: 'directory' | 'symlink' | 'link' | 'character-device';
  readonly linkname?: string;
}

async function tarball(entries: readonly Entry[]): Promise<Buffer> {
  const pack = tar.pack();
  for (const header of entries) pack.entry(header, header.type === undefined ? `${header.name}\n` : '');
  pack.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of pack) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return gzipSync(Buffer.concat(chunks));
}

async function unpackedTarball(dir: string, bytes: Buffer): Promise<string> {
  const archive = path.join(dir, 'archive.tar.gz');
  await writeFile(archive, bytes);
  await unpackTarball(archive, 'go/', path.join(dir, 'to/here'));
  return path.join(dir, 'to/here');
}

describe('a tarball of Go', () => {
  test('is unpacked, with its programs as programs', async () => {
    await using dir = await tempDir({ 'to/here/.keep': '' });
    const long = `go/src/${'deep/'.repeat(40)}x.go`;
    const into = await unpackedTarball(
      dir.path,
      await tarball([
        { name: 'go/', type: 'directory' },
        { name: 'go/bin/go', mode: 0o755 },
        { name: 'go/pkg/tool/linux_amd64/compile', mode: 0o644 },
        { name: 'go/src/make.bash', mode: 0o755 },
        { name: 'go/VERSION', mode: 0o644 },
        { name: long, mode: 0o644 },
      ]),
    );
    const modes = await Promise.all(
      ['bin/go', 'pkg/tool/linux_amd64/compile', 'src/make.bash', 'VERSION', long.slice(3)].map(
        async (name) => (await stat(path.join(into, name))).mode & 0o777,
      ),
    );
    expect(modes).toEqual([0o755, 0o755, 0o755, 0o644, 0o644]);
    expect(await readFile(path.join(into, 'bin/go'), 'utf8')).toBe('go/bin/go\n');
  });

  test.each<Entry>([
    ...hostile.map((name) => ({ name })),
    { name: 'go/link', type: 'symlink', linkname: '/etc/passwd' },
    { name: 'go/link', type: 'link', linkname: 'go/bin/go' },
    { name: 'go/device', type: 'character-device' },
  ])('with $name ($type) is refused, and nothing is written elsewhere', async (header) => {
    await using dir = await tempDir({ 'to/here/.keep': '' });
    const bytes = await tarball([{ name: 'go/bin/go' }, header, { name: 'go/VERSION' }]);
    await expect(unpackedTarball(dir.path, bytes)).rejects.toThrow('in an archive of Go');
    expect((await readdir(dir.path, { recursive: true })).sort()).toEqual(
      ['archive.tar.gz', 'to', 'to/here', 'to/here/.keep', 'to/here/bin', 'to/here/bin/go'].sort(),
    );
  });

  test('that is truncated is refused', async () => {
    await using dir = await tempDir({ 'to/here/.keep': '' });
    const bytes = await tarball([{ name: 'go/bin/go' }, { name: 'go/VERSION' }]);
    await expect(unpackedTarball(dir.path, bytes.subarray(0, bytes.length - 20))).rejects.toThrow();
  });
});

describe('a zip of Go', () => {
  const prefix = 'golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64/';

  async function unpacked(dir: string, files: Readonly<Record<string, string>>): Promise<string> {
    const archive = path.join(dir, 'archive.zip');
    await writeFile(archive, storedZip(files));
    await unpackZip(archive, prefix, path.join(dir, 'to/here'));
    return path.join(dir, 'to/here');
  }

  test('is unpacked without its prefix, with its programs as programs and its go.mod files under their names', async () => {
    await using dir = await tempDir({ 'to/here/.keep': '' });
    const names = [
      'bin/go',
      'pkg/tool/linux_amd64/compile',
      'lib/wasm/go_js_wasm_exec',
      'src/_go.mod',
      'src/fmt/print.go',
    ];
    const into = await unpacked(dir.path, Object.fromEntries(names.map((name) => [prefix + name, name])));
    const found = [
      'bin/go',
      'pkg/tool/linux_amd64/compile',
      'lib/wasm/go_js_wasm_exec',
      'src/go.mod',
      'src/fmt/print.go',
    ];
    const modes = await Promise.all(
      found.map(async (name) => (await stat(path.join(into, name))).mode & 0o777),
    );
    expect(modes).toEqual([0o755, 0o755, 0o755, 0o644, 0o644]);
    expect(await readFile(path.join(into, 'src/go.mod'), 'utf8')).toBe('src/_go.mod');
  });

  test.each(hostile)('with %s is refused', async (name) => {
    await using dir = await tempDir({ 'to/here/.keep': '' });
    const unpacking = unpacked(dir.path, { [name.replace(/^go\//, prefix)]: 'x' });
    await expect(unpacking).rejects.toThrow('in an archive of Go');
  });

  test('with a file twice is refused', async () => {
    await using dir = await tempDir({ 'to/here/.keep': '' });
    const unpacking = unpacked(dir.path, { [`${prefix}src/go.mod`]: 'x', [`${prefix}src/_go.mod`]: 'y' });
    await expect(unpacking).rejects.toThrow(expect.objectContaining({ code: 'EEXIST' }));
  });
});
