import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { goModHash } from '../../src/go/dirhash.ts';
import { mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import { placeDownloads } from '../../src/pack/place-downloads.ts';
import { tempDir } from '../support/temp-dir.ts';

const count = 40;
const mods = Array.from({ length: count }, (_, index) => {
  const text = `module example.com/m${index}\n`;
  return { path: `example.com/m${index}`, version: 'v1.0.0', text, h1: goModHash(Buffer.from(text)) };
});
const goSum = mods.map((mod) => `${mod.path} ${mod.version}/go.mod ${mod.h1}\n`);

async function scene(signal = new AbortController().signal) {
  const dir = await tempDir();
  const gomodcache = path.join(dir.path, 'mod');
  const request = {
    manifest: { modules: [], mods, uncovered: [], shards: [] },
    gomodcache,
    checksums: mergeChecksums([parseGoSum(goSum.join(''), 'go.sum')]),
    modules: [],
    scratch: dir.path,
    signal,
  };
  return {
    dir,
    gomodcache,
    placing: placeDownloads(request),
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

describe('placeDownloads', () => {
  test('places go.mod files, and lets others have their turn meanwhile', async () => {
    await using at = await scene();
    let ended = false;
    const placing = at.placing.finally(() => {
      ended = true;
    });
    let turns = 0;
    for (; !ended; turns++) await turn();
    expect(await placing).toEqual({ goMods: count, rejected: [] });
    expect(turns).toBeGreaterThan(1);
    const placed = path.join(at.gomodcache, 'cache/download/example.com/m39/@v/v1.0.0.mod');
    expect(await readFile(placed, 'utf8')).toBe('module example.com/m39\n');
  });

  test('stops when the run is ended, with its reason', async () => {
    const run = new AbortController();
    await using at = await scene(run.signal);
    run.abort(new Error('the step has taken too long'));
    await expect(at.placing).rejects.toThrow('the step has taken too long');
    expect(await readdir(at.dir.path)).toEqual([]);
  });
});
