import { stripVTControlCharacters } from 'node:util';

/**
 * plainText makes text that others wrote (the go command, a server) fit to be shown: every kind of line end
 * becomes `\n`; escape sequences, control characters and invisible ones, which can rewrite what a reader or
 * a parser sees (Trojan Source, CVE-2021-42574), are taken out. Tabs stay.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')).replace(
    /(?![\n\t])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu,
    '',
  );
}
