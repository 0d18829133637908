/** Clock reads time and waits, so that tests do not have to wait. All values in ms. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`, or rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Random yields numbers in [0, 1), like Math.random. */
export type Random = () => number;
