import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { directoryCache } from '../../src/adapters/directory-cache/directory-cache.ts';
import { IncomingFile } from '../../src/adapters/github-cache/incoming-file.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { restore } from '../../src/cache/restore.ts';
import type { Restored } from '../../src/cache/restored.ts';
import type { CacheBackend } from '../../src/ports/cache-backend.ts';
import { fillModuleCache, readTree } from '../support/module-cache.ts';
import { type TestModule, testModule } from '../support/module-zip.ts';
import { assemblePack, type Forgery, forgePack, readPack } from '../support/pack-forge.ts';
import { checksumsOf } from '../support/pack-run.ts';
import { waitUntil } from '../support/processes.ts';
import { recordingRunner } from '../support/recording-runner.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';

const alpha = testModule('example.com/alpha');
const beta = testModule('example.com/beta');

const scopePrefix = `go-mod-v1-${'0'.repeat(12)}-`;
const key = `${scopePrefix}${'a'.repeat(40)}`;
const olderKey = `${scopePrefix}${'b'.repeat(40)}`;

/** Plants entries in a directory cache and restores those of `key` by what the go.sum of `covered` says. */
async function restoreFrom(
  dir: TempDir,
  entries: Readonly<Record<string, Forgery>>,
  covered: readonly TestModule[],
) {
  const root = path.join(dir.path, 'cache');
  await mkdir(path.join(root, 'v1'), { recursive: true });
  for (const [name, forgery] of Object.entries(entries)) {
    await forgePack(path.join(dir.path, 'forged.pack'), forgery);
    await copyFile(path.join(dir.path, 'forged.pack'), path.join(root, 'v1', `${name}.pack`));
  }
  const backend = directoryCache({ root, maxBytes: 1e9, clock: systemClock, random: Math.random });
  return restoreInto(dir, backend, covered);
}

function restoreInto(dir: TempDir, backend: CacheBackend, covered: readonly TestModule[]): Promise<Restored> {
  return restore(
    {
      backend,
      cacheKey: { key, scopePrefix, ingredients: [] },
      gomodcache: path.join(dir.path, 'mod'),
      checksums: checksumsOf(covered),
      layout: 'full',
      writableDirs: true,
      signal: new AbortController().signal,
    },
    recordingRunner(),
  );
}

test('an entry that agrees with itself and not with go.sum gives nothing', async () => {
  await using dir = await tempDir();
  const evil = { ...alpha, files: { ...alpha.files, 'evil.go': 'package evil\n' } };
  const restored = await restoreFrom(dir, { [`${key}-1`]: { modules: [evil] } }, [alpha]);
  expect(restored).toMatchObject({
    kind: 'hit',
    delivered: { restored: [], rejected: [{ module: 'example.com/alpha@v1.0.0' }] },
  });
  expect(await readTree(`${dir.path}/mod`, alpha)).toBeUndefined();
});

test('another entry whose name only begins as the base’s is not taken for the base', async () => {
  await using dir = await tempDir();
  const base = `${olderKey}-1`;
  const manifest: Forgery['manifest'] = (honest) => ({ ...honest, base });
  const entries = {
    [`${base}0`]: { modules: [beta] },
    [`${key}-1-on-${base}`]: { modules: [alpha], manifest },
  };
  const restored = await restoreFrom(dir, entries, [alpha, beta]);
  expect(restored).toMatchObject({
    kind: 'hit',
    delivered: { parts: [{}], baseless: 'it is no longer stored' },
  });
});

test('a delta is not laid on another delta', async () => {
  await using dir = await tempDir();
  const base = `${olderKey}-1`;
  const entries = {
    [base]: { modules: [beta], manifest: (honest) => ({ ...honest, base: `${olderKey}-2` }) },
    [`${key}-1-on-${base}`]: { modules: [alpha], manifest: (honest) => ({ ...honest, base }) },
  } satisfies Record<string, Forgery>;
  const restored = await restoreFrom(dir, entries, [alpha, beta]);
  expect(restored).toMatchObject({
    kind: 'hit',
    delivered: { restored: [{ path: alpha.path }], baseless: 'it is not a full entry' },
  });
});

test('where the module cache is in use, modules come as zips for the go command to extract', async () => {
  await using dir = await tempDir();
  await fillModuleCache(`${dir.path}/mod`, [beta]);
  const restored = await restoreFrom(dir, { [`${key}-1`]: { modules: [alpha] } }, [alpha]);
  expect(restored).toMatchObject({ kind: 'hit', delivered: { restored: [{ path: alpha.path }] } });
  expect(await readTree(`${dir.path}/mod`, alpha)).toBeUndefined();
});

describe('an entry that is still on its way', () => {
  const base = `${olderKey}-1`;

  /** Forges a pack with a shard for each module; returns where its manifest and its first shard end. */
  async function forgeInShards(dir: TempDir, file: string, modules: readonly TestModule[]) {
    const parts = [];
    for (const module of modules) {
      await forgePack(path.join(dir.path, 'part'), { modules: [module] });
      const { manifest } = await readPack(path.join(dir.path, 'part'));
      const [listed] = manifest.shards;
      const bytes = await readFile(path.join(dir.path, 'part'));
      parts.push({ manifest, shard: bytes.subarray(-(listed?.bytes ?? 0)) });
    }
    const json = zstdCompressSync(
      JSON.stringify({
        modules: parts.flatMap(({ manifest }, shard) => manifest.modules.map((m) => ({ ...m, shard }))),
        mods: parts.flatMap(({ manifest }) => manifest.mods),
        uncovered: [],
        shards: parts.flatMap(({ manifest }) => manifest.shards),
      }),
    );
    const pack = assemblePack(
      json,
      parts.map(({ shard }) => shard),
    );
    await writeFile(file, pack);
    const manifestEnd = pack.length - parts.reduce((sum, { shard }) => sum + shard.length, 0);
    return { bytes: pack.length, manifestEnd, firstEnd: manifestEnd + (parts[0]?.shard.length ?? 0) };
  }

  /** A cache that says of its one entry that it is on its way, and of any other that it is there. */
  function arriving(files: Readonly<Record<string, string>>, name: string, arrival: IncomingFile) {
    const disposed: string[] = [];
    const backend: CacheBackend = {
      kind: 'github',
      place: 'here',
      lookup: async () => ({ kind: 'none' }),
      store: async () => ({ kind: 'exists' }),
      async fetch([wanted = '']) {
        const found = Object.entries(files).find(([entry]) => entry.startsWith(wanted));
        if (found === undefined) return { kind: 'none' };
        const [entry, file] = found;
        const { size } = await stat(file);
        const dispose = async () => void disposed.push(entry);
        const fetched = { kind: 'found', key: entry, file, bytes: size, dispose } as const;
        return entry === name ? { ...fetched, arrival } : fetched;
      },
    };
    return { backend, disposed };
  }

  test('is laid out as it comes', async () => {
    await using dir = await tempDir();
    const file = path.join(dir.path, 'coming.pack');
    const { bytes, firstEnd } = await forgeInShards(dir, file, [alpha, beta]);
    const incoming = new IncomingFile();
    const { backend, disposed } = arriving({ [`${key}-1`]: file }, `${key}-1`, incoming);
    const restoring = restoreInto(dir, backend, [alpha, beta]);
    incoming.advance(firstEnd);
    await waitUntil(async () => (await readTree(`${dir.path}/mod`, alpha)) !== undefined);
    incoming.advance(bytes - firstEnd);
    expect(await restoring).toMatchObject({
      kind: 'hit',
      delivered: { parts: [{ bytes }], restored: [{ path: alpha.path }, { path: beta.path }] },
    });
    expect(disposed).toEqual([`${key}-1`]);
  });

  test('leaves what had come when it breaks off', async () => {
    await using dir = await tempDir();
    const file = path.join(dir.path, 'coming.pack');
    const { firstEnd } = await forgeInShards(dir, file, [alpha, beta]);
    const incoming = new IncomingFile();
    incoming.advance(firstEnd);
    incoming.end('the line went dead');
    const { backend, disposed } = arriving({ [`${key}-1`]: file }, `${key}-1`, incoming);
    expect(await restoreInto(dir, backend, [alpha, beta])).toMatchObject({
      kind: 'cut',
      reason: 'the line went dead',
      delivered: { parts: [{ bytes: firstEnd }], restored: [{ path: alpha.path }], rejected: [] },
    });
    expect(await readTree(`${dir.path}/mod`, alpha)).toEqual(alpha.files);
    expect(await readTree(`${dir.path}/mod`, beta)).toBeUndefined();
    expect(disposed).toEqual([`${key}-1`]);
  });

  test.each([
    ['its head', () => 10],
    ['its manifest', (manifestEnd: number) => manifestEnd - 1],
  ])('is as good as none when it breaks off within %s', async (_name, end) => {
    await using dir = await tempDir();
    const file = path.join(dir.path, 'coming.pack');
    const { manifestEnd } = await forgeInShards(dir, file, [alpha, beta]);
    const incoming = new IncomingFile();
    incoming.advance(end(manifestEnd));
    incoming.end('the line went dead');
    const { backend, disposed } = arriving({ [`${key}-1`]: file }, `${key}-1`, incoming);
    expect(await restoreInto(dir, backend, [alpha, beta])).toEqual({
      kind: 'unavailable',
      reason: 'the line went dead',
    });
    expect(disposed).toEqual([`${key}-1`]);
  });

  test('is wanting as the base of a delta when it breaks off', async () => {
    await using dir = await tempDir();
    const [file, delta] = [path.join(dir.path, 'coming.pack'), path.join(dir.path, 'delta.pack')];
    const gamma = testModule('example.com/gamma');
    await forgePack(delta, { modules: [gamma], manifest: (honest) => ({ ...honest, base }) });
    const { firstEnd } = await forgeInShards(dir, file, [alpha, beta]);
    const incoming = new IncomingFile();
    incoming.advance(firstEnd);
    incoming.end('the line went dead');
    const files = { [`${key}-1-on-${base}`]: delta, [base]: file };
    const { backend, disposed } = arriving(files, base, incoming);
    expect(await restoreInto(dir, backend, [alpha, beta, gamma])).toMatchObject({
      kind: 'hit',
      delivered: {
        baseless: 'the line went dead',
        parts: [{ name: `${key}-1-on-${base}` }, { name: base, bytes: firstEnd }],
        restored: [{ path: gamma.path }, { path: alpha.path }],
      },
    });
    expect(disposed).toEqual([base, `${key}-1-on-${base}`]);
  });
});
