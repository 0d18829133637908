import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { decodeHead, headBytes } from '../../src/pack/format.ts';
import type { Manifest } from '../../src/pack/manifest.ts';
import { openPack } from '../../src/pack/open.ts';
import { Pool } from '../../src/pack/pool.ts';
import type { Unpacked } from '../../src/pack/unpack.ts';
import { fillModuleCache, listFiles, readTree } from '../support/module-cache.ts';
import { goModOf, moduleH1, testModule } from '../support/module-zip.ts';
import { type ForgedEntry, forgePack, readPack, rewritePack } from '../support/pack-forge.ts';
import { pack, unpack } from '../support/pack-run.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';

const modules = [
  testModule('example.com/one', 'v1.0.0', { 'a/b.txt': 'some text\n'.repeat(50) }),
  testModule('example.com/three', 'v1.2.3', { LICENSE: 'do what you like' }),
  testModule('example.com/two/v2', 'v2.0.0', { [`${'long/'.repeat(30)}x.go`]: 'package x\n' }),
];

// One for all runs: V8 aborts the process now and then where threads come and go by the hundred (nodejs/node#64500).
const pool = new Pool(1);
afterAll(() => pool.close());

/** Places what a pack gives, and checks that it is either exactly what go.sum vouches for, or nothing. */
async function expectNothingUnvouched(dir: string, bytes: Buffer): Promise<Unpacked | undefined> {
  const [file, outer] = [`${dir}/mutated.pack`, `${dir}/outer`];
  await rm(outer, { recursive: true, force: true });
  await mkdir(`${outer}/to`, { recursive: true });
  await writeFile(file, bytes);
  const opened = await openPack(file);
  if (opened.kind !== 'ok') return undefined;
  await opened.pack.close();
  const unpacked = await unpack(file, `${outer}/to`, modules, { pool });
  for (const module of modules) {
    const paths = modcachePaths(`${outer}/to`, module);
    const tree = await readTree(`${outer}/to`, module);
    const honest = Object.fromEntries(
      Object.entries(module.files).map(([name, text]) => [name, text.toString()]),
    );
    if (tree !== undefined) expect(tree).toEqual(honest);
    expect([undefined, moduleH1(module)]).toContain(await textOf(paths.ziphash));
    expect([undefined, goModOf(module)]).toContain(await textOf(paths.mod));
    const restored = unpacked.restored.some(({ path }) => path === module.path);
    expect((await stat(paths.zip).catch(() => undefined)) !== undefined).toBe(restored);
  }
  expect(
    (await listFiles(outer)).filter((name) => !/^to\/(cache\/download|example\.com)\//.test(name)),
  ).toEqual([]);
  return unpacked;
}

async function manifestOf(file: string): Promise<Manifest | undefined> {
  const opened = await openPack(file);
  if (opened.kind !== 'ok') return undefined;
  await opened.pack.close();
  return opened.pack.manifest;
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

describe('a mutated pack places nothing that go.sum does not vouch for, and never throws', () => {
  let dir: TempDir;
  let honest: Buffer;

  beforeAll(async () => {
    dir = await tempDir();
    await fillModuleCache(`${dir.path}/from`, modules);
    await pack(`${dir.path}/from`, `${dir.path}/honest.pack`, modules);
    honest = await readFile(`${dir.path}/honest.pack`);
  });

  afterAll(async () => {
    await dir[Symbol.asyncDispose]();
  });

  test('cut at any byte', async () => {
    for (let length = 0; length < honest.length; length += 1 + (length % 7)) {
      expect(await expectNothingUnvouched(dir.path, honest.subarray(0, length))).toBeUndefined();
    }
  });

  test('with bytes flipped', async () => {
    const flips = fc.array(fc.tuple(fc.nat(honest.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(flips, async (changes) => {
        const mutated = Buffer.from(honest);
        for (const [at, mask] of changes) mutated[at] = mutated[at]! ^ mask;
        await expectNothingUnvouched(dir.path, mutated);
      }),
      { numRuns: 40 },
    );
  });

  test('with a bit of the manifest flipped says the same or nothing: no hash covers the times in it', async () => {
    const head = decodeHead(honest, honest.length);
    if (head.kind === 'problem') throw new Error(head.message);
    const said = await manifestOf(`${dir.path}/honest.pack`);
    expect(said).toBeDefined();
    for (let at = headBytes; at < headBytes + head.value.manifestBytes; at++) {
      const mutated = Buffer.from(honest);
      mutated[at] = mutated[at]! ^ (1 << (at % 8));
      await writeFile(`${dir.path}/mutated.pack`, mutated);
      expect([said, undefined]).toContainEqual(await manifestOf(`${dir.path}/mutated.pack`));
    }
  });

  test('with bytes of the shard flipped, under a sound compression', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(16_000), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        await forgePack(`${dir.path}/forged.pack`, {
          modules,
          shard: (shard) => {
            const mutated = Buffer.from(shard);
            const index = at % mutated.length;
            mutated[index] = mutated[index]! ^ mask;
            return mutated;
          },
        });
        await expectNothingUnvouched(dir.path, await readFile(`${dir.path}/forged.pack`));
      }),
      { numRuns: 40 },
    );
  });

  test('with entries dropped, doubled, swapped, renamed or changed', async () => {
    const { shards } = await readPack(`${dir.path}/honest.pack`);
    const count = shards.flat().length;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation(count), { minLength: 1, maxLength: 3 }), async (mutations) => {
        await cp(`${dir.path}/honest.pack`, `${dir.path}/forged.pack`);
        await rewritePack(`${dir.path}/forged.pack`, (entries) =>
          mutations.reduce<readonly ForgedEntry[]>((all, mutate) => mutate(all), entries),
        );
        await expectNothingUnvouched(dir.path, await readFile(`${dir.path}/forged.pack`));
      }),
      { numRuns: 40 },
    );
  });
});

type Mutation = (entries: readonly ForgedEntry[]) => readonly ForgedEntry[];

function mutation(count: number): fc.Arbitrary<Mutation> {
  const at = fc.nat(count - 1);
  const name = fc.oneof(
    fc.constantFrom('../../up', '/abs', 'a/../x', 'CON', 'go.mod', 'two\n1 lines'),
    fc.string({ minLength: 1 }),
  );
  const edit =
    (index: number, change: (entry: ForgedEntry) => readonly ForgedEntry[]): Mutation =>
    (entries) =>
      entries.flatMap((entry, position) => (position === index ? change(entry) : [entry]));
  return fc.oneof(
    at.map((index) => edit(index, () => [])),
    at.map((index) => edit(index, (entry) => [entry, entry])),
    fc.tuple(at, name).map(([index, text]) => edit(index, (entry) => [{ ...entry, name: text }])),
    fc
      .tuple(at, fc.string())
      .map(([index, text]) => edit(index, (entry) => [{ ...entry, content: Buffer.from(text) }])),
    fc.tuple(at, at).map(
      ([a, b]): Mutation =>
        (entries) =>
          entries.map((entry, index) => {
            const other = (index === a ? entries[b] : index === b ? entries[a] : entry) ?? entry;
            // Each comes into the module whose turn it is.
            return { ...other, module: entry.module };
          }),
    ),
  );
}
