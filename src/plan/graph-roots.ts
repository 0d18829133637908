import type { GraphRoot } from '../go/module-graph.ts';
import { type MainRoot, modulesOf } from './main-modules.ts';

/** graphRootOf returns the start of the module graph of a root. */
export function graphRootOf(root: MainRoot): GraphRoot {
  const modules = modulesOf(root);
  const work = root.kind === 'workspace' ? root.workspace : undefined;
  const folders = [...modules, ...(work === undefined ? [] : [work])].flatMap(
    ({ localReplacements }) => localReplacements,
  );
  const goMods = modules.map(({ goMod }) => goMod);
  return {
    mains: goMods,
    folders,
    replaces: [...goMods.flatMap(({ replaces }) => replaces), ...(work?.goWork.replaces ?? [])],
    excludes: goMods.flatMap(({ excludes }) => excludes),
  };
}
