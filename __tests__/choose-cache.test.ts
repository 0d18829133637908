import { describe, expect, test } from '@jest/globals';
import { type CacheContext, chooseCache } from '../src/choose-cache.ts';
import type { InputContext } from '../src/inputs/directories.ts';
import { readInputs } from '../src/inputs/read-inputs.ts';
import { manualClock } from './support/manual-clock.ts';
import { recordingGuard } from './support/recording-guard.ts';

const service = { ACTIONS_CACHE_SERVICE_V2: 'True', ACTIONS_RESULTS_URL: 'http://127.0.0.1/' };
const enterprise = { ...service, GITHUB_SERVER_URL: 'https://git.example.com' };
const context: InputContext = { cwd: process.cwd(), platform: 'linux' };

async function chosen(
  cache: string,
  env: Record<string, string>,
  fallback: CacheContext['fallback'] = 'off',
) {
  const inputs = await readInputs({ cache }, context);
  const guard = recordingGuard();
  const place = { platform: 'linux', clock: manualClock(), random: () => 0.5, fallback, guard } as const;
  return chooseCache(inputs, '/scratch', { ...place, env: { HOME: '/home/user', ...env } });
}

describe('the backend that `cache` means', () => {
  test.each([
    { cache: 'auto', where: 'in a workflow with a cache service', env: service, kind: 'github' },
    { cache: 'github', where: 'in a workflow with a cache service', env: service, kind: 'github' },
    { cache: 'directory', where: 'in a workflow with a cache service', env: service, kind: 'directory' },
    { cache: 'directory', where: 'on an Enterprise Server without one', env: enterprise, kind: 'directory' },
  ])('$cache $where: $kind', async ({ cache, env, kind }) => {
    expect(await chosen(cache, env)).toMatchObject({ kind: 'on', backend: { kind } });
  });

  test.each([
    { cache: 'off', where: 'anywhere', env: service, reason: /`cache` is off/ },
    {
      cache: 'auto',
      where: 'on an Enterprise Server without one',
      env: enterprise,
      reason: /`cache: directory`/,
    },
    {
      cache: 'github',
      where: 'on an Enterprise Server without one',
      env: enterprise,
      reason: /no GitHub cache/,
    },
    {
      cache: 'auto',
      where: 'in a workflow without one',
      env: {},
      reason: /this runner has no cache service/,
    },
  ])('$cache $where: none, and why', async ({ cache, env, reason }) => {
    expect(await chosen(cache, env)).toEqual({ kind: 'off', reason: expect.stringMatching(reason) });
  });

  test('auto on the command line is the directory', async () => {
    const cache = await chosen('auto', {}, 'directory');
    expect(cache).toMatchObject({ kind: 'on', backend: { kind: 'directory' } });
  });
});
