/** isConflictMarker tells the lines that git leaves in a file whose merge has not been resolved. */
export function isConflictMarker(line: string): boolean {
  return /^(?:<{7}|\|{7}|={7}|>{7})(?:\s|$)/.test(line);
}

/** conflictHint is what to do about them. */
export const conflictHint =
  'The file has unresolved merge conflicts: keep the lines you need, remove the markers, then run `go mod tidy`.';
