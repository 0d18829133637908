import { restoreCache, saveCache } from '@actions/cache';
import { messageOf } from '../../errors.ts';
import { type CacheAnswer, type CacheRequest, packName } from './protocol.ts';

// Leaves "windows-only" out of the version hash, so that one entry serves every OS.
const enableCrossOsArchive = true;

/** runCacheRequest does one operation with `@actions/cache` in this process, whose folder it packs or unpacks. */
export async function runCacheRequest(request: CacheRequest): Promise<CacheAnswer> {
  try {
    return request.verb === 'store'
      ? await save(request.key)
      : await restore(request.keys, request.verb === 'lookup');
  } catch (error) {
    return { kind: 'failed', message: messageOf(error) };
  }
}

async function restore(keys: readonly string[], lookupOnly: boolean): Promise<CacheAnswer> {
  const [primary = '', ...rest] = keys;
  const matched = await restoreCache([packName], primary, rest, { lookupOnly }, enableCrossOsArchive);
  return matched === undefined ? { kind: 'none' } : { kind: 'matched', key: matched };
}

async function save(key: string): Promise<CacheAnswer> {
  const id = await saveCache([packName], key, undefined, enableCrossOsArchive);
  return { kind: id === -1 ? 'not-saved' : 'saved' };
}
