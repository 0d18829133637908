/** Unfolded is a text without what encodings make of it, one character for each byte, and where each of them stands in the text. */
export interface Unfolded {
  readonly bytes: string;
  /** Where each byte begins in the text, and where it ends. */
  readonly from: readonly number[];
  readonly until: readonly number[];
}

/** What stands for one character: `%2F`, `\u002f`, `\x2f`, `&#47;`, `&#x2f;`, `&amp;`. */
const escaped =
  /%(?<percent>[0-9a-f]{2})|\\u(?<utf16>[0-9a-f]{4})|\\x(?<byte>[0-9a-f]{2})|&(?:#(?<decimal>\d{1,6})|#x(?<hex>[0-9a-f]{1,5})|(?<name>amp|lt|gt|quot|apos));/gi;

const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** An encoding can be encoded. */
const roundsMax = 4;

/**
 * unfold takes back what URLs, JSON, HTML, Go's `%q`, line breaks and changes of case do to a text, also one after the
 * other. Two spellings of one secret unfold to the same bytes.
 */
export function unfold(text: string): Unfolded {
  let unfolded = inBytes(text);
  for (let round = 0; round < roundsMax; round++) {
    const decoded = decode(unfolded);
    if (decoded === undefined) break;
    unfolded = decoded;
  }
  return fold(unfolded);
}

/** What is not ASCII is compared by the bytes of its UTF-8, as URLs encode them. */
function inBytes(text: string): Unfolded {
  const result = new Builder();
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    result.add(inUtf8(character), at, end);
    at = end;
  }
  return result.build();
}

function inUtf8(character: string): string {
  return character <= '\x7f' ? character : Buffer.from(character.toLowerCase()).toString('latin1');
}

/** Undefined where nothing is encoded. */
function decode({ bytes, from, until }: Unfolded): Unfolded | undefined {
  if (!/[%\\&]/.test(bytes)) return undefined;
  const result = new Builder();
  let at = 0;
  const copyTo = (end: number) => {
    for (; at < end; at++) result.add(bytes.charAt(at), from[at] ?? 0, until[at] ?? 0);
  };
  for (const { index, 0: text, groups = {} } of bytes.matchAll(escaped)) {
    copyTo(index);
    at = index + text.length;
    result.add(decodedOf(groups), from[index] ?? 0, until[at - 1] ?? 0);
  }
  if (at === 0) return undefined;
  copyTo(bytes.length);
  return result.build();
}

function decodedOf(groups: Readonly<Record<string, string | undefined>>): string {
  const { utf16, hex, decimal, name } = groups;
  const byte = groups['percent'] ?? groups['byte'];
  if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16));
  if (utf16 !== undefined) return inUtf8(String.fromCharCode(Number.parseInt(utf16, 16)));
  if (hex !== undefined) return inUtf8(String.fromCodePoint(Number.parseInt(hex, 16)));
  if (decimal !== undefined) return inUtf8(String.fromCodePoint(Number(decimal)));
  return names[name?.toLowerCase() ?? ''] ?? '';
}

/** What encodings put in or change: white space, control characters, `\` of quoted strings, `+` for a blank, `-` for `+`. */
const isDropped = (byte: string): boolean => byte <= ' ' || byte === '\x7f' || '\\+-'.includes(byte);

/** U+200B to U+200F and U+FEFF in UTF-8: they are not seen. */
const unseen = /\u00e2\u0080[\u008b-\u008f]|\u00ef\u00bb\u00bf/g;

function fold({ bytes, from, until }: Unfolded): Unfolded {
  const hidden = new Set([...bytes.matchAll(unseen)].flatMap(({ index }) => [index, index + 1, index + 2]));
  const result = new Builder();
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes.charAt(at);
    if (isDropped(byte) || hidden.has(at)) continue;
    result.add(byte <= '\x7f' ? foldAscii(byte) : byte, from[at] ?? 0, until[at] ?? 0);
  }
  return result.build();
}

/** Base64 for URLs has `_` in place of `/`. */
function foldAscii(byte: string): string {
  return byte === '_' ? '/' : byte.toLowerCase();
}

class Builder {
  #bytes = '';
  readonly #from: number[] = [];
  readonly #until: number[] = [];

  add(bytes: string, from: number, until: number): void {
    this.#bytes += bytes;
    for (let count = 0; count < bytes.length; count++) {
      this.#from.push(from);
      this.#until.push(until);
    }
  }

  build(): Unfolded {
    return { bytes: this.#bytes, from: this.#from, until: this.#until };
  }
}
