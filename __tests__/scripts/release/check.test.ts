import { describe, expect, test } from '@jest/globals';
import { releaseNotes, withRelease } from '../../../scripts/release/changelog.ts';
import { type Checkout, releaseFaults } from '../../../scripts/release/check.ts';
import { withOwner } from '../../../scripts/release/owner.ts';
import { parseReleaseVersion } from '../../../scripts/release/version.ts';

const changelog =
  '# Changelog\n\nIntro.\n\n## Unreleased\n\n- New.\n\n## 1.1.0 (2026-01-02)\n\n- Old.\n- Older.\n';

describe('the changelog', () => {
  test('gives the notes of a version', () => {
    expect(releaseNotes(changelog, '1.1.0')).toEqual({ date: '2026-01-02', body: '- Old.\n- Older.' });
  });

  test.each(['1.1', '1.1.0-rc.1', '2.0.0', 'Unreleased'])('has no notes of %s', (version) => {
    expect(releaseNotes(changelog, version)).toBeUndefined();
  });

  test('is released: what was unreleased belongs to the version, and nothing else changes', () => {
    const released = withRelease(changelog, '1.2.0', '2026-03-04');
    expect(releaseNotes(released, '1.2.0')).toEqual({ date: '2026-03-04', body: '- New.' });
    expect(releaseNotes(released, '1.1.0')).toEqual(releaseNotes(changelog, '1.1.0'));
    expect(released.replace('\n## 1.2.0 (2026-03-04)\n', '')).toBe(changelog);
  });

  test.each([
    ['# Changelog\n', 'has no section "## Unreleased"'],
    ['## Unreleased\n\n## 1.0.0 (2026-01-01)\n\n- First.\n', '"## Unreleased" of CHANGELOG.md is empty'],
  ])('is refused when there is nothing to release', (text, message) => {
    expect(() => withRelease(text, '1.2.0', '2026-03-04')).toThrow(message);
  });
});

test.each([
  ['1.2.3', { text: '1.2.3', tag: 'v1.2.3', majorTag: 'v1', isPrerelease: false }],
  ['0.10.0', { text: '0.10.0', tag: 'v0.10.0', majorTag: 'v0', isPrerelease: false }],
  ['2.0.0-rc.1', { text: '2.0.0-rc.1', tag: 'v2.0.0-rc.1', majorTag: 'v2', isPrerelease: true }],
  ['v1.2.3', undefined],
  ['1.2', undefined],
  ['1.02.3', undefined],
  ['1.2.3 ', undefined],
  ['1.2.3; rm -rf /', undefined],
  ['', undefined],
])('"%s" as a version', (text, version) => {
  expect(parseReleaseVersion(text)).toEqual(version);
});

describe('a checkout', () => {
  const ready: Checkout = {
    packageJson: JSON.stringify({
      version: '1.1.0',
      repository: { url: 'git+https://github.com/acme/go-mod-download.git' },
    }),
    packageLock: '{"version":"1.1.0"}',
    changelog,
    readme: '- uses: acme/go-mod-download@v1\n',
    tags: ['v1', 'v1.0.0'],
    repository: 'acme/go-mod-download',
    ref: 'main',
  };

  test('that is the version can be released', () => {
    expect(releaseFaults('1.1.0', ready)).toEqual([]);
    expect(releaseFaults('1.1.0', { ...ready, repository: undefined, ref: undefined })).toEqual([]);
  });

  test.each<[string, Partial<Checkout>, string]>([
    [
      'an older package-lock.json',
      { packageLock: '{"version":"1.0.0"}' },
      'package-lock.json has version 1.0.0',
    ],
    ['no notes', { changelog: '## Unreleased\n\n- New.\n' }, 'has no section "## 1.1.0 (DATE)"'],
    [
      'empty notes',
      { changelog: '## 1.1.0 (2026-01-02)\n\n## 1.0.0 (2026-01-01)\n' },
      'is empty: say what changed',
    ],
    ['its tag already', { tags: ['v1.1.0'] }, 'the tag v1.1.0 exists already: take the next version'],
    ['another branch', { ref: 'fix' }, 'this runs on fix: releases are made from main'],
    ['no owner yet', { readme: '- uses: org/go-mod-download@v1\n' }, 'run "npm run release:owner -- OWNER"'],
    ['another repository', { repository: 'other/go-mod-download' }, "npm's provenance needs the same"],
  ])('with %s cannot', (_name, change, message) => {
    expect(releaseFaults('1.1.0', { ...ready, ...change })).toEqual([expect.stringContaining(message)]);
  });

  test('with "private" in package.json cannot', () => {
    const packageJson = JSON.stringify({ ...JSON.parse(ready.packageJson), private: true });
    expect(releaseFaults('1.1.0', { ...ready, packageJson })).toEqual([
      'package.json says "private": remove it, or npm will not publish',
    ]);
  });

  test('of another version says what to run', () => {
    expect(releaseFaults('2.0.0', ready)[0]).toBe(
      'package.json has version 1.1.0: run "npm run release:prepare -- 2.0.0" and commit the result',
    );
    expect(releaseFaults('latest', ready)).toEqual([
      '"latest" is not a version: write it as 1.2.3, or 1.2.3-rc.1',
    ]);
  });
});

test('the owner is put in wherever the repository or a team is named, and nowhere else', () => {
  const text =
    'uses: org/go-mod-download@v1\n* @org/maintainers\nhttps://golang.org/x/go-mod-download-like example.org/a\n';
  expect(withOwner(text, 'acme')).toBe(
    'uses: acme/go-mod-download@v1\n* @acme/maintainers\nhttps://golang.org/x/go-mod-download-like example.org/a\n',
  );
});
