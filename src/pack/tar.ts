/**
 * The dialect of tar that shards are written in, and the only one that is read: ustar headers of plain files, with
 * a pax header before a name that ustar cannot hold. GNU tar and tar-stream read it. A codec of our own because
 * a reader of hostile input should know nothing that the writer never writes (no links, no devices, no GNU
 * extensions), and because it hands over a file without a stream or a promise of its own.
 */

/** blockBytes is the unit of tar: headers are one block, contents are padded to whole blocks. */
export const blockBytes = 512;

/** endBytes is how a tar ends: two empty blocks. */
export const endBytes = 2 * blockBytes;

/** paxBytesMax bounds a pax header; a name of a module file is at most a few hundred bytes. */
export const paxBytesMax = 8192;

const typeFile = 0x30;
const typePax = 0x78;

const typeNames: Readonly<Record<string, string>> = {
  '1': 'a hard link',
  '2': 'a symbolic link',
  '3': 'a character device',
  '4': 'a block device',
  '5': 'a folder',
  '6': 'a pipe',
};

/** padding is how many bytes follow `size` bytes of content up to the next block. */
export function padding(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

/** Header is what a header block says. */
export interface Header {
  readonly kind: 'file' | 'pax';
  readonly name: string;
  readonly size: number;
}

/** encodeHeader is everything that stands before the content of a file: one block, or three for an odd name. */
export function encodeHeader(name: string, size: number): Buffer {
  const split = splitName(Buffer.from(name));
  if (split !== undefined) return encodeBlock(split.name, split.prefix, size, typeFile);
  const record = paxRecord(name);
  const body = Buffer.alloc(record.length + padding(record.length));
  record.copy(body);
  const none = Buffer.alloc(0);
  return Buffer.concat([
    encodeBlock(Buffer.from('pax'), none, record.length, typePax),
    body,
    encodeBlock(Buffer.from('see pax'), none, size, typeFile),
  ]);
}

/** decodeHeader reads a block; undefined for an empty one, a reason for anything the writer never writes. */
export function decodeHeader(block: Buffer): Header | string | undefined {
  if (block[0] === 0 && block.equals(emptyBlock)) return undefined;
  if (octal(block, 148, 8) !== checksum(block)) return 'a tar header with a wrong checksum';
  if (block.toString('latin1', 257, 263) !== 'ustar\0') return 'a tar header that is not ustar';
  const type = block[156];
  if (type !== typeFile && type !== typePax) {
    const flag = String.fromCharCode(type ?? 0);
    return `\`${field(block, 0, 100)}\` is ${typeNames[flag] ?? `of tar type ${JSON.stringify(flag)}`}, not a plain file`;
  }
  const size = octal(block, 124, 12);
  if (size === undefined) return 'a tar header without a size';
  const prefix = field(block, 345, 155);
  const name = field(block, 0, 100);
  return { kind: type === typePax ? 'pax' : 'file', name: prefix === '' ? name : `${prefix}/${name}`, size };
}

/** decodePax reads the one record that the writer writes, the name; a reason for anything else. */
export function decodePax(body: Buffer): { name: string } | string {
  const name = /^\d+ path=(.*)\n$/s.exec(body.toString())?.[1];
  if (name === undefined || !paxRecord(name).equals(body)) return 'a pax header that is not a name';
  return { name };
}

const emptyBlock = Buffer.alloc(blockBytes);

/** A pax record begins with its own length, digits included. */
function paxRecord(name: string): Buffer {
  const rest = Buffer.byteLength(` path=${name}\n`);
  let length = rest + 1;
  while (length !== rest + String(length).length) length = rest + String(length).length;
  return Buffer.from(`${length} path=${name}\n`);
}

/** The name as ustar holds it: up to 100 bytes, or up to 155 more before a slash; ASCII, as pax asks of it. */
function splitName(name: Buffer): { name: Buffer; prefix: Buffer } | undefined {
  if (name.some((byte) => byte > 0x7e || byte < 0x20)) return undefined;
  if (name.length <= 100) return { name, prefix: Buffer.alloc(0) };
  const slash = name.indexOf('/', name.length - 101);
  if (slash <= 0 || slash > 155 || slash === name.length - 1) return undefined;
  return { name: name.subarray(slash + 1), prefix: name.subarray(0, slash) };
}

function encodeBlock(name: Buffer, prefix: Buffer, size: number, type: number): Buffer {
  // From the pool: one buffer of its own for each of 70 000 headers keeps the garbage collector busy.
  const block = Buffer.allocUnsafe(blockBytes).fill(0);
  name.copy(block, 0);
  block.write('0000444\x000000000\x000000000\0', 100, 'latin1');
  block.write(`${size.toString(8).padStart(11, '0')}\x0000000000000\0        `, 124, 'latin1');
  block[156] = type;
  block.write('ustar\x0000', 257, 'latin1');
  prefix.copy(block, 345);
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** The sum of all bytes, those of the checksum itself taken as spaces. */
function checksum(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let index = 0; index < 148; index++) sum += block[index] ?? 0;
  for (let index = 156; index < blockBytes; index++) sum += block[index] ?? 0;
  return sum;
}

function field(block: Buffer, start: number, length: number): string {
  const end = block.indexOf(0, start);
  return block.toString('utf8', start, end < 0 ? start + length : Math.min(end, start + length));
}

function octal(block: Buffer, start: number, length: number): number | undefined {
  const digits = field(block, start, length).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}
