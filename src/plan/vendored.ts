import path from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import { goflag } from '../go/goflags.ts';
import { checkVendor } from '../go/vendor.ts';
import { type MainRoot, modulesOf, readIfThere, rootDir } from './main-modules.ts';

/** Vendored tells whether the go command builds a root from its vendor directory, and so needs no modules. */
export type Vendored =
  | { readonly kind: 'no' }
  | { readonly kind: 'consistent' }
  | { readonly kind: 'inconsistent'; readonly reason: string };

/**
 * inspectVendor decides as the go command does: there is a vendor/modules.txt, GOFLAGS does not say
 * otherwise, and the go line is there and at least 1.14, or GOFLAGS asks for it (`-mod=vendor`). Source:
 * cmd/go/internal/modload/init.go, setDefaultBuildMod.
 */
export async function inspectVendor(root: MainRoot, goflags: string): Promise<Vendored> {
  const mod = goflag(goflags, 'mod');
  if (mod === 'mod' || mod === 'readonly') return { kind: 'no' };
  const goWork = root.kind === 'workspace' ? root.workspace.goWork : undefined;
  const goMods = modulesOf(root).map((module) => module.goMod);
  const goLine = root.kind === 'workspace' ? root.workspace.goWork.go : root.module.goMod.go;
  const recent = isAtLeast(goLine, 14);
  if (!recent && mod !== 'vendor') return { kind: 'no' };
  let text: string | undefined;
  try {
    text = await readIfThere(path.join(rootDir(root), 'vendor', 'modules.txt'));
  } catch (error) {
    // `go mod download` does not read it.
    if (error instanceof ActionError) return { kind: 'inconsistent', reason: messageOf(error) };
    throw error;
  }
  if (text === undefined) return { kind: 'no' };
  // Before Go 1.14, modules.txt had too little to compare with.
  return recent ? checkVendor(text, goMods, goWork) : { kind: 'consistent' };
}

/** isAtLeast compares a go line such as `1.22.5` with Go 1.MINOR; false without a go line. */
export function isAtLeast(goLine: string | undefined, minor: number): boolean {
  if (goLine === undefined) return false;
  const [major = 0, own = 0] = goLine.split('.').map((part) => Number.parseInt(part, 10));
  return major > 1 || (major === 1 && own >= minor);
}
