import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { circlesOf, sourceFiles } from './support/source-imports.ts';
import { tempDir } from './support/temp-dir.ts';

const root = path.resolve(import.meta.dirname, '..');
const files = sourceFiles(path.join(root, 'src'));

/**
 * Each folder of src/, and each file beside them, with what it imports, types included. A test compares this
 * with the sources in both directions: an import that is not listed fails, and so does an entry that nothing
 * uses any more. A new line here is a decision: dependencies point inwards, and `ports` knows nobody.
 */
const table: Readonly<Record<string, readonly string[]>> = {
  adapters: [
    'adapters/directory-cache',
    'errors.ts',
    'go',
    'make-folders.ts',
    'plain-file.ts',
    'ports',
    'text',
  ],
  'adapters/directory-cache': ['errors.ts', 'go', 'make-folders.ts', 'plain-file.ts', 'ports'],
  'adapters/encrypted-cache': ['byte-stream.ts', 'errors.ts', 'ports'],
  'adapters/github-cache': [
    'adapters',
    'byte-stream.ts',
    'errors.ts',
    'fetch',
    'http',
    'modcache',
    'plain-file.ts',
    'ports',
    'resilience',
  ],
  'adapters/guard': ['adapters', 'disk-error.ts', 'errors.ts', 'ports'],
  'adapters/network': ['errors.ts', 'given-file.ts', 'go', 'http', 'ports', 'resilience'],
  'adapters/s3': [
    'errors.ts',
    'fetch',
    'given-file.ts',
    'http',
    'inputs',
    'parsed.ts',
    'ports',
    'resilience',
  ],
  'adapters/probe': ['adapters/network', 'errors.ts', 'ports', 'resilience'],
  'adapters/terminal': ['adapters', 'ports', 'text'],
  'byte-stream.ts': [],
  cache: [
    'errors.ts',
    'go',
    'inputs',
    'layout.ts',
    'modcache',
    'pack',
    'plain-file.ts',
    'plan',
    'ports',
    'resilience',
    'text',
  ],
  'cache-child.ts': ['adapters', 'adapters/github-cache'],
  'choose-cache.ts': [
    'adapters/directory-cache',
    'adapters/encrypted-cache',
    'adapters/github-cache',
    'adapters/s3',
    'cache',
    'errors.ts',
    'inner-folders.ts',
    'inputs',
    'plan',
    'ports',
    'steps',
  ],
  'cli.ts': ['command.ts'],
  'command.ts': [
    'adapters',
    'adapters/guard',
    'adapters/network',
    'adapters/probe',
    'adapters/terminal',
    'choose-cache.ts',
    'doctor',
    'errors.ts',
    'inputs',
    'inspect',
    'run.ts',
    'text',
    'version.ts',
  ],
  credentials: ['disk-error.ts', 'go', 'http', 'inputs', 'ports', 'record.ts'],
  diagnosis: [
    'download',
    'download/failures',
    'errors.ts',
    'go',
    'inputs',
    'plain-file.ts',
    'plan',
    'ports',
    'record.ts',
    'resilience',
    'text',
  ],
  'disk-error.ts': ['errors.ts'],
  doctor: [
    'credentials',
    'errors.ts',
    'fetch',
    'go',
    'http',
    'inputs',
    'parsed.ts',
    'plan',
    'ports',
    'resilience',
    'text',
  ],
  download: [
    'download/failures',
    'errors.ts',
    'fetch',
    'go',
    'modcache',
    'plain-file.ts',
    'ports',
    'record.ts',
    'resilience',
  ],
  'download/failures': ['errors.ts', 'fetch', 'go', 'inputs', 'ports'],
  'errors.ts': ['ports'],
  fetch: ['errors.ts', 'go', 'http', 'modcache', 'ports', 'resilience'],
  'given-file.ts': ['errors.ts', 'plain-file.ts'],
  go: ['errors.ts', 'ports'],
  http: ['errors.ts', 'go', 'ports'],
  inputs: [
    'errors.ts',
    'given-file.ts',
    'go',
    'http',
    'inputs/definitions',
    'layout.ts',
    'parsed.ts',
    'ports',
    'text',
    'toolchain',
  ],
  'inputs/definitions': [],
  inspect: ['errors.ts', 'go', 'pack', 'parsed.ts', 'plain-file.ts', 'ports', 'sum.ts', 'text'],
  'layout.ts': [],
  'main.ts': [
    'adapters',
    'adapters/guard',
    'adapters/network',
    'choose-cache.ts',
    'inputs',
    'run.ts',
    'text',
  ],
  'make-folders.ts': ['errors.ts'],
  mirror: [
    'cache',
    'errors.ts',
    'go',
    'inner-folders.ts',
    'make-folders.ts',
    'modcache',
    'plain-file.ts',
    'ports',
  ],
  modcache: [
    'byte-stream.ts',
    'disk-error.ts',
    'errors.ts',
    'go',
    'layout.ts',
    'make-folders.ts',
    'plain-file.ts',
    'ports',
    'worker-thread.ts',
  ],
  pack: [
    'disk-error.ts',
    'errors.ts',
    'go',
    'layout.ts',
    'modcache',
    'parsed.ts',
    'plain-file.ts',
    'ports',
    'resilience',
    'sum.ts',
    'text',
    'worker-thread.ts',
  ],
  'parsed.ts': [],
  'inner-folders.ts': ['errors.ts'],
  'plain-file.ts': ['errors.ts'],
  'pipeline.ts': ['cache', 'inputs', 'record.ts', 'steps'],
  plan: [
    'credentials',
    'disk-error.ts',
    'download',
    'errors.ts',
    'go',
    'http',
    'inputs',
    'plain-file.ts',
    'ports',
  ],
  ports: [],
  proxy: [
    'disk-error.ts',
    'errors.ts',
    'fetch',
    'go',
    'modcache',
    'plain-file.ts',
    'ports',
    'record.ts',
    'resilience',
    'sum.ts',
  ],
  'record.ts': ['errors.ts', 'go', 'ports'],
  report: ['errors.ts', 'go', 'make-folders.ts', 'ports', 'record.ts', 'text'],
  resilience: ['ports'],
  'run.ts': [
    'credentials',
    'diagnosis',
    'download',
    'errors.ts',
    'inputs',
    'pipeline.ts',
    'ports',
    'record.ts',
    'report',
    'resilience',
    'steps',
    'text',
  ],
  steps: [
    'cache',
    'credentials',
    'diagnosis',
    'disk-error.ts',
    'download',
    'errors.ts',
    'fetch',
    'go',
    'http',
    'inner-folders.ts',
    'inputs',
    'mirror',
    'modcache',
    'plain-file.ts',
    'plan',
    'ports',
    'proxy',
    'record.ts',
    'report',
    'resilience',
    'sum.ts',
    'text',
    'toolchain',
  ],
  'sum.ts': [],
  text: ['ports'],
  toolchain: [
    'byte-stream.ts',
    'disk-error.ts',
    'errors.ts',
    'fetch',
    'go',
    'modcache',
    'ports',
    'toolchain/sumdb',
  ],
  'toolchain/sumdb': ['errors.ts', 'go'],
  'version.ts': [],
  'worker-thread.ts': ['errors.ts'],
};

/** Reads of the process and the machine outside of adapters and entry files, each with its reason. */
const exceptions: Readonly<Record<string, { readonly reads: readonly string[]; readonly reason: string }>> = {
  'modcache/place.ts': {
    reads: ['process.platform'],
    reason:
      'Windows alone refuses a rename while a virus scanner holds the file; what calls it runs in threads, too',
  },
};

/** The files that processes and worker threads begin with. */
const entryFiles = new Set([
  'main.ts',
  'cli.ts',
  'cache-child.ts',
  'pack/worker.ts',
  'modcache/hash-worker.ts',
  'adapters/guard/worker.ts',
]);

/** Those that put adapters together: the entry files, and what they share. */
const assembling = new Set([...entryFiles, 'command.ts', 'choose-cache.ts']);

function folderOf(file: string): string {
  const folder = path.posix.dirname(file);
  return folder === '.' ? file : folder;
}

function importsByFolder(): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const { name, imports } of files) {
    const folder = folderOf(name);
    const of = folders.get(folder) ?? new Set();
    folders.set(folder, of);
    for (const imported of imports.map(folderOf)) if (imported !== folder) of.add(imported);
  }
  return folders;
}

const folders = importsByFolder();

describe('the dependency rule', () => {
  test('the table has a row for each folder of src/ and for no other', () => {
    expect(Object.keys(table).sort()).toEqual([...folders.keys()].sort());
  });

  test.each([...folders])(
    '%s imports what its row in the table says, no more and no less',
    (folder, imported) => {
      expect([...imported].sort()).toEqual([...(table[folder] ?? [])].sort());
    },
  );

  test('no files import each other in a circle', () => {
    expect(circlesOf(new Map(files.map(({ name, imports }) => [name, imports])))).toEqual([]);
  });

  test('no folders import each other in a circle', () => {
    expect(circlesOf(folders)).toEqual([]);
  });

  test('only files that put adapters together import them', () => {
    const importers = files
      .filter(({ name, imports }) => !isAdapter(name) && imports.some(isAdapter))
      .map(({ name }) => name);
    expect(importers.filter((name) => !assembling.has(name))).toEqual([]);
  });

  test('what is started as a worker thread or a child process is an entry file', () => {
    const started = files.flatMap(({ starts }) => starts);
    expect(started.length).toBeGreaterThan(0);
    expect(started.filter((name) => !entryFiles.has(name))).toEqual([]);
  });

  test('the platform, the environment, time and chance are read by adapters and entry files only', () => {
    const reading = files
      .filter(({ name, ambient }) => ambient.length > 0 && !isAdapter(name) && !assembling.has(name))
      .map(({ name, ambient }) => [name, ambient]);
    const expected = Object.entries(exceptions).map(([name, { reads }]) => [name, reads]);
    expect(Object.fromEntries(reading)).toEqual(Object.fromEntries(expected));
  });
});

function isAdapter(file: string): boolean {
  return file.startsWith('adapters/');
}

describe('ARCHITECTURE.md', () => {
  const text = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');
  const named = [
    ...new Set([...text.matchAll(/`((?:src|scripts)\/[\w./-]+)`/g)].map(([, name = '']) => name)),
  ];

  test('names files', () => {
    expect(named.length).toBeGreaterThan(20);
  });

  test.each(named)('names %s, and it is there', (name) => {
    expect(existsSync(path.join(root, name))).toBe(true);
  });
});

describe('the sources are read so that nothing slips through', () => {
  test('every way to import or to start a file is seen', async () => {
    await using src = await tempDir({
      'main.ts': `
        import { a } from './folder/a.ts';
        import type { B } from './b.ts';
        export * from './c.ts';
        export { d } from './d.ts';
        const e = await import('./e.ts');
        type F = import('./f.ts').F;
        import path from 'node:path';
        const worker = new URL(import.meta.url.endsWith('.ts') ? './w.ts' : './w.mjs', import.meta.url);
      `,
      ...Object.fromEntries(['folder/a', 'b', 'c', 'd', 'e', 'f', 'w'].map((name) => [`${name}.ts`, ''])),
    });
    const main = sourceFiles(src.path).find(({ name }) => name === 'main.ts');
    expect(main?.imports).toEqual(['b.ts', 'c.ts', 'd.ts', 'e.ts', 'f.ts', 'folder/a.ts']);
    expect(main?.starts).toEqual(['w.ts']);
  });

  test.each([
    ['Date.now()', ['Date.now']],
    ['new Date()', ['new Date()']],
    ['new Date(0)', []],
    ["process['env']", ['process.env']],
    ['const { platform: here } = process', ['process.platform']],
    ['const { now } = Date', ['Date.now']],
    ["import { platform } from 'node:os'", ['platform']],
    ["import { hostname as platform } from 'node:os'", []],
    ["import { env } from 'node:process'", ['env']],
    ["import { platform } from './platform.ts'", []],
    ['clock.now()', []],
  ])('%s reads %j', async (text, reads) => {
    await using src = await tempDir({ 'main.ts': text });
    expect(sourceFiles(src.path).map(({ ambient }) => ambient)).toEqual([reads]);
  });

  test('a circle is found from wherever it is entered', () => {
    expect(
      circlesOf(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual([['b', 'c', 'b']]);
    expect(
      circlesOf(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toEqual([]);
  });
});
