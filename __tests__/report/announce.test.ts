import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { faultOf } from '../../src/errors.ts';
import { announceErrors } from '../../src/report/announce.ts';
import { locationBelow } from '../../src/text/location.ts';
import { recordingRunner } from '../support/recording-runner.ts';
import { failureRecord } from '../support/run-record.ts';

function announced(...errors: Parameters<typeof announceErrors>[0]) {
  const runner = recordingRunner();
  announceErrors(errors, runner.log);
  return runner.lines;
}

describe('announceErrors', () => {
  test('says what failed, whose fault it is and what to do, at its line', () => {
    const location = { file: 'go.mod', line: 7 };
    expect(announced(failureRecord({ location }))).toEqual([
      {
        level: 'error',
        message: 'the connection was reset\nCause: infrastructure (not your go.mod).\nRun it again.',
        annotation: { title: 'Network error', location },
      },
    ]);
  });

  test('names the input in the title', () => {
    const [line] = announced(failureRecord({ class: 'auth', fault: faultOf('auth'), input: 'netrc' }));
    expect(line?.annotation).toEqual({ title: 'Access denied: see netrc' });
    expect(line?.message).toContain('Cause: your settings.');
  });

  test.each([
    [9, 9, []],
    [10, 10, []],
    [11, 10, ['1 more failure; see the report']],
    [25, 10, ['15 more failures; see the report']],
  ])('of %d failures %d become annotations', (count, annotations, rest) => {
    const lines = announced(...Array.from({ length: count }, () => failureRecord()));
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(annotations);
    expect(lines.filter(({ level }) => level === 'info').map(({ message }) => message)).toEqual(rest);
  });
});

describe('locationBelow', () => {
  const top = path.resolve('/checkout/project');
  test.each([
    {
      name: 'a file of the repository',
      file: path.join(top, 'services', 'go.mod'),
      below: 'services/go.mod',
    },
    {
      name: 'a file elsewhere',
      file: path.resolve('/checkout/other/go.mod'),
      below: path.resolve('/checkout/other/go.mod'),
    },
    { name: 'a folder whose name only begins alike', file: `${top}-2/go.mod`, below: `${top}-2/go.mod` },
    { name: 'a path that is relative already', file: 'go.mod', below: 'go.mod' },
  ])('$name', ({ file, below }) => {
    expect(locationBelow({ file, line: 3 }, top)).toEqual({ file: below, line: 3 });
  });

  test('without a repository nothing is changed', () => {
    expect(locationBelow({ file: '/checkout/go.mod' }, '')).toEqual({ file: '/checkout/go.mod' });
  });
});
