import type { ActionError } from '../errors.ts';
import { autoQuote, unquote } from './modfile-quote.ts';
import { type Directive, malformed } from './modfile-syntax.ts';
import { checkPathMajor, checkVersion, type ModuleVersion } from './module.ts';
import { splitPathVersion } from './module-path.ts';

/** Replace is a `replace` directive of a go.mod or go.work. */
export interface Replace {
  /** What is replaced; without a version, every version of the path. */
  readonly old: { readonly path: string; readonly version?: string };
  /** The replacement; without a version, a folder, relative to the file with the directive. */
  readonly new: { readonly path: string; readonly version?: string };
  /** 1-based. */
  readonly line: number;
}

/** Replacement is what a module version is replaced by. */
export type Replacement =
  | { readonly kind: 'none' }
  | { readonly kind: 'local'; readonly dir: string }
  | { readonly kind: 'module'; readonly module: ModuleVersion };

/** Valid versions of the `go` directive in a go.mod (modfile, GoVersionRE). */
export const goVersionPattern = /^[1-9][0-9]*\.(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))?(?:[a-z]+[0-9]+)?$/;

/**
 * replacementFor finds the replacement of a module; a `replace` with its version takes precedence.
 */
export function replacementFor(module: ModuleVersion, replaces: readonly Replace[]): Replacement {
  const found = findReplace(module, replaces);
  if (found === undefined) return { kind: 'none' };
  const { path, version } = found.new;
  return version === undefined ? { kind: 'local', dir: path } : { kind: 'module', module: { path, version } };
}

/**
 * findReplace finds the directive that applies to a module, or without `version`, to all its versions.
 */
export function findReplace(module: Replace['old'], replaces: readonly Replace[]): Replace | undefined {
  const candidates = replaces.filter(({ old }) => old.path === module.path);
  return (
    candidates.findLast(({ old }) => old.version === module.version) ??
    candidates.findLast(({ old }) => old.version === undefined)
  );
}

/**
 * isDirectoryPath tells a folder from a module path, by the rules of every system (modfile, IsDirectoryPath).
 */
export function isDirectoryPath(text: string): boolean {
  return /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:)/.test(text);
}

/**
 * wordsOf returns the arguments of a directive without quotes; `usage` is its form, for the error.
 */
export function wordsOf(directive: Directive, file: string, usage: string, count?: number): string[] {
  const words = directive.args.map(({ raw }) => {
    const word = unquote(raw);
    if (word === undefined) throw malformed(`malformed string ${raw}`, file, directive.line);
    return word;
  });
  if (count !== undefined && words.length !== count) throw misused(directive, file, usage);
  return words;
}

/**
 * onlyWord returns the argument of a directive that may occur once; undefined if the file does not have it.
 */
export function onlyWord(
  directives: readonly Directive[],
  verb: string,
  file: string,
  usage: string,
): string | undefined {
  const directive = onlyDirective(directives, verb, file);
  return directive === undefined ? undefined : wordsOf(directive, file, usage, 1)[0];
}

function onlyDirective(directives: readonly Directive[], verb: string, file: string): Directive | undefined {
  const [first, second] = directives.filter((directive) => directive.verb === verb);
  if (second !== undefined) throw malformed(`a second \`${verb}\` directive`, file, second.line);
  return first;
}

/** readGoVersion returns the version of the `go` directive. */
export function readGoVersion(directives: readonly Directive[], file: string): string | undefined {
  return onlyRaw(directives, file, {
    verb: 'go',
    what: 'Go version',
    pattern: goVersionPattern,
    usage: 'go 1.24.0',
  });
}

/** readToolchain returns the name in the `toolchain` directive (modfile, ToolchainRE). */
export function readToolchain(directives: readonly Directive[], file: string): string | undefined {
  const pattern = /^(?:default$|go1(?:$|\.))/;
  return onlyRaw(directives, file, {
    verb: 'toolchain',
    what: 'toolchain',
    pattern,
    usage: 'toolchain go1.24.0',
  });
}

/** The go command reads these two without taking quotes away. */
function onlyRaw(
  directives: readonly Directive[],
  file: string,
  { verb, what, pattern, usage }: { verb: string; what: string; pattern: RegExp; usage: string },
): string | undefined {
  const directive = onlyDirective(directives, verb, file);
  if (directive === undefined) return undefined;
  const [word, ...others] = directive.args;
  if (word === undefined || others.length > 0) throw misused(directive, file, usage);
  if (pattern.test(word.raw)) return word.raw;
  throw malformed(`\`${word.raw}\` is not a ${what}`, file, directive.line, `Write it as \`${usage}\`.`);
}

/** readReplaces returns the `replace` directives, in the order of the file. */
export function readReplaces(directives: readonly Directive[], file: string): Replace[] {
  return directives.filter(({ verb }) => verb === 'replace').map((directive) => readReplace(directive, file));
}

/** canonicalLines returns directives in one form, independent of their order, grouping and quoting. */
export function canonicalLines(directives: readonly (readonly (string | undefined)[])[]): string[] {
  const lines = directives.map((words) =>
    words
      .filter((word) => word !== undefined)
      .map(autoQuote)
      .join(' '),
  );
  return [...new Set(lines)].sort();
}

/** replaceWords returns the words of a `replace` directive. */
export function replaceWords({ old, new: target }: Replace): (string | undefined)[] {
  return ['replace', old.path, old.version, '=>', target.path, target.version];
}

function readReplace(directive: Directive, file: string): Replace {
  const usage =
    'replace example.com/old v1.2.3 => example.com/new v1.4.0` or `replace example.com/old => ../folder';
  const words = wordsOf(directive, file, usage);
  const arrow = directive.args[1]?.raw === '=>' ? 1 : 2;
  const [path, oldVersion] = words.slice(0, arrow);
  const [target, version, ...rest] = words.slice(arrow + 1);
  if (directive.args[arrow]?.raw !== '=>' || path === undefined || target === undefined || rest.length > 0) {
    throw misused(directive, file, usage);
  }
  // A folder has no version, and anything without a version must be a folder.
  if (isDirectoryPath(target) === (version !== undefined)) throw misused(directive, file, usage);
  checkVersioned(directive, file, path, oldVersion);
  if (version !== undefined) checkVersioned(directive, file, target, version);
  return {
    old: oldVersion === undefined ? { path } : { path, version: oldVersion },
    new: version === undefined ? { path: target } : { path: target, version },
    line: directive.line,
  };
}

/**
 * checkVersioned throws what the go command has against a module path and its version in a directive
 * (cmd/go/internal/modload, fixVersion). What is not a version in canonical form, it asks for: a branch or
 * tag.
 */
export function checkVersioned({ line }: Directive, file: string, path: string, version?: string): void {
  if (splitPathVersion(path) === undefined) throw malformed(`malformed module path \`${path}\``, file, line);
  const isOldForm = path.startsWith('gopkg.in/') && version?.includes('-gopkgin-');
  if (version === undefined || isOldForm || checkVersion(version) !== undefined) return;
  const reason = checkPathMajor(path, version);
  if (reason !== undefined) throw malformed(`\`${path} ${version}\`: ${reason}`, file, line);
}

function misused({ verb, line }: Directive, file: string, usage: string): ActionError {
  return malformed(`malformed \`${verb}\` directive`, file, line, `Write it as \`${usage}\`.`);
}
