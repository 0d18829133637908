import { describe, expect, test } from '@jest/globals';
import { goName, parseGoVersion } from '../../src/toolchain/go-version.ts';
import { archiveArch, goPlatform, goVersionsIn, toolchainVersion } from '../../src/toolchain/platform.ts';
import { archiveFor, parseListing } from '../../src/toolchain/site-listing.ts';

const linux = { goos: 'linux', goarch: 'amd64' };
const sha256 = 'a'.repeat(64);
const archive = {
  filename: 'go1.26.8.linux-amd64.tar.gz',
  os: 'linux',
  arch: 'amd64',
  sha256,
  kind: 'archive',
};

function listed(...releases: unknown[]) {
  return parseListing(JSON.stringify(releases), linux);
}

describe('the list of the download site', () => {
  test('names the archive of each release for a platform, with its checksum', () => {
    const archives = listed(
      {
        version: 'go1.26.8',
        files: [{ ...archive, kind: 'source', os: '', arch: '' }, { ...archive, arch: 'arm64' }, archive],
      },
      { version: 'go1.3', files: [{ ...archive, os: 'plan9' }] },
    );
    expect(archives).toMatchObject([{ filename: archive.filename, sha256 }]);
    const version = parseGoVersion('1.26.8');
    expect(version && archiveFor(archives ?? [], version)?.filename).toBe(archive.filename);
  });

  test.each([
    ['a name that leads elsewhere', { filename: '../go.tar.gz' }],
    ['no checksum', { sha256: '' }],
    ['a checksum of another kind', { sha256: 'x'.repeat(64) }],
  ])('has nothing for us where it has %s', (_, changed) => {
    expect(listed({ version: 'go1.26.8', files: [{ ...archive, ...changed }] })).toEqual([]);
  });

  test.each(['<html>', '{}', 'null'])('%s is not a listing', (text) => {
    expect(parseListing(text, linux)).toBeUndefined();
  });

  test.each([
    [['x']],
    [[null]],
    [[{ version: 1 }]],
    [[{ version: 'go1.26.8', files: 'none' }]],
    [[{ version: 'go1.26.8', files: [null] }]],
  ])('%j holds no archive', (releases) => {
    expect(parseListing(JSON.stringify(releases), linux)).toEqual([]);
  });
});

describe('a platform', () => {
  test.each([
    ['linux', 'x64', 'LE', 'linux', 'amd64', 'amd64'],
    ['win32', 'ia32', 'LE', 'windows', '386', '386'],
    ['darwin', 'arm64', 'LE', 'darwin', 'arm64', 'arm64'],
    ['linux', 'arm', 'LE', 'linux', 'arm', 'armv6l'],
    ['linux', 'ppc64', 'LE', 'linux', 'ppc64le', 'ppc64le'],
    ['aix', 'ppc64', 'BE', 'aix', 'ppc64', 'ppc64'],
    ['linux', 's390x', 'BE', 'linux', 's390x', 's390x'],
  ])(
    '%s on %s (%s) is %s-%s for Go, and %s in archives',
    (os, arch, endianness, goos, goarch, inArchives) => {
      const platform = goPlatform({ platform: os, arch, endianness });
      expect(platform).toEqual({ goos, goarch });
      expect(archiveArch(platform)).toBe(inArchives);
    },
  );

  test('is a part of the version of the module that Go comes as', () => {
    const version = parseGoVersion('1.26.8');
    expect(version && toolchainVersion(version, linux)).toBe('v0.0.1-go1.26.8.linux-amd64');
  });

  test('picks its versions from the list of that module', () => {
    const list =
      'v0.0.1-go1.9.linux-amd64\nv0.0.1-go1.26rc1.linux-amd64\nv0.0.1-go1.26.8.linux-arm64\nv0.0.1-go1.26.8.linux-amd64\nv1.0.0\n\n';
    expect(goVersionsIn(list, linux).map(goName)).toEqual(['go1.9', 'go1.26rc1', 'go1.26.8']);
  });
});
