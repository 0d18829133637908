import { expect, test } from '@jest/globals';
import { BasePrefetch } from '../../src/cache/base-prefetch.ts';
import type { CacheBackend, CacheFetch } from '../../src/ports/cache-backend.ts';

const base = 'go-mod-v1-0-1';

/** A backend whose entries are named; it keeps what was fetched, and which of it was disposed of. */
function backendOf(answer: (name: string, signal: AbortSignal) => Promise<string | undefined>) {
  const fetched: string[] = [];
  const disposed: string[] = [];
  const backend: CacheBackend = {
    lookup: async () => ({ kind: 'none' }),
    store: async () => ({ kind: 'exists' }),
    close: async () => {},
    async fetch([name = ''], signal): Promise<CacheFetch> {
      fetched.push(name);
      const key = await answer(name, signal);
      if (key === undefined) return { kind: 'none' };
      return {
        kind: 'found',
        key,
        source: { kind: 'file', file: '/nowhere' },
        bytes: 1,
        dispose: async () => void disposed.push(key),
      };
    },
  };
  return { backend, fetched, disposed };
}

const never = new AbortController().signal;

test('a base that was begun ahead is fetched once, and is the taker’s to dispose of', async () => {
  const { backend, fetched, disposed } = backendOf(async (name) => name);
  const prefetch = new BasePrefetch(backend, never);
  prefetch.begin(base);
  prefetch.begin(base);
  expect(fetched).toEqual([base]);
  expect(await prefetch.take(base)).toMatchObject({ kind: 'found', key: base });
  await prefetch.close();
  expect({ fetched, disposed }).toEqual({ fetched: [base], disposed: [] });
});

test('a base that was never begun is fetched when it is taken', async () => {
  const { backend, fetched } = backendOf(async (name) => name);
  const prefetch = new BasePrefetch(backend, never);
  expect(await prefetch.take(base)).toMatchObject({ kind: 'found', key: base });
  await prefetch.close();
  expect(fetched).toEqual([base]);
});

test('another base than the one begun is fetched, and the one begun is disposed of', async () => {
  const { backend, fetched, disposed } = backendOf(async (name) => name);
  const prefetch = new BasePrefetch(backend, never);
  prefetch.begin('announced');
  expect(await prefetch.take(base)).toMatchObject({ kind: 'found', key: base });
  await prefetch.close();
  expect({ fetched, disposed }).toEqual({ fetched: ['announced', base], disposed: ['announced'] });
});

test('a transfer that is not read is stopped', async () => {
  const { backend } = backendOf(
    (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
  );
  const prefetch = new BasePrefetch(backend, never);
  prefetch.begin(base);
  await expect(prefetch.close()).resolves.toBeUndefined();
});

test('an entry whose name only begins as the base’s is no base', async () => {
  const { backend, disposed } = backendOf(async (name) => `${name}0`);
  const prefetch = new BasePrefetch(backend, never);
  expect(await prefetch.take(base)).toEqual({ kind: 'none' });
  expect(disposed).toEqual([`${base}0`]);
});
