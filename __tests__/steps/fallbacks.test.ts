import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { Fallbacks } from '../../src/steps/fallbacks.ts';

const meant = new ActionError('no entry', { code: 'cache-miss', class: 'cache', hint: 'Fill the cache.' });
const { signal } = new AbortController();

function fallbacks() {
  const warnings: string[] = [];
  return { warnings, fallbacks: new Fallbacks({ warning: (message) => warnings.push(message) }) };
}

describe('cover', () => {
  test('settles as the body does', async () => {
    const { warnings, fallbacks: covered } = fallbacks();
    const outcome = await covered.cover(
      'save',
      'nothing is saved',
      { signal },
      async () => 1,
      () => 2,
    );
    expect({ outcome, warnings, records: covered.records }).toEqual({
      outcome: 1,
      warnings: [],
      records: [],
    });
  });

  test('goes on without a part that fails, and names it in a warning and in the records', async () => {
    const { warnings, fallbacks: covered } = fallbacks();
    const fails = () => Promise.reject(new TypeError('x is undefined'));
    expect(await covered.cover('save', 'nothing is saved', { signal }, fails, () => 2)).toBe(2);
    expect(warnings).toEqual(['The save failed (x is undefined); nothing is saved']);
    expect(covered.records).toEqual([{ part: 'save', reason: 'x is undefined' }]);
  });

  test.each([
    ['what the user has to correct', meant, signal],
    ['an abort', new Error('the reason of the signal'), AbortSignal.abort()],
  ])('rejects for %s', async (_, error, ending) => {
    const { warnings, fallbacks: covered } = fallbacks();
    const isMeant = ({ code }: ActionError) => code === 'cache-miss';
    const body = () => Promise.reject(error);
    await expect(covered.cover('restore', '', { signal: ending, isMeant }, body, () => 2)).rejects.toBe(
      error,
    );
    expect(warnings).toEqual([]);
  });
});
