import { moduleKey, unescapePath, unescapeVersion } from '../../go/module.ts';
import { redactUrls } from '../../go/url-credentials.ts';
import { onOneLine } from './words.ts';

/** Subject is what a failure is about, as far as its record says. */
export interface Subject {
  /** `path@version` */
  readonly module?: string;
  /** Without secrets. */
  readonly url?: string;
  readonly host?: string;
}

/** All applied to a record on one line. */
const modulePatterns: readonly RegExp[] = [
  /verifying (?<module>[^\s@]+@[^\s/:]+)(?:\/go\.mod)?: /,
  // In a chain `go: A@v requires B@v requires C@v: …` it is the last one.
  /requires (?<module>[^\s@:"]+@[^\s:]+): /,
  /^(?:go: )?(?:module |zip (?:for|of) )?(?<module>[^\s@:"]+@[^\s:]+)(?=: | \(replaced by | requires go | has )/,
  /^(?:go: )?download (?<module>go\d\S*) for /,
  /(?:^|\s)(?<module>[^\s@:"'(/.]+\.[^\s@:"'(]*@v\d[^\s:)]*)(?=: )/,
];

/** subjectOf finds the module, the URL and the host that a record names. */
export function subjectOf(record: string, knownModule?: string): Subject {
  const module = knownModule ?? moduleOf(onOneLine(record));
  const [url] = urlsIn(redactUrls(record));
  const host = url === undefined ? undefined : hostOf(url);
  return {
    ...(module === undefined ? {} : { module }),
    ...(url === undefined ? {} : { url }),
    ...(host === undefined ? {} : { host }),
  };
}

function moduleOf(words: string): string | undefined {
  for (const pattern of modulePatterns) {
    const found = pattern.exec(words)?.groups?.['module'];
    if (found !== undefined) return found;
  }
  return invalidRequirement(words) ?? queriedModule(words) ?? cachedModule(words);
}

function invalidRequirement(words: string): string | undefined {
  const required = /require (?<path>\S+): version "(?<version>[^"]*)" invalid/.exec(words)?.groups;
  return required === undefined ? undefined : `${required['path']}@${required['version']}`;
}

function queriedModule(words: string): string | undefined {
  const query = /module (?<path>\S+): no matching versions? for query "(?<query>[^"]*)"/.exec(words)?.groups;
  return query === undefined ? undefined : `${query['path']}@${query['query']}`;
}

/** The module of a file `…/cache/download/PATH/@v/VERSION.zip`. */
function cachedModule(words: string): string | undefined {
  const file = /cache[\\/]download[\\/](?<path>\S+?)[\\/]@v[\\/](?<version>\S+?)\.(?:zip|mod|info|lock)/.exec(
    words,
  );
  const path = unescapePath((file?.groups?.['path'] ?? '').replaceAll('\\', '/'));
  const version = unescapeVersion(file?.groups?.['version'] ?? '');
  return path === undefined || version === undefined ? undefined : moduleKey({ path, version });
}

/** urlsIn finds the URLs in a record that do not refer to Go's documentation. */
export function urlsIn(record: string): string[] {
  const urls = record.match(/\b(?:https?|ssh|git|file):\/\/[^\s"'`<>]+/g) ?? [];
  return urls
    .map((url) => url.replace(/(?<![:;,.)])[:;,.)]+$/, ''))
    .filter((url) => !/^https:\/\/(?:golang\.org|go\.dev)\/(?:s|doc|cmd|ref)\//.test(url));
}

function hostOf(url: string): string | undefined {
  const host = URL.canParse(url) ? new URL(url).host : '';
  return host === '' ? undefined : host;
}
