import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { workFolder } from '../../src/modcache/scratch.ts';
import { openPlacement } from '../../src/proxy/placement.ts';
import { recordingGuard } from '../support/recording-guard.ts';
import { tempDir } from '../support/temp-dir.ts';

test('the guard knows the scratch folder and the lock of a module cache as long as they are there', async () => {
  await using dir = await tempDir();
  const guard = recordingGuard();
  const lock = path.join(workFolder(dir.path), 'lock');
  const placement = await openPlacement({ gomodcache: dir.path, writableDirs: false, guard });
  expect([...guard.held].sort()).toEqual([lock, placement.scratch].sort());
  expect([...guard.held].every((file) => existsSync(String(file)))).toBe(true);
  await placement.end();
  expect([...guard.held]).toEqual([placement.scratch]);
  placement.close();
  expect(guard.held.size).toBe(0);
  expect(existsSync(placement.scratch)).toBe(false);
});

test('of two runs in one module cache, only the guard of the one with the lock knows it', async () => {
  await using dir = await tempDir();
  const [first, second] = [recordingGuard(), recordingGuard()];
  const one = await openPlacement({ gomodcache: dir.path, writableDirs: false, guard: first });
  const two = await openPlacement({ gomodcache: dir.path, writableDirs: false, guard: second });
  expect([...second.held]).toEqual([two.scratch]);
  for (const placement of [one, two]) {
    await placement.end();
    placement.close();
  }
  expect([first.held.size, second.held.size]).toEqual([0, 0]);
});
