/** What the go command shows of the body of an error (cmd/go/internal/web, formatErrorDetail). */
const linesMax = 8;
const bytesMax = 8 * 81;
/** It puts a line break and a tab between lines. */
const separatorBytes = 2;

/** Not unicode.IsGraphic: for most of these the go command drops the whole body. */
const unprintable = /[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]/gu;

/**
 * errorBody makes the body of an error that the go command shows whole: printable, without empty lines, and
 * short. Every line gets its share of the room, so a long one does not push out those below it.
 */
export function errorBody(text: string): string {
  const lines = text
    .toWellFormed()
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.replace(unprintable, ' ').trim())
    .filter((line) => line !== '')
    .slice(0, linesMax);
  let room = bytesMax;
  const fitted = lines.map((line, index) => {
    const share = Math.floor(room / (lines.length - index)) - separatorBytes;
    const short = shortened(line, share);
    room -= Buffer.byteLength(short) + separatorBytes;
    return short;
  });
  return fitted.join('\n');
}

const ellipsis = '…';

function shortened(line: string, bytes: number): string {
  if (Buffer.byteLength(line) <= bytes) return line;
  const room = bytes - Buffer.byteLength(ellipsis);
  let size = 0;
  let short = '';
  for (const character of line) {
    size += Buffer.byteLength(character);
    if (size > room) break;
    short += character;
  }
  return short + ellipsis;
}
