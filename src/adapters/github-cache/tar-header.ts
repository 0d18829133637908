/*
 * The header of a member of a tar (POSIX.1-2008, pax interchange format; GNU tar manual, "Basic Tar Format"), as far as the archives
 * go that `@actions/cache` has a tar make of one file: GNU tar and bsdtar on Linux, macOS and Windows, in ustar, pax or GNU form.
 */

/** blockBytes is the size of a header; contents are padded to it. */
export const blockBytes = 512;

/** TarMember is what a header says of a member. */
export interface TarMember {
  readonly name: string;
  readonly bytes: number;
  /** `0` is a regular file, `x` and `g` are records for what follows, `L` is a long name. */
  readonly type: string;
}

/** parseTarHeader reads the header of a member; undefined for any other block: the checksum of a header is right. */
export function parseTarHeader(block: Buffer): TarMember | undefined {
  const sum = octal(block.subarray(148, 156));
  if (block.length !== blockBytes || sum !== checksum(block)) return undefined;
  const bytes = numberIn(block.subarray(124, 136));
  if (bytes === undefined) return undefined;
  const isPosix = block.toString('latin1', 257, 265) === 'ustar\x0000';
  const prefix = isPosix ? text(block.subarray(345, 500)) : '';
  const name = text(block.subarray(0, 100));
  const type = String.fromCharCode(block[156] || 0x30);
  return { name: prefix === '' ? name : `${prefix}/${name}`, bytes, type };
}

/** parsePaxRecords reads the content of an `x` or `g` member, records of the form `LENGTH KEY=VALUE\n`; undefined for anything else. */
export function parsePaxRecords(content: Buffer): ReadonlyMap<string, string> | undefined {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const length = /^(\d{1,8}) /.exec(content.toString('latin1', at, at + 9));
    const end = at + Number(length?.[1]);
    if (length === null || end > content.length || content[end - 1] !== 0x0a) return undefined;
    const record = content.toString('utf8', at + length[0].length, end - 1);
    const equals = record.indexOf('=');
    if (equals < 1) return undefined;
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return records;
}

/** The sum of all bytes, those of the checksum itself taken for spaces. */
function checksum(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** In octal digits, or, as GNU tar writes what does not fit, as a big-endian number with the highest bit set. */
function numberIn(field: Buffer): number | undefined {
  if (((field[0] ?? 0) & 0x80) === 0) return octal(field);
  const value = field.subarray(1).reduce((high, byte) => high * 256 + byte, (field[0] ?? 0) & 0x7f);
  return Number.isSafeInteger(value) ? value : undefined;
}

function octal(field: Buffer): number | undefined {
  const digits = /^[ \0]*([0-7]+)[ \0]*$/.exec(field.toString('latin1'))?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

function text(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
}
