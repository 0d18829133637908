import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { locationOf } from '../../src/diagnosis/location-of.ts';
import { classifyRecord } from '../../src/download/classify.ts';
import { findRootsIn } from '../support/find-roots-in.ts';
import { tempDir } from '../support/temp-dir.ts';

const goMod = `module example.com/main

go 1.21

toolchain go1.99.0

require (
	example.com/a v1.0.0
	example.com/b v1.1.0 // indirect
)

replace example.com/c => ../nowhere

replace example.com/d v1.0.0 => example.com/fork v1.2.0
`;
const goSum = `example.com/a v1.0.0 h1:${'A'.repeat(43)}=
example.com/a v1.0.0/go.mod h1:${'B'.repeat(43)}=
example.com/e v1.1.0 h1:${'C'.repeat(43)}=
example.com/e v1.1.0 h1:${'D'.repeat(43)}=
example.com/e v1.1.0/go.mod h1:DDD
`;

async function rootsIn(files: Readonly<Record<string, string>>) {
  const dir = await tempDir();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(dir.path, name)), { recursive: true });
    await writeFile(path.join(dir.path, name), text);
  }
  return { dir, roots: await findRootsIn(dir.path) };
}

describe('locationOf', () => {
  test.each<{ name: string; record: string; file?: string; line?: number }>([
    {
      name: 'the require line',
      record: 'go: example.com/b@v1.1.0: reading https://p/x: 404 Not Found',
      file: 'go.mod',
      line: 9,
    },
    {
      name: 'the require line also when another version of it was settled on',
      record: 'go: example.com/b@v1.9.0: reading https://p/x: 404 Not Found',
      file: 'go.mod',
      line: 9,
    },
    {
      name: 'the first module on the way that go.mod requires',
      record:
        'go: example.com/a@v1.0.0 requires\n\texample.com/x@v1.0.0 requires\n\texample.com/y@v1.0.0: reading https://p/y: 404 Not Found',
      file: 'go.mod',
      line: 8,
    },
    {
      name: 'the line that replaces it',
      record: 'go: example.com/fork@v1.2.0: reading https://p/x: 403 Forbidden',
      file: 'go.mod',
      line: 14,
    },
    {
      name: 'the line of a folder that is missing',
      record:
        'go: example.com/c@v1.0.0 (replaced by ../nowhere): reading ../nowhere/go.mod: open /x/nowhere/go.mod: no such file or directory',
      file: 'go.mod',
      line: 12,
    },
    {
      name: 'the checksum of a module',
      record: 'verifying example.com/a@v1.0.0: checksum mismatch',
      file: 'go.sum',
      line: 1,
    },
    {
      name: 'the checksum of a go.mod',
      record: 'verifying example.com/a@v1.0.0/go.mod: checksum mismatch',
      file: 'go.sum',
      line: 2,
    },
    {
      name: 'the one of two checksums that is not what was downloaded',
      record: `verifying example.com/e@v1.1.0: checksum mismatch\n\tdownloaded: h1:${'C'.repeat(43)}=\n\tgo.sum:     h1:${'D'.repeat(43)}=\n`,
      file: 'go.sum',
      line: 4,
    },
    {
      name: 'a checksum that is cut off',
      record: `verifying example.com/e@v1.1.0/go.mod: checksum mismatch\n\tdownloaded: h1:${'D'.repeat(43)}=\n\tgo.sum:     h1:DDD\n`,
      file: 'go.sum',
      line: 5,
    },
    {
      name: 'a checksum that go.sum does not have',
      record: 'go: example.com/b@v1.1.0: verifying module: checksum mismatch',
      file: 'go.mod',
      line: 9,
    },
    {
      name: 'the go line',
      record: 'go: go.mod requires go >= 1.21 (running go 1.20; GOTOOLCHAIN=local)',
      file: 'go.mod',
      line: 3,
    },
    {
      name: 'the toolchain line',
      record: 'go: download go1.99.0 for linux/amd64: toolchain not available',
      file: 'go.mod',
      line: 5,
    },
    {
      name: 'the line of code',
      record: 'main.go:4:2: missing go.sum entry for module providing package example.com/a',
      file: 'main.go',
      line: 4,
    },
    {
      name: 'the line that go names',
      record: 'go: errors parsing go.mod:\ngo.mod:9: unknown directive: requir',
      file: 'go.mod',
      line: 9,
    },
    {
      name: 'not the line of the go.mod of a dependency',
      record: 'go: example.com/a@v1.0.0: parsing go.mod:\n\tgo.mod:3: unknown directive: requir',
      file: 'go.mod',
      line: 8,
    },
    {
      name: 'the module whose folder cannot be written to',
      record: 'go: open /mod/cache/download/example.com/b/@v: permission denied',
      file: 'go.mod',
      line: 9,
    },
    {
      name: 'nothing for a module that go.mod does not know',
      record: 'go: example.com/z@v1.0.0: reading https://p/z: 404 Not Found',
    },
  ])('finds $name', async ({ record, file, line }) => {
    const { dir, roots } = await rootsIn({ 'go.mod': goMod, 'go.sum': goSum });
    await using _ = dir;
    const location = locationOf(classifyRecord(record), roots);
    expect(location).toEqual(file === undefined ? undefined : { file: path.join(dir.path, file), line });
  });

  test.each([
    {
      name: 'the go line of go.work',
      record:
        'go: module a listed in go.work file requires go >= 1.25, but go.work lists go 1.21; to update it:\n\tgo work use',
      file: 'go.work',
      line: 1,
    },
    {
      name: 'the use line',
      record: 'go: cannot load module b listed in go.work file: open b/go.mod: no such file or directory',
      file: 'go.work',
      line: 5,
    },
    {
      name: 'the member that requires it',
      record: 'go: example.com/x@v1.0.0: reading https://p/x: 404 Not Found',
      file: 'b/go.mod',
      line: 2,
    },
  ])('finds, in a workspace, $name', async ({ record, file, line }) => {
    const { dir, roots } = await rootsIn({
      'go.work': 'go 1.21\n\nuse (\n\t./a\n\t./b\n)\n',
      'a/go.mod': 'module example.com/a\n',
      'b/go.mod': 'module example.com/b\nrequire example.com/x v1.0.0\n',
    });
    await using _ = dir;
    expect(locationOf(classifyRecord(record), roots)).toEqual({ file: path.join(dir.path, file), line });
  });
});
