import type { Metafile } from 'esbuild';

type Output = Metafile['outputs'][string];

/** Chunk is an output of esbuild, the modules it holds, and what those import. */
interface Chunk {
  readonly path: string;
  readonly entryPoint: string | undefined;
  readonly modules: readonly string[];
}

/**
 * chunkNames gives each output of a build with code splitting a name that says what it holds and that no
 * edit of its contents changes: esbuild's own names are hashes of the contents, so that one changed line
 * renames a chunk and, with it, changes all chunks that import it.
 *
 * A chunk is named after its root, the module in it that reaches most of its other modules, by the path of
 * that module: `src/cache/save.ts` is `cache.save.mjs`. As every module is in one chunk, no two names are
 * the same. Entries keep the names they were given in `entries`, output name by source file.
 */
export function chunkNames(
  metafile: Metafile,
  entries: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [path, output] of Object.entries(metafile.outputs)) {
    const chunk = { path, entryPoint: output.entryPoint, modules: modulesOf(output) };
    const name = nameOf(chunk, metafile, entries);
    if ([...names.values()].includes(name)) throw new Error(`two chunks are called ${name}`);
    names.set(path, name);
  }
  return names;
}

/** esbuild lists modules of no bytes too, for instance files of types alone. */
function modulesOf(output: Output): string[] {
  return Object.keys(output.inputs).sort();
}

function nameOf(chunk: Chunk, metafile: Metafile, entries: ReadonlyMap<string, string>): string {
  const { entryPoint, modules } = chunk;
  if (entryPoint === undefined) return `${shortPath(rootOf(modules, metafile) ?? 'runtime')}.mjs`;
  const given = entries.get(entryPoint);
  if (given !== undefined) return `${given}.mjs`;
  // A module that is imported both ways lies in a shared chunk, and what import() loads only re-exports it.
  return `${shortPath(entryPoint)}${modules.includes(entryPoint) ? '' : '.lazy'}.mjs`;
}

/** The first of those that reach most modules of the chunk. */
function rootOf(modules: readonly string[], metafile: Metafile): string | undefined {
  const within = new Set(modules);
  let root: string | undefined;
  let most = 0;
  for (const module of modules) {
    const reached = reach(module, within, metafile).size;
    if (reached > most) [root, most] = [module, reached];
  }
  return root;
}

function reach(from: string, within: ReadonlySet<string>, metafile: Metafile): ReadonlySet<string> {
  const reached = new Set([from]);
  for (const module of reached) {
    for (const { path } of metafile.inputs[module]?.imports ?? []) {
      if (within.has(path)) reached.add(path);
    }
  }
  return reached;
}

/**
 * `src/cache/save.ts` → `cache.save`, `node_modules/@actions/core/lib/core.js` → `npm.actions.core.lib.core`,
 * `node:http` (bundle.ts) → `node.http`
 */
function shortPath(module: string): string {
  return module
    .replace(/^src\//, '')
    .replace(/^.*node_modules\//, 'npm/')
    .replace(/\.[cm]?[jt]s$/, '')
    .replaceAll('@', '')
    .replaceAll(/[/:]/g, '.');
}

/** withNames gives the text of a chunk with its imports of other chunks renamed. */
export function withNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/(?<=")\.\/([\w-]+-[A-Z0-9]{8}\.mjs)(?=")/g, (written, old: string) => {
    const name = names.get(old);
    return name === undefined ? written : `./${name}`;
  });
}
