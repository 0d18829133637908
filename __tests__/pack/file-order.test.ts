import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inPackOrder } from '../../src/pack/file-order.ts';

const prefix = 'example.com/sdk/v2@v2.0.0/';

function ordered(names: readonly string[]): string[] {
  const files = names.map((name, index) => ({ name: prefix + name, bytes: index }));
  return inPackOrder(prefix, files).map(({ name }) => name.slice(prefix.length));
}

test('files of one name lie together below each top-level folder, and those at the root come first', () => {
  const order = [
    'LICENSE',
    'doc.go',
    'go.mod',
    'models/api.json',
    'models/a/2026/api.json',
    'models/a/2026/docs.json',
    'service/a/api.go',
    'service/a/v2/api.go',
    'service/b/api.go',
    'service/a/doc.go',
    'service/b/doc.go',
    'service/zz.go',
  ];
  expect(ordered(order.toReversed())).toEqual([
    'LICENSE',
    'doc.go',
    'go.mod',
    'models/a/2026/api.json',
    'models/api.json',
    ...order.slice(5),
  ]);
});

test('the order depends on the names alone, and no file is lost or changed', () => {
  const segment = fc.constantFrom('a', 'b', 'doc.go', 'é', 'A', '-', 'aa');
  const names = fc.uniqueArray(
    fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/')),
  );
  const shuffled = names.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      expect(ordered(other)).toEqual(ordered(list));
      const files = list.map((name, index) => ({ name: prefix + name, bytes: index }));
      expect(new Set(inPackOrder(prefix, files))).toEqual(new Set(files));
    }),
  );
});
