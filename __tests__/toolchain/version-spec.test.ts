import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseGoVersion, semverOf } from '../../src/toolchain/go-version.ts';
import { newest, parseVersionSpec, satisfies } from '../../src/toolchain/version-spec.ts';

const released = [
  '1.20',
  '1.21.0',
  '1.21.13',
  '1.24.2',
  '1.25.0',
  '1.25.9',
  '1.26rc1',
  '1.26.0',
  '1.26.8',
  '1.27rc2',
].flatMap((text) => parseGoVersion(text) ?? []);

function chosen(text: string): string | undefined {
  const spec = parseVersionSpec(text);
  if (spec === undefined) return undefined;
  const version = newest(released, spec);
  return version === undefined ? 'none' : semverOf(version);
}

describe('which Go is wanted', () => {
  test.each([
    ['1.26.0', '1.26.0'],
    ['go1.26.8', '1.26.8'],
    ['v1.26.8', '1.26.8'],
    ['1.26rc1', '1.26.0-rc.1'],
    ['1.27.0-rc.2', '1.27.0-rc.2'],
    ['1.26', '1.26.8'],
    ['go1.26', '1.26.8'],
    ['1.20', '1.20.0'],
    ['1.26.x', '1.26.8'],
    ['1.x', '1.26.8'],
    ['1', '1.26.8'],
    ['*', '1.26.8'],
    ['^1.21', '1.26.8'],
    ['^1.21.5', '1.26.8'],
    ['~1.21', '1.21.13'],
    ['~1.21.5', '1.21.13'],
    ['>=1.24 <1.26', '1.25.9'],
    ['>= 1.24 < 1.26', '1.25.9'],
    ['>1.25', '1.26.8'],
    ['<=1.25', '1.25.9'],
    ['<1.21.13', '1.21.0'],
    ['=1.25.0', '1.25.0'],
    ['1.21 - 1.24', '1.24.2'],
    ['1.22 || 1.24', '1.24.2'],
    ['1.27', 'none'],
    ['>1.26 <1.25', 'none'],
    ['stable', '1.26.8'],
    ['oldstable', '1.25.9'],
  ])('of all there are, %s means %s', (text, version) => {
    expect(chosen(text)).toBe(version);
  });

  test.each(['', 'latest', '1.26.8.1', '>>1.2', '1.26 foo', '^', '|| 1.26', '>=1.26rc1', 'lts', '1.26 -'])(
    '%p is not understood',
    (text) => {
      expect(parseVersionSpec(text)).toBeUndefined();
    },
  );

  test('nothing is `stable` before a list has said which it is', () => {
    const stable = parseVersionSpec('stable');
    expect(stable && released.some((version) => satisfies(version, stable))).toBe(false);
    expect(stable && newest([], stable)).toBeUndefined();
  });

  test('every release satisfies itself, its line, and what is at least as old, and nothing else on another line', () => {
    const number = fc.nat({ max: 50 });
    fc.assert(
      fc.property(number, number, number, number, (minor, patch, otherMinor, otherPatch) => {
        const [one, other] = [`1.${minor}.${patch}`, `1.${otherMinor}.${otherPatch}`].map(parseGoVersion);
        const allows = (text: string) => {
          const spec = parseVersionSpec(text);
          return spec !== undefined && other !== undefined && satisfies(other, spec);
        };
        const older = otherMinor < minor || (otherMinor === minor && otherPatch < patch);
        expect(one).toBeDefined();
        expect(allows(`1.${minor}.${patch}`)).toBe(otherMinor === minor && otherPatch === patch);
        expect(allows(`1.${minor}`)).toBe(otherMinor === minor);
        expect(allows(`>=1.${minor}.${patch}`)).toBe(!older);
        expect(allows(`<1.${minor}.${patch}`)).toBe(older);
        expect(allows(`~1.${minor}.${patch}`)).toBe(!older && otherMinor === minor);
      }),
    );
  });
});
