import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { directoryCache } from '../../src/adapters/directory-cache/directory-cache.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { cacheableOf } from '../../src/cache/cacheable.ts';
import { restore } from '../../src/cache/restore.ts';
import type { Restored } from '../../src/cache/restored.ts';
import { type Saved, save } from '../../src/cache/save.ts';
import { moduleKey } from '../../src/go/module.ts';
import type { CacheKey } from '../../src/plan/cache-key.ts';
import { fillModuleCache, readTree } from '../support/module-cache.ts';
import { type TestModule, testModule } from '../support/module-zip.ts';
import { rewritePack } from '../support/pack-forge.ts';
import { checksumsOf } from '../support/pack-run.ts';
import { recordingRunner } from '../support/recording-runner.ts';
import { tempDir } from '../support/temp-dir.ts';

/** Content that does not compress, so that sizes mean something. */
function ballast(seed: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  let state = seed;
  for (let at = 0; at < bytes; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    buffer[at] = state >>> 16;
  }
  return buffer;
}

const big = testModule('example.com/big', 'v1.0.0', { 'data.bin': ballast(1, 200_000) });
const small = (version: string) =>
  testModule('example.com/small', version, { 'data.bin': ballast(2, 2_000) });
const heavy = testModule('example.com/heavy', 'v1.0.0', { 'data.bin': ballast(3, 100_000) });

/** A state of one project: its key differs with its modules, its scope never. */
function keyOf(digit: string): CacheKey {
  const scopePrefix = `go-mod-v1-${'0'.repeat(12)}-`;
  return { key: `${scopePrefix}${digit.repeat(40)}`, scopePrefix, ingredients: [] };
}

async function cacheIn(root: string) {
  const backend = directoryCache({
    root,
    maxBytes: 1e9,
    clock: systemClock,
    random: Math.random,
    isEntry: () => true,
  });
  const signal = new AbortController().signal;
  return {
    /** A job on a new machine: restores, downloads what is missing, saves. */
    async job(
      digit: string,
      modules: readonly TestModule[],
    ): Promise<{ restored: Restored; saved: Saved; trees: string[] }> {
      await using machine = await tempDir();
      const gomodcache = path.join(machine.path, 'mod');
      const checksums = checksumsOf(modules);
      const cacheKey = keyOf(digit);
      const runner = recordingRunner();
      const restored = await restore(
        { backend, cacheKey, gomodcache, checksums, layout: 'full', writableDirs: true, signal },
        runner,
      );
      const delivered =
        restored.kind === 'hit' || restored.kind === 'partial' ? restored.delivered.restored : [];
      const there = new Set(delivered.map(moduleKey));
      const missing = modules.filter((module) => !there.has(moduleKey(module)));
      const trees: string[] = [];
      for (const module of modules) {
        if ((await readTree(gomodcache, module)) !== undefined) trees.push(moduleKey(module));
      }
      await fillModuleCache(gomodcache, missing);
      const cacheable = cacheableOf(modules, checksums);
      const scratchDir = machine.path;
      const saved = await save(
        {
          backend,
          key: cacheKey.key,
          gomodcache,
          cacheable,
          restored,
          download: { modules: new Set(missing.map(moduleKey)), ms: 1234.5 },
          rebuild: false,
          scratchDir,
          signal,
        },
        runner,
      );
      return { restored, saved, trees };
    },
    entries: async () => (await readdir(path.join(root, 'v1'))).sort(),
    file: (name: string) => path.join(root, 'v1', `${name}.pack`),
  };
}

const full = `${keyOf('a').key}-1`;

test('after a dependency bump only what is new is stored, on the full entry', async () => {
  await using dir = await tempDir();
  const cache = await cacheIn(dir.path);
  expect((await cache.job('a', [big, small('v1.0.0')])).saved).toMatchObject({
    kind: 'saved',
    name: full,
    modules: 2,
  });

  const bump = await cache.job('b', [big, small('v1.1.0')]);
  expect(bump.restored).toMatchObject({ kind: 'partial' });
  expect(bump.trees).toEqual(['example.com/big@v1.0.0']);
  const delta = `${keyOf('b').key}-1-on-${full}`;
  expect(bump.saved).toMatchObject({ kind: 'saved', name: delta, modules: 1 });
  const [baseBytes, deltaBytes] = [(await stat(cache.file(full))).size, (await stat(cache.file(delta))).size];
  expect(deltaBytes).toBeLessThan(baseBytes / 10);

  const next = await cache.job('b', [big, small('v1.1.0')]);
  expect(next.restored).toMatchObject({ kind: 'hit', delivered: { baseMissing: undefined, rejected: [] } });
  expect(next.trees).toEqual(['example.com/big@v1.0.0', 'example.com/small@v1.1.0']);
  expect(next.saved).toMatchObject({ kind: 'not-needed' });
});

test('an entry tells how long its modules took to download, where its writer downloaded them all', async () => {
  await using dir = await tempDir();
  const cache = await cacheIn(dir.path);
  await cache.job('a', [big, small('v1.0.0')]);
  await cache.job('b', [big, small('v1.1.0')]);
  await cache.job('c', [big, heavy]);
  const told = async (digit: string, modules: readonly TestModule[]) => {
    const { restored } = await cache.job(digit, modules);
    if (restored.kind !== 'hit') throw new Error('it was stored a moment ago');
    return restored.delivered.parts.map(({ manifest }) => manifest.downloadMs);
  };
  expect(await told('b', [big, small('v1.1.0')])).toEqual([1235, 1235]);
  expect(await told('c', [big, heavy])).toEqual([undefined]);
});

test('the next bump builds on the full entry again, never on a delta', async () => {
  await using dir = await tempDir();
  const cache = await cacheIn(dir.path);
  await cache.job('a', [big, small('v1.0.0')]);
  await cache.job('b', [big, small('v1.1.0')]);
  const third = await cache.job('c', [big, small('v1.2.0')]);
  expect(third.restored).toMatchObject({ kind: 'partial', delivered: { parts: [{}, {}] } });
  expect(third.saved).toMatchObject({ kind: 'saved', name: `${keyOf('c').key}-1-on-${full}`, modules: 1 });
});

test('a delta that would be large against its base is stored in full', async () => {
  await using dir = await tempDir();
  const cache = await cacheIn(dir.path);
  await cache.job('a', [big]);
  const { saved } = await cache.job('b', [big, heavy]);
  expect(saved).toMatchObject({ kind: 'saved', name: `${keyOf('b').key}-1`, modules: 2 });
});

test('a removed dependency is a delta of nothing', async () => {
  await using dir = await tempDir();
  const cache = await cacheIn(dir.path);
  await cache.job('a', [big, small('v1.0.0')]);
  expect((await cache.job('b', [big])).saved).toMatchObject({ kind: 'saved', modules: 0 });
  const next = await cache.job('b', [big]);
  expect(next).toMatchObject({
    restored: { kind: 'hit' },
    saved: { kind: 'not-needed' },
    trees: ['example.com/big@v1.0.0'],
  });
});

describe('a base that is gone or spoiled costs a download, and is repaired for the next job', () => {
  const set = [big, small('v1.1.0')];
  test.each([
    {
      name: 'evicted',
      spoil: (file: string) => rm(file),
    },
    {
      name: 'spoiled in one file',
      spoil: (file: string) =>
        rewritePack(file, (entries) =>
          entries.map((entry) =>
            entry.name === 'data.bin' && entry.module.startsWith('example.com/big@')
              ? {
                  ...entry,
                  content: Buffer.from(entry.content.map((byte, at) => (at === 7 ? byte ^ 1 : byte))),
                }
              : entry,
          ),
        ),
    },
    {
      name: 'itself a delta',
      spoil: (file: string, delta: string) => copyFile(delta, file),
    },
  ])('$name', async ({ spoil }) => {
    await using dir = await tempDir();
    const cache = await cacheIn(dir.path);
    await cache.job('a', [big, small('v1.0.0')]);
    await cache.job('b', set);
    await spoil(cache.file(full), cache.file(`${keyOf('b').key}-1-on-${full}`));

    const repair = await cache.job('b', set);
    expect(repair.restored.kind).toBe('hit');
    expect(repair.trees).toEqual(['example.com/small@v1.1.0']);
    expect(repair.saved).toMatchObject({ kind: 'saved', name: `${keyOf('b').key}-2`, modules: 2 });

    const after = await cache.job('b', set);
    expect(after).toMatchObject({
      restored: { kind: 'hit', delivered: { rejected: [], baseMissing: undefined } },
      saved: { kind: 'not-needed' },
    });
    expect(after.trees).toHaveLength(2);
  });
});

test('a truncated entry is superseded by a full one', async () => {
  await using dir = await tempDir();
  const cache = await cacheIn(dir.path);
  await mkdir(path.join(dir.path, 'v1'), { recursive: true });
  await copyFile(import.meta.filename, cache.file(full));
  const repair = await cache.job('a', [big]);
  expect(repair.restored).toMatchObject({ kind: 'broken' });
  expect(repair.saved).toMatchObject({ kind: 'saved', name: `${keyOf('a').key}-2` });
});
