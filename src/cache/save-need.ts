import { beyond, type Cacheable, goModsOnDisk } from './cacheable.ts';
import type { CacheEntry } from './entry.ts';
import type { Part, Restored } from './restored.ts';

/** NeedRequest is what decides whether an entry is needed. */
export interface NeedRequest {
  readonly key: string;
  readonly gomodcache: string;
  readonly cacheable: Cacheable;
  readonly restored: Restored;
  /** `clean`: what is stored is replaced, whatever it holds. */
  readonly rebuild: boolean;
}

/** Lacking is what a stored entry lacks. */
type Lacking = Pick<Cacheable, 'modules' | 'goMods'>;

/** Need is whether an entry has to be stored, and on what it can build. */
export type Need =
  | { readonly kind: 'not-needed'; readonly reason: string }
  | {
      readonly kind: 'needed';
      /** The number of the entry of this key that there is; 0 for none. */
      readonly supersedes: number;
      /** The full entry that a delta can build on. */
      readonly base: Part | undefined;
      /** What the entry lacks, where that is all that is wrong with it. */
      readonly lacking?: Lacking;
    };

/**
 * needOf decides from how the restore ended. An entry that could not be read for now is not superseded: another run can
 * read it.
 */
export async function needOf({ restored, cacheable, key, gomodcache, rebuild }: NeedRequest): Promise<Need> {
  const first: Need = { kind: 'needed', supersedes: 0, base: undefined };
  switch (restored.kind) {
    case 'found':
      return { kind: 'not-needed', reason: 'an entry for this key is stored' };
    case 'hit':
      return needAfterHit(restored, cacheable, gomodcache);
    case 'partial':
      return { ...first, base: soundBase(restored) };
    case 'broken':
      return superseding(restored.entry, key);
    case 'interrupted':
      if (restored.isDamaged) return superseding(restored.delivered.entry, key);
      return rebuild ? first : notAvailable(restored.reason);
    case 'unavailable':
      return rebuild ? first : notAvailable(restored.reason);
    case 'miss':
    case 'skipped':
      return first;
  }
}

function superseding(entry: CacheEntry, key: string): Need {
  return { kind: 'needed', supersedes: entry.key === key ? entry.number : 0, base: undefined };
}

function notAvailable(reason: string): Need {
  return { kind: 'not-needed', reason: `the cache was not available (${reason})` };
}

/** The full entry that was restored without a fault, so that a delta on it will be complete. */
function soundBase({ delivered }: Extract<Restored, { kind: 'partial' }>): Part | undefined {
  if (delivered.rejected.length > 0) return undefined;
  return delivered.parts.find(({ manifest }) => manifest.base === undefined);
}

async function needAfterHit(
  { delivered }: Extract<Restored, { kind: 'hit' }>,
  cacheable: Cacheable,
  gomodcache: string,
): Promise<Need> {
  const need: Need = { kind: 'needed', supersedes: delivered.entry.number, base: undefined };
  if (delivered.rejected.length > 0 || delivered.baseMissing !== undefined) return need;
  const beyondParts = beyond(
    delivered.parts.map(({ manifest }) => manifest),
    cacheable,
  );
  const lacking = { ...beyondParts, goMods: await goModsOnDisk(gomodcache, beyondParts.goMods) };
  if (lacking.modules.length > 0 || lacking.goMods.length > 0) return { ...need, lacking };
  return { kind: 'not-needed', reason: 'the stored entry is complete' };
}
