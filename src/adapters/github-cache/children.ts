import { messageOf } from '../../errors.ts';
import { CacheChild, type CacheChildEnd, type CacheChildRun, type CacheChildStart } from './child.ts';

/** CacheChildren runs each request in a child process of its own, but a fetch that begins during another in that one's. */
export class CacheChildren {
  #fetching: CacheChild | undefined;

  /** Runs a request; `start` is for the case that it needs a process of its own. */
  async run(start: CacheChildStart, run: CacheChildRun): Promise<CacheChildEnd> {
    const follows = run.request.verb === 'fetch';
    const end = follows && this.#fetching?.isAtWork ? await this.#fetching.ask(run) : undefined;
    if (end !== undefined && (end.kind !== 'crashed' || end.begun)) return end;
    if (run.signal.aborted) {
      return { kind: 'stopped', by: 'caller', reason: messageOf(run.signal.reason), lines: [] };
    }
    const child = new CacheChild(start);
    if (follows) this.#fetching = child;
    return child.ask(run);
  }
}
