import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compareGoVersions,
  goName,
  parseGoVersion,
  parseToolchainName,
  semverOf,
} from '../../src/toolchain/go-version.ts';

const versions = fc.record({
  major: fc.integer({ min: 1, max: 3 }),
  minor: fc.nat({ max: 40 }),
  patch: fc.nat({ max: 30 }),
  prerelease: fc.constant(undefined),
});
const prereleases = fc
  .record({
    major: fc.constant(1),
    minor: fc.nat({ max: 40 }),
    kind: fc.constantFrom('beta' as const, 'rc' as const),
    number: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ major, minor, kind, number }) => ({ major, minor, patch: 0, prerelease: { kind, number } }));

describe('a version of Go', () => {
  test.each([
    ['go1.26.8', 'go1.26.8', '1.26.8'],
    ['1.26.0', 'go1.26.0', '1.26.0'],
    ['1.20.0', 'go1.20', '1.20.0'],
    ['go1.20', 'go1.20', '1.20.0'],
    ['1.26rc1', 'go1.26rc1', '1.26.0-rc.1'],
    ['1.26.0-rc.1', 'go1.26rc1', '1.26.0-rc.1'],
    ['go1.9.2rc2', 'go1.9.2rc2', '1.9.2-rc.2'],
    ['go1.21beta1', 'go1.21beta1', '1.21.0-beta.1'],
  ])('%s is called %s by Go and %s by the tool cache', (text, name, semver) => {
    const version = parseGoVersion(text);
    expect(version && goName(version)).toBe(name);
    expect(version && semverOf(version)).toBe(semver);
  });

  test.each([
    '',
    '1',
    'go',
    '1.26.',
    '1.26.8.1',
    '01.26',
    '1.026',
    '1.26-foo',
    '1.26rc',
    'v1',
    ' 1.26',
    '../1.26',
  ])('%p is not one', (text) => {
    expect(parseGoVersion(text)).toBeUndefined();
  });

  test.each([
    ['go1.26.8', 'go1.26.8'],
    ['go1.26.8-vendor.3', 'go1.26.8'],
    ['go1.26.8 X:boringcrypto', 'go1.26.8'],
    ['devel go1.27-abcdef', undefined],
  ])('what calls itself %s is %s', (text, name) => {
    const version = parseToolchainName(text);
    expect(version && goName(version)).toBe(name);
  });

  test('reads its own names again', () => {
    fc.assert(
      fc.property(fc.oneof(versions, prereleases), (version) => {
        expect(parseGoVersion(goName(version))).toEqual(version);
        expect(parseGoVersion(semverOf(version))).toEqual(version);
      }),
    );
  });

  test('is older the earlier it came', () => {
    const inOrder = [
      '1.9.2',
      '1.20',
      '1.21beta1',
      '1.21rc2',
      '1.21rc10',
      '1.21.0',
      '1.21.9',
      '1.21.10',
      '1.100.0',
      '2.0.0',
    ];
    const shuffled = [...inOrder].sort().flatMap((text) => parseGoVersion(text) ?? []);
    expect(shuffled.sort(compareGoVersions).map(semverOf)).toEqual(
      inOrder.flatMap((text) => parseGoVersion(text) ?? []).map(semverOf),
    );
  });
});
