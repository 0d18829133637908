import path from 'node:path';
import type { GoMod, GoWork, Replace } from './gomod.ts';
import { findReplace, isDirectoryPath } from './modfile-directives.ts';
import { parseVersion } from './semver.ts';

/** VendorCheck tells whether a vendor directory is consistent with go.mod, or the first difference. */
export type VendorCheck =
  | { readonly kind: 'consistent' }
  | { readonly kind: 'inconsistent'; readonly reason: string };

/** Target is a module, a folder or, as the left side of a replacement, all versions of a module. */
type Target = Replace['new'];

interface VendoredModule {
  readonly module: Target;
  readonly explicit: boolean;
  readonly replacement: Target | undefined;
  readonly hasPackages: boolean;
}

interface ModulesTxt {
  readonly forWorkspace: boolean;
  readonly modules: ReadonlyMap<string, VendoredModule>;
}

/**
 * checkVendor compares a vendor/modules.txt with the go.mod files of the main modules, and with the go.work
 * of a workspace, as the go command does from Go 1.14 on before it builds from a vendor folder
 * (cmd/go/internal/modload, checkVendorConsistency). Only then does it need no module cache.
 */
export function checkVendor(modulesTxt: string, goMods: readonly GoMod[], goWork?: GoWork): VendorCheck {
  const vendored = parseModulesTxt(modulesTxt);
  const reason =
    checkMode(vendored, goWork) ??
    checkRequires(vendored, goMods) ??
    checkReplaces(vendored, goMods, goWork) ??
    checkExplicit(vendored, goMods) ??
    checkReplaced(vendored, goMods, goWork);
  return reason === undefined ? { kind: 'consistent' } : { kind: 'inconsistent', reason };
}

function checkMode({ forWorkspace }: ModulesTxt, goWork: GoWork | undefined): string | undefined {
  if (forWorkspace && goWork === undefined)
    return 'vendor/modules.txt is for a workspace, but there is no go.work';
  if (!forWorkspace && goWork !== undefined)
    return 'vendor/modules.txt is not for a workspace, but there is a go.work';
  return undefined;
}

function checkRequires({ modules }: ModulesTxt, goMods: readonly GoMod[]): string | undefined {
  const missing = goMods
    .flatMap(({ requires }) => requires)
    .find((required) => !modules.get(keyOf(required))?.explicit);
  if (missing === undefined) return undefined;
  return `${describe(missing)} is required in go.mod, but not marked as explicit in vendor/modules.txt`;
}

function checkReplaces(
  { modules }: ModulesTxt,
  goMods: readonly GoMod[],
  goWork: GoWork | undefined,
): string | undefined {
  const replaces = [...goMods, ...(goWork === undefined ? [] : [goWork])].flatMap((file) => file.replaces);
  for (const { old } of replaces) {
    const marked = textOf(modules.get(keyOf(old))?.replacement);
    const actual = textOf(effectiveReplacement(old, goMods, goWork));
    if (marked !== actual) {
      return `${describe(old)} is replaced by ${actual}, but by ${marked} according to vendor/modules.txt`;
    }
  }
  return undefined;
}

function checkExplicit({ modules }: ModulesTxt, goMods: readonly GoMod[]): string | undefined {
  const required = new Set(goMods.flatMap(({ requires }) => requires.map(keyOf)));
  for (const [key, { module, explicit, hasPackages }] of modules) {
    if (explicit && hasPackages && !required.has(key)) {
      return `${describe(module)} is marked as explicit in vendor/modules.txt, but not required in go.mod`;
    }
  }
  return undefined;
}

function checkReplaced(
  { modules }: ModulesTxt,
  goMods: readonly GoMod[],
  goWork: GoWork | undefined,
): string | undefined {
  for (const { module, replacement } of modules.values()) {
    if (replacement !== undefined && effectiveReplacement(module, goMods, goWork) === undefined) {
      return `${describe(module)} is marked as replaced in vendor/modules.txt, but not replaced`;
    }
  }
  return undefined;
}

/** A go.work takes precedence over go.mod files; folders are relative to that of vendor/. */
function effectiveReplacement(
  old: Target,
  goMods: readonly GoMod[],
  goWork: GoWork | undefined,
): Target | undefined {
  if (old.version === undefined && goMods.some(({ module }) => module === old.path)) return undefined;
  const byWorkspace = goWork && findReplace(old, goWork.replaces);
  if (byWorkspace !== undefined) return byWorkspace.new;
  const goMod = goMods.findLast(({ replaces }) => findReplace(old, replaces) !== undefined);
  const target = goMod && findReplace(old, goMod.replaces)?.new;
  return goMod && target && goWork ? seenFromWorkspace(target, goMod, goWork) : target;
}

function seenFromWorkspace(target: Target, goMod: GoMod, goWork: GoWork): Target {
  if (target.version !== undefined || path.isAbsolute(target.path)) return target;
  const dir = path.join(path.dirname(goMod.file), target.path);
  const relative = path.relative(path.dirname(goWork.file), dir).replaceAll(path.sep, '/') || '.';
  return { path: isDirectoryPath(relative) ? relative : `./${relative}` };
}

function parseModulesTxt(text: string): ModulesTxt {
  const modules = new Map<string, VendoredModule>();
  const lines = text.split('\n').map((line) => line.trimEnd());
  let current: Target | undefined;
  for (const line of lines) {
    const header = line.startsWith('# ');
    if (header) current = moduleOf(line);
    if (current === undefined) continue;
    const known = modules.get(keyOf(current));
    const before = known ?? { module: current, explicit: false, replacement: undefined, hasPackages: false };
    modules.set(keyOf(current), {
      module: current,
      explicit: before.explicit || annotationsOf(line).includes('explicit'),
      replacement: (header ? replacementOf(line) : undefined) ?? before.replacement,
      hasPackages: before.hasPackages || /^[^#\s]\S*$/.test(line),
    });
  }
  return { forWorkspace: annotationsOf(lines[0] ?? '').includes('workspace'), modules };
}

/** `# path version`, `# path version => target [version]` or `# path => target [version]`. */
function moduleOf(line: string): Target | undefined {
  const [, modulePath, second] = line.split(/\s+/);
  if (modulePath === undefined || second === undefined) return undefined;
  if (parseVersion(second) !== undefined) return { path: modulePath, version: second };
  return second === '=>' ? { path: modulePath } : undefined;
}

function replacementOf(line: string): Target | undefined {
  const [, after] = line.split(' => ');
  const [target, version, ...rest] = after?.split(/\s+/) ?? [];
  if (target === undefined || rest.length > 0) return undefined;
  if (version === undefined) return { path: target };
  return parseVersion(version) === undefined ? undefined : { path: target, version };
}

function annotationsOf(line: string): string[] {
  if (!line.startsWith('## ')) return [];
  return line
    .slice(3)
    .split(';')
    .map((entry) => entry.trim());
}

function textOf(target: Target | undefined): string {
  return target === undefined ? 'nothing' : describe(target);
}

function keyOf({ path: modulePath, version = '' }: Target): string {
  return `${modulePath}@${version}`;
}

function describe({ path: modulePath, version }: Target): string {
  return version === undefined ? modulePath : `${modulePath}@${version}`;
}
