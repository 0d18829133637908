import type { Duty } from './clear-away.ts';

/** LastLine is how the guard says why it ended the process. */
export interface LastLine {
  /** Standard output or standard error. */
  readonly fd: 1 | 2;
  /** What comes before the sentence: `error: `, or the workflow command `::error::`. */
  readonly prefix: string;
}

/** GuardData is what the guard's thread starts with. */
export interface GuardData {
  readonly lastLine: LastLine;
  /** One 32-bit number that the main thread counts up as long as it answers. */
  readonly heartbeat: SharedArrayBuffer;
  /** How often the thread looks, in ms. */
  readonly tickMs: number;
  /** How long the main thread may not answer, in ms. */
  readonly silenceMs: number;
}

/** GuardMessage tells the guard's thread what has changed. */
export type GuardMessage =
  | { readonly kind: 'take-on'; readonly id: number; readonly duty: Duty }
  | { readonly kind: 'release'; readonly id: number }
  | { readonly kind: 'end-within'; readonly ms: number; readonly reason: string };
