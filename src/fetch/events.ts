import type { BreakerState } from '../resilience/circuit-breaker.ts';
import type { FetchFailure } from './failure.ts';
import type { Lane, RequestedFile } from './requested-file.ts';

/** ProxyEvent is something that happened in the module proxy. Hosts are names with their ports; no text holds a secret. */
export type ProxyEvent =
  /** The go command asked for a file. */
  | { readonly kind: 'asked'; readonly file: RequestedFile }
  | {
      readonly kind: 'attempt';
      readonly file: RequestedFile;
      readonly host: string;
      readonly attempt: number;
    }
  /** The answer began, `ms` after it was asked for. */
  | { readonly kind: 'first-byte'; readonly file: RequestedFile; readonly host: string; readonly ms: number }
  | { readonly kind: 'received'; readonly file: RequestedFile; readonly host: string; readonly bytes: number }
  /** An earlier transfer is carried on from its `from`-th byte. */
  | { readonly kind: 'resumed'; readonly file: RequestedFile; readonly host: string; readonly from: number }
  /** It will be tried again after `pause` ms. */
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
  /** It is here, and it is what it should be. */
  | { readonly kind: 'fetched'; readonly file: RequestedFile; readonly host: string; readonly bytes: number }
  /** It lies in the module cache, before the go command asked for it. */
  | { readonly kind: 'placed'; readonly file: RequestedFile }
  | { readonly kind: 'failed'; readonly file: RequestedFile };

/** OnEvent is told of every event as it happens. It must not throw. */
export type OnEvent = (event: ProxyEvent) => void;
