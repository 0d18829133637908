import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { actHome, actionRepository, runWorkflow } from '../support/act.ts';
import { fakeCacheService } from '../support/fake-cache-service.ts';
import { fakeGoproxy } from '../support/fake-goproxy.ts';
import { onThisMachine, recipesOf } from '../support/recipes.ts';

const workflowFile = `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./
        id: modules
        with:
          working-directory: project
          cache-key-prefix: from-act
      - run: echo "hit=\${{ steps.modules.outputs.cache-hit }} key=\${{ steps.modules.outputs.cache-key }} saved=\${{ steps.modules.outputs.cache-saved }}"
      - run: cd project && GOPROXY=off go mod verify
`;

/** The matrix recipe of the README, with the Go of this machine, the one system there is, and a module cache for each job. */
async function matrixRecipe(home: string): Promise<string> {
  const [recipe = ''] = await recipesOf('A matrix that shares one entry');
  return onThisMachine(recipe)
    .replace(/os: \[.*\]/, 'os: [ubuntu-latest]')
    .replaceAll(/^ {2}(\w+):$/gm, (line, job) => `${line}\n    env: { GOMODCACHE: ${home}/mod-${job} }`);
}

describe('the action in a workflow', () => {
  test('takes its inputs and sets its outputs, cold and warm', async () => {
    await using proxy = await fakeGoproxy({ modules: [{ path: 'example.com/alpha', version: 'v1.0.0' }] });
    await using service = await fakeCacheService();
    const project = Object.entries(proxy.project()).map(([name, text]) => [`project/${name}`, text]);
    await using repo = await actionRepository({
      '.github/workflows/ci.yml': workflowFile,
      ...Object.fromEntries(project),
    });
    await using home = await actHome();
    const job = (name: string) =>
      runWorkflow(repo.path, path.join(home.path, name), {
        env: { ...proxy.env(), ...service.env(), GOMODCACHE: path.join(home.path, name, 'mod') },
      });

    const cold = await job('cold');
    expect(cold).toMatch(/\| hit=false key=from-act-v1-\S+ saved=true/);
    proxy.requests.length = 0;
    const warm = await job('warm');
    expect(warm).toMatch(/\| hit=true key=from-act-v1-\S+ saved=false/);
    expect(proxy.requests).toEqual([]);
    expect(cold + warm).not.toMatch(/::(?:warning|error)|❗|🚧/);
    expect(cold + warm).toContain('Job succeeded');
    expect(warm).toContain('| all modules verified');
    const asked = service.requests.map(({ method }) => method);
    // A miss is asked for twice each time: an entry may have been stored with zstd or without.
    expect(asked).toEqual([
      'GetCacheEntryDownloadURL',
      'GetCacheEntryDownloadURL',
      'GetCacheEntryDownloadURL',
      'GetCacheEntryDownloadURL',
      'CreateCacheEntry',
      'PUT',
      'FinalizeCacheEntryUpload',
      'GetCacheEntryDownloadURL',
      expect.stringMatching(/HEAD|GET/),
    ]);
  }, 600_000);

  test('follows the matrix recipe of the README: one job fills the cache, the others restore', async () => {
    await using proxy = await fakeGoproxy({ modules: [{ path: 'example.com/alpha', version: 'v1.0.0' }] });
    await using service = await fakeCacheService();
    const packages = { 'main.go': 'package main\n\nimport _ "example.com/alpha"\n\nfunc main() {}\n' };
    await using home = await actHome();
    await using repo = await actionRepository({
      '.github/workflows/ci.yml': await matrixRecipe(home.path),
      ...proxy.project(),
      ...packages,
    });
    const env = { ...proxy.env(), ...service.env() };
    const log = await runWorkflow(repo.path, home.path, { env });
    expect(log).toMatch(/modules.*\| 1 module ready: 1 downloaded/);
    expect(log).toMatch(/test.*\| 1 module ready: 1 restored/);
    expect(log.match(/Job succeeded/g)).toHaveLength(2);
    expect(log).not.toMatch(/::(?:warning|error)|❗|🚧/);
  }, 600_000);
});
