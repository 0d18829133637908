import { ActionError } from '../errors.ts';
import { conflictHint, isConflictMarker } from './merge-conflict.ts';

/** Token is a word, string or punctuation mark of a go.mod or go.work. */
export interface Token {
  /** As written in the file, with its quotes. */
  readonly raw: string;
  /** Its offset in the text of the file, in UTF-16 units. */
  readonly start: number;
}

/** Directive is one statement, on a line of its own or in a block. */
export interface Directive {
  readonly verb: string;
  readonly args: readonly Token[];
  /** 1-based. */
  readonly line: number;
  /** The comment that ends its line, without `//`. */
  readonly comment: string | undefined;
  /** Why the go command takes it for no directive at all, which only a dependency may have. */
  readonly problem?: string;
}

interface Line {
  readonly tokens: readonly Token[];
  readonly comment: string | undefined;
  readonly number: number;
}

const lexeme =
  /[ \t\r]*(?:(?<comment>\/\/[\s\S]*)|(?<word>[()[\]{},]|"(?:[^"\\]|\\[\s\S])*"|`[^`]*`|(?!["`])(?:(?!\/\/|\/\*|[()[\]{},])[\p{L}\p{M}\p{N}\p{P}\p{S}])+)|$)/uy;

/**
 * parseMainDirectives is parseDirectives for a go.mod or go.work of the checkout. It throws for what is not a
 * directive of any Go version as well: merge conflicts, a stray `)`, a block that begins with more than one
 * word.
 */
export function parseMainDirectives(text: string, file: string): Directive[] {
  const conflict = text.split('\n').findIndex(isConflictMarker);
  if (conflict >= 0) throw malformed('a merge conflict marker', file, conflict + 1, conflictHint);
  const directives = parseDirectives(text, file);
  for (const { problem, line } of directives) {
    if (problem !== undefined) throw malformed(problem, file, line);
  }
  return directives;
}

/**
 * parseDirectives takes the text of a go.mod or go.work apart without judging its directives, so that those
 * of future Go versions pass (grammar: golang.org/x/mod/modfile, read.go). LF or CRLF. Throws ActionError
 * `go-mod-malformed` where the text cannot be read: an open string or block, a character that may not be
 * there.
 */
export function parseDirectives(text: string, file: string): Directive[] {
  const directives: Directive[] = [];
  // An iterator of an array, unlike a generator, is not ended by leaving the loop that reads a block from it.
  const lines = [...linesOf(text, file)].values();
  for (const line of lines) {
    if (isEmptyBlock(line)) continue;
    const statement = statementOf(line);
    const inBlock = opensBlock(line) ? readBlock(statement, lines, file) : undefined;
    directives.push(...(inBlock === undefined || statement.problem !== undefined ? [statement] : inBlock));
  }
  return directives;
}

/** malformed is the error for a go.mod or go.work that the go command cannot read either. */
export function malformed(
  what: string,
  file: string,
  line: number,
  hint = 'Correct the line; `go mod edit -fmt` (or `go work edit -fmt`) shows whether the file can be read.',
): ActionError {
  return new ActionError(`${file}:${line}: ${what}`, {
    code: 'go-mod-malformed',
    class: 'go-mod',
    hint,
    location: { file, line },
  });
}

function* linesOf(text: string, file: string): Generator<Line> {
  let offset = 0;
  let number = 0;
  for (const content of text.split('\n')) {
    number += 1;
    const { tokens, comment } = lex(content, offset, file, number);
    if (tokens.length > 0) yield { tokens, comment, number };
    offset += content.length + 1;
  }
}

/** No token spans lines, so each line is lexed separately. */
function lex(content: string, offset: number, file: string, number: number): Omit<Line, 'number'> {
  const tokens: Token[] = [];
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < content.length) {
    const from = lexeme.lastIndex;
    const groups = lexeme.exec(content)?.groups;
    if (groups === undefined)
      throw malformed(unreadable(content.slice(from).replace(/^[ \t\r]+/, '')), file, number);
    if (groups.comment !== undefined)
      return { tokens, comment: groups.comment.slice(2).replace(outerSpace, '') };
    if (groups.word === undefined) break;
    tokens.push({ raw: groups.word, start: offset + lexeme.lastIndex - groups.word.length });
  }
  return { tokens, comment: undefined };
}

/** White space in Go; JavaScript's `trim` also removes a byte order mark. */
const outerSpace = /^\p{White_Space}+|(?<!\p{White_Space})\p{White_Space}+$/gu;

function unreadable(rest: string): string {
  if (rest.startsWith('\ufeff'))
    return 'a byte order mark, which the go command does not read: save it without';
  if (rest.startsWith('/*')) return 'comments begin with `//`; `/* */` is not allowed';
  if (/^["`]/.test(rest)) return 'a string is not closed on its line';
  return `unexpected character ${JSON.stringify(Array.from(rest)[0] ?? '')}`;
}

function readBlock({ verb, line: opened }: Directive, lines: Iterable<Line>, file: string): Directive[] {
  const directives: Directive[] = [];
  for (const { tokens, comment, number } of lines) {
    if (tokens[0]?.raw !== ')') {
      directives.push({ verb, args: tokens, line: number, comment });
    } else if (tokens.length > 1) {
      throw malformed('unexpected text after the closing `)`', file, number);
    } else {
      return directives;
    }
  }
  throw malformed(`the block \`${verb} (\` is never closed`, file, opened);
}

function opensBlock({ tokens }: Line): boolean {
  return tokens.length > 1 && tokens.at(-1)?.raw === '(';
}

function isEmptyBlock({ tokens }: Line): boolean {
  return tokens.length > 2 && tokens.at(-2)?.raw === '(' && tokens.at(-1)?.raw === ')';
}

function statementOf(line: Line): Directive {
  const [verb = { raw: '', start: 0 }, ...args] = line.tokens;
  const statement = { verb: verb.raw, args, line: line.number, comment: line.comment };
  const problem = problemOf(statement, opensBlock(line));
  return problem === undefined ? statement : { ...statement, problem };
}

/** The go command only has blocks that begin with one word, and none of these two (modfile, parseToFile). */
function problemOf({ verb, args }: Directive, opens: boolean): string | undefined {
  if (verb === ')') return 'unmatched `)`';
  if (opens && args.length > 1) return 'a block must begin with one word and `(`';
  if (opens && (verb === 'go' || verb === 'toolchain')) return `\`${verb}\` cannot begin a block`;
  return undefined;
}
