import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CacheStore } from '../../../bench/fleet/cache-store.ts';
import { type History, readHistory } from '../../../bench/fleet/history.ts';
import { type FleetResults, fleetSections } from '../../../bench/fleet/report.ts';
import { defaultOptions, jobsOfWeek, simulateWeek } from '../../../bench/fleet/simulate.ts';
import { sizesOf } from '../../../bench/fleet/sizes.ts';
import type { Results } from '../../../bench/report/report.ts';
import { tempDir } from '../../support/temp-dir.ts';

const h1 = `h1:${'A'.repeat(43)}=`;
const goSum = (modules: readonly string[]) =>
  modules
    .map((name) => `example.com/${name} v1.0.0 ${h1}\nexample.com/${name} v1.0.0/go.mod ${h1}\n`)
    .join('');

/** A first release of 100 modules, then three bumps of one module, of ten, and of fifty more than the first had. */
const history: History = {
  project: 'app',
  states: [
    { name: 'v1', modules: 100, added: [] },
    { name: 'near', modules: 100, added: [1] },
    { name: 'next', modules: 100, added: [11, 10] },
    { name: 'v2', modules: 100, added: [50, 50, 45] },
  ],
};
const sizes = { full: 100e6, archive: 300e6 };
const options = { ...defaultOptions, jobs: 2, pullRequestJobs: 1 };
const [theirs, github, bucket] = simulateWeek(history, sizes, options);

describe('a history', () => {
  test('begins with the first release, and goes on with what adds the fewest modules', async () => {
    const near = ['a', 'b', 'c', 'e'];
    await using dir = await tempDir({
      'app/v1.10.0/go.sum': goSum(['a', 'e', 'f', 'g']),
      'app/v1.9.0/go.sum': goSum(['a', 'b', 'c', 'd']),
      'app/near-1/go.sum': goSum(near),
    });
    expect(readHistory(dir.path, 'app').states).toEqual([
      { name: 'v1.9.0', modules: 4, added: [] },
      { name: 'near-1', modules: 4, added: [1] },
      { name: 'v1.10.0', modules: 4, added: [3, 2] },
    ]);
  });

  test('without a go.sum is an error', async () => {
    await using dir = await tempDir({ 'app/v1.0.0/go.mod': 'module example.com/app\n' });
    expect(() => readHistory(dir.path, 'app')).toThrow('ENOENT');
  });
});

describe('a week', () => {
  test('has five days, and a pull request before each bump', () => {
    const jobs = jobsOfWeek(4, options);
    expect(jobs).toHaveLength(3 * (5 * 2 + 3));
    expect(jobs.filter(({ scope }) => scope !== 'main').map(({ state }) => state)).toEqual(
      [1, 2, 3].flatMap((state) => [state, state, state]),
    );
  });

  test('of setup-go stores each state for each system, in the pull request and on main', () => {
    const archives = 3 * (1 + 3 * 2);
    expect(theirs).toMatchObject({
      written: archives * 300e6,
      stored: archives * 300e6,
      evictions: 0,
      modulesDownloaded: archives * 100,
      downloaded: archives * 200e6,
      read: (39 - archives) * 300e6,
      dollars: undefined,
    });
  });

  test('of ours on GitHub stores one full entry, small deltas twice, and a full entry where a delta would be large', () => {
    expect(github?.written).toBe(100e6 + 2 * (1e6 + 11e6 + 100e6));
    expect(github?.modulesDownloaded).toBe(100 + 2 * (1 + 10 + 45));
  });

  test('of ours in a bucket stores everything once, and costs what the prices say', () => {
    expect(bucket?.written).toBe(100e6 + 1e6 + 11e6 + 100e6);
    expect(bucket?.modulesDownloaded).toBe(100 + 1 + 10 + 45);
    const free = { storagePrice: 0, writePrice: 0, readPrice: 0, transferPrice: 0 };
    const dollars = (prices: Partial<typeof free>) =>
      simulateWeek(history, sizes, { ...options, ...free, ...prices })[2]?.dollars;
    expect(dollars({})).toBe(0);
    expect(dollars({ storagePrice: 30 })).toBeCloseTo(0.212 * 7, 6);
    expect(dollars({ transferPrice: 2 })).toBeCloseTo(((bucket?.read ?? 0) / 1e9) * 2, 6);
    expect(dollars({ writePrice: 1000, readPrice: 1000 })).toBe(bucket?.requests);
  });

  test('beyond the quota evicts, and downloads again what was evicted', () => {
    const [small] = simulateWeek(history, sizes, { ...options, quota: 800e6 });
    expect(small?.stored).toBeLessThanOrEqual(800e6);
    expect(small?.evictions).toBeGreaterThan(0);
    expect(small?.modulesDownloaded).toBeGreaterThan(theirs?.modulesDownloaded ?? 0);
  });

  test('of ours whose base was evicted is a full entry again', () => {
    const [, small] = simulateWeek(history, sizes, { ...options, quota: 100e6 });
    expect(small?.stored).toBeLessThanOrEqual(100e6);
    expect(small?.written).toBeGreaterThan(github?.written ?? 0);
  });

  test('is the same each time', () => {
    expect(simulateWeek(history, sizes, options)).toEqual([theirs, github, bucket]);
  });

  test('is a table', () => {
    const totals = simulateWeek(history, sizes, options);
    const text = fleetSections({ options, weeks: [{ history, totals }] }).join('\n');
    expect(text).toContain('app, v1 → near → next → v2 (1, 10, 45 new, of 100 modules):');
    expect(text).toContain('| setup-go, GitHub | 6.3 GB | 6.3 GB | 5.4 GB | 4.2 GB | 2100 |');
  });
});

test('the recorded weeks are what the program computes from the recorded histories and sizes', async () => {
  const results = path.resolve(import.meta.dirname, '../../../bench/results');
  const read = async (name: string) => JSON.parse(await readFile(path.join(results, name), 'utf8'));
  const fleet: FleetResults = await read('fleet.json');
  const growth: Results['growth'] = await read('growth.json');
  expect(fleet.weeks.length).toBeGreaterThan(1);
  for (const { history: recorded, totals } of fleet.weeks) {
    const measured = sizesOf(recorded.project, growth);
    if (measured === undefined) throw new Error(`${recorded.project} has no sizes`);
    const computed = simulateWeek(recorded, measured, fleet.options);
    expect(JSON.parse(JSON.stringify(computed))).toEqual(totals);
  }
});

describe('a store', () => {
  test('evicts what was not used for the longest time', () => {
    const store = new CacheStore(10);
    store.write('a', 'main', 4);
    store.write('b', 'main', 4);
    store.read('a', 'main');
    store.write('c', 'main', 4);
    expect(['a', 'b', 'c'].map((key) => store.has(key, 'main'))).toEqual([true, false, true]);
    expect(store.totals).toMatchObject({ stored: 8, written: 12, read: 4, evictions: 1 });
  });

  test('keeps what a pull request stores from others', () => {
    const store = new CacheStore(10);
    store.write('a', 'pull request 1', 1);
    store.write('b', 'main', 1);
    expect(store.has('a', 'main')).toBe(false);
    expect(store.has('a', 'pull request 2')).toBe(false);
    expect(store.has('b', 'pull request 1')).toBe(true);
  });

  test('counts the requests of large entries', () => {
    const store = new CacheStore(1e12);
    store.write('a', 'main', 100 * 2 ** 20);
    store.read('a', 'main');
    expect(store.totals).toMatchObject({ writeRequests: 6, readRequests: 25 });
  });
});
