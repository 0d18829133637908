import { goModHash } from '../go/dirhash.ts';
import type { Checksums } from '../go/gosum.ts';
import type { ModuleVersion } from '../go/module.ts';
import type { ZipAnswer } from '../modcache/hash-zip.ts';
import { FetchFailure } from './failure.ts';
import { formatInfo, parseInfo } from './info.ts';
import type { RequestedFile } from './requested-file.ts';
import type { Content, Received } from './spool.ts';

/** Checker tells whether what arrived is what was asked for, before anybody else sees it. */
export interface Checker {
  /** The h1 that go.sum demands of a file, if it lists it. */
  wanted(file: RequestedFile): string | undefined;
  /**
   * Returns the content to hand over: what has arrived, or where it has been placed. Throws FetchFailure `damaged`, or
   * `mismatch` when the same wrong bytes have come for the third time, from whomever: what is damaged on its way is so
   * in different places. `wrong` counts them.
   */
  check(file: RequestedFile, received: Received, wrong: Map<string, number>): Promise<Content>;
}

/**
 * A transfer that ends too early at the same place, and says that this is all, happens twice now and then when one in a
 * hundred does.
 */
const accidentsMax = 3;

/** ReadZip tells what a zip on disk is, and may place it where it is what go.sum vouches for (`h1`). */
export type ReadZip = (
  zip: Extract<Received, { kind: 'file' }>,
  module: ModuleVersion | undefined,
  h1: string | undefined,
) => Promise<ZipRead>;

/** ZipRead is a zip's hash, or where it lies now that it is placed. */
export type ZipRead = ZipAnswer | Extract<Content, { kind: 'placed' }>;

/** checker checks against the go.sum files of a checkout. */
export function checker(checksums: Checksums, readZip: ReadZip): Checker {
  const wanted = ({ kind, module }: RequestedFile): string | undefined => {
    if (module === undefined) return undefined;
    if (kind === 'zip') return checksums.zip(module);
    return kind === 'mod' ? checksums.goMod(module) : undefined;
  };
  return {
    wanted,
    async check(file, received, wrong) {
      if (file.kind === 'info' || file.kind === 'latest') return rebuiltInfo(file, received);
      const vouched = wanted(file);
      const read = await readReceived(file, received, vouched, readZip);
      if (read.kind === 'damaged')
        throw new FetchFailure({ kind: 'invalid-zip', problem: read.reason }, { wrong: read.wrong });
      if (read.kind === 'placed') return read;
      if (vouched !== undefined && read.h1 !== vouched) throw wrongHash(read, vouched, wrong);
      return received;
    },
  };
}

/** `counts` is how often each hash has come for this file, from any upstream. */
function wrongHash(
  { h1: found, wrong }: Extract<ZipRead, { kind: 'hashed' }>,
  expected: string,
  counts: Map<string, number>,
): FetchFailure {
  const count = (counts.get(found) ?? 0) + 1;
  counts.set(found, count);
  if (count >= accidentsMax) return new FetchFailure({ kind: 'mismatch', found, expected });
  return new FetchFailure({ kind: 'wrong-hash', found, expected }, { wrong });
}

async function readReceived(
  { kind, module }: RequestedFile,
  received: Received,
  vouched: string | undefined,
  readZip: ReadZip,
): Promise<ZipRead> {
  if (received.kind === 'file') return readZip(received, module, vouched);
  return { kind: 'hashed', h1: kind === 'mod' ? goModHash(received.bytes) : '' };
}

/** No checksum covers an .info, so only what Go reads of it is handed over, and only for the right version. */
function rebuiltInfo({ module }: RequestedFile, received: Received): Content {
  if (received.kind === 'file') throw new Error('an .info is kept in memory');
  const info = parseInfo(received.bytes);
  if (typeof info === 'string') throw new FetchFailure({ kind: 'invalid-info', problem: info });
  const { version } = info;
  if (module === undefined ? version === undefined : version !== module.version)
    throw new FetchFailure({ kind: 'invalid-info', problem: 'version' });
  return { kind: 'memory', bytes: formatInfo(info) };
}
