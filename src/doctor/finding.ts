import type { Endpoint } from './facts.ts';

/** Finding is one problem, and what to change. */
export interface Finding {
  /** Stable, kebab-case. */
  readonly code: string;
  /** One sentence: where, and what is wrong. */
  readonly problem: string;
  /** Alternatives, with inputs and settings as they are written; one of them is enough. */
  readonly changes: readonly string[];
}

/** titleOf describes a server by its role. */
export function titleOf({ role, url }: Pick<Endpoint, 'role' | 'url'>): string {
  switch (role.kind) {
    case 'module-proxy':
      return `the module proxy ${url}`;
    case 'checksum-database':
      return `the checksum database ${role.name} (at ${url})`;
    case 'repository':
      return `${url}, from which the go command fetches ${role.modules[0]} with git`;
  }
}

/**
 * nextChanges lists the ways around a failing module proxy, or to do without a checksum database, the safest
 * first.
 */
export function nextChanges({ role, url }: Pick<Endpoint, 'role' | 'url'>): string[] {
  if (role.kind === 'checksum-database') {
    return [
      `Allow access to ${role.name}, or list first in \`goproxy\` a module proxy that relays it.`,
      'Commit a complete go.sum (run `go mod tidy` with internet access): the modules it lists are verified without the database.',
      'For private modules, which it cannot know, set `goprivate: HOST/OWNER`.',
    ];
  }
  if (role.kind === 'repository') {
    return ['If a registry has these modules, list it first in `goproxy` and set `gonoproxy: none`.'];
  }
  const { next, separator } = role;
  if (separator === '|')
    return ['No change is needed for this run: the next entry of GOPROXY is used instead.'];
  if (separator === ',' && next !== undefined && next !== 'off') {
    return [
      `Fall back to the next entry after any failure, with \`|\` instead of \`,\`: \`goproxy: ${url}|${next}\`.`,
    ];
  }
  return ['Set a fallback mirror: `fallback-goproxy: https://proxy.example.com`.'];
}
