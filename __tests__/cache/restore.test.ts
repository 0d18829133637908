import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { directoryCache } from '../../src/adapters/directory-cache.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { restore } from '../../src/cache/restore.ts';
import { fillModuleCache, readTree } from '../support/module-cache.ts';
import { type TestModule, testModule } from '../support/module-zip.ts';
import { type Forgery, forgePack } from '../support/pack-forge.ts';
import { checksumsOf } from '../support/pack-run.ts';
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
  return restore(
    {
      backend: directoryCache({ root, maxBytes: 1e9, clock: systemClock, random: Math.random }),
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
