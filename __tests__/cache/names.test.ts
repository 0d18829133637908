import { expect, test } from '@jest/globals';
import { lookUp } from '../../src/cache/look-up.ts';
import { restore } from '../../src/cache/restore.ts';
import type { CacheBackend } from '../../src/ports/cache-backend.ts';
import { checksumsOf } from '../support/pack-run.ts';
import { recordingRunner } from '../support/recording-runner.ts';

const scopePrefix = `go-mod-v1-${'0'.repeat(12)}-`;
const key = `${scopePrefix}${'a'.repeat(40)}`;
const cacheKey = { key, scopePrefix, ingredients: [] };
const { signal } = new AbortController();

/** A backend that answers everything with an entry of this name; counts what is given back. */
function answering(name: string): CacheBackend & { readonly disposed: string[] } {
  const disposed: string[] = [];
  return {
    disposed,
    lookup: async () => ({ kind: 'found', key: name }),
    fetch: async () => ({
      kind: 'found',
      key: name,
      source: { kind: 'file', file: '/nowhere' },
      bytes: 1,
      dispose: async () => void disposed.push(name),
    }),
    store: async () => ({ kind: 'exists' }),
    close: async () => {},
  };
}

test.each([
  ['of this key', `${key}-3`, { kind: 'found', entry: { key, number: 3, base: undefined } }],
  ['of an older state', `${scopePrefix}${'b'.repeat(40)}-3`, { kind: 'miss' }],
  ['that nobody here gives', `${key}-backup`, { kind: 'miss' }],
])('looking up finds what is asked for: a name %s', async (_, name, found) => {
  expect(await lookUp(answering(name), cacheKey, signal)).toEqual(found);
});

test('an entry with a name that this action cannot give is no entry: not opened, and not named', async () => {
  const backend = answering(`${key}-backup`);
  const request = { backend, cacheKey, gomodcache: '/nowhere', checksums: checksumsOf([]), signal };
  const runner = recordingRunner();
  const restored = await restore({ ...request, layout: 'full', writableDirs: true }, runner);
  expect(restored).toEqual({ kind: 'miss' });
  expect(JSON.stringify(runner)).not.toContain('backup');
  expect(backend.disposed).toEqual([`${key}-backup`]);
});
