import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { resultOf } from '../../chaos/differential/comparison.ts';
import { buildJudge, type Judge } from '../../chaos/differential/judge.ts';
import { dice, mutateBytes, mutateText } from '../../chaos/differential/mutate.ts';
import { comparisons } from '../../chaos/differential/run.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';

/** Few, as a part of every run of the tests; `npm run chaos -- --differential` takes 1,000 and more. */
const firstSeeds = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('the go command and we agree on what is accepted and refused', () => {
  let temp: TempDir;
  let judge: Judge;
  beforeAll(async () => {
    temp = await tempDir();
    judge = await buildJudge(path.join(temp.path, 'judge'));
  }, 120_000);
  afterAll(async () => temp[Symbol.asyncDispose]());

  test.each(comparisons.map((comparison) => [comparison.name, comparison] as const))(
    'of mutated inputs: %s',
    async (_name, comparison) => {
      const { accepted, refused, differences } = await comparison.run(firstSeeds(comparison.quick), {
        judge,
        scratch: temp.path,
      });
      expect(differences.filter(({ explanation }) => explanation === undefined)).toEqual([]);
      expect(accepted).toBeGreaterThan(0);
      expect(refused).toBeGreaterThan(0);
    },
    120_000,
  );

  test('the judge refuses as the go command does, with its reason', async () => {
    const [accepted, refused] = await judge([
      { kind: 'go.mod', text: 'module example.com/m\n\ngo 1.21\n' },
      { kind: 'go.mod', text: 'module example.com/m\n\nrequire example.com/a/v2 v1.0.0\n' },
    ]);
    expect(accepted).toEqual({ kind: 'accepted', value: ['go 1.21', 'module "example.com/m"'] });
    expect(refused).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('should be v2, not v1'),
    });
  });
});

test('one side that accepts, refuses or reads something else is a difference', () => {
  const [a, b] = [['a'], ['b']].map((value) => ({ kind: 'accepted', value }) as const);
  const no = { kind: 'refused', reason: 'no' } as const;
  if (a === undefined || b === undefined) throw new Error('there are two');
  const compared = [
    { seed: 1, input: '', go: a, ours: a },
    { seed: 2, input: '', go: a, ours: b },
    { seed: 3, input: '', go: a, ours: no },
    { seed: 4, input: '', go: no, ours: a },
    { seed: 5, input: '', go: no, ours: { ...no, reason: 'for another reason' } },
  ];
  const result = resultOf(compared, ({ seed }) => (seed === 4 ? 'known' : undefined));
  expect(result).toMatchObject({ accepted: 1, refused: 1 });
  expect(result.differences.map(({ seed, explanation }) => [seed, explanation])).toEqual([
    [2, undefined],
    [3, undefined],
    [4, 'known'],
  ]);
});

test('a seed always gives the same mutation, and seeds give different ones', () => {
  const text = 'module example.com/m\n\ngo 1.21\n';
  const mutated = (seed: number) => mutateText(text, ['x', 'y'], dice(seed));
  expect(mutated(7)).toBe(mutated(7));
  expect(new Set(firstSeeds(60).map(mutated)).size).toBeGreaterThan(30);
  const bytes = Buffer.from(text);
  expect(mutateBytes(bytes, dice(7))).toEqual(mutateBytes(bytes, dice(7)));
  expect(bytes.toString()).toBe(text);
});
