import type { Env } from '../../ports/env.ts';

/** TerminalStream is what is used of process.stdout and process.stderr. */
export interface TerminalStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Select Graphic Rendition codes of ECMA-48. */
const renditions = { bold: 1, dim: 2, red: 31, yellow: 33, cyan: 36 } as const;

/** Style is how a piece of text stands out. */
export type Style = keyof typeof renditions;

/** styled gives text a style if `color` is true. */
export function styled(text: string, style: Style | undefined, color: boolean): string {
  return color && style !== undefined ? `\u001b[${renditions[style]}m${text}\u001b[0m` : text;
}

/**
 * hasColor decides as Node does: first FORCE_COLOR (`0` and `false` mean no color), then NO_COLOR
 * (https://no-color.org) and TERM=dumb, then whether the stream is a terminal.
 */
export function hasColor(stream: TerminalStream, env: Env): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (env['NO_COLOR']) return false;
  return isLive(stream, env);
}

/** isLive tells whether the stream is a terminal that supports cursor movement. */
export function isLive(stream: TerminalStream, env: Env): boolean {
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
