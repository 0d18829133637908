import { expect, test } from '@jest/globals';
import { moduleFile } from '../../src/fetch/requested-file.ts';
import { spools } from '../../src/fetch/spool.ts';
import { listFiles } from '../support/module-cache.ts';
import { tempDir } from '../support/temp-dir.ts';

const zip = moduleFile({ path: 'example.com/alpha', version: 'v1.0.0' }, 'zip');

test('a zip larger than Go allows is refused before it is written', async () => {
  await using dir = await tempDir();
  const spool = await spools(dir.path)(zip);
  // Memory that is never touched takes no room.
  const tooMuch = new Uint8Array(500 * 2 ** 20 + 1);
  await expect(spool.write(tooMuch)).rejects.toMatchObject({
    kind: 'refused',
    reason: { kind: 'too-large', max: 500 * 2 ** 20 },
  });
  await spool.close(false);
  expect(await listFiles(dir.path)).toEqual([]);
});
