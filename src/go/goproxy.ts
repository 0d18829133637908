import { ActionError } from '../errors.ts';
import { urlFault } from './url.ts';
import { shownUrls, splitList, withScheme } from './url-credentials.ts';

export { matchesGlobs } from './glob.ts';

/** GoproxyEntry is one entry of a GOPROXY list. */
export type GoproxyEntry =
  | {
      readonly kind: 'url';
      /** With its credentials, without a slash at its end; http(s) URLs may have a query. */
      readonly url: string;
      /**
       * What stands behind it: at `,` only 404 and 410 lead to the next entry, at `|` every failure; empty at
       * the end.
       */
      readonly separator: ',' | '|' | '';
    }
  /** A URL that only Go can read: a port above 65535, an IPv6 address with a zone. */
  | { readonly kind: 'go-only'; readonly url: string; readonly separator: ',' | '|' | '' }
  /** From the repositories. */
  | { readonly kind: 'direct' }
  /** From nowhere: a module that was not found before is an error. */
  | { readonly kind: 'off' };

/**
 * parseGoproxy reads a GOPROXY list as the go command does (cmd/go/internal/modfetch, proxyList): empty
 * entries are skipped, nothing behind `direct` or `off` counts, `proxy.example.com` means https. Throws
 * ActionError `goproxy-invalid`.
 */
export function parseGoproxy(text: string): GoproxyEntry[] {
  const entries: GoproxyEntry[] = [];
  for (const { entry, separator } of splitList(text)) {
    if (entry === 'direct' || entry === 'off') return [...entries, { kind: entry }];
    if (entry === '') continue;
    const url = parseProxyUrl(entry);
    entries.push({ kind: URL.canParse(url) ? 'url' : 'go-only', url, separator });
  }
  if (entries.length > 0) return entries;
  throw invalid(
    'GOPROXY has no entries',
    'Write `https://proxy.example.com,direct`, or leave it empty for the default.',
  );
}

function parseProxyUrl(entry: string): string {
  const url = withScheme(entry);
  const shown = shownUrls(entry);
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
  if (fault !== undefined) throw invalid(`GOPROXY entry \`${shown}\` is not a valid URL: ${fault}`, valid);
  // To Go, a backslash is an ordinary character; other parsers treat it as a slash.
  return url
    .replace(/#.*/s, '')
    .replaceAll('\\', '%5C')
    .replace(/(?<!\/)\/+$/, '');
}

function fileUrlFault(url: string): string | undefined {
  if (!/^file:\/\/\/[^?#]*$/i.test(url)) return 'a file:// URL is a path and nothing else';
  return urlFault(url.replace(/^file:\/\//i, 'file://localhost'));
}

function suggestion(entry: string): string {
  return entry.startsWith('/') ? `\`file://${entry}\`` : `\`https://${entry}\``;
}

function invalid(message: string, hint: string): ActionError {
  return new ActionError(message, {
    code: 'goproxy-invalid',
    class: 'configuration',
    input: 'goproxy',
    hint,
  });
}
