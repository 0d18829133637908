import type { CacheStore } from './cache-store.ts';
import type { State } from './history.ts';

/** Sizes are the measured sizes of a project, in bytes. */
export interface Sizes {
  /** Our entry of all modules. */
  readonly full: number;
  /** setup-go's archive of the same modules, for one system. */
  readonly archive: number;
}

/** Job is one job of the week. */
export interface Job {
  /** The index of its state in the history. */
  readonly state: number;
  readonly system: string;
  /** `main`, or the pull request that it is for. */
  readonly scope: string;
}

/** Downloaded is what a job took from the module proxy. */
export interface Downloaded {
  readonly modules: number;
  readonly bytes: number;
}

/** Way is how jobs use a cache. */
export type Way = (job: Job, store: CacheStore) => Downloaded;

const nothing: Downloaded = { modules: 0, bytes: 0 };

/**
 * setupGo restores the archive of exactly this system and go.sum. Where there is none, it restores nothing: the job downloads
 * all modules, and stores a full archive.
 */
export function setupGo(states: readonly State[], sizes: Sizes): Way {
  return ({ state, system, scope }, store) => {
    const key = `${system}-${state}`;
    if (store.has(key, scope) && store.read(key, scope)) return nothing;
    store.write(key, scope, sizes.archive);
    const { modules } = states[state] ?? { modules: 0 };
    return { modules, bytes: zipBytes(sizes) };
  };
}

/** A delta may have this share of its base (src/cache/save.ts). */
const deltaShare = 0.2;

/** In bytes: a delta is not smaller than its manifest. The smallest that bench/pack measured. */
const deltaMin = 26_000;

interface Stored {
  readonly key: string;
  readonly base: number;
}

/**
 * goModDownload restores the entry of this go.sum, one for all systems, else the newest older entry, and downloads what that
 * lacks. It stores a delta on the full entry where that is small enough, else a full entry. With `isolated`, what a pull
 * request stores is for itself, as in GitHub's cache service.
 */
export function goModDownload(states: readonly State[], sizes: Sizes, isolated: boolean): Way {
  const stored = new Map<string, Stored>();
  return (job, store) => {
    const scope = isolated ? job.scope : 'main';
    const hit = find(job.state, scope);
    if (hit !== undefined && store.has(hit.key, scope) && readWhole(hit, store, scope)) return nothing;
    const older = newestOlder(job.state, scope, store);
    const { modules, added } = states[job.state] ?? { modules: 0, added: [] };
    const missing = older === undefined ? modules : (added[older.state] ?? modules);
    save(job.state, scope, older?.entry, store);
    return { modules: missing, bytes: (zipBytes(sizes) * missing) / Math.max(1, modules) };
  };

  function find(state: number, scope: string): Stored | undefined {
    return stored.get(`${scope}/${state}`) ?? stored.get(`main/${state}`);
  }

  function newestOlder(state: number, scope: string, store: CacheStore) {
    for (let older = state - 1; older >= 0; older--) {
      const entry = find(older, scope);
      if (entry !== undefined && store.has(entry.key, scope) && readWhole(entry, store, scope)) {
        return { state: older, entry };
      }
    }
    return undefined;
  }

  function save(state: number, scope: string, older: Stored | undefined, store: CacheStore): void {
    const { modules, added } = states[state] ?? { modules: 0, added: [] };
    const base = older?.base;
    const share = base === undefined ? 1 : (added[base] ?? modules) / Math.max(1, modules);
    const isDelta = base !== undefined && share <= deltaShare;
    const key = `${state}${isDelta ? `-on-${base}` : ''}`;
    stored.set(`${scope}/${state}`, { key, base: isDelta ? base : state });
    store.write(key, scope, isDelta ? Math.max(deltaMin, sizes.full * share) : sizes.full);
  }

  function readWhole({ key, base }: Stored, store: CacheStore, scope: string): boolean {
    if (!store.read(key, scope)) return false;
    return !key.includes('-on-') || (store.has(`${base}`, scope) && store.read(`${base}`, scope));
  }
}

/**
 * What the module proxy sends. It is not recorded; setup-go's archive holds every zip, which its compression does not make
 * smaller, and every extracted tree, which compresses to about what our entry takes.
 */
function zipBytes({ full, archive }: Sizes): number {
  return archive - full;
}
