import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { workFolder } from '../../src/modcache/scratch.ts';
import { type FakeGoproxy, type Fault, fakeGoproxy, type GoproxyRequest } from '../support/fake-goproxy.ts';
import { buildModule, type FakeModule } from '../support/goproxy-module.ts';
import { tempDir } from '../support/temp-dir.ts';
import { type GoThroughProxy, goThroughProxy } from './go-through-proxy.ts';

const modules: FakeModule[] = Array.from({ length: 12 }, (_, index) => ({
  path: `example.com/Module${index}`,
  version: 'v1.0.0',
  files: {
    'a.go': `package a // ${'x'.repeat(index * 5000)}\n`,
    'deep/er/b.txt': `${index}\n`,
    empty: '',
    ...(index === 0 ? { 'large.txt': 'abcdefgh'.repeat(2 ** 20 + 3) } : {}),
  },
}));

const serving = (script?: (request: GoproxyRequest) => Fault | undefined): Promise<FakeGoproxy> =>
  fakeGoproxy({ modules, ...(script && { script }) });

/** Through a proxy that places what it prefetches in `gomodcache`, or in that of the project. */
async function placing(upstream: FakeGoproxy, gomodcache: string): Promise<GoThroughProxy> {
  return goThroughProxy(upstream, { placement: { gomodcache, writableDirs: false } }, gomodcache);
}

/** What the go command has requested of the proxy. */
function askedOf({ events }: GoThroughProxy): string[] {
  return events.flatMap((event) => (event.kind === 'asked' ? [event.file.wire] : []));
}

async function leftInWorkFolder(gomodcache: string): Promise<string[]> {
  return existsSync(workFolder(gomodcache)) ? readdir(workFolder(gomodcache)) : [];
}

describe('what is prefetched for an empty module cache', () => {
  test('is all there for the go command, which asks for nothing more', async () => {
    await using dir = await tempDir();
    await using upstream = await serving();
    await using through = await placing(upstream, dir.path);
    await through.proxy.prefetched;
    expect(await leftInWorkFolder(dir.path)).toEqual([expect.stringMatching(/^run-/)]);
    expect(await through.go('mod', 'download')).toMatchObject({ code: 0, stderr: '' });
    expect(askedOf(through)).toEqual([]);
    expect(upstream.requests).toHaveLength(3 * modules.length);
    expect(await through.go('mod', 'verify')).toMatchObject({ code: 0, stderr: '' });
    await through.proxy.close();
    expect(await leftInWorkFolder(dir.path)).toEqual([]);
  });

  test('looks as if the go command had extracted it', async () => {
    await using dir = await tempDir();
    await using plain = await tempDir();
    await using upstream = await serving();
    await using through = await placing(upstream, dir.path);
    await using without = await goThroughProxy(upstream, {}, plain.path);
    await through.proxy.prefetched;
    expect(await without.go('mod', 'download')).toMatchObject({ code: 0, stderr: '' });
    expect(await listing(dir.path)).toEqual(await listing(plain.path));
  });

  test('is not there if it does not match go.sum', async () => {
    const module = { path: 'example.com/Module1', version: 'v1.0.0' };
    const forged = buildModule({ ...module, goMod: `module ${module.path}\n// forged\n` });
    await using dir = await tempDir();
    await using upstream = await serving(({ path: asked, kind }) =>
      asked.includes('!module1/') && (kind === 'zip' || kind === 'mod')
        ? { kind: 'body', body: forged[kind] }
        : undefined,
    );
    await using through = await placing(upstream, dir.path);
    await through.proxy.prefetched;
    const there = modcachePaths(dir.path, module);
    const wrong = [there.mod, there.zip, there.ziphash, there.tree].filter((file) => existsSync(file));
    expect(wrong).toEqual([]);
    const { code, stderr } = await through.go('mod', 'download');
    expect({ code, said: stderr.includes('SECURITY ERROR') }).toEqual({ code: 1, said: true });
    expect([there.mod, there.zip, there.tree].filter((file) => existsSync(file))).toEqual([]);
  });

  test('lies on the file system of the module cache from the start', async () => {
    const elsewhere = existsSync('/dev/shm') ? '/dev/shm' : path.dirname((await tempDir()).path);
    const gomodcache = await mkdtemp(path.join(elsewhere, 'go-mod-download-'));
    try {
      await using upstream = await serving();
      await using through = await placing(upstream, gomodcache);
      await through.proxy.prefetched;
      expect(await readdir(through.scratchDir)).toEqual([]);
      expect(await through.go('mod', 'download')).toMatchObject({ code: 0, stderr: '' });
      expect(askedOf(through)).toEqual([]);
    } finally {
      await rm(gomodcache, { recursive: true });
    }
  });

  test.each([1, 2, 5, 9])(
    'is whole or not there, when it ended after %d of them with a kill',
    async (begun) => {
      await using dir = await tempDir();
      await using upstream = await serving();
      const gomodcache = path.join(dir.path, 'modcache');
      const jobs = await Promise.all(
        upstream.modules.map(async ({ zip, h1, path: name, version }, index) => {
          const file = path.join(dir.path, `${index}.zip`);
          await writeFile(file, zip);
          const stage = path.join(dir.path, `stage-${index}`);
          const module = { path: name, version };
          return { zip: file, target: { module, h1, gomodcache, stage, tree: true, folderMode: 0o555 } };
        }),
      );
      const script = path.join(import.meta.dirname, 'receive-zips.ts');
      const child = spawn(process.execPath, [script, JSON.stringify(jobs), path.join(dir.path, 'done')]);
      let said = '';
      child.stdout.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.split('\n').length > begun) child.kill('SIGKILL');
      });
      await once(child, 'exit');
      expect(existsSync(path.join(dir.path, 'done'))).toBe(false);
      await using through = await goThroughProxy(upstream, { modules: [] }, gomodcache);
      expect(await through.go('mod', 'download')).toMatchObject({ code: 0, stderr: '' });
      expect(await through.go('mod', 'verify')).toMatchObject({ code: 0, stderr: '' });
    },
  );
});

describe('what is prefetched for a module cache in use', () => {
  test.each([1, 2, 3])('and what a go command fetches at the same time come out right (%d)', async () => {
    await using dir = await tempDir();
    await using upstream = await serving(({ kind }) =>
      kind === 'zip' ? { kind: 'delay', ms: 20 } : undefined,
    );
    await occupy(dir.path, upstream);
    await using through = await placing(upstream, dir.path);
    // Not through our proxy, and not waiting for it.
    const alone = through.go('mod', 'download');
    await through.proxy.prefetched;
    expect(await alone).toMatchObject({ code: 0, stderr: '' });
    expect(await through.go('mod', 'download')).toMatchObject({ code: 0, stderr: '' });
    expect(await through.go('mod', 'verify')).toMatchObject({ code: 0, stderr: '' });
    await through.proxy.close();
    expect(await leftInWorkFolder(dir.path)).toEqual([]);
  });

  test('is placed without trees, which the go command extracts', async () => {
    await using dir = await tempDir();
    await using upstream = await serving();
    await occupy(dir.path, upstream);
    await using through = await placing(upstream, dir.path);
    await through.proxy.prefetched;
    const last = modcachePaths(dir.path, { path: 'example.com/Module11', version: 'v1.0.0' });
    expect([last.zip, last.ziphash, last.tree].map((file) => existsSync(file))).toEqual([true, true, false]);
    expect(await through.go('mod', 'download')).toMatchObject({ code: 0, stderr: '' });
    expect(askedOf(through)).toEqual([]);
    expect(existsSync(last.tree)).toBe(true);
  });

  test('replaces nothing', async () => {
    await using dir = await tempDir();
    await using upstream = await serving();
    await occupy(dir.path, upstream);
    const there = modcachePaths(dir.path, { path: 'example.com/Module0', version: 'v1.0.0' });
    await writeFile(there.info, '{"Version":"v1.0.0"}');
    const before = (await stat(there.zip)).ino;
    await using through = await placing(upstream, dir.path);
    await through.proxy.prefetched;
    expect(await readFile(there.info, 'utf8')).toBe('{"Version":"v1.0.0"}');
    expect((await stat(there.zip)).ino).toBe(before);
  });
});

/** Another go command has put the first module there. */
async function occupy(gomodcache: string, upstream: FakeGoproxy): Promise<void> {
  await using through = await goThroughProxy(upstream, { modules: [] }, gomodcache);
  await through.go('mod', 'download', 'example.com/Module0');
}

/** Every file and folder with its mode, without what only the go command needs for itself. */
async function listing(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const lines = entries.map(async (entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const { mode } = await stat(file);
    const content = entry.isFile() && !file.endsWith('.zip') ? await readFile(file, 'utf8') : '';
    return `${(mode & 0o777).toString(8)} ${path.relative(root, file)} ${content.slice(0, 100)}`;
  });
  const own = /cache\/(?:lock|go-mod-download)|\.lock |@v\/list /;
  return (await Promise.all(lines)).filter((line) => !own.test(line)).sort();
}
