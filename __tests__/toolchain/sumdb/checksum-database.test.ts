import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lookUpH1 } from '../../../src/toolchain/sumdb/checksum-database.ts';
import { parseGosumdb } from '../../../src/toolchain/sumdb/gosumdb.ts';
import { type FakeSumdb, fakeSumdb } from '../../support/fake-sumdb.ts';

const module = {
  path: 'golang.org/toolchain',
  version: 'v0.0.1-go1.26.8.linux-amd64',
  h1: 'h1:right=',
  goModH1: 'h1:mod=',
};
const wrong = expect.objectContaining({ code: 'checksum-database-wrong', class: 'checksum' });

function databaseOf(before: number, behind: number, h1 = module.h1): FakeSumdb {
  return fakeSumdb({ modules: [{ ...module, h1 }], others: { before, behind } });
}

type Change = (path: string, bytes: Buffer) => Buffer;

function lookUp(
  database: FakeSumdb,
  change: Change = (_, bytes) => bytes,
  key = database.key,
): Promise<string> {
  const verifier = parseGosumdb(key)?.verifier;
  if (verifier === undefined) throw new Error('the key of the fake is a key');
  return lookUpH1(module, verifier, async (path) => {
    const bytes = database.answer(path);
    if (bytes === undefined) throw new Error(`it was asked for ${path}, which it does not have`);
    return change(path, bytes);
  });
}

describe('a checksum database verifies a module', () => {
  test.each([
    [0, 0],
    [0, 1],
    [1, 0],
    [255, 0],
    [255, 1],
    [256, 0],
    [256, 255],
    [300, 77],
    [511, 1],
    [700, 400],
  ])('behind %i records and before %i', async (before, behind) => {
    await expect(lookUp(databaseOf(before, behind))).resolves.toBe(module.h1);
  });

  test('wherever its record is, in trees of three levels', async () => {
    const position = fc.tuple(fc.nat({ max: 900 }), fc.nat({ max: 900 }));
    await fc.assert(
      fc.asyncProperty(position, async ([before, behind]) => {
        await expect(lookUp(databaseOf(before, behind))).resolves.toBe(module.h1);
      }),
      { numRuns: 15 },
    );
    await expect(lookUp(databaseOf(65_600, 300))).resolves.toBe(module.h1);
  });
});

describe('a checksum database is not believed', () => {
  const database = databaseOf(300, 77);
  const inLookup =
    (from: RegExp | string, to: string): Change =>
    (path, bytes) =>
      path.startsWith('lookup/') ? Buffer.from(bytes.toString().replace(from, to)) : bytes;

  test.each<[name: string, change: Change]>([
    ['says another hash than it has signed', inLookup('h1:right=', 'h1:other=')],
    [
      'shows the record of another module',
      inLookup(/^300\n[^\n]+/, '300\nexample.com/other v1.0.0 h1:other='),
    ],
    ['says that the record is elsewhere', inLookup(/^300\n/, '299\n')],
    ['says that the record is behind the end', inLookup(/^300\n/, '378\n')],
    ['signs another tree', inLookup(/tree\n378\n/, 'tree\n377\n')],
    ['does not sign', inLookup(/\n— [^\n]+\n$/, '\n')],
    ['has an invalid signature', inLookup(/ [^ \n]+\n$/, ' AAAA\n')],
    ['answers with something else', inLookup(/^.*$/s, '<html>')],
    ['answers with nothing', inLookup(/^.*$/s, '')],
    [
      'shows a part of the tree with another hash',
      (path, bytes) => (path.startsWith('tile/') ? flipped(bytes) : bytes),
    ],
    [
      'shows less of the tree than there is',
      (path, bytes) => (path.startsWith('tile/') ? bytes.subarray(32) : bytes),
    ],
  ])('when it %s', async (_, change) => {
    await expect(lookUp(database, change)).rejects.toThrow(wrong);
  });

  test('when it has another key', async () => {
    await expect(lookUp(database, undefined, databaseOf(300, 77).key)).rejects.toThrow(wrong);
  });

  test('when it replays the answer for another module, however well signed', async () => {
    const other = fakeSumdb({ modules: [{ ...module, version: 'v0.0.1-go1.26.7.linux-amd64' }] });
    const verifier = parseGosumdb(other.key)?.verifier;
    const replay = async (path: string) => other.answer(path.replace('1.26.8', '1.26.7')) ?? Buffer.alloc(0);
    await expect(verifier && lookUpH1(module, verifier, replay)).rejects.toThrow(wrong);
  });
});

/** The last byte of every tile is another. */
function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

describe('GOSUMDB', () => {
  const { key, name } = databaseOf(1, 1);

  test.each([
    ['', 'sum.golang.org', undefined],
    ['sum.golang.org', 'sum.golang.org', undefined],
    ['sum.golang.org https://sum.example.com/', 'sum.golang.org', 'https://sum.example.com'],
    ['sum.golang.google.cn', 'sum.golang.org', 'https://sum.golang.google.cn'],
    [key, name, undefined],
    [`${key} https://sum.example.com/x`, name, 'https://sum.example.com/x'],
  ])('%p means the one that is called %s, at %p', (setting, called, url) => {
    expect(parseGosumdb(setting)).toMatchObject({ verifier: { name: called }, url });
  });

  test('may be off', () => {
    expect(parseGosumdb('off')).toBeUndefined();
  });

  test.each([
    'sum.example.com',
    `${key} https://a.example.com b`,
    `${key} nowhere`,
    key.replace(/.$/, ''),
    `x${key}`,
    key.replace('/test', '/?q'),
  ])('of %p is an error', (setting) => {
    expect(() => parseGosumdb(setting)).toThrow(expect.objectContaining({ code: 'gosumdb-invalid' }));
  });
});
