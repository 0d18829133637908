import type { Demand } from '../resilience/priority-limiter.ts';
import { FetchFailure } from './failure.ts';

/** Requester is a fetch that sends requests to a host; the object itself identifies it. */
export interface Requester {
  readonly demand: Demand;
  /** Whether another upstream can be asked. */
  readonly hasFallback: boolean;
}

interface Probe {
  readonly by: Requester;
  readonly ended: AbortController;
}

/**
 * HostHealth shares host-wide failures between requests, so that hundreds of files need not find out one by
 * one. It gives up only on hosts that have never answered; one answer resets it.
 *
 * - TLS and forward-proxy refusals are final: a wrong password sent hundreds of times locks an account.
 * - If the host is unreachable, one request probes it, with all its retries, while the others wait; if the
 *   probe fails for good, so do they. A request that has a fallback does not wait.
 *
 * After a redirect, what happens at the target counts for the host that was asked.
 */
export class HostHealth {
  #reached = false;
  #failure: FetchFailure | undefined;
  #probe: Probe | undefined;

  /** The failure of the whole host, if there is one. */
  get failure(): FetchFailure | undefined {
    return this.#failure;
  }

  isProbe(requester: Requester): boolean {
    return this.#probe?.by === requester;
  }

  /** Whether another request is probing the host, and this one has to wait for it. */
  mustWait(requester: Requester): boolean {
    return this.#probe !== undefined && !this.isProbe(requester) && !requester.hasFallback;
  }

  /** Resolves when `requester` need not wait any longer. Rejects with the signal's reason. */
  async waitForProbe(requester: Requester, signal: AbortSignal): Promise<void> {
    while (this.#probe !== undefined && this.mustWait(requester)) {
      await aborted(AbortSignal.any([this.#probe.ended.signal, signal]));
      signal.throwIfAborted();
    }
  }

  /** To be called when an answer begins. */
  answered(status: number): void {
    // A 407 is the forward proxy's.
    if (status === 407) return;
    this.#reached = true;
    this.#failure = undefined;
    this.#endProbe();
  }

  /** To be called after each attempt that failed. */
  failed(requester: Requester, failure: FetchFailure): void {
    if (this.#reached || this.#failure !== undefined) return;
    if (isRefusal(failure)) {
      this.#failure = failure;
      this.#endProbe();
    } else if (isUnreachable(failure) && !requester.hasFallback) {
      this.#probe ??= { by: requester, ended: new AbortController() };
    }
  }

  /** To be called when `requester` has made its last attempt, which ended with `error`. */
  ended(requester: Requester, error: unknown): void {
    if (!this.isProbe(requester)) return;
    this.#endProbe();
    if (!(error instanceof FetchFailure)) return;
    error.givenUp = true;
    this.#failure = error;
  }

  #endProbe(): void {
    this.#probe?.ended.abort();
    this.#probe = undefined;
  }
}

/** Of the forward proxy, or of TLS: neither depends on what is requested. */
function isRefusal({ status, reason }: FetchFailure): boolean {
  return status === 407 || (reason.kind === 'transport' && /^(?:tls|proxy-refused)$/.test(reason.fault));
}

function isUnreachable({ reason }: FetchFailure): boolean {
  return reason.kind === 'transport' && /^(?:unreachable|proxy-failed)$/.test(reason.fault);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
