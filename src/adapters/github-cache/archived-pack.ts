import { packName } from './entry-version.ts';
import { blockBytes, parsePaxRecords, parseTarHeader, type TarMember } from './tar-header.ts';

/** ArchivedPack is the pack in the archive that `@actions/cache` makes of it. */
export interface ArchivedPack {
  readonly kind: 'pack';
  /** Its size in bytes, which the archive tells before its content. */
  readonly bytes: number;
  /** Of exactly that size; each piece is valid until the next is asked for. Throws ArchiveFault where the archive ends before. */
  readonly content: AsyncGenerator<Uint8Array, undefined>;
}

/** ArchiveFault says what is wrong with an archive. */
export class ArchiveFault extends Error {}

/**
 * openArchivedPack reads a tar up to the content of its first member, which has to be the pack, as a regular file. What
 * follows the pack is not read: nothing but the pack comes out of an archive, whatever is in it. Throws ArchiveFault for any
 * other tar, and what `tar` throws.
 */
export async function openArchivedPack(tar: AsyncIterator<Uint8Array>): Promise<ArchivedPack> {
  const reader = new BlockReader(tar);
  const member = await firstMember(reader);
  if (member.name !== packName) throw new ArchiveFault('it came without its pack');
  if (member.type !== '0') throw new ArchiveFault('it holds a link or a folder in place of its pack');
  return { kind: 'pack', bytes: member.bytes, content: reader.content(member.bytes) };
}

/** What may come before the first member: the records of one member, and a long name or the records of the archive. */
const headersMax = 4;

/** In bytes. GNU tar writes some times there. */
const recordsMax = 2 ** 16;

async function firstMember(reader: BlockReader): Promise<TarMember> {
  let extension: Extension = {};
  for (let header = 0; header < headersMax; header++) {
    const member = parseTarHeader(await reader.read(blockBytes));
    if (member === undefined) throw new ArchiveFault('it is not a tar');
    if (!/[xgL]/.test(member.type)) return { ...member, ...extension };
    if (member.bytes > recordsMax) break;
    const content = await reader.read(padded(member.bytes));
    extension = { ...extension, ...extensionIn(member.type, content.subarray(0, member.bytes)) };
  }
  throw new ArchiveFault('its header is too large');
}

/** Extension is what the members before a member say of it. */
type Extension = Partial<Pick<TarMember, 'name' | 'bytes'>>;

function extensionIn(type: string, content: Buffer): Extension {
  if (type === 'L') return { name: content.toString().replace(/\0.*/s, '') };
  const records = parsePaxRecords(content);
  const [name, size] = [records?.get('path'), records?.get('size')];
  if (records === undefined || (size !== undefined && !/^\d{1,15}$/.test(size))) {
    throw new ArchiveFault('it is not a tar');
  }
  return { ...(name !== undefined && { name }), ...(size !== undefined && { bytes: Number(size) }) };
}

function padded(bytes: number): number {
  return Math.ceil(bytes / blockBytes) * blockBytes;
}

/** BlockReader reads a stream of bytes by lengths. */
class BlockReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  /** What has come and has not been read. */
  #rest: Uint8Array = new Uint8Array();

  constructor(pieces: AsyncIterator<Uint8Array>) {
    this.#pieces = pieces;
  }

  async read(bytes: number): Promise<Buffer> {
    const all = Buffer.allocUnsafe(bytes);
    let read = 0;
    for await (const piece of this.content(bytes)) {
      all.set(piece, read);
      read += piece.length;
    }
    return all;
  }

  async *content(bytes: number): AsyncGenerator<Uint8Array, undefined> {
    for (let left = bytes; left > 0; ) {
      if (this.#rest.length === 0) {
        const { done, value } = await this.#pieces.next();
        if (done) throw new ArchiveFault('its archive ends early');
        this.#rest = value;
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      if (piece.length > 0) yield piece;
    }
    return undefined;
  }
}
