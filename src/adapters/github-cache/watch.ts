/** WatchLimits bound how long an operation may go without a sign of life. All times in ms, sizes in bytes. */
export interface WatchLimits {
  /** Silence while the service is asked and no byte flows. */
  readonly lookupTimeout: number;
  /** Silence while bytes flow. */
  readonly stallTimeout: number;
  /** The whole operation. */
  readonly deadline: number;
  /** What the operation may put on disk. */
  readonly sizeLimit: number;
}

/** Watch judges from outside whether an operation of `@actions/cache`, which cannot be aborted, is still alive. */
export interface Watch {
  /** Takes the bytes that the operation has on disk at `now` (ms of a monotonic clock). */
  sawBytes(bytes: number, now: number): void;
  /** Takes one line of what the library printed. */
  sawLine(line: string, now: number): void;
  /** Returns why the operation has to be stopped, or undefined while it may go on. */
  reasonToStop(now: number): string | undefined;
}

/**
 * watchCacheOperation starts a watch at `start`. Signs of life are bytes on disk and the library's count of bytes
 * transferred, from the first 0 on. What it prints is not enough: it prints that count every second, also when nothing
 * moves, and "Attempt 1 of 5 failed" through retries that take 31 s.
 */
export function watchCacheOperation(limits: WatchLimits, start: number): Watch {
  let started = false;
  let lastLife = start;
  // Packing, work on disk, comes before the first question.
  let flowing = true;
  let bytesOnDisk = 0;
  let bytesMoved = -1;

  const lives = (now: number) => {
    lastLife = now;
    flowing = true;
  };
  return {
    sawBytes(bytes, now) {
      const changed = bytes !== bytesOnDisk;
      bytesOnDisk = bytes;
      if (changed) lives(now);
    },
    sawLine(line, now) {
      if (!started) lastLife = now;
      started = true;
      const moved = transferredBytes(line);
      if (moved !== undefined && moved > bytesMoved) {
        bytesMoved = moved;
        lives(now);
      } else if (flowing && failedAttempt.test(line)) {
        // From here the library waits and asks again: it gets as long as a first answer does, once.
        lastLife = now;
        flowing = false;
      }
    },
    reasonToStop(now) {
      if (bytesOnDisk > limits.sizeLimit) return `the entry is larger than ${limits.sizeLimit} bytes`;
      if (now - start > limits.deadline)
        return `the cache service took longer than ${seconds(limits.deadline)}`;
      const timeout = timeoutFor(started, flowing, limits);
      return now - lastLife <= timeout.ms ? undefined : timeout.reason;
    },
  };
}

function timeoutFor(
  started: boolean,
  flowing: boolean,
  { stallTimeout, lookupTimeout }: WatchLimits,
): { readonly ms: number; readonly reason: string } {
  if (!started) {
    return { ms: startTimeout, reason: `the cache process did not start within ${seconds(startTimeout)}` };
  }
  return flowing
    ? { ms: stallTimeout, reason: `the cache service was silent for ${seconds(stallTimeout)}` }
    : { ms: lookupTimeout, reason: `the cache service did not answer within ${seconds(lookupTimeout)}` };
}

/** For a Node process on a busy machine to load the library. The service's own time begins with the first line. */
const startTimeout = 10_000;

const failedAttempt = /^Attempt \d+ of \d+ failed with error: /;

function transferredBytes(line: string): number | undefined {
  const bytes = /^Sent (\d+) of \d+ \(/.exec(line)?.[1];
  return bytes === undefined ? undefined : Number(bytes);
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
