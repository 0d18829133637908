import { expect, test } from '@jest/globals';
import { BaseAhead } from '../../src/cache/base-ahead.ts';
import type { CacheBackend, CacheFetch } from '../../src/ports/cache-backend.ts';

const base = 'go-mod-v1-0-1';

/** A backend whose entries are named; it keeps what was fetched, and which of it was disposed of. */
function backendOf(answer: (name: string, signal: AbortSignal) => Promise<string | undefined>) {
  const fetched: string[] = [];
  const disposed: string[] = [];
  const backend: CacheBackend = {
    kind: 'directory',
    place: 'a test',
    lookup: async () => ({ kind: 'none' }),
    store: async () => ({ kind: 'exists' }),
    async fetch([name = ''], signal): Promise<CacheFetch> {
      fetched.push(name);
      const key = await answer(name, signal);
      if (key === undefined) return { kind: 'none' };
      return { kind: 'found', key, file: '/nowhere', bytes: 1, dispose: async () => void disposed.push(key) };
    },
  };
  return { backend, fetched, disposed };
}

const never = new AbortController().signal;

test('a base that was begun ahead is fetched once, and is the taker’s to dispose of', async () => {
  const { backend, fetched, disposed } = backendOf(async (name) => name);
  const ahead = new BaseAhead(backend, never);
  ahead.begin(base);
  ahead.begin(base);
  expect(fetched).toEqual([base]);
  expect(await ahead.take(base)).toMatchObject({ kind: 'found', key: base });
  await ahead.close();
  expect({ fetched, disposed }).toEqual({ fetched: [base], disposed: [] });
});

test('a base that was never begun is fetched when it is taken', async () => {
  const { backend, fetched } = backendOf(async (name) => name);
  const ahead = new BaseAhead(backend, never);
  expect(await ahead.take(base)).toMatchObject({ kind: 'found', key: base });
  await ahead.close();
  expect(fetched).toEqual([base]);
});

test('another base than the one begun is fetched, and the one begun is disposed of', async () => {
  const { backend, fetched, disposed } = backendOf(async (name) => name);
  const ahead = new BaseAhead(backend, never);
  ahead.begin('announced');
  expect(await ahead.take(base)).toMatchObject({ kind: 'found', key: base });
  await ahead.close();
  expect({ fetched, disposed }).toEqual({ fetched: ['announced', base], disposed: ['announced'] });
});

test('a transfer that nobody takes is ended', async () => {
  const { backend } = backendOf(
    (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
  );
  const ahead = new BaseAhead(backend, never);
  ahead.begin(base);
  await expect(ahead.close()).resolves.toBeUndefined();
});

test('an entry whose name only begins as the base’s is no base', async () => {
  const { backend, disposed } = backendOf(async (name) => `${name}0`);
  const ahead = new BaseAhead(backend, never);
  expect(await ahead.take(base)).toEqual({ kind: 'none' });
  expect(disposed).toEqual([`${base}0`]);
});
