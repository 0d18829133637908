import { buffer } from 'node:stream/consumers';
import { zstdCompressSync } from 'node:zlib';
import tar from 'tar-stream';

/** OuterMember is one member of an archive as `@actions/cache` unpacks it. */
export interface OuterMember {
  readonly name: string;
  /** A `bare-directory` lacks the slash at the end of its name, which every well-behaved writer adds. */
  readonly type?: 'file' | 'directory' | 'bare-directory' | 'symlink' | 'link';
  readonly linkname?: string;
  /** Not 0: that stands for the default. */
  readonly mode?: number;
  /** Records of an extended header, which GNU tar writes before each member for its times. */
  readonly pax?: Readonly<Record<string, string>>;
  readonly contents?: string | Buffer;
}

/** outerArchive packs members, however hostile, into a zstd-compressed tar. */
export async function outerArchive(members: readonly OuterMember[]): Promise<Buffer> {
  const packed = await Promise.all(members.map(packMember));
  return zstdCompressSync(Buffer.concat([...packed, Buffer.alloc(endBytes)]));
}

const endBytes = 1024;

async function packMember({ contents = '', type = 'file', ...header }: OuterMember): Promise<Buffer> {
  const isBare = type === 'bare-directory';
  const pack = tar.pack();
  pack.entry({ ...header, type: isBare ? 'file' : type, size: Buffer.byteLength(contents) }, contents);
  pack.finalize();
  const bytes = await buffer(pack);
  return (isBare ? asDirectory(bytes) : bytes).subarray(0, -endBytes);
}

/** Turns the header of a file into that of a directory: its type flag, and with it its checksum (ustar, POSIX.1). */
function asDirectory(bytes: Buffer): Buffer {
  bytes.write('5', 156, 'latin1');
  bytes.write(' '.repeat(8), 148, 'latin1');
  const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return bytes;
}
