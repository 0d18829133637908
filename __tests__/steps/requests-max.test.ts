import { expect, test } from '@jest/globals';
import { requestsMax } from '../../src/steps/requests-max.ts';

/** A part of what Linux shows in /proc/self/limits. */
const limits = (soft: string) => `Limit                     Soft Limit           Hard Limit           Units
Max processes             95989                95989                processes
Max open files            ${soft.padEnd(20)} 1048576              files
Max locked memory         8388608              8388608              bytes
`;

test.each([
  ['a usual limit', 32, limits('1048576'), 32],
  ['a limit of 1024, and as many requests as may be asked for', 256, limits('1024'), 256],
  ['a limit of 128', 32, limits('128'), 10],
  ['a limit that leaves one request', 32, limits('99'), 1],
  ['no limit', 32, limits('unlimited'), 32],
  ['a system that shows none', 7, '', 7],
])('there are as many requests at once as open files allow: %s', (_name, wanted, shown, expected) => {
  expect(requestsMax(wanted, shown)).toBe(expected);
});

test.each(['98', '64', '0'])('a limit of %s open files is too low', (soft) => {
  expect(() => requestsMax(32, limits(soft))).toThrow(
    expect.objectContaining({
      code: 'EMFILE',
      message: expect.stringContaining(`the ${soft} open`),
    }),
  );
});
