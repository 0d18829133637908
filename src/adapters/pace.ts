import type { Clock } from '../ports/clock.ts';

/** Pace limits how often progress is shown. */
export interface Pace {
  /** True if nothing was shown during the interval; then this counts as shown. */
  due(): boolean;
  /** Records that something was shown. */
  shown(): void;
}

/** paceOf is due `intervalMs` after anything was shown, or after the start. */
export function paceOf(clock: Clock, intervalMs: number): Pace {
  let last = clock.now();
  const shown = () => {
    last = clock.now();
  };
  return {
    shown,
    due: () => {
      if (clock.now() - last < intervalMs) return false;
      shown();
      return true;
    },
  };
}
