import path from 'node:path';
import type { Location } from '../ports/runner.ts';

/** lineOf writes a location as `file:line`, which terminals and editors turn into a link. */
export function lineOf({ file, line }: Location): string {
  return line === undefined ? file : `${file}:${line}`;
}

/**
 * locationBelow writes a file as its path below `dir`, with slashes, as GitHub names files. A file elsewhere
 * stays as it is.
 */
export function locationBelow(location: Location, dir: string): Location {
  if (dir === '' || !path.isAbsolute(location.file)) return location;
  const below = path.relative(dir, location.file);
  if (below === '' || below.startsWith('..') || path.isAbsolute(below)) return location;
  return { ...location, file: below.split(path.sep).join('/') };
}
