import { type GoproxyEntry, parseGoproxy } from '../go/goproxy.ts';
import { asUpstream, type Upstream } from './upstream.ts';

/** Group is a run of upstreams in a GOPROXY list that we stand in for. */
export interface Group {
  readonly upstreams: readonly Upstream[];
  /** Whether the list goes on behind them. */
  readonly hasTail: boolean;
}

/** GoproxyList is a GOPROXY list in which other URLs stand in for its upstreams. */
export interface GoproxyList {
  readonly groups: readonly Group[];
  /** The first group when nothing stands before it: what go.mod needs will be asked there. */
  readonly first: Group | undefined;
  /** The value of GOPROXY with `urlOfGroup(n)` in place of the n-th group. */
  render(urlOfGroup: (index: number) => string): string;
}

/**
 * groupUpstreams finds the runs of http(s) entries that we can stand in for. Everything else stays where the user put it:
 * `direct`, `off`, file:// URLs, which need no network, the entries in `leftToGo`, and http URLs with credentials,
 * which the go command refuses.
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
      parts.push(entry.kind === 'url' ? entry.url + entry.separator : entry.kind);
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

/** upstreamsIn is the URLs of a GOPROXY list, asked independently of its separators; empty text has none. */
export function upstreamsIn(list: string): Upstream[] {
  if (list === '') return [];
  return parseGoproxy(list).flatMap((entry) => (entry.kind === 'url' ? [asUpstream(entry.url, '')] : []));
}

/** Narrower than any URL entry, so that what is not ours can still be one. */
type OurEntry = Extract<GoproxyEntry, { kind: 'url' }> & { readonly ours?: true };

function isOurs(entry: GoproxyEntry, leftToGo: ReadonlySet<string>): entry is OurEntry {
  if (entry.kind !== 'url' || leftToGo.has(entry.url)) return false;
  const { protocol, username, password } = new URL(entry.url);
  return protocol === 'https:' || (protocol === 'http:' && username === '' && password === '');
}
