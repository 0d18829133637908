import type { Awaited } from './in-flight.ts';

/** ProxyHooks is a module proxy of ours that the go command asks in place of others. */
export interface ProxyHooks {
  /** Names the servers it asked in the place of itself in what the go command says. */
  readonly rewrite: (text: string) => string;
  /** A value that changes with every sign of life of it: while it waits, the go command is silent. */
  readonly activity: () => string;
  /** What it is waiting for itself. */
  readonly awaited: () => readonly Awaited[];
}

/** noProxy lets the go command talk to the network itself. */
export const noProxy: ProxyHooks = { rewrite: (text) => text, activity: () => '', awaited: () => [] };
