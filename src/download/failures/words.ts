/** Words is a record of the go command, split by author; both texts are on one line. */
export interface Words {
  /** The words of the go command and git. */
  readonly words: string;
  /** What a server wrote into an error, as far as the go command prints it; empty without it. */
  readonly response: string;
}

/** wordsOf splits a record, wherever its line breaks are. */
export function wordsOf(record: string): Words {
  const [own = '', ...response] = record.split(/(?<!\s)\s+server\s+response:/);
  return { words: onOneLine(own), response: onOneLine(response.join(' ')) };
}

/** onOneLine puts a text on one line, with one space for any run of whitespace. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
