import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nearestVersions } from '../../src/diagnosis/nearest-versions.ts';
import { compareVersions } from '../../src/go/semver.ts';

const released = ['v0.9.0', 'v1.0.0', 'v1.1.0', 'v1.2.0', 'v1.2.1', 'v1.2.9', 'v1.3.0-rc.1', 'v1.10.0'];

describe('nearestVersions', () => {
  test.each([
    {
      wanted: 'v1.2.5',
      nearest: ['v1.1.0', 'v1.2.0', 'v1.2.1', 'v1.2.9'],
      why: 'the same minor version first',
    },
    { wanted: 'v1.9.0', nearest: ['v1.2.0', 'v1.2.1', 'v1.2.9', 'v1.10.0'], why: 'then those on both sides' },
    { wanted: 'v1.3.0', nearest: ['v1.2.0', 'v1.2.1', 'v1.2.9', 'v1.10.0'], why: 'pre-releases last' },
    {
      wanted: 'v1.3.0-beta',
      nearest: ['v1.2.1', 'v1.2.9', 'v1.3.0-rc.1', 'v1.10.0'],
      why: 'but not for a pre-release',
    },
    {
      wanted: 'v3.0.0',
      nearest: ['v1.2.0', 'v1.2.1', 'v1.2.9', 'v1.10.0'],
      why: 'the newest of what is older',
    },
    { wanted: 'main', nearest: ['v1.2.0', 'v1.2.1', 'v1.2.9', 'v1.10.0'], why: 'the newest for a branch' },
  ])('$wanted: $why', ({ wanted, nearest }) => {
    expect(nearestVersions(wanted, released)).toEqual(nearest);
  });

  test('of nothing is nothing', () => {
    expect(nearestVersions('v1.0.0', [])).toEqual([]);
  });

  const version = fc
    .tuple(fc.nat(3), fc.nat(12), fc.nat(12), fc.constantFrom('', '', '-rc.1', '-rc.2', '-beta'))
    .map(([major, minor, patch, rest]) => `v${major}.${minor}.${patch}${rest}`);

  test('chooses few of those there are, each once, in order, whatever was wanted and in whatever order they come', () => {
    fc.assert(
      fc.property(fc.oneof(version, fc.string()), fc.array(version), (wanted, available) => {
        const chosen = nearestVersions(wanted, available);
        expect(chosen).toHaveLength(Math.min(4, new Set(available).size));
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(available).toEqual(expect.arrayContaining(chosen));
        expect(chosen).toEqual(chosen.toSorted(compareVersions));
        expect(nearestVersions(wanted, available.toReversed())).toEqual(chosen);
      }),
    );
  });
});
