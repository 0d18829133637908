import type { CachePolicy } from '../cache/policy.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Plan } from '../plan/plan.ts';
import type { CacheBackend } from '../ports/cache-backend.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { Env } from '../ports/env.ts';
import type { Exec } from '../ports/exec.ts';
import type { Guard } from '../ports/guard.ts';
import type { Network } from '../ports/http-client.ts';
import type { Runner } from '../ports/runner.ts';
import type { ToolCache } from '../ports/tool-cache.ts';
import type { Fallbacks } from './fallbacks.ts';

/** Cache is the backend of this run, or the reason why there is none. */
export type Cache =
  /** `note` is where entries are kept and who asks for them, for the log, where that is not obvious. */
  | { readonly kind: 'on'; readonly backend: CacheBackend; readonly note?: string }
  | { readonly kind: 'off'; readonly reason: string };

/** Ports is everything a run needs from outside. */
export interface Ports {
  readonly runner: Runner;
  readonly exec: Exec;
  readonly env: Env;
  readonly clock: Clock;
  readonly random: Random;
  readonly cache: Cache;
  readonly network: Network;
  readonly toolCache: ToolCache;
  /** Knows what must not outlive this process. */
  readonly guard: Guard;
}

/** GoPorts is what setting up Go needs from outside. */
export type GoPorts = Omit<Ports, 'cache'>;

/** Bounds are the temporary folders and the deadline of a run. */
export interface Bounds {
  /** A private folder that the caller removes after the run. */
  readonly scratchDir: string;
  /** An empty folder, in which no go.mod or go.work affects the go command. */
  readonly neutralDir: string;
  /** Aborts at the deadline of the whole run, or when the run is interrupted. */
  readonly signal: AbortSignal;
}

/** Run is the context of all steps after the plan. */
export interface Run extends Bounds {
  readonly inputs: Inputs;
  readonly plan: Plan;
  readonly policy: CachePolicy;
  readonly ports: Ports;
  readonly fallbacks: Fallbacks;
}
