import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { moduleFile, nameOf } from '../../src/fetch/requested-file.ts';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import type { ModuleSource } from '../../src/proxy/module-source.ts';
import { openPlacement, type Placement } from '../../src/proxy/placement.ts';
import { prefetch } from '../../src/proxy/prefetch.ts';
import { fillModuleCache, listFiles } from '../support/module-cache.ts';
import { goModOf, moduleH1, testModule } from '../support/module-zip.ts';
import { checksumsOf } from '../support/pack-run.ts';
import { tempDir } from '../support/temp-dir.ts';

const alpha = testModule('example.com/alpha');
const beta = testModule('example.com/beta');

/** Gives small files as they are, and no zip; remembers what it was asked for. */
function sourceOf(asked: string[]): ModuleSource {
  return {
    async get(_, file) {
      asked.push(nameOf(file));
      const module = [alpha, beta].find(({ path }) => path === file.path);
      if (module === undefined || file.kind === 'zip') throw new Error('there is none');
      const text = file.kind === 'mod' ? goModOf(module) : '{"Version":"v1.0.0"}';
      return { kind: 'memory', bytes: Buffer.from(text) };
    },
    release: async () => undefined,
    mayAsk: () => true,
  };
}

/** Prefetches alpha and beta, with a go.sum that lists alpha only; returns what was asked for. */
async function prefetching(placement: Placement): Promise<string[]> {
  const asked: string[] = [];
  await prefetch(
    {
      source: sourceOf(asked),
      group: { upstreams: [], hasTail: false },
      checksums: checksumsOf([alpha]),
      placement,
      onPlaced: () => undefined,
    },
    {
      modules: [alpha, beta],
      graphs: [
        {
          mains: [
            {
              go: '1.21',
              requires: [alpha, beta].map((module) => ({ ...module, indirect: false, line: 1 })),
            },
          ],
          folders: [],
          replaces: [],
          excludes: [],
        },
      ],
    },
  );
  return asked.sort();
}

describe('what is prefetched', () => {
  test('is placed where a line of go.sum covers it, and only then', async () => {
    await using dir = await tempDir();
    const placement = await openPlacement({ gomodcache: dir.path, writableDirs: true });
    await prefetching(placement);
    await placement.end();
    placement.close();
    expect((await listFiles(dir.path)).filter((name) => name.includes('download/'))).toEqual([
      'cache/download/example.com/alpha/@v/v1.0.0.info',
      'cache/download/example.com/alpha/@v/v1.0.0.mod',
    ]);
  });

  test.each([
    ['is read from disk where it is what go.sum says', goModOf(alpha), []],
    ['is fetched where another lies on disk', 'module example.com/evil\n', ['example.com/alpha@v1.0.0.mod']],
  ])('of the go.mod files %s', async (_, onDisk, fetched) => {
    await using dir = await tempDir();
    await fillModuleCache(dir.path, [alpha]);
    await writeFile(modcachePaths(dir.path, alpha).mod, onDisk);
    const placement = await openPlacement({ gomodcache: dir.path, writableDirs: true });
    const asked = await prefetching(placement);
    await placement.end();
    placement.close();
    expect(asked.filter((name) => name.endsWith('.mod'))).toEqual(fetched);
    // The go command will judge it.
    expect(await readFile(modcachePaths(dir.path, alpha).mod, 'utf8')).toBe(onDisk);
  });
});

test('once a go command may be at work, nothing is placed any more', async () => {
  await using dir = await tempDir();
  const placement = await openPlacement({ gomodcache: dir.path, writableDirs: true });
  expect(placement.zipTarget(alpha, moduleH1(alpha))).toMatchObject({ gomodcache: dir.path });
  await placement.end();
  expect(placement.zipTarget(alpha, moduleH1(alpha))).toBeUndefined();
  expect(placement.placeSmall(moduleFile(alpha, 'mod'), Buffer.from(goModOf(alpha)))).toBe(false);
  placement.close();
  expect(await listFiles(dir.path)).toEqual([]);
});
