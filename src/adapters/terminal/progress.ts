import type { Clock } from '../../ports/clock.ts';
import { paceOf } from '../pace.ts';
import type { TerminalStream } from './style.ts';

/** The intervals of progress, in ms: for separate lines, and for a line that is rewritten. */
const lineInterval = 5000;
const rewriteInterval = 100;

/** Erase in line, ECMA-48: from the left edge, the whole line. */
const eraseLine = '\r\u001b[2K';

/** Progress shows what is happening now. */
export interface Progress {
  /** Shows one line of plain text, unless the last one was too recent. */
  show(message: string): void;
  /** Must be called before anything else is printed. */
  makeRoom(): void;
}

/** liveProgress rewrites one line at the bottom of a terminal, shortened to its width. */
export function liveProgress(stream: TerminalStream, clock: Clock): Progress {
  let visible = false;
  let rewritten = Number.NEGATIVE_INFINITY;
  return {
    show: (message) => {
      if (clock.now() - rewritten < rewriteInterval) return;
      rewritten = clock.now();
      visible = true;
      // The last column stays empty: terminals differ in when they wrap.
      const room = (stream.columns ?? 80) - 1;
      stream.write(`${eraseLine}${[...message].slice(0, room).join('')}`);
    },
    makeRoom: () => {
      if (visible) stream.write(eraseLine);
      visible = false;
    },
  };
}

/** lineProgress prints a line if nothing else was printed for 5 s. */
export function lineProgress(print: (message: string) => void, clock: Clock): Progress {
  const pace = paceOf(clock, lineInterval);
  return {
    show: (message) => {
      if (pace.due()) print(message);
    },
    makeRoom: pace.shown,
  };
}
