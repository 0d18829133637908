import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { copyRoot, downloadJobs, extraJob, type RootCopy, wantedChanges } from '../../src/plan/go-jobs.ts';
import { findRootsIn } from '../support/find-roots-in.ts';
import { tempDir } from '../support/temp-dir.ts';

const mod = (name: string) => `module example.com/${name}\n\ngo 1.22\n`;

async function rootCopies(checkout: string, scratch: string): Promise<RootCopy> {
  const [root] = await findRootsIn(checkout);
  if (root === undefined) throw new Error('no root');
  return copyRoot(root, path.join(scratch, 'copy'));
}

function goList({ flags, env, root }: RootCopy): string {
  const cwd = root.kind === 'module' ? root.module.dir : root.workspace.dir;
  const args = ['list', '-m', '-f', '{{.Path}} {{.Dir}}', ...flags];
  return execFileSync('go', args, {
    cwd,
    env: { ...process.env, GOFLAGS: '', GOPROXY: 'off', ...env },
    encoding: 'utf8',
  });
}

test('the go command reads the copy of a module, with local folders where they were', async () => {
  await using scratch = await tempDir();
  await using checkout = await tempDir({
    'go.mod': `${mod('app')}\nrequire example.com/lib v0.0.0\nreplace example.com/lib => ./lib x\n`.replace(
      './lib x',
      '"./lib x"',
    ),
    'lib x/go.mod': mod('lib'),
  });
  const copy = await rootCopies(checkout.path, scratch.path);
  expect(goList(copy)).toContain('example.com/app');
  expect(copy.env).toEqual({ GOWORK: 'off' });
});

test('the go command reads the copy of a workspace, with its members where they were', async () => {
  await using scratch = await tempDir();
  await using checkout = await tempDir({
    'go.work': 'go 1.22\n\nuse (\n\t.\n\t"./lib x"\n)\n',
    'go.mod': mod('app'),
    'lib x/go.mod': mod('lib'),
  });
  const listed = goList(await rootCopies(checkout.path, scratch.path));
  expect(listed).toContain(`example.com/app ${checkout.path}`);
  expect(listed).toContain(`example.com/lib ${path.join(checkout.path, 'lib x')}`);
});

/** A device that takes nothing, on Linux. */
const full = '/dev/full';

(existsSync(full) ? test : test.skip)('a full disk is named by the folder of the copy', async () => {
  await using scratch = await tempDir({ 'copy/file': '' });
  await using checkout = await tempDir({ 'go.mod': mod('app') });
  const dir = path.join(scratch.path, 'copy');
  await symlink(full, path.join(dir, 'go.mod'));
  await expect(rootCopies(checkout.path, scratch.path)).rejects.toMatchObject({
    code: 'disk-write',
    message: `cannot write to the temporary directory ${dir}: ENOSPC: no space left on device, write`,
    hint: expect.stringContaining('TMPDIR'),
  });
});

test('a change to a copy is reported for the file of the checkout, which stays as it is', async () => {
  await using scratch = await tempDir();
  await using checkout = await tempDir({ 'go.mod': mod('app'), 'go.sum': '' });
  const copy = await rootCopies(checkout.path, scratch.path);
  expect(await wantedChanges([copy])).toEqual([]);
  await appendFile(path.join(scratch.path, 'copy', 'go.sum'), 'example.com/one v1.0.0/go.mod h1:x=\n');
  expect(await wantedChanges([copy])).toEqual([path.join(checkout.path, 'go.sum')]);
  expect(await readFile(path.join(checkout.path, 'go.sum'), 'utf8')).toBe('');
});

describe('jobs', () => {
  test('a module is downloaded whole, or as far as packages need it', async () => {
    await using scratch = await tempDir();
    await using checkout = await tempDir({ 'go.mod': mod('app') });
    await mkdir(path.join(checkout.path, 'cmd'));
    const copy = await rootCopies(checkout.path, scratch.path);
    const [whole] = downloadJobs([copy], [], checkout.path);
    expect(whole).toMatchObject({ kind: 'mod-download', cwd: checkout.path });
    expect(whole?.args).toEqual(['mod', 'download', '-json', '-x', ...copy.flags]);
    const [part] = downloadJobs([copy], ['./...'], path.join(checkout.path, 'cmd'));
    expect(part).toMatchObject({ kind: 'list', cwd: path.join(checkout.path, 'cmd') });
    expect(part?.args.slice(-1)).toEqual(['./...']);
  });

  test('extra modules are fetched in the main module, or in an empty folder', async () => {
    await using scratch = await tempDir();
    await using checkout = await tempDir({ 'go.mod': mod('app') });
    const copy = await rootCopies(checkout.path, scratch.path);
    const extra = [{ path: 'example.com/tool', query: 'v1.2.3' }];
    expect(extraJob(extra, copy, scratch.path)).toMatchObject({ cwd: checkout.path });
    expect(extraJob(extra, copy, scratch.path).args.slice(-2)).toEqual([
      ...copy.flags,
      'example.com/tool@v1.2.3',
    ]);
    expect(extraJob(extra, undefined, scratch.path)).toMatchObject({
      cwd: scratch.path,
      env: { GOWORK: 'off' },
    });
  });
});
