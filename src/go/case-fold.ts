/**
 * foldCase maps names that differ only in case to one text, so that a file system which ignores case
 * (Windows, macOS) is never asked to hold both. The same names fall together as under `strToFold` of
 * golang.org/x/mod/zip, which goes by Unicode's simple case folding.
 */
export function foldCase(name: string): string {
  return /^[\0-\x7f]*$/.test(name) ? name.toLowerCase() : Array.from(name, foldCharacter).join('');
}

/** By way of upper case, for `ς` and `σ` or `ſ` and `s` have no lower case in common. */
function foldCharacter(character: string): string {
  // Has an upper case (I) but no simple case folding: it collides with nothing.
  if (character === 'ı') return character;
  const upper = sameLength(character, character.toUpperCase());
  return sameLength(upper, upper.toLowerCase());
}

/** Simple folding knows no mapping to several characters, such as `ß` to `SS`. */
function sameLength(character: string, mapped: string): string {
  return Array.from(mapped).length === 1 ? mapped : character;
}
