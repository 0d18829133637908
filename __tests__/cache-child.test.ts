import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { tempDir } from './support/temp-dir.ts';

const child = path.resolve(import.meta.dirname, '..', 'dist', 'cache-child.mjs');

test('the process of GitHub’s client does not give slow addresses up', async () => {
  await using dir = await tempDir({
    'ask.mjs': `import { getDefaultAutoSelectFamilyAttemptTimeout as ms } from 'node:net';
      await import(${JSON.stringify(child)});
      process.send(ms(), () => process.disconnect());`,
  });
  const asked = fork(path.join(dir.path, 'ask.mjs'));
  const [ms] = await once(asked, 'message');
  expect(ms).toBe(3000);
  await once(asked, 'exit');
});
