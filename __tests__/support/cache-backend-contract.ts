import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { CacheBackend } from '../../src/ports/cache-backend.ts';
import { contentsOf } from './entry-contents.ts';

/** ContractScene is an empty cache backend, to be disposed of after a test. */
export interface ContractScene extends AsyncDisposable {
  readonly backend: CacheBackend;
  /** A folder for the files of the test. */
  readonly dir: string;
  /** Waits, really or by the clock, until an entry stored now is newer than all before. */
  pass(): Promise<unknown>;
}

const never = new AbortController().signal;

/** cacheBackendContract tests what src/ports/cache-backend.ts promises of every backend. */
export function cacheBackendContract(name: string, open: () => Promise<ContractScene>): void {
  describe(`${name} is a cache backend:`, () => {
    test('it finds nothing where nothing is stored', async () => {
      await using at = await open();
      expect(await at.backend.lookup(['k-1', 'k-'], never)).toEqual({ kind: 'none' });
      expect(await at.backend.fetch(['k-1', 'k-'], never)).toEqual({ kind: 'none' });
    });

    test.each([1, 5_000_000])('it brings back %i bytes as they were stored', async (size) => {
      await using at = await open();
      const contents = randomBytes(size);
      expect(await store(at, 'k-1', contents)).toEqual({ kind: 'stored', bytes: size });
      const told: string[] = [];
      const fetched = await at.backend.fetch(['k-1'], never, (key) => told.push(key));
      expect(told.filter((key) => key !== 'k-1')).toEqual([]);
      expect(fetched).toMatchObject({ kind: 'found', key: 'k-1' });
      expect(contents.equals(await contentsOf(fetched))).toBe(true);
    });

    test('an entry never changes', async () => {
      await using at = await open();
      await store(at, 'k-1', 'first');
      await at.pass();
      expect(await store(at, 'k-1', 'second')).toEqual({ kind: 'exists' });
      expect(String(await contentsOf(await at.backend.fetch(['k-1'], never)))).toBe('first');
    });

    test('an entry that was fetched and let go is still there', async () => {
      await using at = await open();
      await store(at, 'k-1', 'contents');
      await contentsOf(await at.backend.fetch(['k-1'], never));
      expect(await at.backend.lookup(['k-1'], never)).toEqual({ kind: 'found', key: 'k-1' });
      expect(String(await contentsOf(await at.backend.fetch(['k-1'], never)))).toBe('contents');
    });

    test('it finds the entry that the keys mean', async () => {
      await using at = await open();
      for (const key of ['b-1', 'a-1', 'a-11', 'a-12']) {
        await store(at, key, key);
        await at.pass();
      }
      const cases = [
        { rule: 'the exact key before a newer one that starts with it', keys: ['a-1'], key: 'a-1' },
        { rule: 'the newest that starts with a key', keys: ['a-'], key: 'a-12' },
        { rule: 'the first key that matches at all', keys: ['x', 'b', 'a-1'], key: 'b-1' },
        { rule: 'an exact match only of the key at hand', keys: ['a', 'b-1'], key: 'a-12' },
        { rule: 'a prefix only from the start of a key', keys: ['-1', '1', 'b-1'], key: 'b-1' },
      ];
      for (const { rule, keys, key } of cases) {
        expect({ rule, ...(await at.backend.lookup(keys, never)) }).toEqual({ rule, kind: 'found', key });
      }
      const fetched = await at.backend.fetch(['x', 'a-'], never);
      expect(fetched).toMatchObject({ kind: 'found', key: 'a-12' });
      expect(String(await contentsOf(fetched))).toBe('a-12');
    });

    test('of several that store one key at once, one does, and the entry is whole', async () => {
      await using at = await open();
      const contents = ['a', 'b', 'c'].map((letter) => letter.repeat(100_000));
      const stored = await Promise.all(contents.map((text) => store(at, 'k-1', text)));
      const kinds = stored.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'stored')).toHaveLength(1);
      // A service may only know that another job is about to store the entry.
      expect(kinds.filter((kind) => kind !== 'exists' && kind !== 'unavailable')).toEqual(['stored']);
      const winner = stored.findIndex(({ kind }) => kind === 'stored');
      expect(String(await contentsOf(await at.backend.fetch(['k-1'], never)))).toBe(contents[winner]);
    });

    test('an aborted signal makes it unavailable, and nothing is thrown or stored', async () => {
      await using at = await open();
      const aborted = AbortSignal.abort(new Error('out of time'));
      const file = await fileWith(at, 'contents');
      const answers = [
        await at.backend.lookup(['k-1'], aborted),
        await at.backend.fetch(['k-1'], aborted),
        await at.backend.store('k-1', file, aborted),
      ];
      for (const answer of answers) {
        expect(answer).toEqual({ kind: 'unavailable', reason: expect.stringMatching(/./) });
      }
      expect(await at.backend.lookup(['k-1'], never)).toEqual({ kind: 'none' });
    });
  });
}

async function store(at: ContractScene, key: string, contents: string | Buffer) {
  return at.backend.store(key, await fileWith(at, contents), never);
}

let files = 0;

async function fileWith({ dir }: ContractScene, contents: string | Buffer): Promise<string> {
  const file = path.join(dir, `${++files}.pack`);
  await writeFile(file, contents);
  return file;
}
