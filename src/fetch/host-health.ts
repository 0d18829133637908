import type { Demand } from '../resilience/priority-limiter.ts';
import { FetchFailure } from './failure.ts';

/** Requester is who wants to ask a host, told apart from others by identity. */
export interface Requester {
  readonly demand: Demand;
  /** Whether somebody else can be asked. */
  readonly hasFallback: boolean;
}

interface HostFailure {
  readonly failure: FetchFailure;
  /** A registry can refuse one repository and give another: what the go command waits for is then still asked for. */
  readonly scope: 'everything' | 'prefetch';
}

interface Probing {
  readonly by: Requester;
  readonly over: AbortController;
}

/** As many files that are refused with 401, and none that is not, are a password that is wrong. */
const unauthorizedMax = 8;

/**
 * HostHealth is what was found of a host as a whole, so that hundreds of files need not find it out one by one. It only
 * condemns a host that has never answered; one that has is judged file by file, and one answer takes everything back.
 *
 * - Who does not trust its certificate, or is not let through by the forward proxy, need not ask again: a wrong password
 *   sent hundreds of times locks an account.
 * - If it cannot be reached, one requester becomes the scout, who tries again as often as is allowed, while the others wait.
 *   A scout who comes back without an answer has the host given up.
 *
 * After a redirect, what is found of the target counts for the host that was asked.
 */
export class HostHealth {
  #reached = false;
  #served = false;
  #unauthorized = 0;
  #hostFailure: HostFailure | undefined;
  #probing: Probing | undefined;

  /** What asking would come to; undefined when that has to be seen. */
  failureFor({ demand }: Requester): FetchFailure | undefined {
    const stands = this.#hostFailure?.scope === 'everything' || demand.priority !== 'now';
    return stands ? this.#hostFailure?.failure : undefined;
  }

  /** Whether this failure is what was found of the host, and not of a file. */
  isHostFailure(error: unknown): boolean {
    return error === this.#hostFailure?.failure;
  }

  isProbe(requester: Requester): boolean {
    return this.#probing?.by === requester;
  }

  /** Whether somebody else is finding out. Who can turn to another host does not wait for it. */
  mustWait(requester: Requester): boolean {
    return this.#probing !== undefined && !this.isProbe(requester) && !requester.hasFallback;
  }

  /** Resolves when `requester` may ask; throws what was found, or the signal's reason. */
  async wait(requester: Requester, signal: AbortSignal): Promise<void> {
    while (this.#probing !== undefined && this.mustWait(requester)) {
      await aborted(AbortSignal.any([this.#probing.over.signal, signal]));
      signal.throwIfAborted();
    }
    const failure = this.failureFor(requester);
    if (failure !== undefined) throw failure;
  }

  /** To be called when an answer begins. */
  answered(status: number): void {
    // That is the forward proxy speaking.
    if (status === 407) return;
    this.#reached = true;
    this.#endProbing();
    if (status === 401) return;
    this.#served = true;
    this.#hostFailure = undefined;
  }

  /** To be called after each attempt that failed. */
  failed(requester: Requester, failure: FetchFailure): void {
    if (failure.status === 401) this.#refusedLogin(failure);
    else if (this.#reached || this.#hostFailure !== undefined) return;
    else if (isRefusal(failure)) this.#giveUp({ failure, scope: 'everything' });
    else if (isUnreachable(failure) && !requester.hasFallback)
      this.#probing ??= { by: requester, over: new AbortController() };
  }

  /** To be called when `requester` has ended in vain; returns what it ended with, in the words that others will hear. */
  gaveUp(requester: Requester, error: unknown): unknown {
    if (!this.isProbe(requester)) return error;
    if (!(error instanceof FetchFailure)) {
      this.#endProbing();
      return error;
    }
    error.givenUp = true;
    this.#giveUp({ failure: error, scope: 'everything' });
    return error;
  }

  #refusedLogin(failure: FetchFailure): void {
    this.#unauthorized++;
    if (this.#served) return;
    this.#giveUp({ failure, scope: this.#unauthorized < unauthorizedMax ? 'prefetch' : 'everything' });
  }

  #giveUp(finding: HostFailure): void {
    this.#hostFailure = finding;
    this.#endProbing();
  }

  #endProbing(): void {
    this.#probing?.over.abort();
    this.#probing = undefined;
  }
}

/** Of the forward proxy, or of TLS: neither has to do with what was asked for. */
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
