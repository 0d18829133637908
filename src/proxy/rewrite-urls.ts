import type { Group } from '../fetch/goproxy-list.ts';
import { NotFetched } from '../fetch/not-fetched.ts';
import { urlOf } from '../fetch/upstream.ts';
import { redactUrls } from '../go/url-credentials.ts';

/** ServedUrls is what the URLs of a module proxy stand for. */
export interface ServedUrls {
  /** URL of the proxy; below it are the numbers of the groups. */
  readonly base: string;
  readonly groups: readonly Group[];
  /** Why files were not given, by their path below `base`. */
  readonly failures: ReadonlyMap<string, unknown>;
}

/**
 * rewriteUrls replaces the URLs of a module proxy by those of its upstreams, without secrets: the URL of a file that was not
 * given by that at the upstream whose failure decided, any other by that at the first upstream of its group.
 */
export function rewriteUrls(text: string, { base, groups, failures }: ServedUrls): string {
  if (!text.includes(base)) return text;
  let rewritten = text;
  for (const [request, failure] of failures) {
    if (!(failure instanceof NotFetched) || failure.upstream === undefined) continue;
    const url = redactUrls(urlOf(failure.upstream, failure.file));
    rewritten = rewritten.replaceAll(`${base}/${request}`, url);
  }
  for (const [index, { upstreams }] of groups.entries()) {
    rewritten = rewritten.replaceAll(`${base}/${index}`, redactUrls(upstreams[0]?.url ?? ''));
  }
  return rewritten;
}
