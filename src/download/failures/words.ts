/** Words is a record of the go command, taken apart into who says what; both texts are on one line. */
export interface Words {
  /** What the go command says itself, and git. */
  readonly words: string;
  /** What a server wrote into an answer that was not the file; empty when it wrote nothing that go shows. */
  readonly response: string;
}

/** wordsOf takes a record apart, however its lines are broken. */
export function wordsOf(record: string): Words {
  const [own = '', ...response] = record.split(/\s+server\s+response:/);
  return { words: onOneLine(own), response: onOneLine(response.join(' ')) };
}

/** onOneLine puts a text on one line, with one space where there was any blank. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
