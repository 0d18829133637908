import type { Exclude, GoMod } from './gomod.ts';
import { type Replace, replacementFor } from './modfile-directives.ts';
import { type ModuleVersion, moduleKey } from './module.ts';

/** Requirements is the part of a go.mod that the graph depends on. */
export type Requirements = Pick<GoMod, 'go' | 'requires'>;

/** GraphRoot is the start of the graph of a main module or a workspace. */
export interface GraphRoot {
  readonly mains: readonly Requirements[];
  /** The go.mod files of local folders that replace modules. */
  readonly folders: readonly Requirements[];
  /** Of all main modules and go.work. */
  readonly replaces: readonly Replace[];
  readonly excludes: readonly Pick<Exclude, 'path' | 'version'>[];
}

/** GoModOf returns the go.mod of a module version; undefined if it cannot be fetched or read. */
export type GoModOf = (module: ModuleVersion) => Promise<Requirements | undefined>;

/**
 * walkModuleGraph asks for every go.mod that the go command reads for the whole graph
 * (cmd/go/internal/modload, readModGraph), as early as it is known to be needed: those of what main modules
 * require, and of everything below a module whose go line is older than 1.17, for such a go.mod does not list
 * all that its packages need (https://go.dev/ref/mod#graph-pruning). Rejects as `goModOf` does.
 */
export async function walkModuleGraph(root: GraphRoot, goModOf: GoModOf): Promise<void> {
  const isNew = firstVisits(root.excludes);
  const visit = async (required: ModuleVersion, wholly: boolean): Promise<void> => {
    if (!isNew(required, wholly)) return;
    const replacement = replacementFor(required, root.replaces);
    if (replacement.kind === 'local') return;
    const goMod = await goModOf(replacement.kind === 'module' ? replacement.module : required);
    if (goMod !== undefined && (wholly || !prunes(goMod))) await visitAll(goMod, true);
  };
  const visitAll = async ({ requires }: Requirements, wholly: boolean): Promise<void> => {
    await Promise.all(requires.map((required) => visit(required, wholly)));
  };
  const whole = root.mains.some((main) => !prunes(main));
  await Promise.all([
    ...root.mains.map((main) => visitAll(main, !prunes(main))),
    ...root.folders.filter((folder) => whole || !prunes(folder)).map((folder) => visitAll(folder, true)),
  ]);
}

/** Accepts each module once, and once more if everything below it becomes relevant. */
function firstVisits(excludes: GraphRoot['excludes']): (module: ModuleVersion, wholly: boolean) => boolean {
  const excluded = new Set(excludes.map(moduleKey));
  const seen = new Map<string, boolean>();
  return (module, wholly) => {
    const key = moduleKey(module);
    const before = seen.get(key);
    if (excluded.has(key) || before === true || before === wholly) return false;
    seen.set(key, wholly);
    return true;
  };
}

/**
 * Whether a go.mod lists everything that its packages need, so that the graph is pruned there.
 */
function prunes({ go }: Requirements): boolean {
  const [major = 1, minor = 16] = (go ?? '1.16').split('.').map((part) => Number.parseInt(part, 10));
  return major > 1 || minor >= 17;
}
