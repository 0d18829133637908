import { describe, expect, test } from '@jest/globals';
import type { Delivered, Restored } from '../../src/cache/restored.ts';
import { save } from '../../src/cache/save.ts';
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
    baseless: undefined,
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
}

/** Saves alpha and beta; returns how that ended, and the names that were stored. */
async function saving({ restored, onDisk = [alpha, beta], newest = { kind: 'none' } }: Case) {
  await using dir = await tempDir();
  const gomodcache = `${dir.path}/mod`;
  await fillModuleCache(gomodcache, onDisk);
  const stored: string[] = [];
  const backend: CacheBackend = {
    kind: 'directory',
    place: 'nowhere',
    lookup: async () => newest,
    fetch: async () => ({ kind: 'none' }),
    async store(name) {
      stored.push(name);
      return { kind: 'stored', bytes: 1 };
    },
  };
  const saved = await save(
    {
      backend,
      key,
      gomodcache,
      cacheable: { modules: [alpha, beta].map(vouched), goMods: [], uncovered: [] },
      restored,
      download: { modules: new Set(), ms: 0 },
      rebuild: false,
      scratchDir: dir.path,
      signal: new AbortController().signal,
    },
    recordingRunner(),
  );
  return { saved, stored };
}

describe('an entry', () => {
  test('is stored under the first number after a miss', async () => {
    const { stored } = await saving({ restored: { kind: 'miss' } });
    expect(stored).toEqual([`${key}-1`]);
  });

  test('that another job has stored meanwhile is not stored again', async () => {
    const { saved, stored } = await saving({
      restored: { kind: 'miss' },
      newest: { kind: 'found', key: `${key}-1` },
    });
    expect(saved).toEqual({ kind: 'not-needed', reason: 'another job has stored it meanwhile' });
    expect(stored).toEqual([]);
  });

  test('is not stored where the module cache holds something else than go.sum says', async () => {
    const evil = { ...beta, files: { ...beta.files, 'evil.go': 'package evil\n' } };
    const { saved, stored } = await saving({ restored: { kind: 'miss' }, onDisk: [alpha, evil] });
    expect(saved).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/something else than go\.sum says \(example\.com\/beta@v1\.0\.0: /),
    });
    expect(stored).toEqual([]);
  });
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
  ['is superseded when its base is gone', { baseless: 'it is no longer stored' }, [`${key}-2`]],
])('an entry of this key that holds everything %s', async (_, changes, names) => {
  const restored: Restored = { kind: 'hit', delivered: delivered([alpha, beta], changes) };
  const { stored } = await saving({ restored, newest: { kind: 'found', key: `${key}-1` } });
  expect(stored).toEqual(names);
});
