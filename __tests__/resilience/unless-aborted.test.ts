import { getEventListeners } from 'node:events';
import { expect, test } from '@jest/globals';
import { unlessAborted } from '../../src/resilience/unless-aborted.ts';

test('what ends in time is what is returned, or thrown', async () => {
  const { signal } = new AbortController();
  await expect(unlessAborted(Promise.resolve(7), signal)).resolves.toBe(7);
  await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});

test('what never ends is left when the signal aborts, and at once where it has', async () => {
  const controller = new AbortController();
  const { promise } = Promise.withResolvers<never>();
  const waiting = unlessAborted(promise, controller.signal);
  controller.abort(new Error('over'));
  await expect(waiting).rejects.toThrow('over');
  await expect(unlessAborted(promise, controller.signal)).rejects.toThrow('over');
});

test('a signal that is used a thousand times remembers none of them', async () => {
  const { signal } = new AbortController();
  for (let at = 0; at < 1000; at++) await unlessAborted(Promise.resolve(at), signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
