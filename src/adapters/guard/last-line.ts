import { writeSync } from 'node:fs';
import { errnoOf } from '../../errors.ts';
import type { LastLine } from './messages.ts';

/** A reader that takes nothing is not waited for longer than this, in ms. */
const waitMaxMs = 1000;
const pauseMs = 20;

/** writeLastLine writes one line past all streams, and gives up when no one reads it. */
export function writeLastLine({ fd, prefix }: LastLine, sentence: string): void {
  const line = `\n${prefix}${sentence}\n`;
  for (let waited = 0; waited < waitMaxMs; waited += pauseMs) {
    try {
      writeSync(fd, line);
      return;
    } catch (error) {
      // A pipe that is full; any other error means that there is no reader.
      if (errnoOf(error) !== 'EAGAIN') return;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  }
}
