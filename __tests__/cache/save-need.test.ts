import { expect, test } from '@jest/globals';
import { cacheableOf } from '../../src/cache/cacheable.ts';
import { needOf } from '../../src/cache/save-need.ts';
import { fillModuleCache } from '../support/module-cache.ts';
import { goModH1, testModule } from '../support/module-zip.ts';
import { checksumsOf } from '../support/pack-run.ts';
import { tempDir } from '../support/temp-dir.ts';

const alpha = testModule('example.com/alpha');
const beta = testModule('example.com/beta');

/** After a hit on an entry that holds the go.mod file of alpha, with this h1, and no module. */
async function needAfterHit(gomodcache: string, h1: string) {
  const entry = { key: 'k', number: 3, base: undefined };
  const mods = [{ path: alpha.path, version: alpha.version, h1, text: '' }];
  const manifest = { modules: [], mods, uncovered: [], shards: [] };
  const parts = [{ name: 'k-3', manifest, bytes: 1 }];
  const delivered = { entry, parts, baseMissing: undefined, restored: [], onDisk: [], rejected: [] };
  const cacheable = cacheableOf([], checksumsOf([alpha, beta]));
  const restored = { kind: 'hit', delivered } as const;
  return needOf({ key: 'k', gomodcache, cacheable, restored, rebuild: false });
}

test.each([
  ['a go.mod file that this run has restored is not read again', goModH1(alpha)],
  ['one that go.sum says something else of is, and is not lacking where it is not on disk', goModH1(beta)],
])('%s', async (_, h1) => {
  await using dir = await tempDir();
  expect(await needAfterHit(dir.path, h1)).toMatchObject({ kind: 'not-needed' });
});

test('a go.mod file on disk that the entry does not hold is lacking', async () => {
  await using dir = await tempDir();
  await fillModuleCache(dir.path, [beta]);
  const goMods = [{ path: beta.path, version: beta.version, h1: goModH1(beta) }];
  expect(await needAfterHit(dir.path, goModH1(alpha))).toMatchObject({
    kind: 'needed',
    supersedes: 3,
    lacking: { modules: [], goMods },
  });
});
