import type { Guard } from '../../src/ports/guard.ts';

/** RecordingGuard is a Guard that does nothing but know what it was told and what was taken back. */
export interface RecordingGuard extends Guard {
  /** Paths and process ids that were not released. */
  readonly held: Set<string | number>;
  /** All that it was ever told of. */
  readonly told: (string | number)[];
  /** The times that it was given, in ms. */
  readonly limits: number[];
}

/** recordingGuard makes a guard for tests. */
export function recordingGuard(): RecordingGuard {
  const held = new Set<string | number>();
  const told: (string | number)[] = [];
  const limits: number[] = [];
  const hold = (what: string | number) => {
    told.push(what);
    held.add(what);
    return () => void held.delete(what);
  };
  return {
    held,
    told,
    limits,
    removeAtEnd: hold,
    endAtEnd: hold,
    endWithin: (ms) => void limits.push(ms),
  };
}
