import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { directoryCache } from '../../src/adapters/directory-cache/directory-cache.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { restore } from '../../src/cache/restore.ts';
import type { Restored } from '../../src/cache/restored.ts';
import type { CacheBackend } from '../../src/ports/cache-backend.ts';
import { type IncomingBytes, incomingBytes } from '../support/incoming-bytes.ts';
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
  const backend = directoryCache({
    root,
    maxBytes: 1e9,
    clock: systemClock,
    random: Math.random,
    isEntry: () => true,
  });
  return restoreInto(dir, backend, covered);
}

function restoreInto(
  dir: Pick<TempDir, 'path'>,
  backend: CacheBackend,
  covered: readonly TestModule[],
  signal = new AbortController().signal,
): Promise<Restored> {
  return restore(
    {
      backend,
      cacheKey: { key, scopePrefix, ingredients: [] },
      gomodcache: path.join(dir.path, 'mod'),
      checksums: checksumsOf(covered),
      layout: 'full',
      writableDirs: true,
      signal,
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

test('another entry whose name begins like that of the base is not used as the base', async () => {
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
    delivered: { parts: [{}], baseMissing: 'it is no longer stored' },
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
    delivered: { restored: [{ path: alpha.path }], baseMissing: 'it is not a full entry' },
  });
});

test('where the module cache is in use, modules come as zips for the go command to extract', async () => {
  await using dir = await tempDir();
  await fillModuleCache(`${dir.path}/mod`, [beta]);
  const restored = await restoreFrom(dir, { [`${key}-1`]: { modules: [alpha] } }, [alpha]);
  expect(restored).toMatchObject({ kind: 'hit', delivered: { restored: [{ path: alpha.path }] } });
  expect(await readTree(`${dir.path}/mod`, alpha)).toBeUndefined();
});

test('an entry that its backend calls broken is one, and a foreign one is not', async () => {
  await using dir = await tempDir();
  const backend = (name: string): CacheBackend => ({
    lookup: async () => ({ kind: 'none' }),
    store: async () => ({ kind: 'exists' }),
    fetch: async () => ({ kind: 'broken', key: name, reason: 'it is not a tar' }),
    close: async () => {},
  });
  expect(await restoreInto(dir, backend(`${key}-2`), [])).toMatchObject({
    kind: 'broken',
    entry: { key, number: 2 },
    reason: 'it is not a tar',
  });
  expect(await restoreInto(dir, backend('k-2'), [])).toEqual({ kind: 'miss' });
});

describe('an entry that comes as a stream', () => {
  const base = `${olderKey}-1`;

  /** Forges a pack with a shard for each module; returns it, and where its manifest and its first shard end. */
  async function forgeInShards(dir: TempDir, modules: readonly TestModule[]) {
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
    const manifestEnd = pack.length - parts.reduce((sum, { shard }) => sum + shard.length, 0);
    return { pack, manifestEnd, firstEnd: manifestEnd + (parts[0]?.shard.length ?? 0) };
  }

  /** A cache whose entries are streams. */
  function streaming(
    entries: Readonly<Record<string, { readonly bytes: number; readonly incoming: IncomingBytes }>>,
  ) {
    const disposed: string[] = [];
    const backend: CacheBackend = {
      lookup: async () => ({ kind: 'none' }),
      store: async () => ({ kind: 'exists' }),
      close: async () => {},
      async fetch([wanted = '']) {
        const found = Object.entries(entries).find(([name]) => name.startsWith(wanted));
        if (found === undefined) return { kind: 'none' };
        const [name, { bytes, incoming }] = found;
        const source = { kind: 'stream', pieces: incoming.pieces } as const;
        return { kind: 'found', key: name, bytes, source, dispose: async () => void disposed.push(name) };
      },
    };
    return { backend, disposed };
  }

  function streamOf(pack: Buffer, pieceBytes?: number) {
    return { bytes: pack.length, incoming: incomingBytes(pack, pieceBytes) };
  }

  test('is laid out as it comes', async () => {
    await using dir = await tempDir();
    const { pack, firstEnd } = await forgeInShards(dir, [alpha, beta]);
    const entry = streamOf(pack);
    const { backend, disposed } = streaming({ [`${key}-1`]: entry });
    const restoring = restoreInto(dir, backend, [alpha, beta]);
    entry.incoming.advance(firstEnd);
    await waitUntil(async () => (await readTree(`${dir.path}/mod`, alpha)) !== undefined);
    entry.incoming.advance();
    expect(await restoring).toMatchObject({
      kind: 'hit',
      delivered: { parts: [{ bytes: pack.length }], restored: [{ path: alpha.path }, { path: beta.path }] },
    });
    expect(await readTree(`${dir.path}/mod`, beta)).toEqual(beta.files);
    expect(disposed).toEqual([`${key}-1`]);
  });

  test.each([1, 7, 100_000])('is the same in pieces of %i bytes', async (pieceBytes) => {
    await using dir = await tempDir();
    const { pack } = await forgeInShards(dir, [alpha, beta]);
    const entry = streamOf(pack, pieceBytes);
    entry.incoming.advance();
    const { backend } = streaming({ [`${key}-1`]: entry });
    expect(await restoreInto(dir, backend, [alpha, beta])).toMatchObject({ kind: 'hit' });
    expect(await readTree(`${dir.path}/mod`, alpha)).toEqual(alpha.files);
    expect(await readTree(`${dir.path}/mod`, beta)).toEqual(beta.files);
  });

  test('is read no further than what go.sum vouches for', async () => {
    await using dir = await tempDir();
    const { pack, firstEnd } = await forgeInShards(dir, [alpha, beta]);
    const entry = streamOf(pack);
    entry.incoming.advance(firstEnd);
    const { backend, disposed } = streaming({ [`${key}-1`]: entry });
    expect(await restoreInto(dir, backend, [alpha])).toMatchObject({
      kind: 'hit',
      delivered: { parts: [{ bytes: firstEnd }], restored: [{ path: alpha.path }] },
    });
    expect(disposed).toEqual([`${key}-1`]);
  });

  test('leaves what had come when it breaks off', async () => {
    await using dir = await tempDir();
    const { pack, firstEnd } = await forgeInShards(dir, [alpha, beta]);
    for (const [at, end] of [firstEnd, firstEnd + 1, pack.length - 1].entries()) {
      const entry = streamOf(pack);
      entry.incoming.advance(end);
      entry.incoming.interrupt('the line went dead');
      const { backend, disposed } = streaming({ [`${key}-1`]: entry });
      const mod = path.join(dir.path, `${at}`);
      await mkdir(mod);
      expect(await restoreInto({ ...dir, path: mod }, backend, [alpha, beta])).toMatchObject({
        kind: 'interrupted',
        reason: 'the line went dead',
        delivered: { parts: [{ bytes: end }], restored: [{ path: alpha.path }], rejected: [] },
      });
      expect(await readTree(`${mod}/mod`, alpha)).toEqual(alpha.files);
      expect(await readTree(`${mod}/mod`, beta)).toBeUndefined();
      expect(disposed).toEqual([`${key}-1`]);
    }
  });

  test.each([
    ['its head', () => 10],
    ['its manifest', (manifestEnd: number) => manifestEnd - 1],
  ])('is as good as none when it breaks off within %s', async (_name, end) => {
    await using dir = await tempDir();
    const { pack, manifestEnd } = await forgeInShards(dir, [alpha, beta]);
    const entry = streamOf(pack);
    entry.incoming.advance(end(manifestEnd));
    entry.incoming.interrupt('the line went dead');
    const { backend, disposed } = streaming({ [`${key}-1`]: entry });
    expect(await restoreInto(dir, backend, [alpha, beta])).toEqual({
      kind: 'unavailable',
      reason: 'the line went dead',
    });
    expect(disposed).toEqual([`${key}-1`]);
  });

  test('is interrupted when it ends before its size', async () => {
    await using dir = await tempDir();
    const { pack } = await forgeInShards(dir, [alpha, beta]);
    const { incoming } = streamOf(pack.subarray(0, -1));
    incoming.advance();
    const { backend } = streaming({ [`${key}-1`]: { bytes: pack.length, incoming } });
    expect(await restoreInto(dir, backend, [alpha, beta])).toMatchObject({
      kind: 'interrupted',
      reason: 'it ended early',
      delivered: { restored: [{ path: alpha.path }] },
    });
  });

  test('rejects a shard that is broken, and goes on with the next', async () => {
    await using dir = await tempDir();
    const { pack, manifestEnd, firstEnd } = await forgeInShards(dir, [alpha, beta]);
    pack.fill(0, manifestEnd, firstEnd);
    const entry = streamOf(pack);
    entry.incoming.advance();
    const { backend } = streaming({ [`${key}-1`]: entry });
    expect(await restoreInto(dir, backend, [alpha, beta])).toMatchObject({
      kind: 'hit',
      delivered: { restored: [{ path: beta.path }], rejected: [{ module: 'example.com/alpha@v1.0.0' }] },
    });
  });

  test('is wanting as the base of a delta when it breaks off', async () => {
    await using dir = await tempDir();
    const delta = path.join(dir.path, 'delta.pack');
    const gamma = testModule('example.com/gamma');
    await forgePack(delta, { modules: [gamma], manifest: (honest) => ({ ...honest, base }) });
    const { pack, firstEnd } = await forgeInShards(dir, [alpha, beta]);
    const [upper, under] = [streamOf(await readFile(delta)), streamOf(pack)];
    upper.incoming.advance();
    under.incoming.advance(firstEnd);
    under.incoming.interrupt('the line went dead');
    const { backend, disposed } = streaming({ [`${key}-1-on-${base}`]: upper, [base]: under });
    expect(await restoreInto(dir, backend, [alpha, beta, gamma])).toMatchObject({
      kind: 'hit',
      delivered: {
        baseMissing: 'the line went dead',
        parts: [{ name: `${key}-1-on-${base}` }, { name: base, bytes: firstEnd }],
        restored: [{ path: gamma.path }, { path: alpha.path }],
      },
    });
    expect(disposed).toEqual([base, `${key}-1-on-${base}`]);
  });

  test('ends at once when the run does, while nothing comes', async () => {
    await using dir = await tempDir();
    const { pack, firstEnd } = await forgeInShards(dir, [alpha, beta]);
    const entry = streamOf(pack);
    entry.incoming.advance(firstEnd + 1);
    const { backend, disposed } = streaming({ [`${key}-1`]: entry });
    const caller = new AbortController();
    const restoring = restoreInto(dir, backend, [alpha, beta], caller.signal);
    await waitUntil(async () => (await readTree(`${dir.path}/mod`, alpha)) !== undefined);
    caller.abort(new Error('the deadline has passed'));
    expect(await restoring).toEqual({ kind: 'unavailable', reason: 'the deadline has passed' });
    expect(disposed).toEqual([`${key}-1`]);
  });
});
