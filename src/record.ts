import type { ErrorClass, Fault } from './errors.ts';
import type { Location } from './ports/runner.ts';

/** ModuleSource says where the files of a module came from in this run. */
export type ModuleSource = 'disk' | 'cache' | 'download';

/** ModuleRecord is one module of the set. */
export interface ModuleRecord {
  readonly path: string;
  readonly version: string;
  readonly source: ModuleSource;
  /** Size of its zip as it lies in the module cache; 0 where the layout keeps none. */
  readonly bytes: number;
  /** How often it was asked for; 0 when nothing was transferred for it alone. */
  readonly attempts: number;
  /** When it was asked for and how long that took until it was here, in ms; absent when nothing was transferred for it alone. */
  readonly transfer?: { readonly startMs: number; readonly durationMs: number };
  /** False when no line of go.sum vouches for it, so that it is never stored. */
  readonly cacheable: boolean;
}

/** RejectedRecord is a module of a stored entry that was not what go.sum says. */
export interface RejectedRecord {
  /** `path@version`, or `path@version/go.mod` for its .mod file. */
  readonly module: string;
  readonly reason: string;
}

/**
 * ErrorRecord is one failure: what it is, whose it is, and what to do about it. The same record decides whether
 * something is tried again and is what is shown. No text of it holds a secret.
 */
export interface ErrorRecord {
  readonly class: ErrorClass;
  /** Stable, kebab-case; docs/troubleshooting.md has a paragraph for each. */
  readonly code: string;
  /** True when the same command can succeed a moment later. */
  readonly transient: boolean;
  readonly fault: Fault;
  readonly message: string;
  readonly hint: string;
  /** `path@version`, where one module is concerned. */
  readonly module?: string;
  readonly location?: Location;
  /** The input of this step to look at, where it is one. */
  readonly input?: string;
  /** The server that was spoken to, with its port, where one is named. */
  readonly host?: string;
  readonly url?: string;
  /** How often that server was asked, where that is known. */
  readonly attempts?: number;
  /** The original text, where it says more than `message`. */
  readonly original?: string;
}

/** HostRecord is what was asked of one server. Times in ms. */
export interface HostRecord {
  readonly host: string;
  /** Requests, repeated ones included. */
  readonly attempts: number;
  readonly bytes: number;
  /** Until the first byte of an answer, the median. */
  readonly firstByte: number;
  readonly retries: number;
  /** Transfers carried on where they had broken off. */
  readonly resumes: number;
  /** How often it was left for another server. */
  readonly failovers: number;
  /** How often its circuit breaker opened, closed, or let a trial through. */
  readonly breakerChanges: number;
}

/** FallbackRecord is a part of this program that did not do its work, which was then done without it. */
export interface FallbackRecord {
  readonly part: 'plan' | 'restore' | 'module proxy' | 'save';
  readonly reason: string;
}

/** StepName is a step of the pipeline, in order. */
export type StepName = 'go' | 'plan' | 'restore' | 'download' | 'save' | 'mirror';

/** StepRecord is when a step began, after the run did, and how long it took; in ms. */
export interface StepRecord {
  readonly name: StepName;
  readonly startMs: number;
  readonly durationMs: number;
}

/** RunRecord is everything that is reported of a run: the outputs, the JSON report and the summary are views of it. */
export interface RunRecord {
  readonly verdict: 'done' | 'nothing-to-do' | 'failed';
  /** The whole run in one sentence. */
  readonly sentence: string;
  /** True only when an entry of exactly this key was found. */
  readonly cacheHit: boolean;
  /** Undefined if the run ended before it was known; so are `goVersion` and `gomodcache`. */
  readonly cacheKey: string | undefined;
  /** The cache entry that was used or found. */
  readonly cacheMatchedKey: string | undefined;
  readonly cacheSaved: boolean;
  /** What the cache did or why it did nothing, one sentence each for restore and save. */
  readonly cacheNotes: readonly string[];
  /** For example `1.26.8`. */
  readonly goVersion: string | undefined;
  readonly gomodcache: string | undefined;
  readonly modules: readonly ModuleRecord[];
  readonly rejected: readonly RejectedRecord[];
  /** How long downloading took when the entry was stored that was restored, in ms, as far as it says so. */
  readonly entryDownloadMs?: number;
  /** Bytes of the entry that was transferred for the restore. */
  readonly bytesRestored: number;
  readonly bytesDownloaded: number;
  readonly bytesSaved: number;
  readonly retries: number;
  /** The servers that were asked for modules. */
  readonly hosts: readonly HostRecord[];
  readonly durationMs: number;
  readonly steps: readonly StepRecord[];
  /** What went into the key, one readable line each. */
  readonly keyIngredients: readonly string[];
  /** The parts of this program that were done without. */
  readonly fallbacks: readonly FallbackRecord[];
  readonly errors: readonly ErrorRecord[];
}
