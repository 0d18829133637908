import path from 'node:path';
import {
  canonicalLines,
  isDirectoryPath,
  type Replace,
  readGoVersion,
  readReplaces,
  readToolchain,
  replaceWords,
  wordsOf,
} from './modfile-directives.ts';
import { autoQuote, unquote } from './modfile-quote.ts';
import {
  type Directive,
  malformed,
  parseDirectives,
  parseMainDirectives,
  type Token,
} from './modfile-syntax.ts';
import { checkGodebug } from './modfile-unread.ts';

/** Use is a `use` directive: the folder of a module of the workspace. */
export interface Use {
  /** As written in the file, relative to its folder or absolute. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** GoWork is the contents of a go.work. */
export interface GoWork {
  /** As given to parseGoWork. */
  readonly file: string;
  readonly go: string | undefined;
  /** The line of the `go` directive, 1-based. */
  readonly goLine: number | undefined;
  readonly toolchain: string | undefined;
  readonly uses: readonly Use[];
  readonly replaces: readonly Replace[];
  /** Like those of GoMod: go, use and replace. */
  readonly directives: readonly string[];
}

const useUsage = 'use ./folder';

const knownVerbs: ReadonlySet<string> = new Set(['go', 'toolchain', 'godebug', 'use', 'replace']);

/**
 * parseGoWork reads the text of a go.work (https://go.dev/ref/mod#go-work-file) as parseGoMod does a go.mod.
 * What it does not know is passed over only beside a `use`: else it may be that the file has modules, and
 * none would be seen.
 */
export function parseGoWork(text: string, file: string): GoWork {
  const directives = parseMainDirectives(text, file);
  const go = readGoVersion(directives, file);
  checkGodebug(directives, file);
  const uses = directives
    .filter(({ verb }) => verb === 'use')
    .flatMap((directive) =>
      wordsOf(directive, file, useUsage, 1).map((dir): Use => ({ path: dir, line: directive.line })),
    );
  const replaces = readReplaces(directives, file);
  const unknown = directives.find(({ verb }) => !knownVerbs.has(verb));
  if (uses.length === 0 && unknown !== undefined) {
    const what = `unknown directive: ${unknown.verb}`;
    throw malformed(what, file, unknown.line, `Name the modules of the workspace as \`${useUsage}\`.`);
  }
  return {
    file,
    go,
    goLine: directives.find(({ verb }) => verb === 'go')?.line,
    toolchain: readToolchain(directives, file),
    uses,
    replaces,
    directives: canonicalLines([
      ...(go === undefined ? [] : [['go', go]]),
      ...uses.map((use) => ['use', use.path]),
      ...replaces.map(replaceWords),
    ]),
  };
}

/**
 * relocateGoWork rewrites the text of `work`, which lies in `dir` (absolute), so that it means the same from
 * any other folder: relative folders become absolute, everything else stays as it is, to the last comment.
 */
export function relocateGoWork(work: GoWork, text: string, dir: string): string {
  let relocated = '';
  let copied = 0;
  for (const token of parseDirectives(text, work.file).flatMap(folderToken)) {
    relocated +=
      text.slice(copied, token.start) + autoQuote(path.resolve(dir, unquote(token.raw) ?? token.raw));
    copied = token.start + token.raw.length;
  }
  return relocated + text.slice(copied);
}

function folderToken({ verb, args }: Directive): Token[] {
  const last = args.at(-1);
  if (last === undefined) return [];
  const isFolder = verb === 'use' || (verb === 'replace' && isDirectoryPath(unquote(last.raw) ?? ''));
  return isFolder ? [last] : [];
}
