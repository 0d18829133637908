import { goModHash } from '../go/dirhash.ts';
import type { Checksums } from '../go/gosum.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import { FetchFailure } from './failure.ts';
import type { ZipAnswer } from './hash-zip.ts';
import type { RequestedFile } from './requested-file.ts';
import type { Content } from './spool.ts';

/** Checker tells whether what arrived is what was asked for, before anybody else sees it. */
export interface Checker {
  /** The h1 that go.sum demands of a file, if it lists it. */
  wanted(file: RequestedFile): string | undefined;
  /**
   * Returns the content to hand over. Throws FetchFailure `damaged`, or `mismatch` when the same wrong bytes have come for
   * the third time, from whomever: what is damaged on its way is so in different places. `wrong` counts them.
   */
  check(file: RequestedFile, content: Content, wrong: Map<string, number>): Promise<Content>;
}

/**
 * A transfer that ends too early at the same place, and says that this is all, happens twice now and then when one in a
 * hundred does.
 */
const accidentsMax = 3;

/** checker checks against the go.sum files of a checkout; `hashZip` hashes a zip on disk. */
export function checker(checksums: Checksums, hashZip: (file: string) => Promise<ZipAnswer>): Checker {
  const wanted = ({ kind, module }: RequestedFile): string | undefined => {
    if (module === undefined) return undefined;
    if (kind === 'zip') return checksums.zip(module);
    return kind === 'mod' ? checksums.goMod(module) : undefined;
  };
  return {
    wanted,
    async check(file, content, wrong) {
      if (file.kind === 'info' || file.kind === 'latest') return rebuiltInfo(file, content);
      const h1 = content.kind === 'file' ? await zipHash(content.file, hashZip) : hashOf(file, content.bytes);
      const vouched = wanted(file);
      if (file.module === undefined || vouched === undefined || h1 === vouched) return content;
      const times = (wrong.get(h1) ?? 0) + 1;
      wrong.set(h1, times);
      if (times >= accidentsMax) throw mismatch(file.module, file.kind, h1, vouched);
      throw new FetchFailure('damaged', `its hash was ${h1}, but go.sum says ${vouched}`);
    },
  };
}

async function zipHash(file: string, hashZip: (file: string) => Promise<ZipAnswer>): Promise<string> {
  const answer = await hashZip(file);
  if (answer.kind === 'damaged') throw new FetchFailure('damaged', answer.reason);
  return answer.h1;
}

function hashOf({ kind }: RequestedFile, bytes: Buffer): string {
  return kind === 'mod' ? goModHash(bytes) : '';
}

/** In the go command's own words, which it and its readers know (cmd/go/internal/modfetch, goSumMismatch). */
function mismatch(module: ModuleVersion, kind: string, found: string, vouched: string): FetchFailure {
  const what = kind === 'mod' ? `${moduleKey(module)}/go.mod` : moduleKey(module);
  return new FetchFailure(
    'mismatch',
    `verifying ${what}: checksum mismatch\n\tdownloaded: ${found}\n\tgo.sum:     ${vouched}\nSECURITY ERROR: the same bytes came again and again, and go.sum does not vouch for them`,
  );
}

/** No checksum covers an .info, so nothing of it is handed over but its two fields, and only if they make sense. */
function rebuiltInfo(file: RequestedFile, content: Content): Content {
  if (content.kind === 'file') throw new Error('an .info is kept in memory');
  const { Version: version, Time: time } = parsedInfo(content.bytes);
  const versionFits = file.module === undefined ? version !== undefined : version === file.module.version;
  if (!versionFits || version === undefined)
    throw new FetchFailure('damaged', 'it is the .info of another version');
  const info = time === undefined ? { Version: version } : { Version: version, Time: time };
  return { kind: 'memory', bytes: Buffer.from(JSON.stringify(info)) };
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

function parsedInfo(bytes: Buffer): { Version?: string; Time?: string } {
  const info = parsedJson(bytes.toString());
  if (typeof info !== 'object' || info === null) throw new FetchFailure('damaged', 'it is no .info');
  const version = 'Version' in info && typeof info.Version === 'string' ? { Version: info.Version } : {};
  if (!('Time' in info) || info.Time === null) return version;
  if (typeof info.Time !== 'string' || !rfc3339.test(info.Time) || Number.isNaN(Date.parse(info.Time))) {
    throw new FetchFailure('damaged', 'its time is none');
  }
  return { ...version, Time: info.Time };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new FetchFailure('damaged', 'it is no JSON', { cause: error });
    throw error;
  }
}
