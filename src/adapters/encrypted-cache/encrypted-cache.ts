import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { bytesOf } from '../../byte-stream.ts';
import { errnoOf, messageOf } from '../../errors.ts';
import type { CacheBackend, CacheFetch, CacheLookup, CacheStore } from '../../ports/cache-backend.ts';
import { explainMiss } from './explain-miss.ts';
import { encrypt } from './frames.ts';
import type { EncryptionKey } from './key.ts';
import { storedPrefix } from './names.ts';
import { openEncryptedEntry } from './open-entry.ts';

/**
 * encryptedCache keeps entries in another backend, encrypted (frames.ts). Only entries of the same key are found. Sizes are
 * those of the entries themselves.
 */
export function encryptedCache(backend: CacheBackend, key: EncryptionKey): CacheBackend {
  const prefix = storedPrefix(key.id);
  const stored = (keys: readonly string[]) => keys.map((name) => `${prefix}${name}`);
  const nameOf = (found: string) => (found.startsWith(prefix) ? found.slice(prefix.length) : undefined);
  return {
    async lookup(keys, signal): Promise<CacheLookup> {
      const found = await backend.lookup(stored(keys), signal);
      if (found.kind !== 'found') return found;
      const name = nameOf(found.key);
      return name === undefined ? { kind: 'none' } : { kind: 'found', key: name };
    },
    async fetch(keys, signal, onMatched): Promise<CacheFetch> {
      const found = await backend.fetch(stored(keys), signal, (matched) => {
        const name = nameOf(matched);
        if (name !== undefined) onMatched?.(name);
      });
      if (found.kind === 'none') return explainMiss(backend, key.id, keys, signal);
      if (found.kind === 'unavailable') return found;
      const name = nameOf(found.key);
      if (name !== undefined)
        return found.kind === 'broken' ? { ...found, key: name } : openEncryptedEntry(found, key, name);
      if (found.kind === 'found') await found.dispose();
      return { kind: 'none' };
    },
    expectStore: () => backend.expectStore?.(),
    store: (name, file, signal) => store(backend, key, { name, file, stored: `${prefix}${name}` }, signal),
    close: () => backend.close(),
  };
}

interface StoreRequest {
  readonly name: string;
  readonly file: string;
  readonly stored: string;
}

/** The encrypted copy stands beside the file, on a disk that has room for entries, and is gone afterwards. */
async function store(
  backend: CacheBackend,
  key: EncryptionKey,
  { name, file, stored }: StoreRequest,
  signal: AbortSignal,
): Promise<CacheStore> {
  const copy = `${file}.${randomUUID()}.encrypted`;
  try {
    const { size: bytes } = await stat(file);
    const contents = encrypt(bytesOf(createReadStream(file)), key, name);
    await pipeline(contents, createWriteStream(copy, { flags: 'wx', mode: 0o600 }), { signal });
    const outcome = await backend.store(stored, copy, signal);
    return outcome.kind === 'stored' ? { kind: 'stored', bytes } : outcome;
  } catch (error) {
    if (signal.aborted) return { kind: 'unavailable', reason: messageOf(signal.reason) };
    if (errnoOf(error) === undefined) throw error;
    return { kind: 'unavailable', reason: `the entry cannot be encrypted: ${messageOf(error)}` };
  } finally {
    await rm(copy, { force: true });
  }
}
