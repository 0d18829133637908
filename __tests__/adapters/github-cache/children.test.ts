import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { githubCache } from '../../../src/adapters/github-cache/github-cache.ts';
import type { CacheFetch } from '../../../src/ports/cache-backend.ts';
import { cacheChildAfter } from '../../support/cache-child.ts';
import { fakeCacheService, packVersion } from '../../support/fake-cache-service.ts';
import { outerArchive } from '../../support/outer-archive.ts';
import { isRunning } from '../../support/processes.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;

/** A service with a delta and a base, and a client whose child processes leave their ids. */
async function scene(delta: Uint8Array) {
  const service = await fakeCacheService();
  const dir = await tempDir({ pids: '' });
  await service.putEntry('delta-1', packVersion, delta);
  await service.putEntry('base-1', packVersion, await entryOf('the base'));
  const pids = path.join(dir.path, 'pids');
  const child = await cacheChildAfter(
    dir.path,
    `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(pids)}, process.pid + ' ');`,
  );
  const scratchDir = path.join(dir.path, 'scratch');
  const env = { PATH: process.env['PATH'], ...service.env() };
  const cache = githubCache({ env, scratchDir, stallTimeout: 20_000, child });
  return {
    service,
    /** Fetches the delta, and the base as soon as the delta is announced. */
    async fetchBoth(signal = never): Promise<[delta: CacheFetch, base: CacheFetch | undefined]> {
      let base: Promise<CacheFetch> | undefined;
      const first = await cache.fetch(['delta-'], never, () => {
        base = cache.fetch(['base-1'], signal);
      });
      return [first, await base];
    },
    async processes(): Promise<readonly number[]> {
      return (await readFile(pids, 'utf8')).trim().split(' ').map(Number);
    },
    left: () => readdir(scratchDir),
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

function entryOf(contents: string): Promise<Buffer> {
  return outerArchive([{ name: 'go-mod-download.pack', contents }]);
}

async function contentsOf(fetched: CacheFetch | undefined): Promise<string> {
  if (fetched?.kind !== 'found') throw new Error(JSON.stringify(fetched));
  const contents = await readFile(fetched.file, 'utf8');
  await fetched.dispose();
  return contents;
}

describe('a fetch that begins during another', () => {
  test('is served by its process, which has loaded the library already', async () => {
    await using at = await scene(await entryOf('the delta'));
    const [delta, base] = await at.fetchBoth();
    expect([await contentsOf(delta), await contentsOf(base)]).toEqual(['the delta', 'the base']);
    const [pid = 0, ...others] = await at.processes();
    expect(others).toEqual([]);
    expect(await isRunning(pid)).toBe(false);
    expect(await at.left()).toEqual([]);
  });

  test('gets a process of its own when that one fails', async () => {
    await using at = await scene(Buffer.alloc(1000, 'not an archive'));
    const [delta, base] = await at.fetchBoth();
    expect(delta).toMatchObject({ kind: 'unavailable', reason: expect.stringContaining('`tar`') });
    expect(await contentsOf(base)).toBe('the base');
    expect(await at.processes()).toHaveLength(2);
    expect(await at.left()).toEqual([]);
  });

  test('takes nothing from that one when it is given up', async () => {
    await using at = await scene(await entryOf('the delta'));
    const [delta, base] = await at.fetchBoth(AbortSignal.abort(new Error('not wanted any more')));
    expect(base).toEqual({ kind: 'unavailable', reason: 'not wanted any more' });
    expect(await contentsOf(delta)).toBe('the delta');
    const pids = await at.processes();
    expect(pids).toHaveLength(1);
    expect(await Promise.all(pids.map(isRunning))).toEqual([false]);
    expect(await at.left()).toEqual([]);
  });
});
