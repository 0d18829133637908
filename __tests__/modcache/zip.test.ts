import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { openZip } from '../../src/modcache/zip-reader.ts';
import { ZipWriter } from '../../src/modcache/zip-writer.ts';
import { moduleZip, testModule } from '../support/module-zip.ts';
import { tempDir } from '../support/temp-dir.ts';

const module = testModule('example.com/m', 'v1.0.0', { 'empty.txt': '', 'text.txt': 'text '.repeat(100) });
const nameOf = (file: string): string => `example.com/m@v1.0.0/${file}`;

function contentOf(zip: string, name: string): string {
  const files = openZip(zip);
  try {
    const content = files.read(name);
    return Buffer.isBuffer(content) ? content.toString() : 'in pieces';
  } finally {
    files.close();
  }
}

describe('reading a module zip', () => {
  test('gives names, sizes and contents', async () => {
    await using dir = await tempDir();
    writeFileSync(`${dir.path}/m.zip`, moduleZip(module));
    const zip = openZip(`${dir.path}/m.zip`);
    expect(zip.files.map(({ name, bytes }) => [name, bytes])).toEqual(
      Object.entries(module.files).map(([name, content]) => [nameOf(name), content.length]),
    );
    zip.close();
    expect(contentOf(`${dir.path}/m.zip`, nameOf('text.txt'))).toBe(module.files['text.txt']);
    expect(contentOf(`${dir.path}/m.zip`, nameOf('empty.txt'))).toBe('');
  });

  test('finds the directory before a comment', async () => {
    await using dir = await tempDir();
    const zip = moduleZip(module);
    zip.writeUInt16LE(7, zip.length - 2);
    writeFileSync(`${dir.path}/m.zip`, Buffer.concat([zip, Buffer.from('comment')]));
    expect(contentOf(`${dir.path}/m.zip`, nameOf('empty.txt'))).toBe('');
  });

  const damage: [string, (zip: Buffer) => Buffer, string][] = [
    ['no zip', () => Buffer.alloc(5000), 'its zip has no end'],
    ['empty', () => Buffer.alloc(0), 'its zip has no end'],
    ['compressed in another way', (zip) => set(zip, directoryOf(zip) + 10, 93), 'in an unknown way'],
    ['without its directory', (zip) => set(zip, directoryOf(zip), 0), 'the directory of its zip is damaged'],
    [
      'listing more files than it has',
      (zip) => set(zip, zip.length - 12, 99),
      'directory of its zip is damaged',
    ],
    [
      'with its directory behind its end',
      (zip) => set(zip, zip.length - 4, 1),
      'the directory of its zip is damaged',
    ],
    ['without the header of a file', (zip) => set(zip, 0, 0), 'is not where the directory of its zip says'],
    ['deflated wrongly', (zip) => set(zip, 30 + nameOf('go.mod').length, 0xff), 'is damaged in its zip'],
  ];
  test.each(damage)('says what is wrong with one that is %s', async (_, damaged, reason) => {
    await using dir = await tempDir();
    writeFileSync(`${dir.path}/m.zip`, damaged(moduleZip(module)));
    expect(() => contentOf(`${dir.path}/m.zip`, nameOf('go.mod'))).toThrow(reason);
  });
});

describe('writing a module zip', () => {
  test('with more files than a plain zip can count is read by others and by us', async () => {
    await using dir = await tempDir();
    const file = `${dir.path}/many.zip`;
    const writer = new ZipWriter(file, ZipWriter.batch());
    for (let index = 0; index < 70_000; index++) {
      writer.file(nameOf(`${index}`), 1);
      writer.content(Buffer.from('x'), true, true);
    }
    writer.close();
    const zip = openZip(file);
    expect(zip.files).toHaveLength(70_000);
    zip.close();
    expect(contentOf(file, nameOf('69999'))).toBe('x');
    const checked = spawnSync('go', ['run', 'count.go', file], {
      cwd: await goProgram(dir.path),
      encoding: 'utf8',
    });
    expect(checked.stdout + checked.stderr).toBe('70000 files, 70000 bytes\n');
  });

  test('takes files in pieces, and large ones beside small ones', async () => {
    await using dir = await tempDir();
    const file = `${dir.path}/pieces.zip`;
    const large = Buffer.alloc(300_000, 'large');
    const writer = new ZipWriter(file, ZipWriter.batch());
    writer.file(nameOf('small'), 5);
    writer.content(Buffer.from('sm'), false, false);
    writer.content(Buffer.from('all'), false, true);
    writer.file(nameOf('large'), large.length * 2);
    writer.content(large, false, false);
    writer.content(large, false, true);
    writer.file(nameOf('last'), 4);
    writer.content(Buffer.from('last'), true, true);
    writer.close();
    const checked = spawnSync('go', ['run', 'count.go', file], {
      cwd: await goProgram(dir.path),
      encoding: 'utf8',
    });
    expect(checked.stdout + checked.stderr).toBe('3 files, 600009 bytes\n');
    expect(contentOf(file, nameOf('small'))).toBe('small');
  });
});

/** A program that reads a zip as the go command does, checksums and all. */
async function goProgram(dir: string): Promise<string> {
  writeFileSync(
    `${dir}/count.go`,
    `package main

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
)

func main() {
	z, err := zip.OpenReader(os.Args[1])
	if err != nil {
		panic(err)
	}
	var total int64
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			panic(err)
		}
		n, err := io.Copy(io.Discard, r)
		if err != nil {
			panic(err)
		}
		total += n
	}
	fmt.Printf("%d files, %d bytes\\n", len(z.File), total)
}
`,
  );
  return dir;
}

function directoryOf(zip: Buffer): number {
  return zip.readUInt32LE(zip.length - 6);
}

function set(bytes: Buffer, at: number, value: number): Buffer {
  bytes[at] = value;
  return bytes;
}
