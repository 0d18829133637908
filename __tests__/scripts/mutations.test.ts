import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { mutations } from '../../scripts/mutations/mutations.ts';

const root = path.join(import.meta.dirname, '..', '..');

test('each check that `npm run mutate` switches off stands once where its table says', () => {
  const rotten = mutations.filter(
    ({ file, from }) => readFileSync(path.join(root, file), 'utf8').split(from).length !== 2,
  );
  expect(rotten.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});
