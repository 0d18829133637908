import { open, rm } from 'node:fs/promises';
import { messageOf } from '../../errors.ts';
import type { CacheFetch } from '../../ports/cache-backend.ts';
import type { ArchivedPack } from './archived-pack.ts';
import { readGrowing } from './growing-file.ts';
import type { IncomingFile } from './incoming-file.ts';
import { archiveIn, receivedFile, type Sandbox } from './sandbox.ts';

/** ArchiveOnItsWay is an archive that the library is writing. */
export interface ArchiveOnItsWay {
  readonly sandbox: Sandbox;
  /** A pack larger than this, in bytes, is not taken. */
  readonly sizeLimit: number;
  /** Aborted when nobody writes to it any more. */
  readonly writing: AbortSignal;
  /** Aborted when nobody wants it any more. */
  readonly signal: AbortSignal;
  /** Told how far the pack has come. */
  readonly incoming: IncomingFile;
}

/** Found is an entry whose pack is there, or is coming. */
export type Found = Extract<CacheFetch, { kind: 'found' }>;

/** Received is what was read of an archive while it came. */
export type Received =
  /** Nothing: it is left to the library. */
  | { readonly kind: 'left' }
  | { readonly kind: 'whole'; readonly found: Found }
  | { readonly kind: 'cut'; readonly reason: string };

/** A pack smaller than this, in bytes, is not worth being used before all of it is there. */
const worthwhileBytes = 8 * 2 ** 20;

/**
 * receiveArchive writes the pack in the archive of the entry `key` to a file while the archive comes, and calls `onBegun` when
 * that file can be read. Does not reject.
 */
export async function receiveArchive(
  archive: ArchiveOnItsWay,
  key: string,
  onBegun: (found: Found) => void,
): Promise<Received> {
  const { sandbox, sizeLimit, writing, incoming } = archive;
  const file = receivedFile(sandbox);
  const taken: Found[] = [];
  try {
    const { readArchivedPack } = await import('./archived-pack.ts');
    await readArchivedPack(
      readGrowing(() => archiveIn(sandbox), writing),
      async (pack) => {
        const { bytes } = pack;
        if (bytes < worthwhileBytes || bytes > sizeLimit) return;
        const dispose = () => rm(file, { force: true });
        const found: Found = { kind: 'found', key, file, bytes, arrival: incoming, dispose };
        taken.push(found);
        await write(archive, pack, file, () => onBegun(found));
      },
    );
    const [found] = taken;
    return found === undefined ? { kind: 'left' } : { kind: 'whole', found };
  } catch (error) {
    // Of an archive that was not begun, the library says what is wrong.
    if (taken.length === 0) return { kind: 'left' };
    return { kind: 'cut', reason: `the entry ${key} cannot be read: ${messageOf(error)}` };
  }
}

async function write(
  { incoming, signal }: ArchiveOnItsWay,
  { content }: ArchivedPack,
  file: string,
  onOpen: () => void,
): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    onOpen();
    for await (const piece of content) {
      signal.throwIfAborted();
      await handle.writeFile(piece);
      incoming.advance(piece.length);
    }
  } finally {
    await handle.close();
  }
}
