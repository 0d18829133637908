import { describe, expect, test } from '@jest/globals';
import { type Demand, Gate } from '../../src/resilience/gate.ts';

const never = new AbortController().signal;

/** Bodies that run until they are ended by name, with the order in which they began. */
function bodies(places: number) {
  const gate = new Gate(places);
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string, demand: Demand, signal = never) =>
    gate.run(demand, signal, () => {
      began.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { gate, began, run, end };
}

describe('a gate', () => {
  test('lets as many run as it has places, and the next when one ends', async () => {
    const { began, run, end } = bodies(2);
    const all = ['a', 'b', 'c'].map((name) => run(name, { urgent: true }));
    await end('none');
    expect(began).toEqual(['a', 'b']);
    await end('b');
    expect(began).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    await Promise.all(all);
  });

  test('lets urgent ones pass, also into places that others never get', async () => {
    const { began, run, end } = bodies(4);
    for (const name of ['a', 'b', 'c', 'd']) void run(name, { urgent: false });
    await end('none');
    expect(began).toEqual(['a', 'b', 'c']);
    void run('now', { urgent: true });
    void run('too', { urgent: true });
    await end('a');
    expect(began).toEqual(['a', 'b', 'c', 'now', 'too']);
  });

  test('lets in what became urgent while it waited', async () => {
    const { gate, began, run, end } = bodies(4);
    const demand = { urgent: false };
    for (const name of ['a', 'b', 'c', 'd']) void run(name, { urgent: false });
    void run('e', demand);
    demand.urgent = true;
    gate.admit();
    await end('none');
    expect(began).toEqual(['a', 'b', 'c', 'e']);
  });

  test('with one place it serves everybody', async () => {
    const { began, run, end } = bodies(1);
    void run('a', { urgent: false });
    await end('none');
    expect(began).toEqual(['a']);
  });

  test('frees the place of a body that failed', async () => {
    const gate = new Gate(1);
    await expect(
      gate.run({ urgent: true }, never, async () => Promise.reject(new Error('broken'))),
    ).rejects.toThrow('broken');
    await expect(gate.run({ urgent: true }, never, async () => 'next')).resolves.toBe('next');
  });

  test('lets go of whoever stops waiting', async () => {
    const { began, run, end } = bodies(1);
    const aborting = new AbortController();
    void run('a', { urgent: true });
    const waiting = run('b', { urgent: true }, aborting.signal);
    void run('c', { urgent: true });
    aborting.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await end('a');
    expect(began).toEqual(['a', 'c']);
    await expect(run('d', { urgent: true }, aborting.signal)).rejects.toThrow('enough');
  });
});
