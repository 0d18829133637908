import { ActionError } from '../errors.ts';
import { urlFault } from './url.ts';

export { matchesGlobs } from './glob.ts';

/** GoproxyEntry is one place of a GOPROXY list. */
export type GoproxyEntry =
  | {
      readonly kind: 'url';
      /** With its credentials, without a slash at its end; http(s) URLs may have a query. */
      readonly url: string;
      /** What stands behind it: at `,` only 404 and 410 lead to the next entry, at `|` every failure; empty at the end. */
      readonly separator: ',' | '|' | '';
    }
  /** From the repositories themselves. */
  | { readonly kind: 'direct' }
  /** From nowhere: what has not been found so far is an error. */
  | { readonly kind: 'off' };

/**
 * parseGoproxy reads a GOPROXY list as the go command does (cmd/go/internal/modfetch, proxyList): empty entries
 * are skipped, nothing behind `direct` or `off` counts, `proxy.example.com` means https. Throws ActionError
 * `goproxy-invalid`.
 */
export function parseGoproxy(text: string): GoproxyEntry[] {
  const entries: GoproxyEntry[] = [];
  for (const { entry, separator } of splitList(text)) {
    if (entry === 'direct' || entry === 'off') return [...entries, { kind: entry }];
    if (entry !== '') entries.push({ kind: 'url', url: parseProxyUrl(entry), separator });
  }
  if (entries.length > 0) return entries;
  throw invalid(
    'GOPROXY has no entries',
    'Write `https://proxy.example.com,direct`, or leave it empty for the default.',
  );
}

/** withoutCredentials is the list without any user name or password, fit to be exported or shown. */
export function withoutCredentials(text: string): string {
  return splitList(text)
    .map(({ entry, separator }) => withUserinfo(entry, '') + separator)
    .join('');
}

/**
 * credentialsOf lists everything in a GOPROXY list that must not be printed: passwords, `user:password`, and user
 * names that stand alone, for these are tokens; each as written and decoded.
 */
export function credentialsOf(text: string): string[] {
  const secrets = splitList(text).flatMap(({ entry }) => {
    const userinfo = userinfoOf(entry).slice(0, -1);
    const colon = userinfo.indexOf(':');
    const password = colon < 0 ? '' : userinfo.slice(colon + 1);
    return password === '' ? [userinfo.replace(/:$/, '')] : [password, userinfo];
  });
  return [...new Set(secrets.flatMap((secret) => [secret, decoded(secret)]))].filter(
    (secret) => secret !== '',
  );
}

/**
 * redactUrls takes the secrets out of every URL in a text, as Go does (net/url, Redacted): `user:xxxxx@host`. A
 * user name alone in an http(s) URL is a token, and becomes `xxxxx@host`.
 */
export function redactUrls(text: string): string {
  return text.replace(/:\/\/(?<userinfo>[^\s/?#"`<>]*)@/g, (whole, userinfo: string, offset: number) => {
    const colon = userinfo.indexOf(':');
    if (colon >= 0) return `://${userinfo.slice(0, colon)}:xxxxx@`;
    return /https?$/i.test(text.slice(Math.max(0, offset - 5), offset)) ? '://xxxxx@' : whole;
  });
}

interface ListItem {
  readonly entry: string;
  readonly separator: ',' | '|' | '';
}

function splitList(text: string): ListItem[] {
  return Array.from(text.matchAll(/(?<entry>[^,|]*)(?<separator>[,|]|$)/g), ({ groups = {} }): ListItem => {
    const separator = groups['separator'] === ',' || groups['separator'] === '|' ? groups['separator'] : '';
    return { entry: (groups['entry'] ?? '').trim(), separator };
  });
}

/** The part up to the last `@` of the authority, with it; of what is no URL, up to the last `@` there is. */
function userinfoOf(entry: string): string {
  const rest = entry.replace(/^[a-z][a-z0-9+.-]*:\/+/i, '');
  const pattern = URL.canParse(withScheme(entry)) ? /^[^/?#]*@/ : /^.*@/s;
  return pattern.exec(rest)?.[0] ?? '';
}

function withUserinfo(entry: string, replacement: string): string {
  const userinfo = userinfoOf(entry);
  return userinfo === '' ? entry : entry.replace(userinfo, () => replacement);
}

/** The go command adds https to what looks like a host or has a path, not to a single word. */
function withScheme(entry: string): string {
  return /[.:/]/.test(entry) && !entry.includes(':/') && !entry.startsWith('/') ? `https://${entry}` : entry;
}

function parseProxyUrl(entry: string): string {
  const url = withScheme(entry);
  const shown = withUserinfo(entry, 'xxxxx@');
  const scheme = /^(?<scheme>[a-z][a-z0-9+.-]*):/i.exec(url)?.groups?.['scheme']?.toLowerCase();
  const valid =
    'Entries are `direct`, `off`, or URLs that begin with https://, http:// or file://, separated by `,` or `|`.';
  if (scheme === undefined) {
    throw invalid(`GOPROXY entry \`${shown}\` is not a URL`, `Write ${suggestion(shown)}. ${valid}`);
  }
  if (!['https', 'http', 'file'].includes(scheme)) {
    throw invalid(`GOPROXY entry \`${shown}\` has the scheme ${scheme}`, valid);
  }
  const fault = scheme === 'file' ? fileUrlFault(url) : urlFault(url);
  // A backslash is a character like any other for Go, and a slash for others.
  const normal = url.replace(/#.*$/s, '').replaceAll('\\', '%5C').replace(/\/+$/, '');
  if (fault !== undefined || !URL.canParse(normal)) {
    const why = fault === undefined ? '' : `: ${fault}`;
    throw invalid(`GOPROXY entry \`${shown}\` is not a valid URL${why}`, valid);
  }
  return normal;
}

function fileUrlFault(url: string): string | undefined {
  if (!/^file:\/\/\/[^?#]*$/i.test(url)) return 'a file:// URL is a path and nothing else';
  return urlFault(url.replace(/^file:\/\//i, 'file://localhost'));
}

function suggestion(entry: string): string {
  return entry.startsWith('/') ? `\`file://${entry}\`` : `\`https://${entry}\``;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // Not percent-encoded after all: then it is meant as it stands.
    if (error instanceof URIError) return text;
    throw error;
  }
}

function invalid(message: string, hint: string): ActionError {
  return new ActionError(message, {
    code: 'goproxy-invalid',
    class: 'configuration',
    input: 'goproxy',
    hint,
  });
}
