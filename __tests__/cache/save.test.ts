import { readdir } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import type { Delivered, Restored } from '../../src/cache/restored.ts';
import { type Saved, type SaveRequest, save } from '../../src/cache/save.ts';
import type { Manifest } from '../../src/pack/manifest.ts';
import type { CacheBackend, CacheLookup } from '../../src/ports/cache-backend.ts';
import { fillModuleCache } from '../support/module-cache.ts';
import { moduleH1, type TestModule, testModule } from '../support/module-zip.ts';
import { recordingRunner } from '../support/recording-runner.ts';
import { tempDir } from '../support/temp-dir.ts';

const alpha = testModule('example.com/alpha');
const beta = testModule('example.com/beta');

const scopePrefix = `go-mod-v1-${'0'.repeat(12)}-`;
const key = `${scopePrefix}${'a'.repeat(40)}`;
const olderName = `${scopePrefix}${'b'.repeat(40)}-1`;

const vouched = (module: TestModule) => ({
  path: module.path,
  version: module.version,
  h1: moduleH1(module),
});

/** What an entry with these modules brought. */
function delivered(modules: readonly TestModule[], changes: Partial<Delivered> = {}): Delivered {
  const manifest: Manifest = {
    modules: modules.map((module) => ({ ...vouched(module), files: 2, contentBytes: 50, shard: 0 })),
    mods: [],
    uncovered: [],
    shards: [],
  };
  return {
    entry: { key, number: 1, base: undefined },
    // So large that any delta is small beside it.
    parts: [{ name: olderName, manifest, bytes: 1e9 }],
    baseMissing: undefined,
    restored: [],
    onDisk: [],
    rejected: [],
    ...changes,
  };
}

interface Case {
  readonly restored: Restored;
  /** In the module cache; by default what go.sum says. */
  readonly onDisk?: readonly TestModule[];
  /** What is stored by the time it is looked once more. */
  readonly newest?: CacheLookup;
  /** Answers when it is looked once more; by default `newest`, at once. */
  readonly lookup?: () => Promise<CacheLookup>;
  /** Is shown what goes on. */
  readonly progress?: (message: string) => void;
  readonly expectStore?: () => void;
  readonly signal?: AbortSignal;
  readonly rebuild?: boolean;
}

/** Saves alpha and beta; returns how that ended, the names that were stored, and what lies in the scratch folder then. */
async function saving({
  onDisk = [alpha, beta],
  newest = { kind: 'none' },
  lookup = async () => newest,
  ...given
}: Case) {
  await using dir = await tempDir();
  const gomodcache = `${dir.path}/mod`;
  await fillModuleCache(gomodcache, onDisk);
  const stored: string[] = [];
  const backend: CacheBackend = {
    lookup,
    fetch: async () => ({ kind: 'none' }),
    async store(name) {
      stored.push(name);
      return { kind: 'stored', bytes: 1 };
    },
    close: async () => {},
    ...(given.expectStore && { expectStore: given.expectStore }),
  };
  const request: SaveRequest = {
    backend,
    key,
    gomodcache,
    cacheable: { modules: [alpha, beta].map(vouched), goMods: [], uncovered: [] },
    restored: given.restored,
    download: { modules: new Set(), ms: 0 },
    rebuild: given.rebuild ?? false,
    scratchDir: dir.path,
    signal: given.signal ?? new AbortController().signal,
  };
  const saved = await save(request, { ...recordingRunner(), progress: given.progress ?? (() => undefined) });
  const left = (await readdir(dir.path)).filter((name) => name !== 'mod');
  return { saved, stored, left };
}

describe('an entry', () => {
  test('is stored under the first number after a miss', async () => {
    const { stored } = await saving({ restored: { kind: 'miss' } });
    expect(stored).toEqual([`${key}-1`]);
  });

  test('is packed while the cache is asked once more', async () => {
    const packed = Promise.withResolvers<void>();
    const { stored } = await saving({
      restored: { kind: 'miss' },
      lookup: async () => {
        await packed.promise;
        return { kind: 'none' };
      },
      progress: (message) => {
        if (message === 'packing: 2 of 2 modules') packed.resolve();
      },
    });
    expect(stored).toEqual([`${key}-1`]);
  });

  test('is announced to the cache when it is being packed', async () => {
    const heard: string[] = [];
    await saving({
      restored: { kind: 'miss' },
      expectStore: () => heard.push('expected'),
      progress: (message) => heard.push(message),
    });
    expect(heard).toEqual(['expected', 'packing: 2 of 2 modules', 'saving: storing the entry']);
  });

  test.each<[string, CacheLookup, Saved]>([
    [
      'another job has stored it meanwhile',
      { kind: 'found', key: `${key}-1` },
      { kind: 'not-needed', reason: 'another job has stored it meanwhile' },
    ],
    [
      'the cache cannot be asked any more',
      { kind: 'unavailable', reason: 'the service answered 503' },
      { kind: 'failed', reason: 'the service answered 503' },
    ],
  ])('is packed no further when %s, and nothing of it is left', async (_, newest, outcome) => {
    expect(await saving({ restored: { kind: 'miss' }, newest })).toEqual({
      saved: outcome,
      stored: [],
      left: [],
    });
  });

  test('is not stored when the cache says only after packing that another job has stored it', async () => {
    const packed = Promise.withResolvers<void>();
    const { saved, stored } = await saving({
      restored: { kind: 'miss' },
      lookup: async () => {
        await packed.promise;
        return { kind: 'found', key: `${key}-1` };
      },
      progress: (message) => {
        if (message === 'packing: 2 of 2 modules') packed.resolve();
      },
    });
    expect(saved).toEqual({ kind: 'not-needed', reason: 'another job has stored it meanwhile' });
    expect(stored).toEqual([]);
  });

  test('replaces what another job has stored, where everything is to be rebuilt', async () => {
    const newest: CacheLookup = { kind: 'found', key: `${key}-3` };
    const { stored } = await saving({ restored: { kind: 'miss' }, newest, rebuild: true });
    expect(stored).toEqual([`${key}-4`]);
  });

  test('is not stored by a run that is being ended, which says why', async () => {
    const { saved, stored, left } = await saving({
      restored: { kind: 'miss' },
      signal: AbortSignal.abort(new Error('the job was cancelled')),
    });
    expect(saved).toEqual({ kind: 'failed', reason: 'the job was cancelled' });
    expect([stored, left]).toEqual([[], []]);
  });

  const evil = { ...beta, files: { ...beta.files, 'evil.go': 'package evil\n' } };
  test.each<[string, TestModule[], string]>([
    ['is not what go.sum says', [alpha, evil], 'but go.sum says'],
    ['is not there', [alpha], 'it is not in the module cache'],
  ])('leaves a module out that %s, and names it', async (_, onDisk, reason) => {
    const { saved, stored } = await saving({ restored: { kind: 'miss' }, onDisk });
    expect(saved).toMatchObject({
      kind: 'saved',
      modules: 1,
      leftOut: [{ module: 'example.com/beta@v1.0.0', reason: expect.stringContaining(reason) }],
    });
    expect(stored).toEqual([`${key}-1`]);
  });

  test('that lacks nothing but what cannot be packed is not superseded by its like', async () => {
    const restored: Restored = { kind: 'hit', delivered: delivered([alpha]) };
    const { saved, stored } = await saving({ restored, onDisk: [alpha, evil] });
    expect(saved).toMatchObject({
      kind: 'not-needed',
      reason: expect.stringContaining('all that can be packed (not example.com/beta@v1.0.0: '),
    });
    expect(stored).toEqual([]);
  });

  test('that lacks what can be packed is superseded', async () => {
    const { stored } = await saving({ restored: { kind: 'hit', delivered: delivered([alpha]) } });
    expect(stored).toEqual([`${key}-2`]);
  });

  test('of which nothing can be packed is not stored', async () => {
    const { saved, stored } = await saving({ restored: { kind: 'miss' }, onDisk: [] });
    expect(saved).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/^none of the modules can be/),
    });
    expect(stored).toEqual([]);
  });

  test('that has the last number is followed by one with the first', async () => {
    const last = { key, number: 999_999, base: undefined };
    const { stored } = await saving({ restored: { kind: 'broken', entry: last, reason: 'it is damaged' } });
    expect(stored).toEqual([`${key}-1`]);
  });
});

test.each([
  ['whose transfer broke off is not replaced', false, []],
  ['that breaks off there each time is replaced', true, [`${key}-2`]],
])('an entry %s', async (_, isDamaged, names) => {
  const { stored } = await saving({
    restored: {
      kind: 'interrupted',
      delivered: delivered([alpha]),
      reason: 'it broke off',
      isDamaged,
    },
  });
  expect(stored).toEqual(names);
});

test.each([
  ['is laid on a full entry that was sound', [], `${key}-1-on-${olderName}`],
  [
    'is not laid on one of which something was rejected',
    [{ module: 'example.com/alpha@v1.0.0', reason: 'damaged' }],
    `${key}-1`,
  ],
])('what is new %s', async (_, rejected, name) => {
  const { stored } = await saving({
    restored: { kind: 'partial', delivered: delivered([alpha], { rejected }) },
  });
  expect(stored).toEqual([name]);
});

test.each<[string, Partial<Delivered>, string[]]>([
  ['stays as it is', {}, []],
  [
    'is superseded when something of it was rejected',
    { rejected: [{ module: 'example.com/alpha@v1.0.0', reason: 'damaged' }] },
    [`${key}-2`],
  ],
  ['is superseded when its base is gone', { baseMissing: 'it is no longer stored' }, [`${key}-2`]],
])('an entry of this key that holds everything %s', async (_, changes, names) => {
  const restored: Restored = { kind: 'hit', delivered: delivered([alpha, beta], changes) };
  const { stored } = await saving({ restored, newest: { kind: 'found', key: `${key}-1` } });
  expect(stored).toEqual(names);
});
