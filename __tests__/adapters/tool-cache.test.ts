import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { toolCacheOf } from '../../src/adapters/tool-cache.ts';
import type { ToolCache } from '../../src/ports/tool-cache.ts';
import { recordingGuard } from '../support/recording-guard.ts';
import { tempDir } from '../support/temp-dir.ts';

function toolCacheIn(home: string): { cache: ToolCache; root: string } {
  const root = path.join(home, '.cache/go-mod-download/tools');
  return { cache: toolCacheOf({ HOME: home }, 'linux', 'x64', recordingGuard()), root };
}

function fillWith(text: string): (dir: string) => Promise<void> {
  return (dir) => writeFile(path.join(dir, 'VERSION'), text);
}

describe('the tool cache of a user', () => {
  test('gives what was put there, in the form of a runner', async () => {
    await using home = await tempDir();
    const { cache, root } = toolCacheIn(home.path);
    expect(await cache.versions('go')).toEqual([]);
    const dir = await cache.add('go', '1.26.8', fillWith('one'));
    expect(dir).toBe(path.join(root, 'go/1.26.8/x64'));
    expect(await cache.find('go', '1.26.8')).toBe(dir);
    expect(await cache.versions('go')).toEqual(['1.26.8']);
    expect(await readFile(path.join(dir, 'VERSION'), 'utf8')).toBe('one');
    expect(await readdir(root)).toEqual(['go']);
  });

  test('holds nothing of what could not be finished', async () => {
    await using home = await tempDir();
    const { cache, root } = toolCacheIn(home.path);
    const failing = cache.add('go', '1.26.8', async (dir) => {
      await fillWith('half')(dir);
      throw new Error('out of luck');
    });
    await expect(failing).rejects.toThrow('out of luck');
    expect(await cache.find('go', '1.26.8')).toBeUndefined();
    expect(await readdir(root)).toEqual([]);
  });

  test('does not give what a job that died has left, and replaces it', async () => {
    await using home = await tempDir();
    const { cache, root } = toolCacheIn(home.path);
    const torn = path.join(root, 'go/1.26.8/x64');
    await mkdir(torn, { recursive: true });
    await fillWith('torn')(torn);
    expect(await cache.find('go', '1.26.8')).toBeUndefined();
    expect(await cache.versions('go')).toEqual([]);
    expect(
      await readFile(path.join(await cache.add('go', '1.26.8', fillWith('whole')), 'VERSION'), 'utf8'),
    ).toBe('whole');
    expect(await cache.versions('go')).toEqual(['1.26.8']);
  });

  test('keeps that of the job that was quicker', async () => {
    await using home = await tempDir();
    const { cache, root } = toolCacheIn(home.path);
    const dir = await cache.add('go', '1.26.8', async (into) => {
      await toolCacheIn(home.path).cache.add('go', '1.26.8', fillWith('quick'));
      await fillWith('slow')(into);
    });
    expect(await readFile(path.join(dir, 'VERSION'), 'utf8')).toBe('quick');
    expect(await readdir(root)).toEqual(['go']);
  });

  test('takes in the same thing from many jobs at once', async () => {
    await using home = await tempDir();
    const { cache, root } = toolCacheIn(home.path);
    const dirs = await Promise.all(
      Array.from({ length: 8 }, () => cache.add('go', '1.26.8', fillWith('same'))),
    );
    expect(new Set(dirs).size).toBe(1);
    expect(await readFile(path.join(dirs[0] ?? '', 'VERSION'), 'utf8')).toBe('same');
    expect(await readdir(root)).toEqual(['go']);
  });

  test('that cannot be written to says so', async () => {
    await using home = await tempDir({ '.cache': 'a file in the way' });
    const adding = toolCacheIn(home.path).cache.add('go', '1.26.8', fillWith('x'));
    await expect(adding).rejects.toThrow(
      expect.objectContaining({ code: 'tool-cache-unwritable', class: 'disk' }),
    );
  });
});
