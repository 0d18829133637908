import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { runAction } from '../support/action.ts';
import { defaultGoproxy } from '../support/corpus.ts';
import { listFiles } from '../support/module-cache.ts';
import { removeTree, type TempDir, tempDir } from '../support/temp-dir.ts';

const run = promisify(execFile);

/** A program whose zip holds its go.mod and go.sum, so that it can be built as a checkout would be. */
const program = 'github.com/junegunn/fzf@v0.67.0';
const modules = 11;

/** A GOPROXY that answers nothing: whoever asks it for a module fails. */
const deadGoproxy = 'http://127.0.0.1:9';

describe('a real program is stored, and builds without a network from what is restored', () => {
  let machine: TempDir;
  let checkout: string;
  let gomodcache: string;
  let inputs: Record<string, string>;

  beforeAll(async () => {
    machine = await tempDir();
    checkout = await checkOut(program, path.join(machine.path, 'source'));
    gomodcache = path.join(machine.path, 'mod');
    inputs = { cache: 'directory', 'cache-directory': path.join(machine.path, 'entries') };
    const stored = await runAction({
      workspace: checkout,
      machine: machine.path,
      gomodcache,
      inputs,
      env: { GOPROXY: defaultGoproxy() },
    });
    expect(stored.report?.errors).toEqual([]);
    expect(stored.outputs).toMatchObject({ 'modules-downloaded': String(modules), 'cache-saved': 'true' });
    await removeTree(gomodcache);
  }, 300_000);
  // It is always the same folder, for what is compiled from another is compiled anew.
  afterEach(() => removeTree(gomodcache));
  afterAll(async () => {
    await machine[Symbol.asyncDispose]();
  });

  /** With a build cache of this suite: the first build compiles every package, the others look up every source file. */
  async function goOffline(args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await run('go', args, {
      cwd: checkout,
      env: {
        PATH: process.env['PATH'],
        HOME: machine.path,
        GOCACHE: path.join(machine.path, 'build'),
        GOMODCACHE: gomodcache,
        GOPROXY: 'off',
        GOFLAGS: '-mod=readonly',
        GOTOOLCHAIN: 'local',
      },
    });
    return stdout + stderr;
  }

  const building = [
    { args: ['build', './...'], says: '' },
    { args: ['vet', './...'], says: '' },
  ];
  const verifying = { args: ['mod', 'verify'], says: 'all modules verified\n' };

  test.each([
    { layout: 'tree', zips: 0, works: [...building, verifying] },
    { layout: 'zip', zips: modules, works: building },
    {
      layout: 'full',
      zips: modules,
      works: [...building, { args: ['mod', 'download'], says: '' }, verifying],
    },
  ])(
    'with layout: $layout',
    async ({ layout, zips, works }) => {
      const restored = await runAction({
        workspace: checkout,
        machine: machine.path,
        gomodcache,
        inputs: { ...inputs, layout },
        env: { GOPROXY: deadGoproxy },
      });
      expect(restored.report?.errors).toEqual([]);
      expect(restored.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': String(modules) });
      const files = await listFiles(path.join(gomodcache, 'cache', 'download'));
      expect(files.filter((name) => name.endsWith('.zip'))).toHaveLength(zips);

      for (const { args, says } of works) {
        expect({ args, said: await goOffline(args) }).toEqual({ args, said: says });
      }
    },
    300_000,
  );
});

/** Downloads a module into a module cache of its own, and returns the folder of its source, writable as a checkout is. */
async function checkOut(module: string, gomodcache: string): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', '-modcacherw', module], {
    cwd: path.dirname(gomodcache),
    env: { ...process.env, GOMODCACHE: gomodcache },
  });
  const { Dir }: { Dir: string } = JSON.parse(stdout);
  return Dir;
}
