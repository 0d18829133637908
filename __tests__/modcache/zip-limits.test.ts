import { existsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { hashZip } from '../../src/modcache/hash-zip.ts';
import { receiveZip, type ZipTarget } from '../../src/modcache/receive-zip.ts';
import { openZip } from '../../src/modcache/zip-reader.ts';
import { listFiles } from '../support/module-cache.ts';
import { makeZip, type OddEntry } from '../support/odd-zip.ts';
import { tempDir } from '../support/temp-dir.ts';

const prefix = 'example.com/m@v1.0.0/';
const megabyte = Buffer.alloc(2 ** 20);

/** Many names for one file. */
function overlapping(count: number): OddEntry[] {
  const [first, ...more] = Array.from({ length: count }, (_, at) => ({
    name: `${prefix}${at}`,
    content: megabyte,
  }));
  return first === undefined ? [] : [first, ...more.map((entry) => ({ ...entry, at: 0 }))];
}

function target(dir: string, h1: string): ZipTarget {
  return {
    module: { path: 'example.com/m', version: 'v1.0.0' },
    h1,
    gomodcache: `${dir}/mod`,
    stage: `${dir}/stage`,
    tree: true,
    folderMode: undefined,
  };
}

describe('a zip that no module can have is refused by its directory alone, when', () => {
  const zips: readonly (readonly [string, () => Buffer, RegExp])[] = [
    [
      'a thousand names stand for one file',
      () => makeZip(overlapping(3000)),
      /^(the files of its zip overlap|its files have more than 500 MB together)$/,
    ],
    ['sixty names stand for one file', () => makeZip(overlapping(60)), /^the files of its zip overlap$/],
    [
      'one file claims more than Go allows',
      () => makeZip([{ name: `${prefix}a`, content: 'x', bytes: 500 * 2 ** 20 + 1 }]),
      /^its files have more than 500 MB together$/,
    ],
    [
      'its files claim more than Go allows together',
      () =>
        makeZip(['a', 'b', 'c'].map((name) => ({ name: prefix + name, content: 'x', bytes: 200 * 2 ** 20 }))),
      /^its files have more than 500 MB together$/,
    ],
    [
      'a size of 64 bits is beyond all measure',
      () => makeZip([{ name: `${prefix}a`, content: 'x', bytes: 2 ** 50, zip64: true }]),
      /^its files have more than 500 MB together$/,
    ],
    [
      'it has very many files',
      () =>
        makeZip(
          Array.from({ length: 250_001 }, (_, at) => ({ name: `${prefix}${at}`, at: 0, end64: true })),
          { end64: true },
        ),
      /^its zip has more than 250000 files$/,
    ],
  ];
  test.each(zips)('%s', async (_, zip, reason) => {
    await using dir = await tempDir();
    writeFileSync(`${dir.path}/m.zip`, zip());
    const answer = await receiveZip(`${dir.path}/m.zip`, target(dir.path, 'h1:wanted'));
    expect(answer).toEqual({ kind: 'damaged', reason: expect.stringMatching(reason) });
    expect(await listFiles(dir.path)).toEqual(['m.zip']);
  });

  test('its directory is larger than any module needs', async () => {
    await using dir = await tempDir();
    const end = makeZip([]);
    writeFileSync(`${dir.path}/m.zip`, '');
    truncateSync(`${dir.path}/m.zip`, 65 * 2 ** 20);
    writeFileSync(`${dir.path}/m.zip`, end, { flag: 'a' });
    expect(await hashZip(`${dir.path}/m.zip`)).toEqual({ kind: 'hashed', h1: expect.anything() });
    end.writeUInt32LE(65 * 2 ** 20, 12);
    truncateSync(`${dir.path}/m.zip`, 65 * 2 ** 20);
    writeFileSync(`${dir.path}/m.zip`, end, { flag: 'a' });
    expect(await hashZip(`${dir.path}/m.zip`)).toEqual({
      kind: 'damaged',
      reason: 'the directory of its zip is too large',
    });
  });
});

describe('a zip whose files have far more bytes than itself', () => {
  const zip = makeZip([
    { name: `${prefix}go.mod`, content: 'module example.com/m\n' },
    { name: `${prefix}zeros`, content: Buffer.alloc(4 * 2 ** 20) },
  ]);

  test('is hashed before anything is laid out', async () => {
    await using dir = await tempDir();
    writeFileSync(`${dir.path}/m.zip`, zip);
    // Laying files out would begin with removing what is in the way.
    writeFileSync(`${dir.path}/stage`, 'untouched');
    expect(await receiveZip(`${dir.path}/m.zip`, target(dir.path, 'h1:wanted'))).toMatchObject({
      kind: 'hashed',
    });
    expect(existsSync(`${dir.path}/stage`)).toBe(true);
  });

  test('is placed where it is what go.sum says', async () => {
    await using dir = await tempDir();
    writeFileSync(`${dir.path}/m.zip`, zip);
    const answer = await hashZip(`${dir.path}/m.zip`);
    const h1 = answer.kind === 'hashed' ? answer.h1 : '';
    expect(await receiveZip(`${dir.path}/m.zip`, target(dir.path, h1))).toEqual({ kind: 'placed' });
    expect(statSync(`${dir.path}/mod/${prefix}zeros`).size).toBe(4 * 2 ** 20);
  });
});

test('a large file is read no further than it says it goes', async () => {
  await using dir = await tempDir();
  const bytes = 9 * 2 ** 20;
  writeFileSync(
    `${dir.path}/m.zip`,
    makeZip([{ name: `${prefix}bomb`, content: Buffer.alloc(4 * bytes), bytes }]),
  );
  const zip = openZip(`${dir.path}/m.zip`);
  let read = 0;
  const reading = (async () => {
    for await (const piece of zip.read(`${prefix}bomb`)) read += typeof piece === 'number' ? 1 : piece.length;
  })();
  await expect(reading).rejects.toThrow(`does not have the ${bytes} bytes it should have`);
  expect(read).toBeLessThanOrEqual(bytes);
  zip.close();
});
