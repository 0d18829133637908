/**
 * Builds dist/ with esbuild: one file for each entry, shared code in chunks beside them, heavy parts only
 * loaded on demand. The same sources give the same bytes on every machine. Chunks are named after what they
 * hold, so that a changed line changes the file that holds it and no other. `--check` builds into memory and
 * fails when dist/ differs; `--outdir DIR` builds to another folder, to try it out.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';
import { chunkNames, withNames } from './chunk-names.ts';

const root = path.dirname(import.meta.dirname);

const { values: given } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    outdir: { type: 'string', default: path.join(root, 'dist') },
  },
});
const dist = path.resolve(given.outdir);

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

/** All that anybody here uses of undici, which would load fetch, WebSocket, caches and mocks as well: 20 ms of every download. */
const undiciForTransport: esbuild.Plugin = {
  name: 'undici-for-transport',
  setup(build) {
    build.onLoad({ filter: /[\\/]undici[\\/]index\.js$/ }, () => ({
      contents: `
        const Dispatcher = require('./lib/dispatcher/dispatcher');
        Object.assign(Dispatcher.prototype, require('./lib/api'));
        exports.Agent = require('./lib/dispatcher/agent');
        exports.ProxyAgent = require('./lib/dispatcher/proxy-agent');
      `,
      loader: 'js',
    }));
  },
};

const entryPoints = {
  main: 'src/main.ts',
  cli: 'src/cli.ts',
  'cache-child': 'src/cache-child.ts',
  'pack-worker': 'src/pack/worker.ts',
  'hash-worker': 'src/modcache/hash-worker.ts',
};

const built = await esbuild.build({
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
  define: { 'globalThis.GO_MOD_DOWNLOAD_VERSION': JSON.stringify(version) },
  banner: {
    js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  },
  plugins: [withoutOidc, undiciForTransport],
  write: false,
  metafile: true,
  logLevel: 'warning',
});

const entries = new Map(Object.entries(entryPoints).map(([name, source]) => [source, name]));
const names = new Map(
  [...chunkNames(built.metafile, entries)].map(([file, name]) => [path.basename(file), name]),
);
const files = new Map(
  built.outputFiles.map((file) => [
    names.get(path.basename(file.path)) ?? path.basename(file.path),
    Buffer.from(withNames(file.text, names)),
  ]),
);

if (given.check) {
  const onDisk = readdirSync(dist);
  const stale = [...files].filter(
    ([name, contents]) => !onDisk.includes(name) || !readFileSync(path.join(dist, name)).equals(contents),
  );
  const leftOver = onDisk.filter((name) => !files.has(name));
  const differing = [...stale.map(([name]) => name), ...leftOver];
  if (differing.length > 0) {
    console.error(
      `dist/ is not what src/ builds: ${differing.join(', ')}. Run "npm run build" and commit dist/.`,
    );
    process.exit(1);
  }
} else {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  for (const [name, contents] of files) writeFileSync(path.join(dist, name), contents);
}
