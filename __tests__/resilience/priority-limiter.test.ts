import { describe, expect, test } from '@jest/globals';
import { type Demand, PriorityLimiter } from '../../src/resilience/priority-limiter.ts';

const now: Demand = { priority: 'now', isLarge: false };
const soon: Demand = { priority: 'soon', isLarge: false };
const later: Demand = { priority: 'later', isLarge: false };
const large: Demand = { priority: 'later', isLarge: true };

const never = new AbortController().signal;

/** Bodies that run until they are ended by name, with the order in which they began. */
function bodies(places: number) {
  const limiter = new PriorityLimiter(places);
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string, demand: Demand, signal = never) =>
    limiter.run(demand, signal, () => {
      began.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { limiter, began, run, end };
}

describe('a limiter', () => {
  test('lets as many run as it has places, and the next when one ends', async () => {
    const { began, run, end } = bodies(2);
    const all = ['a', 'b', 'c'].map((name) => run(name, now));
    await end('none');
    expect(began).toEqual(['a', 'b']);
    await end('b');
    expect(began).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    await Promise.all(all);
  });

  test('runs bodies of priority `now` first, then those of `soon`', async () => {
    const { began, run, end } = bodies(1);
    void run('first', later);
    for (const [name, demand] of [
      ['d', later],
      ['c', soon],
      ['b', large],
      ['a', now],
    ] as const)
      void run(name, demand);
    for (const name of ['none', 'first', 'a', 'b', 'c', 'd']) await end(name);
    expect(began).toEqual(['first', 'a', 'b', 'c', 'd']);
  });

  test('gives large ones a quarter of the places while small ones wait', async () => {
    const { began, run, end } = bodies(8);
    for (let count = 0; count < 8; count++) void run(`first ${count}`, now);
    for (let count = 0; count < 4; count++) void run(`large ${count}`, large);
    for (let count = 0; count < 6; count++) void run(`small ${count}`, count < 3 ? later : soon);
    await end('none');
    for (let count = 0; count < 8; count++) await end(`first ${count}`);
    expect(began.slice(8)).toEqual([
      'large 0',
      'large 1',
      'small 3',
      'small 4',
      'small 5',
      'small 0',
      'small 1',
      'small 2',
    ]);
    await end('small 0');
    await end('large 0');
    expect(began.slice(16)).toEqual(['large 2', 'large 3']);
  });

  test.each([
    { name: 'small', demand: later },
    { name: 'large', demand: large },
  ])('leaves no place empty that a $name one could use', async ({ demand }) => {
    const { began, run, end } = bodies(4);
    for (const name of ['a', 'b', 'c', 'd']) void run(name, demand);
    await end('none');
    expect(began).toEqual(['a', 'b', 'c', 'd']);
  });

  test('lets in what became urgent while it waited', async () => {
    const { limiter, began, run, end } = bodies(1);
    const demand = { ...later };
    for (const name of ['a', 'b', 'c']) void run(name, later);
    void run('e', demand);
    demand.priority = 'now';
    limiter.admit();
    await end('none');
    await end('a');
    expect(began).toEqual(['a', 'e']);
  });

  test('frees the place of a body that failed', async () => {
    const limiter = new PriorityLimiter(1);
    await expect(limiter.run(now, never, async () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
    await expect(limiter.run(now, never, async () => 'next')).resolves.toBe('next');
  });

  test('forgets a body whose signal aborts', async () => {
    const { began, run, end } = bodies(1);
    const aborting = new AbortController();
    void run('a', now);
    const waiting = run('b', now, aborting.signal);
    void run('c', now);
    aborting.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await end('a');
    expect(began).toEqual(['a', 'c']);
    await expect(run('d', now, aborting.signal)).rejects.toThrow('enough');
  });
});
