import type { S3Client } from './client.ts';
import { childrenOf, rootOf, textIn } from './xml.ts';

/** ListedBucket is a bucket whose entries are looked for. */
export interface ListedBucket {
  readonly client: S3Client;
  /** What stands before each key. */
  readonly prefix: string;
  /** Whether an object of this name can be an entry. */
  readonly isEntry: (name: string) => boolean;
}

/** StoredEntry is an entry in a bucket. */
export interface StoredEntry {
  /** Without the prefix of the bucket. */
  readonly key: string;
  readonly bytes: number;
  /** When it was stored, in ms since the epoch. */
  readonly stored: number;
}

/** That many entries under one prefix, and no lifecycle rule: the newest of the first million will do. */
const pagesMax = 1000;

/** BadListing is an answer to a listing that is not one. */
export class BadListing extends Error {
  override readonly name: string = 'BadListing';
}

/**
 * findEntry finds the entry that a key means: of exactly that key, else the newest whose key starts with it. It reads all
 * pages of the listing, since a bucket lists by name. Objects whose names no entry can have do not count.
 * Throws BadListing, or as S3Client does.
 */
export async function findEntry(
  { client, prefix, isEntry }: ListedBucket,
  key: string,
  signal: AbortSignal,
): Promise<StoredEntry | undefined> {
  let newest: StoredEntry | undefined;
  let token: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const listing = await listPage(client, prefix + key, token, signal);
    for (const entry of listing.entries.flatMap((object) => entryIn(object, prefix, isEntry))) {
      if (entry.key === key) return entry;
      if (newest === undefined || entry.stored > newest.stored) newest = entry;
    }
    token = listing.next;
    if (token === undefined) break;
  }
  return newest;
}

interface ListedObject {
  readonly name: string;
  readonly bytes: number;
  readonly stored: number;
}

async function listPage(client: S3Client, prefix: string, token: string | undefined, signal: AbortSignal) {
  const query = {
    ...(token !== undefined && { 'continuation-token': token }),
    // Other objects there may have names that XML cannot express.
    'encoding-type': 'url',
    'list-type': '2',
    prefix,
  };
  const request = { verb: 'list', method: 'GET', key: '', query } as const;
  const { text } = await client.send(request, signal);
  const root = text === undefined ? undefined : rootOf(text);
  if (root?.name !== 'ListBucketResult') throw new BadListing('the answer to a listing is not a listing');
  const nameOf = textIn(root, 'EncodingType') === 'url' ? decoded : (name: string) => name;
  const entries = childrenOf(root, 'Contents').map(
    (object): ListedObject => ({
      name: nameOf(textIn(object, 'Key') ?? ''),
      bytes: Number(textIn(object, 'Size')),
      stored: Date.parse(textIn(object, 'LastModified') ?? ''),
    }),
  );
  const next = textIn(root, 'IsTruncated') === 'true' ? textIn(root, 'NextContinuationToken') : undefined;
  return { entries, next };
}

/** As forms are encoded; a name that is not is nobody's. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}

function entryIn(
  { name, bytes, stored }: ListedObject,
  prefix: string,
  isEntry: ListedBucket['isEntry'],
): StoredEntry[] {
  const key = name.slice(prefix.length);
  const isNamed = name.startsWith(prefix) && isEntry(key);
  return isNamed && Number.isSafeInteger(bytes) && !Number.isNaN(stored) ? [{ key, bytes, stored }] : [];
}
