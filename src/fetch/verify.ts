import { goModHash } from '../go/dirhash.ts';
import type { Checksums } from '../go/gosum.ts';
import type { ModuleVersion } from '../go/module.ts';
import type { ZipAnswer } from '../modcache/hash-zip.ts';
import { type FailureDetails, FetchFailure } from './failure.ts';
import { formatInfo, parseInfo } from './info.ts';
import type { RequestedFile } from './requested-file.ts';
import type { Content, Received } from './spool.ts';

/** Verifier verifies a file that has arrived, before anything else sees it. */
export interface Verifier {
  /** The hash that a file must have, if that is known. */
  expectedHash(file: RequestedFile): string | undefined;
  /**
   * Returns the content to hand over: what has arrived, or where it has been placed. Throws FetchFailure:
   * `invalid`, or `mismatch` when the same wrong bytes have come too often for an accident. `wrongHashes`
   * counts them.
   */
  verify(file: RequestedFile, received: Received, wrongHashes: Map<string, number>): Promise<Content>;
}

/** ReadZip reads a zip on disk, and may place it if its hash is `h1`, which go.sum lists. */
export type ReadZip = (
  zip: Extract<Received, { kind: 'file' }>,
  module: ModuleVersion | undefined,
  h1: string | undefined,
) => Promise<ZipRead>;

/** ZipRead is a zip's hash, or where it has been placed. */
export type ZipRead = ZipAnswer | Extract<Content, { kind: 'placed' }>;

/** verifier verifies against the go.sum files of a checkout. */
export function verifier(checksums: Checksums, readZip: ReadZip): Verifier {
  const expectedHash = ({ kind, module }: RequestedFile): string | undefined => {
    if (module === undefined) return undefined;
    if (kind === 'zip') return checksums.zip(module);
    return kind === 'mod' ? checksums.goMod(module) : undefined;
  };
  return {
    expectedHash,
    async verify(file, received, wrongHashes) {
      if (file.kind === 'info' || file.kind === 'latest') return rebuiltInfo(file, received);
      const expected = expectedHash(file);
      const read = await readReceived(file, received, expected, readZip);
      if (read.kind === 'placed') return read;
      const { wrong } = read;
      if (read.kind === 'damaged')
        throw new FetchFailure({ kind: 'invalid-zip', problem: read.reason }, { wrong });
      const { h1: found } = read;
      if (expected !== undefined && found !== expected)
        throw wrongHash({ found, expected }, wrongHashes, { wrong });
      return received;
    },
  };
}

/**
 * A transfer that ends too early at the same place, and says that this is all, happens twice now and then
 * when one in a hundred does.
 */
const accidentsMax = 3;

/**
 * wrongHash counts a wrong hash, and returns the failure that it is: `mismatch` for the third time that it
 * has come.
 */
export function wrongHash(
  hashes: { readonly found: string; readonly expected: string },
  wrongHashes: Map<string, number>,
  details?: FailureDetails,
): FetchFailure {
  const count = (wrongHashes.get(hashes.found) ?? 0) + 1;
  wrongHashes.set(hashes.found, count);
  if (count >= accidentsMax) return new FetchFailure({ kind: 'mismatch', ...hashes });
  return new FetchFailure({ kind: 'wrong-hash', ...hashes }, details);
}

async function readReceived(
  { kind, module }: RequestedFile,
  received: Received,
  expected: string | undefined,
  readZip: ReadZip,
): Promise<ZipRead> {
  if (received.kind === 'file') return readZip(received, module, expected);
  return { kind: 'hashed', h1: kind === 'mod' ? goModHash(received.bytes) : '' };
}

/**
 * No checksum covers an .info, so only what Go reads of it is handed over, and only for the right version.
 */
function rebuiltInfo({ module }: RequestedFile, received: Received): Content {
  if (received.kind === 'file') throw new Error('an .info is kept in memory');
  const info = parseInfo(received.bytes);
  if (info.kind === 'invalid') throw new FetchFailure({ kind: 'invalid-info', problem: info.problem });
  const { version } = info;
  if (module === undefined ? version === undefined : version !== module.version)
    throw new FetchFailure({ kind: 'invalid-info', problem: 'version' });
  return { kind: 'memory', bytes: formatInfo(info) };
}
