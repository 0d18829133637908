import path from 'node:path';

/** CopiedFile is a file that the go command reads and writes in place of another one. Both paths are absolute. */
export interface CopiedFile {
  readonly original: string;
  readonly copy: string;
}

/**
 * namingOriginals returns a function that names the originals where a text of the go command, run in `cwd`, names
 * their copies: absolute, or relative where that is shorter (cmd/go/internal/base, ShortPath).
 */
export function namingOriginals(files: readonly CopiedFile[], cwd: string): (text: string) => string {
  // `go.mod` is the beginning of no other copy's name, but `go.work` is that of `go.work.sum`: the longest first.
  const names = files
    .flatMap(({ original, copy }) => [copy, path.relative(cwd, copy)].map((name) => ({ name, original })))
    .sort((a, b) => b.name.length - a.name.length);
  return (text) => names.reduce((named, { name, original }) => named.replaceAll(name, original), text);
}
