import { type ModuleFile, moduleLimits } from '../modcache/module-files.ts';
import { ok, type Parsed, problem } from '../parsed.ts';

/*
 * How the files of a module are written one after the other: first their listing, then their contents without
 * anything between them. A listing can say nothing but names and sizes: no link, no device, no mode, no time. It is
 * also what compresses best: headers before each file, as in a tar, cost 1 % of the bytes and 8 % of the time.
 *
 *     length     of the listing in bytes (32 bits, little-endian)
 *     listing    for each file its size in decimals, a space, its name below the module in UTF-8, a line feed
 *     contents   in the order of the listing
 */

/** lengthBytes is how long the length of a listing is. */
export const lengthBytes = 4;

/** encodeListing lists files, whose names begin with `prefix` and hold no line feed, with its length before it. */
export function encodeListing(prefix: string, files: readonly ModuleFile[]): Buffer {
  const lines = files.map(({ name, bytes }) => `${bytes} ${name.slice(prefix.length)}\n`);
  const text = Buffer.from(`${' '.repeat(lengthBytes)}${lines.join('')}`);
  text.writeUInt32LE(text.length - lengthBytes);
  return text;
}

/** ListingLimits is what the manifest claims for a module; a listing may say less, never more. */
export interface ListingLimits {
  readonly files: number;
  readonly contentBytes: number;
}

/** Listing is a listing whose lines have all been checked. */
export interface Listing extends ListingLimits {
  /** Decodes the files one at a time, so that no more than one is held. */
  entries(): Generator<ModuleFile, undefined>;
}

/** A size of ten digits and a space come before each name, which a zip can make 65 535 bytes long. */
const lineBytesMax = 2 ** 16 + 16;

/** listingBytesMax returns the length in bytes of the longest listing that a module can have. */
export function listingBytesMax({ files }: ListingLimits): number {
  return Math.min(moduleLimits.listingBytes, files * lineBytesMax);
}

/**
 * decodeListing reads a listing without its length, or returns what is wrong with it. It stops at the first line that
 * exceeds `claimed`.
 */
export function decodeListing(prefix: string, listing: Buffer, claimed: ListingLimits): Parsed<Listing> {
  let files = 0;
  let contentBytes = 0;
  for (let at = 0; at < listing.length; ) {
    const line = decodeLine(listing, at);
    if (line === undefined) return problem(`a listing with the line ${quoteLine(listing, at)}`);
    files += 1;
    contentBytes += line.bytes;
    if (files > claimed.files || contentBytes > claimed.contentBytes) {
      return problem('it holds more than the manifest says');
    }
    at = line.end + 1;
  }
  return ok({ files, contentBytes, entries: () => entriesOf(prefix, listing) });
}

function* entriesOf(prefix: string, listing: Buffer): Generator<ModuleFile, undefined> {
  for (let at = 0; at < listing.length; ) {
    const line = decodeLine(listing, at);
    if (line === undefined) return;
    yield { name: prefix + listing.toString('utf8', line.name, line.end), bytes: line.bytes };
    at = line.end + 1;
  }
}

const [zero = 0, nine = 0, space, lineFeed = 0] = Buffer.from('09 \n');
const digitsMax = 10;

/** The size in the line that begins at `at`, where its name begins, and where it ends; undefined for an invalid line. */
function decodeLine(
  listing: Buffer,
  at: number,
): { readonly bytes: number; readonly name: number; readonly end: number } | undefined {
  let bytes = 0;
  let digits = 0;
  for (; digits < digitsMax; digits++) {
    const byte = listing[at + digits];
    if (byte === undefined || byte < zero || byte > nine) break;
    bytes = 10 * bytes + byte - zero;
  }
  const name = at + digits + 1;
  const canonical = digits === 1 || (digits > 1 && listing[at] !== zero);
  if (!canonical || listing[name - 1] !== space) return undefined;
  const end = listing.indexOf(lineFeed, name);
  return end < 0 ? undefined : { bytes, name, end };
}

function quoteLine(listing: Buffer, at: number): string {
  const [line = ''] = listing.toString('utf8', at, at + 80).split('\n');
  return JSON.stringify(line);
}
