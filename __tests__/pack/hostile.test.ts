import { mkdir, symlink, truncate } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { openPack } from '../../src/pack/open.ts';
import { Pool } from '../../src/pack/pool.ts';
import { unpackModules } from '../../src/pack/unpack.ts';
import { fillModuleCache, listFiles, readTree } from '../support/module-cache.ts';
import { goModH1, moduleH1, type TestModule, testModule } from '../support/module-zip.ts';
import {
  type ForgedEntry,
  type ForgedManifest,
  type Forgery,
  flipByte,
  forgePack,
  readPack,
  rewritePack,
} from '../support/pack-forge.ts';
import { checksumsOf, pack, unpack } from '../support/pack-run.ts';
import { tempDir } from '../support/temp-dir.ts';

const good = testModule('example.com/a-good');
const bad = testModule('example.com/bad');
const later = testModule('example.com/later');
const prefix = 'example.com/bad@v1.0.0';

const file = (name: string, content: string | Buffer = 'x'): ForgedEntry => ({
  module: prefix,
  name,
  content: Buffer.from(content),
});

/** A module whose hash is right, go.sum and all, and which still must not be placed. */
function withFiles(names: readonly string[]): TestModule {
  return { ...bad, files: { ...bad.files, ...Object.fromEntries(names.map((name) => [name, 'x'])) } };
}

/** Unpacks a forgery of three modules, of which the middle one is bad, and tells what came of it. */
async function unpackForged(forgery: Forgery, covered: readonly TestModule[] = forgery.modules) {
  await using dir = await tempDir();
  await mkdir(`${dir.path}/inner/to`, { recursive: true });
  await forgePack(`${dir.path}/p.pack`, forgery);
  const unpacked = await unpack(`${dir.path}/p.pack`, `${dir.path}/inner/to`, covered);
  const outside = (await listFiles(dir.path)).filter((name) => !/^(p\.pack$|inner\/to\/)/.test(name));
  const placed = (await listFiles(`${dir.path}/inner/to`)).filter((name) => name.endsWith('.zip'));
  const left = await listFiles(`${dir.path}/inner/to/cache/go-mod-download`);
  return { unpacked, outside: [...outside, ...left], placed: placed.map((name) => name.split('/').at(-3)) };
}

describe('a module in a pack is rejected alone, by name, when', () => {
  const names: [string, string[], string][] = [
    ['a name climbs out', ['../../../../up'], 'is not a name for a file'],
    ['a name climbs out further down', ['dir/../../../up'], 'is not a name for a file'],
    ['a name is absolute after its prefix', ['/etc/evil'], 'is not a name for a file'],
    ['a name has a backslash', ['..\\up'], 'is not a name for a file'],
    ['a name has a drive', ['C:evil'], 'is not a name for a file'],
    ['a name is reserved on Windows', ['aux.go'], 'is not a name for a file'],
    ['a name ends in a dot', ['file.'], 'is not a name for a file'],
    ['a name is empty', [''], 'has content'],
    ['a folder has content', ['dir/'], 'has content'],
    ['a folder is also a file', ['dir', 'dir/x/'], 'is both a file and a folder'],
    ['a go.mod is not at the root', ['dir/go.mod'], 'can only stand at the root'],
    ['a go.mod is in capitals', ['GO.MOD'], 'can only stand at the root'],
    ['a name is longer than a system takes', [`${'a/'.repeat(2100)}b`], 'more than 4095 bytes'],
    ['two names differ only in case', ['readme', 'README'], 'differ only in case'],
    ['two folders differ only in case', ['dir/a', 'Dir/b'], 'differ only in case'],
    ['a file is also a folder', ['x', 'x/y'], 'is both a file and a folder'],
    ['a folder is also a file', ['x/y', 'x'], 'is both a file and a folder'],
  ];
  test.each(names)('%s', async (_, files, reason) => {
    const outcome = await unpackForged({ modules: [good, withFiles(files), later] });
    expect(outcome.unpacked.rejected).toEqual([{ module: prefix, reason: expect.stringContaining(reason) }]);
    expect(outcome.placed).toEqual(['a-good', 'later']);
    expect(outcome.outside).toEqual([]);
  });

  test('a file is there twice', async () => {
    const outcome = await unpackForged({
      modules: [good, { ...bad, entries: [file('bad.go')] }, later],
    });
    expect(outcome.unpacked.rejected).toEqual([{ module: prefix, reason: '`bad.go` is there twice' }]);
    expect(outcome.placed).toEqual(['a-good', 'later']);
  });

  test('a file is missing', async () => {
    await using dir = await tempDir();
    await forgePack(`${dir.path}/p.pack`, { modules: [good, bad, later] });
    await rewritePack(`${dir.path}/p.pack`, (entries) => entries.filter(({ name }) => name !== 'bad.go'));
    const { rejected, restored } = await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, [good, bad, later]);
    expect(rejected).toEqual([
      { module: prefix, reason: 'it has fewer files or bytes than the manifest says' },
    ]);
    expect(restored.map((module) => module.path)).toEqual([good.path, later.path]);
  });

  test('its go.mod is larger than Go allows', async () => {
    const huge = { ...bad, files: { 'go.mod': Buffer.alloc(16 * 2 ** 20 + 1, ' ') } };
    const outcome = await unpackForged({ modules: [good, huge, later], mods: [] });
    expect(outcome.unpacked.rejected).toMatchObject([
      { module: prefix, reason: expect.stringContaining('more than Go allows') },
    ]);
    expect(outcome.placed).toEqual(['a-good', 'later']);
  });

  test.each(['bad.go', 'go.mod'])('one byte of %s is another', async (victim) => {
    await using dir = await tempDir();
    const modules = [good, bad, later];
    await fillModuleCache(`${dir.path}/from`, modules);
    await pack(`${dir.path}/from`, `${dir.path}/p.pack`, modules);
    await flipByte(`${dir.path}/p.pack`, ({ module, name }) => module === prefix && name === victim);
    const { rejected, restored } = await unpack(`${dir.path}/p.pack`, `${dir.path}/to`, modules);
    expect(rejected).toEqual([
      { module: prefix, reason: expect.stringContaining(`but go.sum says ${moduleH1(bad)}`) },
    ]);
    expect(restored.map((module) => module.path)).toEqual([good.path, later.path]);
    expect(await readTree(`${dir.path}/to`, bad)).toBeUndefined();
  });

  test('the manifest and the files agree on a hash that go.sum does not have', async () => {
    const evil = withFiles(['evil.go']);
    const outcome = await unpackForged({ modules: [good, evil, later] }, [good, bad, later]);
    expect(outcome.unpacked.rejected).toMatchObject([{ module: prefix }]);
    expect(outcome.placed).toEqual(['a-good', 'later']);
  });
});

describe('a shard is given up, and what it delivered before stays, when', () => {
  const shards: [string, (honest: Buffer) => Buffer, string][] = [
    ['it ends between two modules', (honest) => honest.subarray(0, startOfLater(honest)), 'truncated'],
    ['it ends within a length', (honest) => honest.subarray(0, startOfLater(honest) + 3), 'truncated'],
    ['it ends within a listing', (honest) => honest.subarray(0, startOfLater(honest) + 9), 'truncated'],
    ['it ends within a file', (honest) => honest.subarray(0, -1), 'truncated'],
    ['it is empty', () => Buffer.alloc(0), 'truncated'],
    [
      'it is a tar',
      () => Buffer.alloc(10_240, 'example.com/a-good@v1.0.0/go.mod'),
      'a listing of 1835104357 bytes',
    ],
  ];
  test.each(shards)('%s', async (_, shard, reason) => {
    const outcome = await unpackForged({ modules: [good, bad, later], shard });
    expect(outcome.unpacked.rejected.at(-1)).toEqual({
      module: 'example.com/later@v1.0.0',
      reason: expect.stringContaining(reason),
    });
    expect(outcome.outside).toEqual([]);
  });

  test.each<[string, (honest: Buffer) => Buffer]>([
    ['a bomb', () => Buffer.alloc(256 * 2 ** 20)],
    ['the same modules once more', (honest) => honest],
    ['a byte', () => Buffer.from('x')],
  ])('its modules have come, and %s follows, which is not looked at', async (_, more) => {
    const shard = (honest: Buffer): Buffer => Buffer.concat([honest, more(honest)]);
    const outcome = await unpackForged({ modules: [good, bad, later], shard });
    expect(outcome).toMatchObject({
      outside: [],
      placed: ['a-good', 'bad', 'later'],
      unpacked: { rejected: [] },
    });
  });

  const listings: [string, string, string][] = [
    ['a line of a listing has no size', 'bad.go\n', 'a listing with the line "bad.go"'],
    ['a line of a listing has a size that is none', '-1 bad.go\n', 'a listing with the line "-1 bad.go"'],
    ['a size is written in two ways', '01 bad.go\n', 'a listing with the line "01 bad.go"'],
    ['a size is beyond all bounds', '99999999999 bad.go\n', 'a listing with the line'],
    ['a line of a listing is empty', '\n', 'a listing with the line ""'],
    ['a listing ends within a line', '1 bad.go', 'a listing with the line "1 bad.go"'],
    ['a size is not what the manifest says', '9999 bad.go\n', 'holds more than the manifest says'],
    [
      'there are files that the manifest does not know',
      '0 a\n0 b\n0 c\n',
      'holds more than the manifest says',
    ],
  ];
  test.each(listings)('%s', async (_, listing, reason) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(listing.length);
    const shard = (honest: Buffer): Buffer =>
      Buffer.concat([honest.subarray(0, startOfBad(honest)), length, Buffer.from(listing)]);
    const outcome = await unpackForged({ modules: [good, bad, later], shard });
    expect(outcome.unpacked.rejected).toEqual([
      { module: prefix, reason: expect.stringContaining(reason) },
      { module: 'example.com/later@v1.0.0', reason: expect.stringContaining(reason) },
    ]);
    expect(outcome.placed).toEqual(['a-good']);
    expect(outcome.outside).toEqual([]);
  });

  test('a listing is longer than any module needs', async () => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(64 * 2 ** 20 + 1);
    const shard = (honest: Buffer): Buffer => Buffer.concat([honest.subarray(0, startOfBad(honest)), length]);
    const outcome = await unpackForged({ modules: [good, bad, later], shard });
    expect(outcome.unpacked.rejected[0]?.reason).toContain('a listing of 67108865 bytes');
    expect(outcome.placed).toEqual(['a-good']);
  });

  test('a file holds more than the manifest says of its module', async () => {
    const manifest = (honest: ForgedManifest): ForgedManifest => {
      honest.modules[1]!['contentBytes'] = 40;
      honest.shards[0]!.contentBytes -= Number(honest.modules[1]!['contentBytes']);
      const sum = honest.modules.reduce((total, module) => total + Number(module['contentBytes']), 0);
      honest.shards[0]!.contentBytes = sum;
      return honest;
    };
    const outcome = await unpackForged({ modules: [good, withFiles(['x'.repeat(50)]), later], manifest });
    expect(outcome.unpacked.rejected[0]?.reason).toContain('more than the manifest says');
    expect(outcome.placed).toEqual(['a-good']);
  });
});

describe('what no line of go.sum covers', () => {
  test('is not restored, whatever the pack says of it', async () => {
    const outcome = await unpackForged({ modules: [good, bad], uncovered: [prefix] }, [good]);
    expect(outcome.unpacked).toMatchObject({ skipped: 1, goMods: 1, rejected: [] });
    expect(outcome.placed).toEqual(['a-good']);
  });

  test('a go.mod that is not what go.sum says is rejected', async () => {
    const mods = [{ path: bad.path, version: bad.version, h1: goModH1(bad), text: 'module evil\n' }];
    const outcome = await unpackForged({ modules: [good], mods }, [good, bad]);
    expect(outcome.unpacked.rejected).toEqual([
      { module: `${prefix}/go.mod`, reason: expect.stringContaining('but go.sum says') },
    ]);
  });
});

describe('a pack is rejected as a whole when', () => {
  const lies: [string, (manifest: ForgedManifest) => unknown, string][] = [
    ['the manifest is a list', () => [], 'the manifest is not an object'],
    ['the manifest is null', () => null, 'the manifest is not an object'],
    ['modules are missing', ({ modules: _, ...rest }) => rest, 'modules of the manifest is not a list'],
    ['mods are missing', ({ mods: _, ...rest }) => rest, 'mods of the manifest is not a list'],
    ['uncovered is missing', ({ uncovered: _, ...rest }) => rest, 'uncovered of the manifest is not a list'],
    ['shards are missing', ({ shards: _, ...rest }) => rest, 'shards of the manifest is not a list'],
    ['a module is text', (all) => ({ ...all, modules: ['x'] }), 'modules[0] is not an object'],
    ['a path climbs', change('path', 'example.com/../bad'), 'modules[0] names no module'],
    ['a path is a number', change('path', 7), 'modules[0].path is not text'],
    ['a version climbs', change('version', 'v1.0.0/../..'), 'modules[0] names no module'],
    ['a hash is none', change('h1', 'h1:short='), 'modules[0].h1 is not a hash'],
    ['a time is none', change('time', '2024-99-99T00:00:00Z'), 'modules[0].time is not a time'],
    ['a time has a line break', change('time', '2024-01-01T00:00:00Z\n'), 'modules[0].time is not a time'],
    ['a count is negative', change('files', -1), 'modules[0].files is not a whole number'],
    ['a count is a fraction', change('files', 1.5), 'modules[0].files is not a whole number'],
    ['a count is huge', change('files', 1e9), 'modules[0].files is not a whole number'],
    ['a size is beyond Go’s limit', change('contentBytes', 501 * 2 ** 20), 'modules[0].contentBytes is not'],
    ['a size does not add up', change('contentBytes', 1), 'shards[0].contentBytes is not the sum'],
    ['a shard does not exist', change('shard', 7), 'modules[0].shard is out of order or range'],
    ['a module is listed twice', (all) => twice(all, 'modules'), 'modules[1] is listed twice'],
    ['a go.mod is listed twice', (all) => twice(all, 'mods'), 'mods[1] is listed twice'],
    [
      'uncovered names nonsense',
      (all) => ({ ...all, uncovered: ['../x@v1'] }),
      'uncovered[0] names no module',
    ],
    ['uncovered holds a number', (all) => ({ ...all, uncovered: [1] }), 'uncovered[0] names no module'],
    ['the time of its download is text', (all) => ({ ...all, downloadMs: '1' }), 'downloadMs is not a whole'],
    ['its download took years', (all) => ({ ...all, downloadMs: 1e12 }), 'downloadMs is not a whole'],
    ['the base is nonsense', (all) => ({ ...all, base: 'a\nb' }), 'base is not the key of an entry'],
    ['a shard is too short', (all) => shift(all, { bytes: 10 }), 'do not end where the file ends'],
    ['a shard is too long', (all) => shift(all, { bytes: 1e12 }), 'do not end where the file ends'],
    ['a shard is empty', (all) => shift(all, { bytes: 0 }), 'shards[0] is empty'],
    [
      'there is a shard too many',
      (all) => ({ ...all, shards: [all.shards[0], all.shards[0]] }),
      'more shards than modules',
    ],
    ['a length is text', (all) => shift(all, { bytes: '8' }), 'shards[0].bytes is not a whole'],
  ];
  test.each(lies)('%s', async (_, manifest, reason) => {
    await using dir = await tempDir();
    await forgePack(`${dir.path}/p.pack`, { modules: [good], manifest });
    expect(await openPack(`${dir.path}/p.pack`)).toEqual({
      kind: 'rejected',
      reason: expect.stringContaining(reason),
    });
  });

  test('its format version is unknown', async () => {
    await using dir = await tempDir();
    await forgePack(`${dir.path}/p.pack`, { modules: [good], formatVersion: 2 });
    expect(await openPack(`${dir.path}/p.pack`)).toEqual({
      kind: 'rejected',
      reason: 'unknown format version 2 (known: 1)',
    });
  });

  test('its manifest is a bomb', async () => {
    await using dir = await tempDir();
    const manifest = (honest: ForgedManifest) => ({ ...honest, uncovered: [' '.repeat(65 * 2 ** 20)] });
    await forgePack(`${dir.path}/p.pack`, { modules: [good], manifest });
    expect(await openPack(`${dir.path}/p.pack`)).toEqual({
      kind: 'rejected',
      reason: 'the manifest is damaged or too large',
    });
  });

  test('it is not a plain file, or not there', async () => {
    await using dir = await tempDir({ empty: '', short: 'GOMODPCK' });
    await forgePack(`${dir.path}/real`, { modules: [good] });
    await symlink(`${dir.path}/real`, `${dir.path}/link`);
    for (const [name, reason] of [
      ['link', 'it is not a plain file'],
      ['.', 'it is not a plain file'],
      ['missing', 'cannot be opened'],
      ['empty', 'too short'],
      ['short', 'too short'],
    ]) {
      expect(await openPack(`${dir.path}/${name}`)).toEqual({
        kind: 'rejected',
        reason: expect.stringContaining(reason ?? ''),
      });
    }
  });
});

test('a pack that is cut short after it was opened loses its modules, not the run', async () => {
  await using dir = await tempDir();
  await forgePack(`${dir.path}/p.pack`, { modules: [good, bad] });
  const opened = await openPack(`${dir.path}/p.pack`);
  if (opened.kind !== 'ok') throw new Error(opened.reason);
  await truncate(`${dir.path}/p.pack`, 100);
  const pool = new Pool(1);
  const unpacked = await unpackModules({
    pack: opened.pack,
    pool,
    gomodcache: `${dir.path}/to`,
    checksums: checksumsOf([good, bad]),
    wanted: () => true,
    layout: 'full',
    layOutTrees: true,
    writableDirs: false,
    signal: new AbortController().signal,
  });
  await pool.close();
  await opened.pack.close();
  expect(unpacked.restored).toEqual([]);
  expect(unpacked.rejected.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('cannot be decompressed'),
    expect.stringContaining('cannot be decompressed'),
  ]);
});

test('a pack of the product is read by another hand as it is meant', async () => {
  await using dir = await tempDir();
  await fillModuleCache(`${dir.path}/from`, [good, bad]);
  await pack(`${dir.path}/from`, `${dir.path}/p.pack`, [bad, good]);
  const { manifest, shards } = await readPack(`${dir.path}/p.pack`);
  expect(manifest.modules.map((module) => module['h1'])).toEqual([moduleH1(good), moduleH1(bad)]);
  expect(shards.flat().map(({ module, name }) => `${module}/${name}`)).toEqual([
    'example.com/a-good@v1.0.0/go.mod',
    'example.com/a-good@v1.0.0/good.go',
    'example.com/bad@v1.0.0/bad.go',
    'example.com/bad@v1.0.0/go.mod',
  ]);
});

/** Where a module of a forged shard begins: at the length of its listing. */
function startOf(honest: Buffer, listing: string): number {
  return honest.indexOf(listing) - 4;
}

const startOfBad = (honest: Buffer): number => startOf(honest, listingOf(bad));
const startOfLater = (honest: Buffer): number => startOf(honest, listingOf(later));

function listingOf({ files }: TestModule): string {
  return Object.entries(files)
    .map(([name, content]) => `${content.length} ${name}\n`)
    .join('');
}

function change(field: string, value: unknown): (manifest: ForgedManifest) => ForgedManifest {
  return (all) => ({ ...all, modules: all.modules.map((module) => ({ ...module, [field]: value })) });
}

function twice(all: ForgedManifest, name: 'modules' | 'mods'): ForgedManifest {
  const doubled = { ...all, [name]: [...all[name], ...all[name]] };
  const contentBytes = doubled.modules.reduce((sum, module) => sum + Number(module['contentBytes']), 0);
  return { ...doubled, shards: all.shards.map((shard) => ({ ...shard, contentBytes })) };
}

function shift(all: ForgedManifest, fields: Record<string, unknown>): unknown {
  return { ...all, shards: all.shards.map((shard) => ({ ...shard, ...fields })) };
}
