import { type Replace, replacementFor } from '../go/gomod.ts';
import type { Checksums } from '../go/gosum.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import { type MainRoot, modulesOf } from './main-modules.ts';

/**
 * requiredModules lists what go.mod requires, after its replacements, as far as go.sum vouches for it. The set
 * that the go command settles on can hold more (an older go line, a workspace), hardly ever less.
 */
export function requiredModules(roots: readonly MainRoot[], checksums: Checksums): ModuleVersion[] {
  const required = new Map<string, ModuleVersion>();
  for (const module of roots.flatMap(requirementsOf)) {
    if (checksums.zip(module) !== undefined) required.set(moduleKey(module), module);
  }
  return [...required.values()];
}

function requirementsOf(root: MainRoot): ModuleVersion[] {
  const workReplaces = root.kind === 'workspace' ? root.workspace.goWork.replaces : [];
  return modulesOf(root).flatMap(({ goMod }) =>
    goMod.requires.flatMap((require) => resolveReplacement(require, [...workReplaces, ...goMod.replaces])),
  );
}

/** What is fetched in place of a requirement: nothing for a local folder. */
function resolveReplacement({ path, version }: ModuleVersion, replaces: readonly Replace[]): ModuleVersion[] {
  const replacement = replacementFor({ path, version }, replaces);
  if (replacement.kind === 'local') return [];
  return [replacement.kind === 'module' ? replacement.module : { path, version }];
}
