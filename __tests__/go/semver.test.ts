import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareVersions } from '../../src/go/semver.ts';

describe('compareVersions', () => {
  test('orders as semver.org does in its own example, and knows minor and patch as numbers', () => {
    const ordered = [
      'no version',
      'v1.0.0-alpha',
      'v1.0.0-alpha.1',
      'v1.0.0-alpha.beta',
      'v1.0.0-beta',
      'v1.0.0-beta.2',
      'v1.0.0-beta.11',
      'v1.0.0-rc.1',
      'v1.0.0',
      'v1.2.0',
      'v1.10.0',
      'v2.0.0+incompatible',
      'v10.0.0',
    ];
    expect(ordered.toReversed().sort(compareVersions)).toEqual(ordered);
  });

  test('a version without patch is the one with zero, and build metadata has no say', () => {
    expect(compareVersions('v1.2', 'v1.2.0')).toBe(0);
    expect(compareVersions('v1.2.3+a', 'v1.2.3+b')).toBe(0);
  });

  test('is an order: the other way round is the opposite', () => {
    const part = fc.nat(30).map(String);
    const version = fc
      .tuple(part, part, part, fc.constantFrom('', '-rc.1', '-rc.a', '-1', '-rc'))
      .map(([a, b, c, rest]) => `v${a}.${b}.${c}${rest}`);
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
        expect(compareVersions(a, b) === 0).toBe(a === b);
      }),
    );
  });
});
