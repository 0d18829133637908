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

/** autoQuote returns `text` as it has to stand in a go.mod or go.work to be read back as one string. */
export function autoQuote(text: string): string {
  return mustQuote(text) ? quote(text) : text;
}

/** unquote returns the string that a token stands for; undefined when its quoting is broken. */
export function unquote(token: string): string | undefined {
  if (token.startsWith('`') && token.endsWith('`') && token.length > 1) return token.slice(1, -1);
  if (!token.startsWith('"')) return /["'`]/.test(token) ? undefined : token;
  let broken = token.length < 2 || !token.endsWith('"');
  const text = token
    .slice(1, -1)
    .replace(escapeSequence, (_, x?: string, u?: string, U?: string, octal?: string, named?: string) => {
      const character = named === undefined ? decode(x ?? u ?? U, octal) : escapes[named];
      broken ||= character === undefined;
      return character ?? '';
    });
  return broken ? undefined : text;
}

function decode(hex: string | undefined, octal = ''): string | undefined {
  const point = hex === undefined ? Number.parseInt(octal, 8) : Number.parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
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
