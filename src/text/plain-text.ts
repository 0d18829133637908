import { stripVTControlCharacters } from 'node:util';

/**
 * plainText makes foreign text (of the go command, of a server) safe to show: all line endings become `\n`;
 * escape sequences, control characters and invisible characters, which can change what a reader or a parser
 * sees (Trojan Source, CVE-2021-42574), are removed. Tabs stay.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')).replace(
    /(?![\n\t])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu,
    '',
  );
}
