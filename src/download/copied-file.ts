import path from 'node:path';

/** CopiedFile is a copy that the go command uses instead of the original. Both paths are absolute. */
export interface CopiedFile {
  readonly original: string;
  readonly copy: string;
}

/**
 * namingOriginals returns a function that replaces the names of copies by those of their originals in what a
 * go command, run in `cwd`, prints: absolute names, or relative ones where they are shorter
 * (cmd/go/internal/base, ShortPath).
 */
export function namingOriginals(files: readonly CopiedFile[], cwd: string): (text: string) => string {
  // The longest first, because `go.work` is also the beginning of `go.work.sum`.
  const names = files
    .flatMap(({ original, copy }) => [copy, path.relative(cwd, copy)].map((name) => ({ name, original })))
    .sort((a, b) => b.name.length - a.name.length);
  return (text) => names.reduce((named, { name, original }) => named.replaceAll(name, original), text);
}
