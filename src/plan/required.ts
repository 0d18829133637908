import { type Replace, replacementFor } from '../go/gomod.ts';
import type { Checksums } from '../go/gosum.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import { type MainRoot, modulesOf } from './main-modules.ts';

/**
 * requiredModules lists the modules that go.mod requires, after replacements, and that go.sum lists. The set
 * that the go command selects can have more (an older go line, a workspace), but almost never fewer.
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

/** The module to download for a requirement: none for a local folder. */
function resolveReplacement({ path, version }: ModuleVersion, replaces: readonly Replace[]): ModuleVersion[] {
  const replacement = replacementFor({ path, version }, replaces);
  if (replacement.kind === 'local') return [];
  return [replacement.kind === 'module' ? replacement.module : { path, version }];
}
