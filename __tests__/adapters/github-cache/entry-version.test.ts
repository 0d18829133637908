import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { entryVersion } from '../../../src/adapters/github-cache/entry-version.ts';

// Not exported by the package, as what it computes is nobody's business but the service's.
const file = path.resolve(
  import.meta.dirname,
  '../../../node_modules/@actions/cache/lib/internal/cacheUtils.js',
);
const { getCacheVersion } = await import(pathToFileURL(file).href);

const { platform } = process;
afterEach(() => {
  Object.defineProperty(process, 'platform', { value: platform });
});

test.each(
  ['linux', 'darwin', 'win32'].flatMap((name) => [
    [name, 'zstd', 'zstd-without-long'] as const,
    [name, 'gzip', 'gzip'] as const,
  ]),
)('on %s, the version of %s is the one that the library computes', (name, compression, method) => {
  Object.defineProperty(process, 'platform', { value: name });
  expect(entryVersion(compression)).toBe(getCacheVersion(['go-mod-download.pack'], method, true));
});
