import { rm } from 'node:fs/promises';
import { messageOf } from '../../errors.ts';
import type { CacheFetch } from '../../ports/cache-backend.ts';
import { IncomingFile } from './incoming-file.ts';
import { announcedIn, isDownloaded, matchIn, unavailable } from './outcome.ts';
import { type Found, type Received, receiveArchive } from './receive-archive.ts';
import { type Sandbox, takePack } from './sandbox.ts';
import { ask, type CacheService, inSandbox, sizeLimitOf } from './service.ts';

/** FetchRequest says which entry is to be fetched. */
export interface FetchRequest {
  readonly keys: readonly string[];
  readonly signal: AbortSignal;
  /** Told which entry will come, where that is known before. */
  readonly onMatched: ((key: string) => void) | undefined;
}

/**
 * fetchEntry fetches an entry. It resolves when the entry is there; with a large one, as soon as its archive begins to come:
 * the pack is then read out of the archive while the library writes that, and the library is ended before it unpacks it:
 * the same work would be done twice.
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
  const nothingMore = () => enough.abort(new Error('the library has nothing more to do'));
  const reached = new Set<'downloaded' | 'begun'>();
  const reach = (what: 'downloaded' | 'begun') => {
    if (reached.add(what).size === 2) nothingMore();
  };
  const incoming = new IncomingFile();
  const archive = { sandbox, sizeLimit: sizeLimitOf(service), writing: written.signal, signal, incoming };
  const receiving = announced.promise.then(async (key): Promise<Received> => {
    if (key === undefined) return { kind: 'left' };
    const received = await receiveArchive(archive, key, (found) => {
      onBegun(found);
      reach('begun');
    });
    if (received.kind !== 'left') nothingMore();
    return received;
  });
  try {
    const end = await ask(service, sandbox, {
      question: { verb: 'fetch', keys },
      signal: AbortSignal.any([signal, enough.signal]),
      onLine: (line) => {
        if (isDownloaded(line)) reach('downloaded');
        const key = announcedIn(line, keys);
        if (key === undefined) return;
        announced.resolve(key);
        onMatched?.(key);
      },
    });
    const ofItself = !enough.signal.aborted;
    announced.resolve(undefined);
    written.abort();
    const received = await receiving;
    if (received.kind === 'whole') return received.found;
    const match = matchIn(end, keys, service.env);
    if (received.kind === 'left') return match.kind === 'found' ? takeWhole(sandbox, match.key) : match;
    // What the library says of its own end is the cause of an archive that broke off.
    const reason = ofItself && 'reason' in match ? match.reason : received.reason;
    const fetched = unavailable(signal.aborted ? messageOf(signal.reason) : reason);
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
