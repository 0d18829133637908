import { expect, test } from '@jest/globals';
import { FetchFailure, goMightSucceed } from '../../src/fetch/failure.ts';

test.each([401, 403, 404])('after %i, the go command is tried only if it would have logged in', (status) => {
  const answered = { kind: 'status', status, body: '' } as const;
  expect(goMightSucceed(new FetchFailure(answered))).toBe(false);
  expect(goMightSucceed(new FetchFailure({ ...answered, lostLogin: true }))).toBe(true);
});
