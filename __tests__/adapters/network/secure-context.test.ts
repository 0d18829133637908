import { expect, test } from '@jest/globals';
import { secureContexts } from '../../../src/adapters/network/secure-context.ts';

function counted() {
  const counts = { reads: 0 };
  const ca = () => {
    counts.reads++;
    return [];
  };
  return { counts, ca };
}

test('Node’s own certificates come first, and all of them from the first server on that those do not vouch for', () => {
  const { counts, ca } = counted();
  const contexts = secureContexts(ca, true);
  const own = contexts.first();
  expect(contexts.first()).toBe(own);
  expect(counts.reads).toBe(0);
  const all = contexts.after(own);
  expect(all).not.toBe(own);
  // Of several connections at once.
  expect(contexts.after(own)).toBe(all);
  expect(contexts.first()).toBe(all);
  expect(all && contexts.after(all)).toBeUndefined();
  expect(counts.reads).toBe(1);
});

test('there is only one context where certificates were named', () => {
  const { counts, ca } = counted();
  const contexts = secureContexts(ca, false);
  expect(contexts.after(contexts.first())).toBeUndefined();
  expect(counts.reads).toBe(1);
});
