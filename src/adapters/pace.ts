import type { Clock } from '../ports/clock.ts';

/** Pace tells when it is time for another sign of life. */
export interface Pace {
  /** True when nothing was shown for the interval; counts as shown. */
  due(): boolean;
  /** Notes that something was shown. */
  shown(): void;
}

/** paceOf lets something through once `intervalMs` have passed since anything was shown, the start included. */
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
