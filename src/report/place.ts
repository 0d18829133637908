import type { Place } from '../ports/runner.ts';

/** lineOf writes a place as `file:line`, which terminals and editors turn into a link. */
export function lineOf({ file, line }: Place): string {
  return line === undefined ? file : `${file}:${line}`;
}
