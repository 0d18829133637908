import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCommand } from '../support/command.ts';
import { type FakeGoproxy, fakeGoproxy } from '../support/fake-goproxy.ts';
import { type FakeModule, goSumOf } from '../support/goproxy-module.ts';
import { removeTree, tempDir } from '../support/temp-dir.ts';
import {
  runGo,
  startHolding,
  startNode,
  type WindowsDir,
  type WindowsRun,
  windowsDir,
} from '../support/wine.ts';

const text = 'x'.repeat(2000);
const modules: FakeModule[] = [
  {
    path: 'example.com/alpha',
    version: 'v1.0.0',
    files: { 'alpha.go': 'package alpha\n', 'a/b/c.txt': text },
  },
  { path: 'example.com/beta', version: 'v1.0.0' },
  // Two modules whose names differ in case only are two folders: Go escapes capital letters.
  { path: 'example.com/Gamma', version: 'v1.0.0' },
  { path: 'example.com/gamma', version: 'v1.0.0' },
];
const newer: FakeModule = { path: 'example.com/beta', version: 'v1.1.0' };
const odd: FakeModule[] = [
  {
    path: 'example.com/twins',
    version: 'v1.0.0',
    files: { 'twins.go': 'package twins\n', 'Twins.go': text },
  },
  {
    path: 'example.com/device',
    version: 'v1.0.0',
    files: { 'device.go': 'package device\n', 'aux.txt': text },
  },
];

let proxy: FakeGoproxy;
beforeAll(async () => {
  proxy = await fakeGoproxy({ modules: [...modules, newer, ...odd] });
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
});

/** The checkout of a main module that requires some of what the proxy has. */
function project(required: readonly FakeModule[] = modules, newline = '\n'): Record<string, string> {
  const built = required.map((module) => proxy.module(module.path, module.version));
  const lines = required.map((module) => `\t${module.path} ${module.version}`);
  const goMod = `module example.com/main\n\ngo 1.24\n\nrequire (\n${lines.join('\n')}\n)\n`;
  // The go command refuses to build what imports two packages that differ in case only, on every system.
  const imports = required.flatMap(({ path: name }) =>
    name === 'example.com/gamma' ? [] : `import _ "${name}"`,
  );
  return {
    'go.mod': goMod.replaceAll('\n', newline),
    'go.sum': goSumOf(built).replaceAll('\n', newline),
    'main.go': `package main\n\n${imports.join('\n')}\n\nfunc main() {}\n`,
  };
}

/** Where a run finds what, as Windows names it. */
interface Machine {
  readonly checkout: WindowsDir;
  readonly modcache: WindowsDir;
  readonly entries: WindowsDir;
}

function settings({ modcache, entries }: Machine): Record<string, string> {
  return {
    ...proxy.env(),
    GOMODCACHE: `${modcache.windows}\\mod`,
    GOPATH: `${modcache.windows}\\gopath`,
    GOCACHE: `${entries.windows}\\build`,
  };
}

async function start(machine: Machine, ...args: string[]) {
  return startNode(
    'cli.mjs',
    [
      machine.checkout.windows,
      '--cache-directory',
      `${machine.entries.windows}\\entries`,
      '--report',
      `${machine.entries.windows}\\report.json`,
      ...args,
    ],
    { cwd: machine.checkout.here, env: settings(machine) },
  );
}

async function run(machine: Machine, ...args: string[]): Promise<WindowsRun> {
  const { ended } = await start(machine, ...args);
  return ended;
}

/** The outputs of the last run. */
async function outputs({ entries }: Machine) {
  return JSON.parse(await readFile(path.join(entries.here, 'report.json'), 'utf8')).outputs;
}

/** What later steps do, without a network. */
async function build(machine: Machine): Promise<WindowsRun> {
  const env = { ...settings(machine), GOPROXY: 'off', GOFLAGS: '-mod=readonly' };
  return runGo(['list', '-deps', './...'], { cwd: machine.checkout.here, env });
}

const empty = (machine: Machine) => removeTree(path.join(machine.modcache.here, 'mod'));

const done = { code: 0, stderr: '' };

describe.each<[string, () => Promise<Machine>]>([
  [
    'plain paths',
    async () => ({
      checkout: await windowsDir(project()),
      modcache: await windowsDir(),
      entries: await windowsDir(),
    }),
  ],
  [
    'spaces, umlauts and Chinese in all paths',
    async () => ({
      checkout: await windowsDir(project(), { name: 'Möin Prüfung 项目' }),
      modcache: await windowsDir({}, { name: 'Zwischen Speicher ü 缓存' }),
      entries: await windowsDir({}, { name: 'Ein träge é' }),
    }),
  ],
  [
    'everything on other drives',
    async () => ({
      checkout: await windowsDir(project(), { drive: 'C' }),
      modcache: await windowsDir({}, { drive: 'D' }),
      entries: await windowsDir({}, { drive: 'D' }),
    }),
  ],
  [
    'a module cache and a store whose paths are longer than 260 characters',
    async () => ({
      checkout: await windowsDir(project()),
      modcache: await windowsDir({}, { name: Array(6).fill('m'.repeat(50)).join('/') }),
      entries: await windowsDir({}, { name: Array(6).fill('e'.repeat(50)).join('/') }),
    }),
  ],
  [
    'go.mod and go.sum with CRLF',
    async () => ({
      checkout: await windowsDir(project(modules, '\r\n')),
      modcache: await windowsDir(),
      entries: await windowsDir(),
    }),
  ],
])('with %s', (_name, makeMachine) => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await makeMachine();
  });
  afterAll(async () => {
    for (const dir of Object.values(machine)) await dir[Symbol.asyncDispose]();
  });

  test('a first run downloads and saves, and the go command then needs no network', async () => {
    expect(await run(machine)).toMatchObject(done);
    expect(await outputs(machine)).toMatchObject({ 'modules-downloaded': 4, 'cache-saved': true });
    expect(await build(machine)).toMatchObject(done);
  });

  test('a second run finds everything on disk', async () => {
    expect(await run(machine)).toMatchObject(done);
    expect(await outputs(machine)).toMatchObject({ 'modules-on-disk': 4, 'modules-downloaded': 0 });
  });

  test.each(['full', 'tree', 'zip'])('an empty module cache is restored as %s', async (layout) => {
    await empty(machine);
    expect(await run(machine, '--layout', layout)).toMatchObject(done);
    expect(await outputs(machine)).toMatchObject({
      'cache-hit': true,
      'modules-restored': 4,
      'modules-downloaded': 0,
    });
    expect(await build(machine)).toMatchObject(done);
  });
});

describe('on one machine', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = {
      checkout: await windowsDir(project()),
      modcache: await windowsDir(),
      entries: await windowsDir(),
    };
    expect(await run(machine)).toMatchObject(done);
  });
  afterAll(async () => {
    for (const dir of Object.values(machine)) await dir[Symbol.asyncDispose]();
  });

  test('after a bump the nearest entry is restored, and a delta is saved that the next run restores', async () => {
    const bumped = [...modules.filter(({ path: name }) => name !== newer.path), newer];
    await checkOut(machine, bumped);
    await empty(machine);
    expect(await run(machine)).toMatchObject(done);
    expect(await outputs(machine)).toMatchObject({
      'cache-hit': false,
      'modules-restored': 3,
      'modules-downloaded': 1,
      'cache-saved': true,
    });
    await empty(machine);
    expect(await run(machine)).toMatchObject(done);
    expect(await outputs(machine)).toMatchObject({
      'cache-hit': true,
      'modules-restored': 4,
      'modules-downloaded': 0,
    });
    expect(await build(machine)).toMatchObject(done);
  });

  test('two jobs at once share the module cache and the entries', async () => {
    await empty(machine);
    await rm(path.join(machine.entries.here, 'entries'), { recursive: true });
    const jobs = await Promise.all([
      start(machine, '--report', `${machine.entries.windows}\\a.json`),
      start(machine, '--report', `${machine.entries.windows}\\b.json`),
    ]);
    for (const job of jobs) expect(await job.ended).toMatchObject({ code: 0 });
    expect(await build(machine)).toMatchObject(done);
    await empty(machine);
    expect(await run(machine)).toMatchObject(done);
    expect(await outputs(machine)).toMatchObject({ 'cache-hit': true, 'modules-restored': 4 });
  });

  test('the offline mirror is written, and serves the go command', async () => {
    expect(await run(machine, '--mirror-directory', `${machine.entries.windows}\\mirror`)).toMatchObject({
      code: 0,
    });
    await empty(machine);
    const mirror = `file:///${machine.entries.windows.replaceAll('\\', '/')}/mirror`;
    const env = { ...settings(machine), GOPROXY: `${mirror},off` };
    expect(await runGo(['mod', 'download'], { cwd: machine.checkout.here, env })).toMatchObject({ code: 0 });
  });

  test('read-only files, in the checkout and in the module cache, are no hindrance', async () => {
    const bumped = path.join(machine.modcache.here, 'mod', 'example.com', 'beta@v1.1.0');
    await removeTree(bumped);
    await removeTree(path.join(machine.modcache.here, 'mod', 'cache', 'download', 'example.com', 'beta'));
    for (const dir of [machine.checkout.here, path.join(machine.modcache.here, 'mod')]) {
      for (const name of await readdir(dir, { recursive: true })) {
        await chmod(path.join(dir, name), 0o555);
      }
    }
    expect(await run(machine)).toMatchObject(done);
    expect(await build(machine)).toMatchObject(done);
  });

  test.each<[string, (machine: Machine) => Promise<string>, string[]]>([
    [
      'a file of the module cache',
      async ({ modcache }) => `${modcache.windows}\\mod\\example.com\\alpha@v1.0.0\\go.mod`,
      [],
    ],
    [
      'the entry that is restored',
      async (where) => {
        await removeTree(path.join(where.modcache.here, 'mod'));
        return entryOf(where);
      },
      [],
    ],
    [
      'an entry that is to be removed for lack of room',
      async (where) => {
        await checkOut(where, [newer]);
        return entryOf(where);
      },
      ['--cache-max-size', '1KB', '--cache-key-prefix', 'other'],
    ],
  ])('while another process holds %s open, a run does its work', async (_name, file, args) => {
    await checkOut(machine, modules);
    expect(await run(machine)).toMatchObject({ code: 0 });
    const marker = path.join(machine.entries.here, 'held');
    const held = await file(machine);
    const holder = await startHolding(held, `${machine.entries.windows}\\held`, {
      cwd: machine.entries.here,
      env: {},
    });
    try {
      while (!existsSync(marker)) await pause(50);
      expect(await run(machine, ...args)).toMatchObject({ code: 0 });
    } finally {
      await rm(marker, { force: true });
      expect(await holder.ended).toMatchObject({ code: 0 });
    }
    expect(await run(machine, ...args)).toMatchObject({ code: 0 });
    expect(await build(machine)).toMatchObject({ code: 0 });
  });
});

/** Another commit of the checkout. */
async function checkOut({ checkout }: Machine, required: readonly FakeModule[]): Promise<void> {
  for (const [name, content] of Object.entries(project(required))) {
    await rm(path.join(checkout.here, name), { force: true });
    await writeFile(path.join(checkout.here, name), content);
  }
}

/** A pack of the store, as Windows names it. */
async function entryOf({ entries }: Machine): Promise<string> {
  const names = await readdir(path.join(entries.here, 'entries'), { recursive: true, withFileTypes: true });
  const [entry] = names.filter((name) => name.isFile());
  if (entry === undefined) throw new Error('there is no entry');
  const file = path.relative(entries.here, path.join(entry.parentPath, entry.name));
  return `${entries.windows}\\${file.replaceAll('/', '\\')}`;
}

describe('an entry', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = {
      checkout: await windowsDir(project()),
      modcache: await windowsDir(),
      entries: await windowsDir(),
    };
  });
  afterAll(async () => {
    for (const dir of Object.values(machine)) await dir[Symbol.asyncDispose]();
  });

  /** The same project and store on this system. */
  async function runHere(modcache: string) {
    const store = path.join(machine.entries.here, 'entries');
    return runCommand(
      [machine.checkout.here, '--cache-directory', store, '--report', path.join(modcache, 'report.json')],
      { cwd: modcache, env: { ...proxy.env(), HOME: modcache, GOMODCACHE: path.join(modcache, 'mod') } },
    );
  }
  const outputsHere = async (modcache: string) =>
    JSON.parse(await readFile(path.join(modcache, 'report.json'), 'utf8')).outputs;

  test('that was written on Linux is read on Windows', async () => {
    await using linux = await tempDir();
    expect(await runHere(linux.path)).toMatchObject(done);
    expect(await outputsHere(linux.path)).toMatchObject({ 'cache-saved': true });
    expect(await run(machine)).toMatchObject(done);
    expect(await outputs(machine)).toMatchObject({ 'cache-hit': true, 'modules-restored': 4 });
    expect((await outputs(machine))['cache-key']).toBe((await outputsHere(linux.path))['cache-key']);
    expect(await build(machine)).toMatchObject(done);
  });

  test('that was written on Windows is read on Linux', async () => {
    await rm(path.join(machine.entries.here, 'entries'), { recursive: true });
    await empty(machine);
    expect(await run(machine)).toMatchObject(done);
    await using linux = await tempDir();
    expect(await runHere(linux.path)).toMatchObject(done);
    expect(await outputsHere(linux.path)).toMatchObject({ 'cache-hit': true, 'modules-restored': 4 });
  });
});

describe('what go refuses everywhere', () => {
  test.each(odd.map((module) => [module.path, module] as const))('%s is named', async (name, module) => {
    await using checkout = await windowsDir(project([module]));
    await using modcache = await windowsDir();
    await using entries = await windowsDir();
    const ended = await run({ checkout, modcache, entries });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(name);
    expect(await readdir(path.join(modcache.here, 'mod', 'example.com'))).toEqual([]);
  });
});

describe('the command', () => {
  test('prints its help and its version', async () => {
    await using dir = await windowsDir();
    const options = { cwd: dir.here, env: {} };
    const help = await (await startNode('cli.mjs', ['--help'], options)).ended;
    expect(help).toMatchObject(done);
    expect(help.stdout).toContain('Usage: go-mod-download');
  });

  test('names wrong input', async () => {
    await using dir = await windowsDir();
    const options = { cwd: dir.here, env: {} };
    const wrong = await (await startNode('cli.mjs', ['C:\\nowhere', '--layout', 'flat'], options)).ended;
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('`C:\\nowhere` does not exist');
    expect(wrong.stderr).toContain('flat');
  });

  test('ends soon after Ctrl-C, and leaves nothing half-written', async () => {
    await using silent = await fakeGoproxy({
      modules,
      script: ({ kind }) => (kind === 'zip' ? { kind: 'stall' } : undefined),
    });
    await using checkout = await windowsDir(project());
    await using modcache = await windowsDir();
    await using entries = await windowsDir();
    const machine = { checkout, modcache, entries };
    const started = await startNode('cli.mjs', [checkout.windows, '--cache', 'off'], {
      cwd: entries.here,
      env: { ...settings(machine), ...silent.env() },
    });
    while (silent.asked('zip').length === 0) await pause(100);
    started.interrupt();
    const { code, stderr } = await started.ended;
    expect(code).not.toBe(0);
    expect(stderr).toContain('interrupted');
    expect(await run(machine)).toMatchObject({ code: 0 });
    expect(await build(machine)).toMatchObject(done);
  });
});
