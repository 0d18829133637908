import {
  canonicalLines,
  checkVersioned,
  goVersionPattern,
  onlyWord,
  type Replace,
  readGoVersion,
  readReplaces,
  readToolchain,
  replaceWords,
  wordsOf,
} from './modfile-directives.ts';
import { type Directive, malformed, parseDirectives, parseMainDirectives } from './modfile-syntax.ts';
import { checkUnread, checkUnreadOfDependency } from './modfile-unread.ts';

export { type GoWork, parseGoWork, relocateGoWork, type Use } from './gowork.ts';
export { type Replace, type Replacement, replacementFor } from './modfile-directives.ts';

/** Require is a `require` directive. */
export interface Require {
  readonly path: string;
  readonly version: string;
  /** 1-based. */
  readonly line: number;
  /** Whether it has the comment `// indirect`. */
  readonly indirect: boolean;
}

/** Exclude is an `exclude` directive. */
export interface Exclude {
  readonly path: string;
  readonly version: string;
  /** 1-based. */
  readonly line: number;
}

/** GoMod is the contents of a go.mod. */
export interface GoMod {
  /** As given to parseGoMod. */
  readonly file: string;
  readonly module: string;
  readonly go: string | undefined;
  /** The line of the `go` directive, 1-based. */
  readonly goLine: number | undefined;
  readonly toolchain: string | undefined;
  /** The line of the `toolchain` directive, 1-based. */
  readonly toolchainLine: number | undefined;
  readonly requires: readonly Require[];
  readonly replaces: readonly Replace[];
  readonly excludes: readonly Exclude[];
  readonly tools: readonly string[];
  /**
   * Every directive that affects which modules are needed (go, require, replace, exclude), in one form,
   * sorted, each once: the part of a cache key that go.mod determines.
   */
  readonly directives: readonly string[];
}

/**
 * DependencyGoMod is the go.mod of a dependency; that of a replacement folder may have no `module`.
 */
export type DependencyGoMod = Omit<GoMod, 'module'> & { readonly module: string | undefined };

/**
 * parseGoMod reads the text of a go.mod (https://go.dev/ref/mod#go-mod-file), LF or CRLF. Directives it does
 * not know are passed over. Throws ActionError `go-mod-malformed` for what the go command cannot read either.
 */
export function parseGoMod(text: string, file: string): GoMod {
  const directives = parseMainDirectives(text, file);
  const { module, ...goMod } = goModOf(directives, file);
  const usage = 'module example.com/path';
  if (module === undefined) {
    throw malformed('there is no `module` directive', file, 1, `Begin the file with \`${usage}\`.`);
  }
  checkUnread(directives, module, file);
  return { ...goMod, module };
}

/**
 * parseDependencyGoMod reads the go.mod of a module that is not the main one. As in the go command, only what
 * a dependency has a say in counts, and a go version of a future form is read as far as it is known. Merge
 * conflicts and stray brackets count for nothing there. Source: golang.org/x/mod/modfile, ParseLax. Throws as
 * parseGoMod.
 */
export function parseDependencyGoMod(text: string, file: string): DependencyGoMod {
  const read = parseDirectives(text, file).filter(
    ({ verb, problem }) => problem === undefined && dependencyVerbs.has(verb),
  );
  const goMod = goModOf(read.map(withKnownGoVersion), file);
  checkUnreadOfDependency(read, goMod.module, file);
  return goMod;
}

const dependencyVerbs: ReadonlySet<string> = new Set(['go', 'module', 'retract', 'require', 'ignore']);

const laxGoVersion = /^v?(?<known>[1-9][0-9]*\.(?:0|[1-9][0-9]*))[^0-9].*$/;

function withKnownGoVersion(directive: Directive): Directive {
  const [version, ...others] = directive.args;
  if (directive.verb !== 'go' || version === undefined || others.length > 0) return directive;
  if (goVersionPattern.test(version.raw)) return directive;
  const known = laxGoVersion.exec(version.raw)?.groups?.['known'];
  return known === undefined ? directive : { ...directive, args: [{ ...version, raw: known }] };
}

function goModOf(directives: readonly Directive[], file: string): DependencyGoMod {
  const of = (verb: string): Directive[] => directives.filter((directive) => directive.verb === verb);
  const go = readGoVersion(directives, file);
  const requires = of('require').map((directive) => ({
    ...readVersioned(directive, file),
    indirect: isIndirect(directive.comment),
  }));
  const excludes = of('exclude').map((directive) => readVersioned(directive, file));
  const replaces = readReplaces(directives, file);
  return {
    file,
    module: onlyWord(directives, 'module', file, 'module example.com/path'),
    go,
    goLine: of('go')[0]?.line,
    toolchainLine: of('toolchain')[0]?.line,
    toolchain: readToolchain(directives, file),
    requires,
    replaces,
    excludes,
    tools: of('tool').flatMap((directive) => wordsOf(directive, file, 'tool example.com/module/cmd/name', 1)),
    directives: canonicalLines([
      ...(go === undefined ? [] : [['go', go]]),
      ...requires.map(({ path, version }) => ['require', path, version]),
      ...excludes.map(({ path, version }) => ['exclude', path, version]),
      ...replaces.map(replaceWords),
    ]),
  };
}

function readVersioned(directive: Directive, file: string): Exclude {
  const usage = `${directive.verb} example.com/module v1.2.3`;
  const [path = '', version = ''] = wordsOf(directive, file, usage, 2);
  checkVersioned(directive, file, path, version);
  return { path, version, line: directive.line };
}

function isIndirect(comment: string | undefined): boolean {
  return comment !== undefined && /^indirect(?:$|;\p{White_Space}+\P{White_Space})/u.test(comment);
}
