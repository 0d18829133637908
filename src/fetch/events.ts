import type { BreakerState } from '../resilience/circuit-breaker.ts';
import type { FetchFailure } from './failure.ts';
import type { Lane, RequestedFile } from './requested-file.ts';

/** ProxyEvent is something that happened while files were fetched. Hosts are names with their ports. */
export type ProxyEvent =
  /** The go command requested a file. */
  | { readonly kind: 'asked'; readonly file: RequestedFile }
  | {
      readonly kind: 'attempt';
      readonly file: RequestedFile;
      readonly host: string;
      readonly attempt: number;
    }
  /** The answer began, `ms` after the request. */
  | { readonly kind: 'first-byte'; readonly file: RequestedFile; readonly host: string; readonly ms: number }
  | { readonly kind: 'received'; readonly file: RequestedFile; readonly host: string; readonly bytes: number }
  /** An interrupted transfer is resumed at byte `from`. */
  | { readonly kind: 'resumed'; readonly file: RequestedFile; readonly host: string; readonly from: number }
  /** The next attempt begins after `pause` ms. */
  | {
      readonly kind: 'retry';
      readonly file: RequestedFile;
      readonly host: string;
      readonly failure: FetchFailure;
      readonly pause: number;
    }
  | {
      readonly kind: 'failover';
      readonly file: RequestedFile;
      readonly from: string;
      readonly to: string;
      readonly failure: FetchFailure;
    }
  | { readonly kind: 'breaker'; readonly host: string; readonly lane: Lane; readonly state: BreakerState }
  /** It has arrived and is verified. */
  | { readonly kind: 'fetched'; readonly file: RequestedFile; readonly host: string; readonly bytes: number }
  /** It was placed in the module cache before the go command requested it. */
  | { readonly kind: 'placed'; readonly file: RequestedFile }
  | { readonly kind: 'failed'; readonly file: RequestedFile };

/** OnEvent is called with every event as it happens. It must not throw. */
export type OnEvent = (event: ProxyEvent) => void;
