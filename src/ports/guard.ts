/** Release revokes a duty of a Guard. Calling it again has no effect. */
export type Release = () => void;

/**
 * Guard ends this process if nothing else can. It works outside the event loop, so neither a blocked main
 * thread nor a blocked read holds it up. Before the process ends, by the guard or by a signal, what it was
 * told of is gone.
 */
export interface Guard {
  /** Has a file or folder removed; a file only where it still holds `text`, if that is given. */
  removeAtEnd(path: string, text?: string): Release;
  /** Has a process ended with its descendants; `pid` leads a process group where the system has those. */
  endAtEnd(pid: number): Release;
  /**
   * Ends this process in `ms` if it still runs then. `reason` is one sentence for the log. A later call
   * replaces an earlier one.
   */
  endWithin(ms: number, reason: string): void;
}
