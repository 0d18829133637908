import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
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

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

/** The steps of a recipe that run on a machine without GitHub, each as it stands: this action and commands. */
function stepsOf(recipe: string): Step[] {
  const text = parse(recipe);
  const steps: Step[] = Array.isArray(text) ? text : text.steps;
  return steps
    .filter(({ uses = './' }) => uses.includes('go-mod-download@'))
    .map((step) => ({ ...step, uses: './' }));
}

/** What a recipe names that is elsewhere is on this machine. */
function onThis(home: string, proxy: string): (text: string) => string {
  return (text) =>
    text
      .replaceAll('/var/cache', `${home}/var/cache`)
      .replaceAll(/https:\/\/(?:proxy|mirror)\.example\.com\/go/g, proxy)
      .replaceAll('/etc/ssl/corporate-ca.pem', '/etc/ssl/certs/ca-certificates.crt');
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

  test('runs the step of every recipe for a public project', async () => {
    await using proxy = await fakeGoproxy({ modules: [{ path: 'example.com/alpha', version: 'v1.0.0' }] });
    await using service = await fakeCacheService();
    await using home = await actHome();
    const headings = [
      'Several modules in one repository',
      'A self-hosted runner behind a proxy',
      'An offline mirror',
      'Beside setup-go',
      'Beside a build cache',
    ];
    const recipes = (await Promise.all(headings.map(recipesOf))).flat();
    const jobs = recipes.map((recipe, index) => [
      `recipe-${index}`,
      {
        'runs-on': 'ubuntu-latest',
        env: { GOMODCACHE: `${home.path}/mod-${index}` },
        steps: [
          { uses: 'actions/checkout@v7' },
          ...stepsOf(onThis(home.path, proxy.url)(recipe)),
          { run: 'GOPROXY=off go mod download' },
        ],
      },
    ]);
    const program = 'package main\n\nimport _ "example.com/alpha"\n\nfunc main() {}\n';
    const { 'go.mod': goMod, 'go.sum': goSum, ...rest } = proxy.project();
    // The recipe with `go-version-file` finds the Go that is there.
    const version = execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).trim().slice(2);
    await using repo = await actionRepository({
      '.github/workflows/ci.yml': stringify({ on: 'push', jobs: Object.fromEntries(jobs) }),
      ...rest,
      'go.mod': goMod.replace(/^go .*$/m, `go ${version}`),
      'go.sum': goSum,
      'cmd/app/main.go': program,
      'services/api/go.mod': goMod.replace('example.com/main', 'example.com/api'),
      'services/api/go.sum': goSum,
      // It has no go.sum, and needs what is nowhere: only a run that leaves it out can succeed.
      'services/legacy/go.mod': 'module example.com/legacy\n\ngo 1.21\n\nrequire example.com/gone v1.0.0\n',
    });
    const log = await runWorkflow(repo.path, home.path, { env: { ...proxy.env(), ...service.env() } });
    expect(recipes).toHaveLength(7);
    expect(log.match(/\| 1 module ready: /g)).toHaveLength(recipes.length);
    expect(log.match(/Job succeeded/g)).toHaveLength(recipes.length);
    expect(log).not.toMatch(/::(?:warning|error)|❗|🚧/);
    expect(await readdir(path.join(home.path, 'var/cache/go-mod-download'))).not.toEqual([]);
  }, 600_000);
});
