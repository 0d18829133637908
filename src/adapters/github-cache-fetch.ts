import { open, rm } from 'node:fs/promises';
import { messageOf } from '../errors.ts';
import type { CacheFetch } from '../ports/cache-backend.ts';
import type { ArchivedPack } from './archived-pack.ts';
import { announcedIn, matchIn, unavailable } from './github-cache-outcome.ts';
import { archiveIn, receivedFile, type Sandbox, takePack } from './github-cache-sandbox.ts';
import { ask, type CacheService, inSandbox, sizeLimitOf } from './github-cache-service.ts';
import { readGrowing } from './growing-file.ts';
import { IncomingFile } from './incoming-file.ts';

/** FetchRequest says which entry is to be fetched. */
export interface FetchRequest {
  readonly keys: readonly string[];
  readonly signal: AbortSignal;
  /** Told which entry will come, where that is known before. */
  readonly onMatched: ((key: string) => void) | undefined;
}

/** A pack smaller than this, in bytes, is not worth being used before all of it is there. */
const worthwhileBytes = 8 * 2 ** 20;

type Found = Extract<CacheFetch, { kind: 'found' }>;

/**
 * fetchEntry fetches an entry. It resolves when the entry is there; with a large one, as soon as its archive begins to come:
 * the pack is then read out of the archive while the library writes that, and the library is ended before it unpacks it.
 */
export async function fetchEntry(service: CacheService, request: FetchRequest): Promise<CacheFetch> {
  const begun = Promise.withResolvers<CacheFetch>();
  const unwanted = new AbortController();
  const signal = AbortSignal.any([request.signal, unwanted.signal]);
  const ended: Promise<CacheFetch> = inSandbox(service, (sandbox) =>
    transfer(service, sandbox, { ...request, signal }, (found) => {
      const dispose = async () => {
        unwanted.abort(new Error('nobody wants the entry any more'));
        await ended;
        await found.dispose();
      };
      begun.resolve({ ...found, dispose });
    }),
  );
  return Promise.race([begun.promise, ended]);
}

async function transfer(
  service: CacheService,
  sandbox: Sandbox,
  { keys, signal, onMatched }: FetchRequest,
  onBegun: (found: Found) => void,
): Promise<CacheFetch> {
  const announced = Promise.withResolvers<string | undefined>();
  const [written, enough] = [new AbortController(), new AbortController()];
  const incoming = new IncomingFile();
  const archive = { sandbox, sizeLimit: sizeLimitOf(service), writing: written.signal };
  const receiving = announced.promise.then(async (key): Promise<Received> => {
    if (key === undefined) return { kind: 'left' };
    const received = await receive(archive, key, incoming, onBegun);
    if (received.kind !== 'left') enough.abort(new Error('the library has nothing more to do'));
    return received;
  });
  try {
    const end = await ask(service, sandbox, {
      question: { verb: 'fetch', keys },
      signal: AbortSignal.any([signal, enough.signal]),
      onLine: (line) => {
        const key = announcedIn(line, keys);
        if (key === undefined) return;
        announced.resolve(key);
        onMatched?.(key);
      },
    });
    announced.resolve(undefined);
    written.abort();
    const received = await receiving;
    if (received.kind === 'whole') return received.found;
    const match = matchIn(end, keys, service.env);
    if (received.kind === 'left') return match.kind === 'found' ? takeWhole(sandbox, match.key) : match;
    const fetched = unavailable(
      received.reason ?? ('reason' in match ? match.reason : 'the entry broke off'),
    );
    incoming.end(fetched.reason);
    return fetched;
  } finally {
    written.abort();
    incoming.end('the transfer has ended');
  }
}

/** Takes what the library has unpacked. */
async function takeWhole(sandbox: Sandbox, key: string): Promise<CacheFetch> {
  const pack = await takePack(sandbox);
  if (pack.kind === 'absent') return unavailable(`the entry ${key} came without its pack`);
  if (pack.kind === 'not-a-file') return unavailable(`the entry ${key} holds a link in place of its pack`);
  const { file, bytes } = pack;
  return { kind: 'found', key, file, bytes, dispose: () => rm(file, { force: true }) };
}

/** Received is what was read of an archive while it came. */
type Received =
  /** Nothing: it is left to the library. */
  | { readonly kind: 'left' }
  | { readonly kind: 'whole'; readonly found: Found }
  /** `reason` is absent where the archive broke off: the library then says why. */
  | { readonly kind: 'cut'; readonly reason: string | undefined };

interface ArchiveOnItsWay {
  readonly sandbox: Sandbox;
  readonly sizeLimit: number;
  /** Aborted when nobody writes to it any more. */
  readonly writing: AbortSignal;
}

async function receive(
  { sandbox, sizeLimit, writing }: ArchiveOnItsWay,
  key: string,
  incoming: IncomingFile,
  onBegun: (found: Found) => void,
): Promise<Received> {
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
        await write(pack, file, incoming, () => onBegun(found));
      },
    );
    const [found] = taken;
    return found === undefined ? { kind: 'left' } : { kind: 'whole', found };
  } catch (error) {
    // Of an archive that was not begun, the library says what is wrong.
    if (taken.length === 0) return { kind: 'left' };
    const reason = `the entry ${key} cannot be read: ${messageOf(error)}`;
    return { kind: 'cut', reason: writing.aborted ? undefined : reason };
  }
}

async function write(
  { content }: ArchivedPack,
  file: string,
  incoming: IncomingFile,
  onOpen: () => void,
): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    onOpen();
    for await (const piece of content) {
      await handle.writeFile(piece);
      incoming.advance(piece.length);
    }
  } finally {
    await handle.close();
  }
}
