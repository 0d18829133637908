import { type GoproxyEntry, parseGoproxy } from '../go/goproxy.ts';
import { asUpstream, type Upstream } from './upstream.ts';

/** Group is a run of consecutive upstreams in a GOPROXY list that our proxy stands in for. */
export interface Group {
  readonly upstreams: readonly Upstream[];
  /** Whether other entries follow it in the list. */
  readonly hasTail: boolean;
}

/** GoproxyList is a GOPROXY list in which other URLs can replace the groups. */
export interface GoproxyList {
  readonly groups: readonly Group[];
  /** The first group, if nothing precedes it: what go.mod needs will be requested from it. */
  readonly first: Group | undefined;
  /** The value of GOPROXY, with `urlOfGroup(n)` for the n-th group. */
  render(urlOfGroup: (index: number) => string): string;
}

/**
 * groupUpstreams finds the runs of http(s) entries that our proxy can stand in for. Everything else stays
 * where it is: `direct`, `off`, file:// URLs, URLs that only Go can read, the entries in `leftToGo`, and http URLs with
 * credentials, which the go command refuses.
 */
export function groupUpstreams(
  entries: readonly GoproxyEntry[],
  leftToGo: ReadonlySet<string> = new Set(),
): GoproxyList {
  const groups: Group[] = [];
  const parts: (string | { readonly group: number; readonly separator: string })[] = [];
  let run: Upstream[] = [];
  for (const [index, entry] of entries.entries()) {
    if (!isOurs(entry, leftToGo)) {
      parts.push('url' in entry ? entry.url + entry.separator : entry.kind);
      continue;
    }
    run.push(asUpstream(entry.url, entry.separator));
    const next = entries[index + 1];
    if (next !== undefined && isOurs(next, leftToGo)) continue;
    parts.push({ group: groups.length, separator: entry.separator });
    groups.push({ upstreams: run, hasTail: next !== undefined });
    run = [];
  }
  return {
    groups,
    first: typeof parts[0] === 'string' ? undefined : groups[0],
    render: (urlOfGroup) =>
      parts
        .map((part) => (typeof part === 'string' ? part : urlOfGroup(part.group) + part.separator))
        .join(''),
  };
}

/** upstreamsIn returns the URLs of a GOPROXY list, without its separators; none for an empty list. */
export function upstreamsIn(list: string): Upstream[] {
  if (list === '') return [];
  return parseGoproxy(list).flatMap((entry) => (entry.kind === 'url' ? [asUpstream(entry.url, '')] : []));
}

/** Narrower than any URL entry, so that an entry that is not ours can still be one. */
type OurEntry = Extract<GoproxyEntry, { kind: 'url' }> & { readonly ours?: true };

function isOurs(entry: GoproxyEntry, leftToGo: ReadonlySet<string>): entry is OurEntry {
  if (entry.kind !== 'url' || leftToGo.has(entry.url)) return false;
  const { protocol, username, password } = new URL(entry.url);
  return protocol === 'https:' || (protocol === 'http:' && username === '' && password === '');
}
