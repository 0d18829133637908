import { checkPath, splitPathVersion } from './module-path.ts';
import { parseVersion } from './semver.ts';

export { foldCase } from './case-fold.ts';
export { escapePath, escapeVersion, unescapePath, unescapeVersion } from './module-escape.ts';
export { checkFilePath, checkPath } from './module-path.ts';

/** ModuleVersion names one version of one module, unescaped, as go.mod writes it. */
export interface ModuleVersion {
  readonly path: string;
  readonly version: string;
}

/** RefusedModule is a module that is left out of something, and why. */
export interface RefusedModule {
  /** `path@version`, or `path@version/go.mod` for its .mod file. */
  readonly module: string;
  readonly reason: string;
}

/** moduleKey is `path@version`, the form the go command prints. */
export function moduleKey(module: ModuleVersion): string {
  return `${module.path}@${module.version}`;
}

/**
 * parseModuleKey is the inverse of moduleKey; undefined for another form. It does not check the parts.
 */
export function parseModuleKey(key: string): ModuleVersion | undefined {
  const [path, version, ...rest] = key.split('@');
  return path && version && rest.length === 0 ? { path, version } : undefined;
}

/**
 * checkVersion returns why `version` is not canonical, as in the module cache; undefined if it is.
 */
export function checkVersion(version: string): string | undefined {
  const parsed = parseVersion(version);
  if (parsed === undefined) return 'not a semantic version';
  return parsed.canonical === version ? undefined : `not canonical (should be ${parsed.canonical})`;
}

/**
 * checkModule says why path and version do not name a module version, or undefined when they do: both are
 * valid and the version has the major version that the path ends in (golang.org/x/mod/module, Check).
 */
export function checkModule({ path, version }: ModuleVersion): string | undefined {
  const pathReason = checkPath(path);
  if (pathReason !== undefined) return `malformed module path: ${pathReason}`;
  const versionReason = checkVersion(version);
  return versionReason === undefined ? checkPathMajor(path, version) : `malformed version: ${versionReason}`;
}

/** compareModules orders by path, then by the text of the version; not by precedence. */
export function compareModules(a: ModuleVersion, b: ModuleVersion): number {
  return compareText(a.path, b.path) || compareText(a.version, b.version);
}

/**
 * checkPathMajor says why `version`, a semantic version, is not one of `path`, whose end has another major
 * version, or undefined when it is (golang.org/x/mod/module, CheckPathMajor).
 */
export function checkPathMajor(path: string, version: string): string | undefined {
  const pathMajor = splitPathVersion(path)?.pathMajor.replace(/-unstable$/, '') ?? '';
  // Old go commands made such pseudo-versions for gopkg.in/….v1, and go.mod files still name them.
  if (pathMajor === '.v1' && version.startsWith('v0.0.0-')) return undefined;
  const { major, build } = parseVersion(version) ?? { major: '', build: '' };
  const wanted = pathMajor === '' ? 'v0 or v1' : pathMajor.slice(1);
  const fits = pathMajor === '' ? /^v[01]$/.test(major) || build === '+incompatible' : major === wanted;
  return fits ? undefined : `version should be ${wanted}, not ${major}`;
}

/** compareText orders by UTF-16 code units, independent of the locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
