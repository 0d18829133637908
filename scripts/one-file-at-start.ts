/**
 * What a step loads at its start is to be one file of `dist/`: a file costs 0.3 ms, and esbuild's code splitting makes one
 * for each set of entries that share a module, fifty in all.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/** StartPlan says which modules are loaded at the start, and which only later; paths as in the metafile. */
export interface StartPlan {
  /** What each of the entries imports statically. */
  readonly atStart: readonly string[];
  /** What import() loads after that. */
  readonly later: ReadonlySet<string>;
}

/** startPlan reads from the metafile of any build what all of `entries` load at once, and what is loaded after that. */
export function startPlan(inputs: Metafile['inputs'], entries: readonly string[]): StartPlan {
  const [first, ...rest] = entries.map((entry) => reach([entry], inputs, isStatic));
  const atStart = [...(first ?? [])].filter((module) => rest.every((reached) => reached.has(module)));
  const later = [...reach(entries, inputs, () => true)].flatMap((module) =>
    importsOf(module, inputs).filter((imported) => !isStatic(imported)),
  );
  return {
    atStart: atStart.filter((module) => module.startsWith('src/')).sort(),
    later: new Set(later.map((imported) => imported.path).filter((module) => !entries.includes(module))),
  };
}

/**
 * oneFileAtStart has what is loaded later import all that is loaded at the start, where it finds it loaded. So esbuild sees
 * the same entries reach all of it, and puts it into one chunk.
 */
export function oneFileAtStart(root: string, { atStart, later }: StartPlan): Plugin {
  const imports = atStart.map((module) => `import ${JSON.stringify(path.join(root, module))};\n`).join('');
  return {
    name: 'one-file-at-start',
    setup(build) {
      build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path: file }) => {
        if (!later.has(path.relative(root, file).replaceAll('\\', '/'))) return undefined;
        return { contents: `${readFileSync(file, 'utf8')}\n${imports}`, loader: 'ts' };
      });
    },
  };
}

type Import = Metafile['inputs'][string]['imports'][number];

function isStatic({ kind }: Import): boolean {
  return kind !== 'dynamic-import';
}

function importsOf(module: string, inputs: Metafile['inputs']): readonly Import[] {
  return inputs[module]?.imports.filter(({ external }) => external !== true) ?? [];
}

function reach(
  from: readonly string[],
  inputs: Metafile['inputs'],
  follows: (imported: Import) => boolean,
): ReadonlySet<string> {
  const reached = new Set(from);
  for (const module of reached) {
    for (const imported of importsOf(module, inputs)) if (follows(imported)) reached.add(imported.path);
  }
  return reached;
}
