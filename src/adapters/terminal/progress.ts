import type { Clock } from '../../ports/clock.ts';
import { paceOf } from '../pace.ts';
import type { TerminalStream } from './style.ts';

/** How often progress is shown, in ms: as a line of its own, and rewritten in place. */
const lineInterval = 5000;
const rewriteInterval = 100;

/** Erase in line, ECMA-48: from the left edge, the whole line. */
const eraseLine = '\r\u001b[2K';

/** Progress shows what goes on right now. */
export interface Progress {
  /** Shows one line of plain text, when it is time for it. */
  show(message: string): void;
  /** Is called before anything else is printed. */
  makeRoom(): void;
}

/** liveProgress keeps one line at the bottom of a terminal, cut to its width and rewritten in place. */
export function liveProgress(stream: TerminalStream, clock: Clock): Progress {
  let visible = false;
  let rewritten = Number.NEGATIVE_INFINITY;
  return {
    show: (message) => {
      if (clock.now() - rewritten < rewriteInterval) return;
      rewritten = clock.now();
      visible = true;
      // The last column stays free: terminals differ in when they wrap.
      const room = (stream.columns ?? 80) - 1;
      stream.write(`${eraseLine}${[...message].slice(0, room).join('')}`);
    },
    makeRoom: () => {
      if (visible) stream.write(eraseLine);
      visible = false;
    },
  };
}

/** lineProgress prints a line whenever nothing else was printed for 5 s. */
export function lineProgress(print: (message: string) => void, clock: Clock): Progress {
  const pace = paceOf(clock, lineInterval);
  return {
    show: (message) => {
      if (pace.due()) print(message);
    },
    makeRoom: pace.shown,
  };
}
