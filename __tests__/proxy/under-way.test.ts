import { expect, test } from '@jest/globals';
import { moduleFile } from '../../src/fetch/requested-file.ts';
import { UnderWay } from '../../src/proxy/under-way.ts';

test('what is under way has been asked for and has neither come nor failed; the last host counts', () => {
  const [mod, info, zip] = (['mod', 'info', 'zip'] as const).map((kind) =>
    moduleFile({ path: 'example.com/m', version: 'v1.0.0' }, kind),
  ) as [ReturnType<typeof moduleFile>, ReturnType<typeof moduleFile>, ReturnType<typeof moduleFile>];
  const [a, b] = ['a.example.com', 'b.example.com'];
  const underWay = new UnderWay();
  for (const file of [mod, info, zip]) underWay.add({ kind: 'attempt', file, host: a, attempt: 1 });
  underWay.add({ kind: 'attempt', file: zip, host: b, attempt: 1 });
  underWay.add({ kind: 'fetched', file: mod, host: a, bytes: 1 });
  underWay.add({ kind: 'failed', file: info, reason: 'gone' });
  expect(underWay.list()).toEqual([{ file: zip, host: b }]);
});
