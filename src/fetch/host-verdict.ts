import { TransportError } from '../http/transport-error.ts';
import type { Demand } from '../resilience/gate.ts';
import { FetchFailure } from './failure.ts';

/** Asker is who wants to ask a host, told apart from others by identity. */
export interface Asker {
  readonly demand: Demand;
  /** Whether somebody else can be asked. */
  readonly elsewhere: boolean;
}

interface Finding {
  readonly failure: FetchFailure;
  /** A registry can refuse one repository and give another: what the go command waits for is then still asked for. */
  readonly scope: 'everything' | 'prefetch';
}

interface Scouting {
  readonly by: Asker;
  readonly over: AbortController;
}

/** As many files that are refused with 401, and none that is not, are a password that is wrong. */
const unauthorizedMax = 8;

/**
 * HostVerdict is what was found of a host as a whole, so that hundreds of files need not find it out one by one. It only
 * condemns a host that has never answered; one that has is judged file by file, and one answer takes everything back.
 *
 * - Who does not trust its certificate, or is not let through by the forward proxy, need not ask again: a wrong password
 *   sent hundreds of times locks an account.
 * - If it cannot be reached, one asker becomes the scout, who tries again as often as is allowed, while the others wait.
 *   A scout who comes back without an answer has the host given up.
 *
 * After a redirect, what is found of the target counts for the host that was asked.
 */
export class HostVerdict {
  #reached = false;
  #served = false;
  #unauthorized = 0;
  #finding: Finding | undefined;
  #scouting: Scouting | undefined;

  /** What asking would come to; undefined when that has to be seen. */
  failureFor({ demand }: Asker): FetchFailure | undefined {
    const stands = this.#finding?.scope === 'everything' || demand.urgency !== 'now';
    return stands ? this.#finding?.failure : undefined;
  }

  /** Whether this failure is what was found of the host, and not of a file. */
  isFinding(error: unknown): boolean {
    return error === this.#finding?.failure;
  }

  isScout(asker: Asker): boolean {
    return this.#scouting?.by === asker;
  }

  /** Whether somebody else is finding out. Who can turn to another host does not wait for it. */
  hasToWait(asker: Asker): boolean {
    return this.#scouting !== undefined && !this.isScout(asker) && !asker.elsewhere;
  }

  /** Resolves when `asker` may ask; throws what was found, or the signal's reason. */
  async wait(asker: Asker, signal: AbortSignal): Promise<void> {
    while (this.#scouting !== undefined && this.hasToWait(asker)) {
      await aborted(AbortSignal.any([this.#scouting.over.signal, signal]));
      signal.throwIfAborted();
    }
    const failure = this.failureFor(asker);
    if (failure !== undefined) throw failure;
  }

  /** To be called when an answer begins. */
  answered(status: number): void {
    // That is the forward proxy speaking.
    if (status === 407) return;
    this.#reached = true;
    this.#endScouting();
    if (status === 401) return;
    this.#served = true;
    this.#finding = undefined;
  }

  /** To be called after each attempt that failed. */
  failed(asker: Asker, failure: FetchFailure): void {
    if (failure.status === 401) this.#refusedLogin(failure);
    else if (this.#reached || this.#finding !== undefined) return;
    else if (isRefusal(failure)) this.#condemn({ failure, scope: 'everything' });
    else if (isUnreachable(failure) && !asker.elsewhere)
      this.#scouting ??= { by: asker, over: new AbortController() };
  }

  /** To be called when `asker` has ended in vain; returns what it ended with, in the words that others will hear. */
  gaveUp(asker: Asker, error: unknown): unknown {
    if (!this.isScout(asker)) return error;
    if (!(error instanceof FetchFailure)) {
      this.#endScouting();
      return error;
    }
    const failure = new FetchFailure(error.kind, `${error.message}, given up`, { cause: error.cause });
    failure.attempts = error.attempts;
    this.#condemn({ failure, scope: 'everything' });
    return failure;
  }

  #refusedLogin(failure: FetchFailure): void {
    this.#unauthorized++;
    if (this.#served) return;
    this.#condemn({ failure, scope: this.#unauthorized < unauthorizedMax ? 'prefetch' : 'everything' });
  }

  #condemn(finding: Finding): void {
    this.#finding = finding;
    this.#endScouting();
  }

  #endScouting(): void {
    this.#scouting?.over.abort();
    this.#scouting = undefined;
  }
}

/** Of the forward proxy, or of TLS: neither has to do with what was asked for. */
function isRefusal({ status, cause }: FetchFailure): boolean {
  return status === 407 || (cause instanceof TransportError && /^(?:tls|proxy-refused)$/.test(cause.fault));
}

function isUnreachable({ cause }: FetchFailure): boolean {
  return cause instanceof TransportError && /^(?:unreachable|proxy-failed)$/.test(cause.fault);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
