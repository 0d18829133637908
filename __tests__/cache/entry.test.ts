import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatEntry, parseEntry } from '../../src/cache/entry.ts';

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const scope = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/), hex(12))
  .map(([prefix, digest]) => `${prefix}-v1-${digest}-`);
const number = fc.integer({ min: 1, max: 999_999 });

test('what formatEntry writes, parseEntry reads', () => {
  fc.assert(
    fc.property(scope, hex(40), number, fc.option(fc.tuple(hex(40), number)), (project, digest, own, on) => {
      const base =
        on === null ? undefined : formatEntry({ key: `${project}${on[0]}`, number: on[1], base: undefined });
      const entry = { key: `${project}${digest}`, number: own, base };
      expect(parseEntry(formatEntry(entry))).toEqual(entry);
    }),
    { examples: [['a-on-b-v1-0123456789ab-', 'a'.repeat(40), 1, ['b'.repeat(40), 2]]] },
  );
});

const some = `go-mod-v1-${'a'.repeat(12)}-${'b'.repeat(40)}`;
const other = `go-mod-v1-${'c'.repeat(12)}-${'b'.repeat(40)}`;

test.each([
  { name: 'a key without number', entry: some },
  { name: 'a foreign key', entry: 'setup-go-Linux-x64-go-1.26-abc' },
  { name: 'a number that is none', entry: `${some}-x` },
  { name: 'the number 0', entry: `${some}-0` },
  { name: 'a number that is written in two ways', entry: `${some}-01` },
  { name: 'a number that is too large', entry: `${some}-1000000` },
  { name: 'a delta on a delta', entry: `${some}-2-on-${some}-1-on-${some}-1` },
  { name: 'a delta on an entry of another project', entry: `${some}-2-on-${other}-1` },
  { name: 'a delta on shell syntax', entry: `${some}-1-on-x$(touch\${IFS}PWNED);\`id\`` },
  { name: 'a delta on markup', entry: `${some}-1-on-"><img/src=x>` },
  { name: 'a delta on nothing', entry: `${some}-1-on-` },
  { name: 'a prefix that no input can be', entry: `$(id)-v1-${'a'.repeat(12)}-${'b'.repeat(40)}-1` },
  { name: 'a prefix that is too long', entry: `${'x'.repeat(65)}-v1-${'a'.repeat(12)}-${'b'.repeat(40)}-1` },
  { name: 'a name with a line feed', entry: `${some}-1\n` },
])('$name is not an entry', ({ entry }) => {
  expect(parseEntry(entry)).toBeUndefined();
});

test('whatever parseEntry reads is what formatEntry writes, and safe in a shell', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('', '-on-', '-1'), (text, join) => {
      const name = `${some}-1${join}${text}`;
      const entry = parseEntry(name);
      if (entry === undefined) return;
      expect(formatEntry(entry)).toBe(name);
      expect(name).toMatch(/^[A-Za-z0-9._-]+$/);
    }),
  );
});
