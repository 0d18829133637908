import { expect, test } from '@jest/globals';
import { announcedIn, isDownloaded } from '../../../src/adapters/github-cache/outcome.ts';

const keys = ['go-mod-v1-a-', 'go-mod-v1-'];

test.each([
  ['a key', 'Cache hit for: go-mod-v1-a-', 'go-mod-v1-a-'],
  ['what a key begins', 'Cache hit for restore-key: go-mod-v1-b-2', 'go-mod-v1-b-2'],
  ['what nobody asked for', 'Cache hit for restore-key: other-1', undefined],
  ['a name with a space', 'Cache hit for: go-mod-v1-a-1 ::error::x', undefined],
  ['nothing', 'Received 10 of 10 (100.0%), 1.0 MBs/sec', undefined],
])('a line that announces %s', (_, line, key) => {
  expect(announcedIn(line, keys)).toBe(key);
});

test.each([
  ['Cache Size: ~134 MB (140393021 B)', true],
  ['Cache Size: ~0 MB (5 B)', true],
  ['Received 10 of 10 (100.0%), 1.0 MBs/sec', false],
  ['Cache hit for: Cache Size: ~0 MB (5 B)', false],
])('%s says that the entry has been transferred: %s', (line, is) => {
  expect(isDownloaded(line)).toBe(is);
});
