import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCount, parseDuration, parseSize } from '../../src/inputs/quantities.ts';

describe('durations', () => {
  test.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['1.5h', 5_400_000],
    ['1m500ms', 60_500],
    ['576h', 2_073_600_000],
  ])('%s is read as Go reads it', (text, ms) => {
    expect(parseDuration(text)).toEqual({ kind: 'ok', value: ms });
  });

  test('a number without a unit is an error that says how to write one', () => {
    expect(parseDuration('30')).toEqual({
      kind: 'problem',
      message: '`30` has no unit. Write a duration such as `90s`, `30m`, `1h30m` or `500ms`.',
    });
  });

  test.each(['', '-5s', '5 s', '30min', '1d', '30m1h', 'forever', '5s5s', 's'])('%j is refused', (text) => {
    expect(parseDuration(text)).toMatchObject({
      kind: 'problem',
      message: expect.stringContaining(`\`${text}\``),
    });
  });

  test.each(['0s', '0h0m', '577h', `${'9'.repeat(400)}h`])('%s is out of range', (text) => {
    expect(parseDuration(text)).toMatchObject({ message: expect.stringContaining('out of range') });
  });

  test('what is written in hours, minutes, seconds and milliseconds is read back', () => {
    const part = (max: number) => fc.nat({ max });
    fc.assert(
      fc.property(part(500), part(59), part(59), part(999), (h, m, s, ms) => {
        fc.pre(h + m + s + ms > 0);
        const total = ((h * 60 + m) * 60 + s) * 1000 + ms;
        expect(parseDuration(`${h}h${m}m${s}s${ms}ms`)).toEqual({ kind: 'ok', value: total });
      }),
    );
  });
});

describe('sizes', () => {
  test.each([
    ['10GB', 10_000_000_000],
    ['500MB', 500_000_000],
    ['1GiB', 1_073_741_824],
    ['1.5 KiB', 1536],
    ['7b', 7],
    ['2tib', 2 * 2 ** 40],
  ])('%s is read', (text, bytes) => {
    expect(parseSize(text)).toEqual({ kind: 'ok', value: bytes });
  });

  test.each([
    ['10', 'has no unit'],
    ['10G', 'has an unknown unit'],
    ['GB', 'is not a size'],
    ['-1GB', 'is not a size'],
    ['', 'is not a size'],
    ['0GB', 'is out of range'],
    ['99999TB', 'is out of range'],
  ])('%j is refused: it %s', (text, reason) => {
    expect(parseSize(text)).toEqual({
      kind: 'problem',
      message: `\`${text}\` ${reason}${reason === 'is out of range' ? ': it must be more than zero and at most 9000TB' : ''}. Write a size such as \`500MB\`, \`10GB\` or \`1GiB\`.`,
    });
  });

  test('what is written in bytes is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        expect(parseSize(`${bytes}B`)).toEqual({ kind: 'ok', value: bytes });
      }),
    );
  });
});

test.each([
  ['1', true],
  ['20', true],
  ['0', false],
  ['21', false],
  ['6.5', false],
  ['-1', false],
  ['1e1', false],
  ['', false],
])('of 1 to 20, %j is accepted: %s', (text, accepted) => {
  expect(parseCount(text, 1, 20).kind === 'ok').toBe(accepted);
});
