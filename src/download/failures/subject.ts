import { redactUrls } from '../../go/goproxy.ts';
import { moduleKey, unescapePath, unescapeVersion } from '../../go/module.ts';

/** Subject is what a failure is about, as far as its record tells. */
export interface Subject {
  /** `path@version` */
  readonly module?: string;
  /** Without secrets. */
  readonly url?: string;
  readonly host?: string;
}

const modulePatterns: readonly RegExp[] = [
  /^verifying (?<module>[^\s@]+@[^\s/:]+)/,
  // Of a chain `go: A@v requires\n\tB@v: …` the last one is meant.
  /requires\n(?:.*\n)*?\s*(?<module>[^\s@:]+@[^\s:]+): /,
  /^(?:go: )?(?<module>[^\s@:]+@[^\s:]+): /,
  /^(?:go: )?download (?<module>go\d\S*) for /,
];

/** subjectOf finds the module, the URL and the host that a record names. */
export function subjectOf(record: string, knownModule?: string): Subject {
  const module = knownModule ?? moduleOf(record);
  const url = urlOf(record);
  const host = url === undefined ? undefined : hostOf(url);
  return {
    ...(module === undefined ? {} : { module }),
    ...(url === undefined ? {} : { url }),
    ...(host === undefined ? {} : { host }),
  };
}

function moduleOf(record: string): string | undefined {
  for (const pattern of modulePatterns) {
    const found = pattern.exec(record)?.groups?.['module'];
    if (found !== undefined) return found;
  }
  const required = /require (?<path>\S+): version "(?<version>[^"]*)" invalid/.exec(record)?.groups;
  if (required !== undefined) return `${required['path']}@${required['version']}`;
  return cachedModuleOf(record);
}

/** The module of a file `…/cache/download/PATH/@v/VERSION.zip`, where only that is named. */
function cachedModuleOf(record: string): string | undefined {
  const file =
    /cache[\\/]download[\\/](?<path>\S+?)[\\/]@v[\\/](?<version>\S+?)\.(?:zip|mod|info|lock)\b/.exec(record);
  const path = unescapePath((file?.groups?.['path'] ?? '').replaceAll('\\', '/'));
  const version = unescapeVersion(file?.groups?.['version'] ?? '');
  return path === undefined || version === undefined ? undefined : moduleKey({ path, version });
}

/** The first URL that is no reference to Go's documentation. */
function urlOf(record: string): string | undefined {
  const urls = redactUrls(record).match(/\b(?:https?|ssh|git|file):\/\/[^\s"'`<>]+/g) ?? [];
  return urls
    .map((url) => url.replace(/[:;,.)]+$/, ''))
    .find((url) => !/^https:\/\/(?:golang\.org|go\.dev)\/(?:s|doc|cmd|ref)\//.test(url));
}

function hostOf(url: string): string | undefined {
  const host = URL.canParse(url) ? new URL(url).host : '';
  return host === '' ? undefined : host;
}
