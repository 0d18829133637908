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

const withoutMilo = { 'process.env.UNDICI_USE_MILO': '"0"' };

const entryPoints = {
  main: 'src/main.ts',
  cli: 'src/cli.ts',
  'cache-child': 'src/cache-child.ts',
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
  const { inputs } = (await build([])).metafile;
  const { main, cli: _, ...others } = entryPoints;
  const plan = startPlan(inputs, [main, 'src/command.ts'], Object.values(others));
  const built = await build([oneFileAtStart(root, plan)]);

  const entries = new Map(Object.entries(entryPoints).map(([name, source]) => [source, name]));
  const names = new Map(
    [...chunkNames(built.metafile, entries)].map(([file, name]) => [path.basename(file), name]),
  );
  const files = new Map<string, Uint8Array>(
    built.outputFiles.map((file) => [
      names.get(path.basename(file.path)) ?? path.basename(file.path),
      Buffer.from(withNames(file.text, names)),
    ]),
  );
  const packages = bundledPackages(built.metafile, root);
  files.set(licensesFile, Buffer.from(licensesText(packages)));
  return { files, packages };
}

function build(plugins: readonly esbuild.Plugin[]) {
  return esbuild.build({
    absWorkingDir: root,
    entryPoints,
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // The syntax of Node 20, so that the command can say there which Node it needs.
    target: 'node20',
    charset: 'utf8',
    keepNames: true,
    legalComments: 'none',
    define: { 'globalThis.GO_MOD_DOWNLOAD_VERSION': JSON.stringify(version), ...withoutMilo },
    banner: {
      js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
    },
    plugins: [withoutOidc, undiciForTransport, ...plugins],
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
}
