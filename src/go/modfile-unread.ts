import { checkVersioned, wordsOf } from './modfile-directives.ts';
import { unquote } from './modfile-quote.ts';
import { type Directive, malformed } from './modfile-syntax.ts';

/**
 * checkUnread throws for directives of a main module that nothing here needs and that the go command refuses:
 * as it would end with an error, the file has to be corrected first (modfile, File.add and fixRetract).
 */
export function checkUnread(directives: readonly Directive[], module: string, file: string): void {
  checkGodebug(directives, file);
  for (const directive of directives.filter(({ verb }) => verb === 'retract')) {
    const { versions, rest } = retractedBy(directive);
    if (versions.length > 0 && rest.length === 0) continue;
    const usage = 'Write it as `retract v1.0.0` or `retract [v1.0.0, v1.1.0]`.';
    throw malformed('malformed `retract` directive', file, directive.line, usage);
  }
  checkUnreadOfDependency(directives, module, file);
}

/**
 * checkUnreadOfDependency is checkUnread for what the go command refuses in the go.mod of a dependency as
 * well.
 */
export function checkUnreadOfDependency(
  directives: readonly Directive[],
  module: string | undefined,
  file: string,
): void {
  for (const directive of directives) {
    if (directive.verb === 'ignore') wordsOf(directive, file, 'ignore ./folder', 1);
    const { versions } = directive.verb === 'retract' ? retractedBy(directive) : nothingRetracted;
    for (const version of versions) {
      if (!module) throw malformed('`retract` without `module`', file, directive.line);
      checkVersioned(directive, file, module, version);
    }
  }
}

/** checkGodebug throws for a `godebug` that the go command refuses, in a go.mod or go.work. */
export function checkGodebug(directives: readonly Directive[], file: string): void {
  for (const { args, line } of directives.filter(({ verb }) => verb === 'godebug')) {
    if (args.length === 1 && /^[^"`',=]*=[^"`',]*$/.test(args[0]?.raw ?? '')) continue;
    throw malformed('malformed `godebug` directive', file, line, 'Write it as `godebug key=value`.');
  }
}

interface Retracted {
  /** Empty when the directive cannot be read. */
  readonly versions: readonly string[];
  /** What follows. */
  readonly rest: readonly unknown[];
}

const nothingRetracted: Retracted = { versions: [], rest: [] };

/** Reads `v1.0.0` or `[v1.0.0, v1.1.0]`. */
function retractedBy({ args }: Directive): Retracted {
  const raw = args.map((token) => token.raw);
  if (raw[0] === '(' || (raw[0] === '[' && (raw[2] !== ',' || raw[4] !== ']'))) return nothingRetracted;
  const [tokens, length] = raw[0] === '[' ? [[raw[1], raw[3]], 5] : [raw.slice(0, 1), 1];
  const versions = tokens.flatMap((token) => unquote(token ?? '') ?? []);
  return versions.length === tokens.length ? { versions, rest: raw.slice(length) } : nothingRetracted;
}
