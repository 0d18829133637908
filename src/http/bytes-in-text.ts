import { isUtf8 } from 'node:buffer';

/**
 * textOfBytes decodes UTF-8 and loses nothing: a byte that is no part of it becomes a lone surrogate from U+DC80 to U+DCFF
 * (as in PEP 383). To Go, a password is bytes, in any encoding.
 */
export function textOfBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const character = [1, 2, 3, 4]
      .map((length) => bytes.subarray(at, at + length))
      .find((sequence) => isUtf8(sequence));
    text += character?.toString() ?? String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
    at += character?.length ?? 1;
  }
  return text;
}

/** bytesOfText is its inverse. */
export function bytesOfText(text: string): Buffer {
  const parts = text.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    parts.map((part, index) => (index % 2 === 0 ? Buffer.from(part) : Buffer.of(part.charCodeAt(0) & 0xff))),
  );
}
