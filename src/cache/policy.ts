import type { CacheMode } from '../inputs/inputs.ts';
import type { Env } from '../ports/env.ts';

/** CachePolicy is what this run may do with the cache, and why. */
export interface CachePolicy {
  readonly mode: CacheMode;
  readonly reads: boolean;
  readonly writes: boolean;
  /** Where the mode came from, for the log. */
  readonly source: string;
}

/**
 * decidePolicy settles the cache mode: the input, else `read` on tags and in the merge queue (no other
 * branch can restore what they save), else `write`. GitHub's own ACTIONS_CACHE_MODE is a ceiling.
 */
export function decidePolicy(input: CacheMode | undefined, env: Env): CachePolicy {
  const chosen = choose(input, env);
  const ceiling = env['ACTIONS_CACHE_MODE'] ?? '';
  if (!isMode(ceiling)) return policy(chosen.mode, chosen.source);
  const mode = both(chosen.mode, ceiling);
  if (mode === chosen.mode) return policy(mode, chosen.source);
  return policy(mode, `${chosen.source} says ${chosen.mode}, lowered by ACTIONS_CACHE_MODE=${ceiling}`);
}

function choose(input: CacheMode | undefined, env: Env): { mode: CacheMode; source: string } {
  if (input !== undefined) return { mode: input, source: 'input `cache-mode`' };
  if (env['GITHUB_REF_TYPE'] === 'tag') return { mode: 'read', source: 'the default on a tag' };
  if (env['GITHUB_EVENT_NAME'] === 'merge_group')
    return { mode: 'read', source: 'the default in a merge queue' };
  return { mode: 'write', source: 'the default' };
}

function policy(mode: CacheMode, source: string): CachePolicy {
  return { mode, source, reads: canRead(mode), writes: canWrite(mode) };
}

function both(a: CacheMode, b: CacheMode): CacheMode {
  const reads = canRead(a) && canRead(b);
  const writes = canWrite(a) && canWrite(b);
  if (reads) return writes ? 'write' : 'read';
  return writes ? 'write-only' : 'none';
}

function canRead(mode: CacheMode): boolean {
  return mode === 'write' || mode === 'read';
}

function canWrite(mode: CacheMode): boolean {
  return mode === 'write' || mode === 'write-only';
}

function isMode(text: string): text is CacheMode {
  return text === 'write' || text === 'read' || text === 'write-only' || text === 'none';
}
