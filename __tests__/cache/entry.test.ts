import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatEntry, parseEntry } from '../../src/cache/entry.ts';

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const key = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/), hex(12), hex(40))
  .map(([prefix, scope, digest]) => `${prefix}-v1-${scope}-${digest}`);
const number = fc.integer({ min: 1, max: 999_999 });

test('what formatEntry writes, parseEntry reads', () => {
  fc.assert(
    fc.property(key, number, fc.option(fc.tuple(key, number), { nil: undefined }), (own, n, on) => {
      const base = on === undefined ? undefined : formatEntry({ key: on[0], number: on[1], base: undefined });
      const entry = { key: own, number: n, base };
      expect(parseEntry(formatEntry(entry))).toEqual(entry);
    }),
  );
});

const some = `go-mod-v1-${'a'.repeat(12)}-${'b'.repeat(40)}`;

test.each([
  { name: 'a key without number', entry: some },
  { name: 'a foreign key', entry: 'setup-go-Linux-x64-go-1.26-abc' },
  { name: 'a number that is none', entry: `${some}-x` },
  { name: 'a delta on a delta', entry: `${some}-2-on-${some}-1-on-${some}-1` },
])('$name is not an entry', ({ entry }) => {
  expect(parseEntry(entry)).toBeUndefined();
});
