import path from 'node:path';
import type { Place } from '../ports/runner.ts';

/** lineOf writes a place as `file:line`, which terminals and editors turn into a link. */
export function lineOf({ file, line }: Place): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** placeBelow names a file by its path below `dir`, with slashes, as GitHub knows files; one that is elsewhere stays. */
export function placeBelow(place: Place, dir: string): Place {
  if (dir === '' || !path.isAbsolute(place.file)) return place;
  const below = path.relative(dir, place.file);
  if (below === '' || below.startsWith('..') || path.isAbsolute(below)) return place;
  return { ...place, file: below.split(path.sep).join('/') };
}
