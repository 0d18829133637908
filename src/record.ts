import type { ErrorClass, Fault } from './errors.ts';
import type { RefusedModule } from './go/module.ts';
import type { Location } from './ports/runner.ts';

/** ModuleSource is where the files of a module came from in this run. */
export type ModuleSource = 'disk' | 'cache' | 'download';

/** ModuleRecord is one module of the set. */
export interface ModuleRecord {
  readonly path: string;
  readonly version: string;
  readonly source: ModuleSource;
  /** Size of its zip in the module cache; 0 if the layout keeps no zips. */
  readonly bytes: number;
  /** Number of requests for it; 0 if it was not transferred on its own. */
  readonly attempts: number;
  /** When the transfer began and how long it took, in ms; absent if it was not transferred on its own. */
  readonly transfer?: { readonly startMs: number; readonly durationMs: number };
  /** False if go.sum has no line for it, so that it is never cached. */
  readonly cacheable: boolean;
}

/**
 * ErrorRecord is one failure: what it is, its cause, and what to do about it. The same record is shown, and
 * decides about retries. None of its texts has a secret.
 */
export interface ErrorRecord {
  readonly class: ErrorClass;
  /** Stable, kebab-case; docs/troubleshooting.md has a paragraph for each. */
  readonly code: string;
  /** True if the same command can succeed a moment later. */
  readonly transient: boolean;
  readonly fault: Fault;
  readonly message: string;
  readonly hint: string;
  /** `path@version`, if the failure is about one module. */
  readonly module?: string;
  readonly location?: Location;
  /** The input of this step to check, if any. */
  readonly input?: string;
  /** The server, with its port, if known. */
  readonly host?: string;
  readonly url?: string;
  /** The number of requests to that server, if known. */
  readonly attempts?: number;
  /** The original text, if it says more than `message`. */
  readonly original?: string;
}

/** HostRecord summarizes the requests to one server. Times in ms. */
export interface HostRecord {
  readonly host: string;
  /** Requests, including retries. */
  readonly attempts: number;
  readonly bytes: number;
  /** Time to the first byte of a response, the median; 0 without any response. */
  readonly firstByte: number;
  readonly retries: number;
  /** Resumed transfers. */
  readonly resumes: number;
  /** Fallbacks to another server. */
  readonly failovers: number;
  /** State changes of its circuit breaker. */
  readonly breakerChanges: number;
}

/** FallbackRecord is a part of this program that did not do its work, which was then done without it. */
export interface FallbackRecord {
  readonly part: 'plan' | 'restore' | 'module proxy' | 'save';
  readonly reason: string;
}

/** StepName is a step of the pipeline, in order. */
export type StepName = 'go' | 'plan' | 'restore' | 'download' | 'save' | 'mirror';

/** StepRecord is when a step began, relative to the run, and how long it took; in ms. */
export interface StepRecord {
  readonly name: StepName;
  readonly startMs: number;
  readonly durationMs: number;
}

/** RunRecord is everything that is reported about a run: outputs, JSON report and summary are views of it. */
export interface RunRecord {
  readonly verdict: 'done' | 'nothing-to-do' | 'failed';
  /** The whole run in one sentence. */
  readonly sentence: string;
  /** True only if there was an entry for exactly this key. */
  readonly cacheHit: boolean;
  /** Undefined if the run ended before it was known; so are `goVersion` and `gomodcache`. */
  readonly cacheKey: string | undefined;
  /** The cache entry that was used or found. */
  readonly cacheMatchedKey: string | undefined;
  readonly cacheSaved: boolean;
  /** One sentence each about the restore and the save. */
  readonly cacheNotes: readonly string[];
  /** For example `1.26.8`. */
  readonly goVersion: string | undefined;
  readonly gomodcache: string | undefined;
  readonly modules: readonly ModuleRecord[];
  /** Modules of the cache entry that do not match go.sum. */
  readonly rejected: readonly RefusedModule[];
  /** How long the download took when the restored entry was saved, in ms, if the entry states it. */
  readonly entryDownloadMs?: number;
  /** Bytes transferred for the restore. */
  readonly bytesRestored: number;
  readonly bytesDownloaded: number;
  readonly bytesSaved: number;
  readonly retries: number;
  /** The servers that modules were requested from. */
  readonly hosts: readonly HostRecord[];
  readonly durationMs: number;
  readonly steps: readonly StepRecord[];
  /** What the key depends on, one readable line each. */
  readonly keyIngredients: readonly string[];
  /** The parts of this program that were done without. */
  readonly fallbacks: readonly FallbackRecord[];
  readonly errors: readonly ErrorRecord[];
}
