/**
 * splitGoflags splits GOFLAGS into flags as the go command does: fields separated by white space, each of
 * which may be quoted as a whole by `'` or `"`, without escapes. A quote that is never closed makes the go
 * command refuse all of GOFLAGS; here it yields no flags, and the go command says what is wrong. Source:
 * cmd/internal/quoted, Split.
 */
export function splitGoflags(goflags: string): string[] {
  const flags: string[] = [];
  let rest = goflags;
  for (;;) {
    rest = rest.replace(/^[ \t\r\n]+/, '');
    if (rest === '') return flags;
    const quote = rest[0];
    const isQuoted = quote === '"' || quote === "'";
    const end = isQuoted ? rest.indexOf(quote, 1) : rest.search(/[ \t\r\n]|$/);
    if (end < 0) return [];
    flags.push(rest.slice(isQuoted ? 1 : 0, end));
    rest = rest.slice(isQuoted ? end + 1 : end);
  }
}

/**
 * goflag returns the value that GOFLAGS sets a flag to: of several the last, `true` for a flag without a
 * value, undefined when the flag is not there. `name` has no dash. Source: cmd/go/internal/base,
 * SetFromGOFLAGS.
 */
export function goflag(goflags: string, name: string): string | undefined {
  const flag = splitGoflags(goflags).findLast((text) => nameOf(text) === name);
  if (flag === undefined) return undefined;
  const equals = flag.indexOf('=');
  return equals < 0 ? 'true' : flag.slice(equals + 1);
}

/** isGoflagSet tells whether GOFLAGS turns a flag on that is true or false. Source: strconv.ParseBool. */
export function isGoflagSet(goflags: string, name: string): boolean {
  return /^(?:1|[tT]|TRUE|true|True)$/.test(goflag(goflags, name) ?? '');
}

function nameOf(flag: string): string | undefined {
  return /^--?(?<name>[^-=][^=]*)(?:=|$)/.exec(flag)?.groups?.['name'];
}
