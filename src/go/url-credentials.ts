/**
 * What is secret in URLs and lists of them, also in those that no one can use: a refused value was still
 * meant to hold a password. Where a text can be read in two ways, both readings count.
 */

/** ListItem is one entry of a GOPROXY list, trimmed, with the separator after it. */
export interface ListItem {
  readonly entry: string;
  readonly separator: ',' | '|' | '';
}

/** splitList splits a GOPROXY list. */
export function splitList(text: string): ListItem[] {
  const parts = text.split(/([,|])/);
  return parts.flatMap((entry, index): ListItem[] => {
    const separator = parts[index + 1];
    if (index % 2 === 1) return [];
    return [{ entry: entry.trim(), separator: separator === ',' || separator === '|' ? separator : '' }];
  });
}

/** withoutCredentials is the list without any user name or password. */
export function withoutCredentials(text: string): string {
  return splitList(text)
    .map(({ entry, separator }) => withUserinfo(entry, '') + separator)
    .join('');
}

/**
 * shownUrls is the list fit for a log: `xxxxx` stands for passwords, for user names that stand alone, and for
 * queries.
 */
export function shownUrls(text: string): string {
  return splitList(text)
    .map(({ entry, separator }) => shownUrl(entry) + separator)
    .join('');
}

function shownUrl(entry: string): string {
  const scheme = schemeOf(entry);
  const rest = withUserinfo(entry, '').slice(scheme.length);
  // An @ that is left may end a password that this is no URL for.
  const end = rest.lastIndexOf('@');
  const at = rest.slice(0, Math.max(0, end)).includes(':') ? end : -1;
  const hasSecret = at >= 0 || userinfoOf(entry) !== '';
  return `${scheme}${hasSecret ? 'xxxxx@' : ''}${rest.slice(at + 1).replace(/\?.+/s, '?xxxxx')}`;
}

/**
 * credentialsOf lists everything in a GOPROXY list that must not be printed: passwords, `user:password`, user
 * names that stand alone, for these are tokens, and what a query holds; each as written and decoded.
 */
export function credentialsOf(text: string): string[] {
  const items = splitList(text);
  const cut = items.some(({ entry }) => !entry.includes('@') && cutPassword(entry) !== undefined);
  return unique([
    ...items.flatMap(({ entry }) => credentialsIn(entry)),
    // A password with a comma: the list as a whole, and each piece of it as it would be named.
    ...(cut ? [...credentialsIn(text), ...items.flatMap(({ entry }) => cutPassword(entry) ?? [])] : []),
  ]);
}

/** credentialsOfUrl is credentialsOf for one URL, in which a comma separates nothing. */
export function credentialsOfUrl(text: string): string[] {
  return unique(credentialsIn(text.trim()));
}

/** A user name without a password is a token, unless it is shorter than this. */
const tokenMin = 4;

/** Shorter values of a query are words such as `main`, unless their name says that they are secret. */
const queryValueMin = 8;
const secretName = /auth|cred|key|pass|pw|secret|sig|token/i;

function credentialsIn(entry: string): string[] {
  const userinfo = userinfoOf(entry).slice(0, -1);
  const colon = userinfo.indexOf(':');
  const password = colon < 0 ? '' : userinfo.slice(colon + 1);
  const name = userinfo.replace(/:$/, '');
  const alone = name.length >= tokenMin ? [name] : [];
  return [
    ...(password === '' ? alone : [password, userinfo]),
    ...(userinfo === '' ? hiddenPassword(entry) : []),
    ...queryValues(entry),
  ];
}

/** `user:80/secret@host` is a URL of the host `user`: a port, then a path with an @ in it. */
function hiddenPassword(entry: string): string[] {
  const rest = entry.slice(schemeOf(entry).length);
  const hidden = rest.slice(0, Math.max(0, rest.lastIndexOf('@')));
  const colon = hidden.indexOf(':');
  if (colon < 0) return [];
  const password = hidden.slice(colon + 1);
  const last = password.split(/[/?#]/).at(-1) ?? '';
  return last.length >= queryValueMin ? [password, last] : [password];
}

function queryValues(entry: string): string[] {
  const query = /\?(?<query>[^#]*)/.exec(entry)?.groups?.['query'] ?? '';
  return query.split(/[&;]/).flatMap((pair) => {
    const equals = pair.indexOf('=');
    const [name, value] = equals < 0 ? ['', pair] : [pair.slice(0, equals), pair.slice(equals + 1)];
    return value.length >= queryValueMin || secretName.test(name) ? [value] : [];
  });
}

/**
 * What stands behind the colon of `https://user:pass`, which is no URL: the beginning of a password that was
 * cut at a comma.
 */
function cutPassword(entry: string): string | undefined {
  const scheme = schemeOf(entry);
  if (scheme === '' || URL.canParse(entry)) return undefined;
  const rest = entry.slice(scheme.length);
  const colon = rest.indexOf(':');
  return colon < 0 ? undefined : rest.slice(colon + 1);
}

function unique(secrets: readonly string[]): string[] {
  return [...new Set(secrets.flatMap((secret) => [secret, decoded(secret)]))].filter(
    (secret) => secret !== '',
  );
}

/**
 * redactUrls takes the secrets out of every URL in a text, as Go does (net/url, Redacted): `user:xxxxx@host`.
 * A user name alone in an http(s) URL is a token, and becomes `xxxxx@host`.
 */
export function redactUrls(text: string): string {
  return text.replace(/:\/\/(?<userinfo>[^\s/?#"`<>]*)@/g, (whole, userinfo: string, offset: number) => {
    const colon = userinfo.indexOf(':');
    if (colon >= 0) return `://${userinfo.slice(0, colon)}:xxxxx@`;
    return /https?$/i.test(text.slice(Math.max(0, offset - 5), offset)) ? '://xxxxx@' : whole;
  });
}

/** withUserinfo puts something in the place of the user name and the password of an entry, up to its `@`. */
function withUserinfo(entry: string, replacement: string): string {
  const userinfo = userinfoOf(entry);
  return userinfo === '' ? entry : entry.replace(userinfo, () => replacement);
}

/** The part up to the last `@` of the authority, with it; of what is no URL, up to the last `@` there is. */
function userinfoOf(entry: string): string {
  const rest = entry.slice(schemeOf(entry).length);
  const end = URL.canParse(withScheme(entry)) ? (/[/?#]/.exec(rest)?.index ?? rest.length) : rest.length;
  return rest.slice(0, rest.lastIndexOf('@', end - 1) + 1);
}

function schemeOf(entry: string): string {
  return /^[a-z][a-z0-9+.-]*:\/+/i.exec(entry)?.[0] ?? '';
}

/**
 * withScheme adds https, as the go command does, to what looks like a host or has a path, not to a single
 * word.
 */
export function withScheme(entry: string): string {
  return /[.:/]/.test(entry) && !entry.includes(':/') && !entry.startsWith('/') ? `https://${entry}` : entry;
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
