/**
 * cutAtWord returns the beginning of a text, up to `max` characters and the end of a word: a piece of a word could be a piece
 * of a secret, which no one recognizes.
 */
export function cutAtWord(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = max;
  while (end > 0 && !/\s/.test(text.charAt(end))) end--;
  return text.slice(0, end);
}
