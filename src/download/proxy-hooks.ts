import { type Describe, describeFailure } from '../fetch/wording.ts';
import type { Awaited } from './in-flight.ts';

/** ProxyHooks is what a download needs of a module proxy of ours that stands in for the user's GOPROXY. */
export interface ProxyHooks {
  /** Replaces the proxy's URLs by those of its upstreams in what the go command says. */
  readonly rewrite: (text: string) => string;
  /**
   * Why the proxy did not give a file, by the URL that the go command names: NotFetched, or another error.
   * Undefined for a URL that is not the proxy's, and for a file that it gave.
   */
  readonly failureOf: (url: string) => unknown;
  /** How a failure of the proxy is worded for people. */
  readonly describe: Describe;
  /** A value that changes with each sign of life: while the proxy waits, the go command is silent. */
  readonly activity: () => string;
  /** What the proxy itself waits for. */
  readonly awaited: () => readonly Awaited[];
}

/** noProxy is for a go command that talks to the network itself. */
export const noProxy: ProxyHooks = {
  rewrite: (text) => text,
  failureOf: () => undefined,
  describe: describeFailure,
  activity: () => '',
  awaited: () => [],
};
