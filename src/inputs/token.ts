import { ok, type Parsed, problem } from '../parsed.ts';
import { parseHost } from './credentials.ts';

// No message quotes a line: it contains a secret.

/** ScopedToken is a line `HOST=TOKEN` or `HOST/PATH=TOKEN` of `token`. */
export interface ScopedToken {
  /** The host as parseHost has it, and after a slash the beginning of the paths that the token is for. */
  readonly prefix: string;
  /** Empty where a workflow is not given a secret. */
  readonly token: string;
}

/** TokenInput is `token`: one for all of `token-hosts`, or several, each for its own host or path. */
export interface TokenInput {
  readonly token: string | undefined;
  readonly scopedTokens: readonly ScopedToken[];
}

const example = 'Write for example `github.com/acme=TOKEN`, without `https://` and without `*`.';

/**
 * parseTokens reads one token, or lines that each name what their token is for. `tokenHosts` is the text of
 * the other input, which goes with one token only.
 */
export function parseTokens(text: string, tokenHosts: string): Parsed<TokenInput> {
  const lines = linesOfTokens(text);
  const scoped = lines.map(scopedToken);
  if (scoped.length < 2 && scoped[0] === undefined) return oneToken(text);
  const tokens = scoped.filter((line) => line !== undefined);
  const bad = scoped.indexOf(undefined);
  if (bad >= 0) {
    return problem(
      `Line ${bad + 1} (not shown) is not a host, \`=\` and a token; with several lines, each names the host or path that its token is for. ${example}`,
    );
  }
  const twice = tokens.find(({ prefix }, at) => tokens.findIndex((token) => token.prefix === prefix) < at);
  if (twice !== undefined) return problem(`Two lines are for \`${twice.prefix}\`. Keep one of them.`);
  if (tokenHosts !== '') {
    return problem(
      'Each line names its own host, so `token-hosts` has no meaning. Leave it empty, and write one line for each host.',
    );
  }
  return ok({ token: undefined, scopedTokens: tokens.filter(({ token }) => token !== '') });
}

/** tokensIn lists what may be a secret in `token`, whether or not it is valid: each line and its token. */
export function tokensIn(text: string): string[] {
  return linesOfTokens(text).flatMap((line) => {
    const token = scopedToken(line)?.token ?? tokenAfterSlash(line);
    return token === undefined ? [line] : [token];
  });
}

function oneToken(text: string): Parsed<TokenInput> {
  if (text === '') return ok({ token: undefined, scopedTokens: [] });
  // A token has no slash before a `=`: sent as a whole, such a line would go to a host that it is not for.
  if (tokenAfterSlash(text) !== undefined) {
    return problem(`The part before \`=\` is not a host or a path below one. ${example}`);
  }
  return /^[\x21-\x7e]+$/.test(text)
    ? ok({ token: text, scopedTokens: [] })
    : problem(
        `The token contains spaces, line breaks or other characters that no token has. Give the token exactly as it was issued; for several tokens, name what each is for. ${example}`,
      );
}

function tokenAfterSlash(line: string): string | undefined {
  const end = line.indexOf('=');
  const token = line.slice(end + 1).trim();
  return line.slice(0, Math.max(end, 0)).includes('/') && !/^(?:=|$)/.test(token) ? token : undefined;
}

/** Only a host with a dot or a port: anything else before a `=` may belong to a token. */
function scopedToken(line: string): ScopedToken | undefined {
  const {
    host = '',
    path = '',
    token = '',
  } = /^(?<host>[^\s/=]+)(?<path>(?:\/[\w.~-]+)*)\/?\s*=\s*(?<token>[\x21-\x7e]*)$/.exec(line)?.groups ?? {};
  const parsed = parseHost(host);
  if (parsed.kind === 'problem' || !isServer(host) || token.startsWith('=')) return undefined;
  const hasDots = path.split('/').some((element) => element === '.' || element === '..');
  return hasDots ? undefined : { prefix: parsed.value + path, token };
}

/** The last label of a name is all letters, and no label is as long as a part of a token can be. */
function isServer(host: string): boolean {
  const [name = '', port] = host.split(':');
  const labels = name.split('.');
  if (labels.some((label) => label.length > 63)) return false;
  return port !== undefined || (labels.length > 1 && /^(?:[a-z]+|\d+)$/i.test(labels.at(-1) ?? ''));
}

function linesOfTokens(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
