import path from 'node:path';
import { ActionError } from '../../errors.ts';
import type { Env } from '../../ports/env.ts';

/**
 * userCacheDirectory returns where a user's caches are by the custom of each platform, as Go's os.UserCacheDir does:
 * XDG_CACHE_HOME or ~/.cache, ~/Library/Caches, %LocalAppData%. Throws where the environment names no such place.
 */
export function userCacheDirectory(platform: NodeJS.Platform, env: Env): string {
  if (platform === 'win32') {
    return path.win32.join(required(env, 'LOCALAPPDATA', 'LocalAppData'), 'go-mod-download');
  }
  if (platform === 'darwin') {
    return path.posix.join(required(env, 'HOME'), 'Library/Caches/go-mod-download');
  }
  const xdg = env['XDG_CACHE_HOME'];
  // The XDG Base Directory Specification: a relative path there is invalid and to be ignored.
  const caches = xdg?.startsWith('/') ? xdg : path.posix.join(required(env, 'HOME'), '.cache');
  return path.posix.join(caches, 'go-mod-download');
}

function required(env: Env, ...names: readonly string[]): string {
  for (const name of names) {
    const value = env[name];
    if (value) return value;
  }
  throw new ActionError(`There is no folder for the directory cache: ${names.at(-1)} is not set`, {
    code: 'no-cache-directory',
    class: 'configuration',
    hint: 'Set `cache-directory` to the folder to keep the cache in.',
  });
}
