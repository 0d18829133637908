import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseRecipe } from '../../scripts/go-errors/replay.ts';

const recordings = path.resolve(import.meta.dirname, '../data/go-errors');

test('a recording says what was run, with which settings, some of them with spaces', () => {
  const head = [
    '# case: refused',
    '# dir: nosum',
    `# env: GOPROXY=http://127.0.0.1:18090 GOSUMDB=sum.example.org http://127.0.0.1:1 GIT_SSH_COMMAND=sh -c 'exit 255'`,
    '# cmd: go mod download example.com/a@v1.0.0  (timeout 30s)',
  ];
  expect(parseRecipe('refused', `${head.join('\n')}\n--- stdout\n`)).toEqual({
    name: 'refused',
    dir: 'nosum',
    env: {
      GOPROXY: 'http://127.0.0.1:18090',
      GOSUMDB: 'sum.example.org http://127.0.0.1:1',
      GIT_SSH_COMMAND: `sh -c 'exit 255'`,
    },
    command: 'go mod download example.com/a@v1.0.0',
    limit: 30,
  });
});

describe('each recording can be made again:', () => {
  test.each(readdirSync(recordings))('%s', (file) => {
    const recipe = parseRecipe(file, readFileSync(path.join(recordings, file), 'utf8'));
    expect(recipe).toMatchObject({
      dir: expect.stringMatching(/^\w+$/),
      command: expect.stringMatching(/\bgo (?:mod|list|build)\b/),
    });
    expect(recipe.limit).toBeGreaterThan(0);
  });
});
