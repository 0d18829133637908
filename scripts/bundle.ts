/** What esbuild makes of src/: the files of `dist/`, and its account of what went into each. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { type BundledPackage, bundledPackages } from './bundled-packages.ts';
import { chunkNames, withNames } from './chunk-names.ts';
import { oneFileAtStart, startPlan } from './one-file-at-start.ts';
import { licensesFile, licensesText } from './third-party-licenses.ts';

const root = path.dirname(import.meta.dirname);

const version: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version;

/** @actions/core loads an HTTP client at start for OIDC tokens, which this action never asks for. */
const withoutOidc: esbuild.Plugin = {
  name: 'without-oidc',
  setup(build) {
    build.onLoad({ filter: /@actions[\\/]core[\\/]lib[\\/]oidc-utils\.js$/ }, () => ({
      contents:
        "export class OidcClient { static getIDToken() { throw new Error('not part of this bundle'); } }",
      loader: 'js',
    }));
  },
};

/** Only what the bundle uses of undici. The whole would also load fetch, WebSocket, caches and mocks: 20 ms of every download. */
const undiciForTransport: esbuild.Plugin = {
  name: 'undici-for-transport',
  setup(build) {
    // A second parser of HTTP/1.1, which is tried out and off (`withoutMilo`).
    build.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]milo[\\/]/ }, () => ({ contents: '', loader: 'js' }));
    build.onLoad({ filter: /[\\/]undici[\\/]index\.js$/ }, () => ({
      contents: `
        const Dispatcher = require('./lib/dispatcher/dispatcher');
        Object.assign(Dispatcher.prototype, require('./lib/api'));
        exports.Agent = require('./lib/dispatcher/agent');
      `,
      loader: 'js',
    }));
  },
};

/** As an ES module, node:http runs all its getters, and these load Node's own copy of undici: 20 ms of a process, and 14 MB. */
const httpWithoutGetters: esbuild.Plugin = {
  name: 'http-without-getters',
  setup(build) {
    build.onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'http', namespace: 'node' } : undefined,
    );
    build.onLoad({ filter: /^http$/, namespace: 'node' }, () => ({
      contents: "module.exports = process.getBuiltinModule('node:http');",
    }));
  },
};

const withoutMilo = { 'process.env.UNDICI_USE_MILO': '"0"' };

/** Entries of processes: what they share is in `dist/` once, and what import() names is loaded when it is used. */
const processes = { main: 'src/main.ts', cli: 'src/cli.ts', 'cache-child': 'src/cache-child.ts' };

/** Entries of threads: each a file by itself, as a thread needs all that it loads, and a third of its start was loading files. */
const threads = {
  'pack-worker': 'src/pack/worker.ts',
  'hash-worker': 'src/modcache/hash-worker.ts',
  'guard-worker': 'src/adapters/guard/worker.ts',
};

/** Bundle is what a build gives: the contents of `dist/` by file name, and the npm packages in them. */
export interface Bundle {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly packages: readonly BundledPackage[];
}

/** bundle builds in memory. The same sources give the same bytes. Throws when a package may not be in the bundle. */
export async function bundle(): Promise<Bundle> {
  const { inputs } = (await buildProcesses([])).metafile;
  const plan = startPlan(inputs, [processes.main, 'src/command.ts']);
  const shared = await buildProcesses([oneFileAtStart(root, plan)]);
  const ofThreads = await build({ entryPoints: threads });

  const entries = new Map(Object.entries(processes).map(([name, source]) => [source, name]));
  const names = new Map(
    [...chunkNames(shared.metafile, entries)].map(([file, name]) => [path.basename(file), name]),
  );
  const files = new Map<string, Uint8Array>(
    shared.outputFiles.map((file) => [
      names.get(path.basename(file.path)) ?? path.basename(file.path),
      Buffer.from(withNames(file.text, names)),
    ]),
  );
  for (const file of ofThreads.outputFiles) files.set(path.basename(file.path), file.contents);
  const packages = bundledPackages([shared.metafile, ofThreads.metafile], root);
  files.set(licensesFile, Buffer.from(licensesText(packages)));
  return { files, packages };
}

function buildProcesses(plugins: readonly esbuild.Plugin[]) {
  return build({
    entryPoints: processes,
    splitting: true,
    // Packages of npm call require(), which a module does not have.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    plugins: [withoutOidc, undiciForTransport, httpWithoutGetters, ...plugins],
  });
}

function build(options: Pick<esbuild.BuildOptions, 'entryPoints' | 'splitting' | 'banner' | 'plugins'>) {
  return esbuild.build({
    absWorkingDir: root,
    ...options,
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    format: 'esm',
    platform: 'node',
    // The syntax of Node 20, so that the command can say there which Node it needs.
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    define: { 'globalThis.GO_MOD_DOWNLOAD_VERSION': JSON.stringify(version), ...withoutMilo },
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
}
