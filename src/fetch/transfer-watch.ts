import type { Clock } from '../ports/clock.ts';
import { lowSpeed } from '../resilience/low-speed.ts';
import { FetchFailure } from './failure.ts';

/** TransferLimits bound how slow a transfer may be. */
export interface TransferLimits {
  /** How long the reader may wait, in ms, without enough bytes having come. */
  readonly stallTimeout: number;
  /** Bytes per second that have to come, on average over `stallTimeout`; 0: any byte is enough. */
  readonly speedFloor: number;
  readonly clock: Clock;
}

/**
 * TransferWatch gives up a transfer that is too slow. Only the time that the reader waits for bytes counts: the server
 * cannot help it when the reader is slower than the network.
 */
export class TransferWatch {
  readonly #limits: TransferLimits;
  readonly #progress: (bytes: number) => void;
  /** How long the reader has waited since enough bytes came, in ms, without the wait that began at `#since`. */
  #waited = 0;
  #since: number | undefined;
  #received = 0;

  constructor(limits: TransferLimits) {
    this.#limits = limits;
    const { speedFloor, stallTimeout, clock } = limits;
    this.#progress = lowSpeed(Math.max(1, (speedFloor * stallTimeout) / 1000), () => {
      this.#waited = 0;
      this.#received = 0;
      if (this.#since !== undefined) this.#since = clock.now();
    });
  }

  /** Counts bytes that have come, whether or not the reader waits for them. */
  received(bytes: number): void {
    this.#received += bytes;
    this.#progress(bytes);
  }

  /** Settles as `bytes` does, or rejects with a FetchFailure when the reader has waited for too long. */
  async wait<T>(bytes: Promise<T>): Promise<T> {
    const arrived = new AbortController();
    this.#since = this.#limits.clock.now();
    try {
      return await Promise.race([bytes, this.#expire(arrived.signal)]);
    } finally {
      this.#waited = this.#silence();
      this.#since = undefined;
      arrived.abort(over);
    }
  }

  #silence(): number {
    return this.#waited + (this.#since === undefined ? 0 : this.#limits.clock.now() - this.#since);
  }

  async #expire(arrived: AbortSignal): Promise<never> {
    const { stallTimeout, clock } = this.#limits;
    for (let left = stallTimeout - this.#silence(); left > 0; left = stallTimeout - this.#silence()) {
      await clock.sleep(left, arrived);
    }
    throw this.#tooSlow();
  }

  #tooSlow(): FetchFailure {
    const { stallTimeout, speedFloor } = this.#limits;
    const floor = this.#received === 0 ? {} : { floor: speedFloor };
    return new FetchFailure({ kind: 'stalled', ms: stallTimeout, ...floor });
  }
}

/** The reason to stop a timer; without one each stop would cost a DOMException with a stack. */
const over = new Error('the bytes have come');
