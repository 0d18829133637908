import { expect, test } from '@jest/globals';
import { userCacheDirectory } from '../../../src/adapters/directory-cache/directory-cache.ts';

test.each([
  ['linux', { HOME: '/home/gopher' }, '/home/gopher/.cache/go-mod-download'],
  [
    'linux',
    { HOME: '/home/gopher', XDG_CACHE_HOME: '/var/cache/gopher' },
    '/var/cache/gopher/go-mod-download',
  ],
  ['linux', { HOME: '/home/gopher', XDG_CACHE_HOME: 'relative' }, '/home/gopher/.cache/go-mod-download'],
  ['linux', { XDG_CACHE_HOME: '/var/cache' }, '/var/cache/go-mod-download'],
  ['freebsd', { HOME: '/home/gopher' }, '/home/gopher/.cache/go-mod-download'],
  ['darwin', { HOME: '/Users/gopher', XDG_CACHE_HOME: '/x' }, '/Users/gopher/Library/Caches/go-mod-download'],
  [
    'win32',
    { LOCALAPPDATA: 'C:\\Users\\g\\AppData\\Local' },
    'C:\\Users\\g\\AppData\\Local\\go-mod-download',
  ],
] as const)('on %s with %j the user cache is %s', (platform, env, expected) => {
  expect(userCacheDirectory(platform, env)).toBe(expected);
});

test.each([
  ['linux', {}, 'HOME'],
  ['linux', { HOME: '' }, 'HOME'],
  ['darwin', {}, 'HOME'],
  ['win32', { HOME: '/home/gopher' }, 'LocalAppData'],
] as const)('on %s with %j it names the variable that is missing', (platform, env, name) => {
  expect(() => userCacheDirectory(platform, env)).toThrow(
    expect.objectContaining({
      code: 'no-cache-directory',
      class: 'configuration',
      message: expect.stringContaining(name),
      hint: expect.stringContaining('`cache-directory`'),
    }),
  );
});
