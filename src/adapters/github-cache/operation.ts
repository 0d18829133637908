import { saveCache } from '@actions/cache';
import { messageOf } from '../../errors.ts';
import { packName } from './entry-version.ts';
import type { CacheAnswer, CacheRequest } from './protocol.ts';

// Leaves "windows-only" out of the version hash, so that one entry serves every OS.
const enableCrossOsArchive = true;

/** runCacheRequest stores an entry with `@actions/cache` in this process, whose folder it packs. */
export async function runCacheRequest({ key }: CacheRequest): Promise<CacheAnswer> {
  try {
    const id = await saveCache([packName], key, undefined, enableCrossOsArchive);
    return { kind: id === -1 ? 'not-saved' : 'saved' };
  } catch (error) {
    return { kind: 'failed', message: messageOf(error) };
  }
}
