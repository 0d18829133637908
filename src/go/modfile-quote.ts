/*
 * How go.mod and go.work quote (golang.org/x/mod/modfile, MustQuote, AutoQuote and parseString; strconv).
 */

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

const escapeSequence =
  /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([\s\S]))/g;

/** autoQuote quotes `text`, if necessary, so that a go.mod or go.work reads it as one string. */
export function autoQuote(text: string): string {
  return mustQuote(text) ? quote(text) : text;
}

/**
 * unquote returns the string that a token represents; undefined if its quotes are invalid. Raw strings are
 * broken too: the reference of go.mod names them, but the go command refuses them in every directive.
 */
export function unquote(token: string): string | undefined {
  if (!token.startsWith('"')) return /["'`]/.test(token) ? undefined : token;
  let broken = token.length < 2 || !token.endsWith('"');
  const bytes = binaryOf(token.slice(1, -1)).replace(
    escapeSequence,
    (_, x?: string, u?: string, U?: string, octal?: string, named?: string) => {
      const written = named === undefined ? (byteOf(x, octal) ?? characterOf(u ?? U ?? '')) : escapes[named];
      broken ||= written === undefined;
      return written ?? '';
    },
  );
  return broken ? undefined : Buffer.from(bytes, 'latin1').toString('utf8');
}

/**
 * The UTF-8 of a text, one byte a character: `\x` and octal escapes stand for bytes, of which a character may
 * need several.
 */
function binaryOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function byteOf(hex: string | undefined, octal: string | undefined): string | undefined {
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  return octal === undefined ? undefined : String.fromCharCode(Number.parseInt(octal, 8));
}

function characterOf(hex: string): string | undefined {
  const point = Number.parseInt(hex, 16);
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  return point <= 0x10ffff && !isSurrogate ? binaryOf(String.fromCodePoint(point)) : undefined;
}

function mustQuote(text: string): boolean {
  if (text === '' || /\/\/|\/\*|[ "'`]/.test(text)) return true;
  if (text.length > 1 && /[()[\]{},]/.test(text)) return true;
  return /[^\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(text);
}

function quote(text: string): string {
  const quoted = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
  });
  return `"${quoted}"`;
}
