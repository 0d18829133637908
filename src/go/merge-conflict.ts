/** isConflictMarker recognizes the lines that git writes into a file with an unresolved merge. */
export function isConflictMarker(line: string): boolean {
  return /^(?:<{7}|\|{7}|={7}|>{7})(?:\s|$)/.test(line);
}

/** conflictHint is the hint for such files. */
export const conflictHint =
  'The file has unresolved merge conflicts: keep the lines you need, remove the markers, then run `go mod tidy`.';
