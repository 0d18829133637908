/**
 * foldCase maps names that differ only in case to one text, so that a file system which ignores case
 * (Windows, macOS) never has to store both. Equal results are the same as for `strToFold` of
 * golang.org/x/mod/zip, which uses Unicode's simple case folding.
 */
export function foldCase(name: string): string {
  return /^[\0-\x7f]*$/.test(name) ? name.toLowerCase() : Array.from(name, foldCharacter).join('');
}

/** Through upper case, because `ς` and `σ`, or `ſ` and `s`, have no common lower case. */
function foldCharacter(character: string): string {
  // It has an upper case (I) but no simple case folding, so it collides with nothing.
  if (character === 'ı') return character;
  const upper = sameLength(character, character.toUpperCase());
  return sameLength(upper, upper.toLowerCase());
}

/** Simple folding has no mapping to several characters, such as `ß` to `SS`. */
function sameLength(character: string, mapped: string): string {
  return Array.from(mapped).length === 1 ? mapped : character;
}
