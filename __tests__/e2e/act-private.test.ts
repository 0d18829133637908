import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actHome, actionRepository, runWorkflow } from '../support/act.ts';
import { connectProxy } from '../support/connect-proxy.ts';
import { fakeCacheService } from '../support/fake-cache-service.ts';
import { fakeGoproxy } from '../support/fake-goproxy.ts';
import { gitHttpBackend } from '../support/git-http-backend.ts';
import { gitRepository, projectOf } from '../support/git-repository.ts';
import { onThisMachine, recipesOf } from '../support/recipes.ts';
import { registry } from '../support/registry.ts';
import { sshd, whyNoSshd } from '../support/sshd.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';
import { tlsFront } from '../support/tls-front.ts';

// act runs workflows on the host on Linux only.
const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;
const testWithSshd = whyNoSshd() === undefined ? test : test.skip;

const files = { 'priv.go': 'package priv\n\nconst Answer = 42\n' };
const version = 'v1.2.0';

/** A newcomer's repository: a recipe as its workflow, a program that needs private modules, and the secrets. */
interface Newcomer {
  readonly recipe: string;
  readonly project: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

describeOnLinux('a recipe for private modules works as it stands, and again without the secret:', () => {
  let recipes: string[];
  let firstRecipe: string;
  let repositories: TempDir;
  // What the go command of the last step compiled need not be compiled again.
  const gocache = execFileSync('go', ['env', 'GOCACHE'], { encoding: 'utf8' }).trim();

  beforeAll(async () => {
    recipes = await recipesOf('Private modules');
    [firstRecipe = ''] = await recipesOf('One job');
    repositories = await tempDir();
  });
  afterAll(async () => {
    await repositories[Symbol.asyncDispose]();
  });

  /** The steps that a recipe consists of stand where the step stands in the first recipe, as the README says. */
  function asJobs(recipe: string): string {
    if (recipe.startsWith('jobs:')) return recipe;
    const indented = recipe.replaceAll(/^(?=.)/gm, '      ');
    return firstRecipe.replace(/^ +- uses: org\/go-mod-download@v1\n/m, () => indented);
  }

  async function followed({ recipe, project, secrets, env = {} }: Newcomer): Promise<void> {
    await using proxy = await fakeGoproxy({ modules: [] });
    await using service = await fakeCacheService();
    await using home = await actHome();
    await using repo = await actionRepository({
      '.github/workflows/ci.yml': onThisMachine(asJobs(recipe)),
      ...project,
    });
    const run = (name: string, given: Readonly<Record<string, string>>) =>
      runWorkflow(repo.path, path.join(home.path, name), {
        env: {
          ...proxy.env(),
          ...service.env(),
          NO_PROXY: '127.0.0.1',
          GOCACHE: gocache,
          GOMODCACHE: path.join(home.path, name, 'mod'),
          ...env,
        },
        secrets: given,
      });

    const cold = await run('cold', secrets);
    expect(cold).toMatch(/\| (\d) modules? ready: \1 downloaded/);
    const warm = await run('warm', {});
    expect(warm).toMatch(/\| (\d) modules? ready: \1 restored/);
    for (const log of [cold, warm]) {
      expect(log).toContain('Job succeeded');
      expect(log).not.toMatch(/::(?:warning|error)|❗|🚧/);
      for (const line of Object.values(secrets)
        .join('\n')
        .split('\n')
        .filter((text) => text.length > 3)) {
        // The runner alone reads what it has to hide.
        expect(log.replaceAll(/^.*::add-mask::.*$/gm, '')).not.toContain(line);
      }
    }
  }

  /** This machine trusts the certificate of `target`, which is each of these hosts to it. */
  async function internetOf(target: string, hosts: readonly string[]) {
    await using servers = new AsyncDisposableStack();
    const front = servers.use(await tlsFront(target, hosts));
    const internet = servers.use(await connectProxy(front.host));
    const owned = servers.move();
    return {
      env: {
        HTTPS_PROXY: internet.url,
        SSL_CERT_FILE: front.certificate,
        GIT_SSL_CAINFO: front.certificate,
      },
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  }

  test('with a token', async () => {
    const module = { path: 'github.com/acme/priv', version, files };
    const token = 'github_pat_0123456789abcdefghijKLMNOPQRST';
    const [recipe = ''] = recipes;
    await gitRepository(path.join(repositories.path, 'acme', 'priv'), module);
    const login = `x-access-token:${token}`;
    await using forge = await gitHttpBackend({
      root: repositories.path,
      login: () => login,
      host: 'github.com',
    });
    await using internet = await internetOf(forge.url, ['github.com']);
    await followed({
      recipe,
      project: projectOf(module),
      secrets: { MODULES_TOKEN: token },
      env: internet.env,
    });
    expect(forge.authorizations.length).toBeGreaterThan(0);
  }, 600_000);

  test('with the tokens of two owners', async () => {
    const modules = ['acme', 'other'].map((owner) => ({ path: `github.com/${owner}/priv`, version, files }));
    const tokens = { acme: 'github_pat_0123456789abcdefghijKLMNOPQRST', other: 'ghs_9876543210zyxwvutsrq' };
    const [, recipe = ''] = recipes;
    for (const module of modules) {
      await gitRepository(path.join(repositories.path, 'owners', ...module.path.split('/').slice(1)), module);
    }
    await using forge = await gitHttpBackend({
      root: path.join(repositories.path, 'owners'),
      login: (url) => `x-access-token:${url.startsWith('/other/') ? tokens.other : tokens.acme}`,
      host: 'github.com',
    });
    await using internet = await internetOf(forge.url, ['github.com']);
    await followed({
      recipe,
      project: projectOf(...modules),
      secrets: { ACME_TOKEN: tokens.acme, OTHER_TOKEN: tokens.other },
      env: internet.env,
    });
    expect(forge.authorizations.length).toBeGreaterThan(0);
  }, 600_000);

  testWithSshd(
    'with a key, of another host than github.com',
    async () => {
      const module = { path: '127.0.0.1/team/priv.git', version, files };
      const [, , , recipe = ''] = recipes;
      await gitRepository(path.join(repositories.path, 'team', 'priv'), module);
      await using server = await sshd(repositories.path);
      await followed({
        recipe: recipe
          .replace(/(ssh-known-hosts: ).*/, (_, input) => `${input}'${server.knownHosts}'`)
          .replaceAll('git.example.com', '127.0.0.1'),
        project: projectOf(module),
        secrets: { DEPLOY_KEY: server.key },
      });
    },
    600_000,
  );

  test('with a password, from a registry', async () => {
    const module = { path: 'corp.example.com/team/priv', version, files };
    await using upstream = await fakeGoproxy({ modules: [module] });
    const [recipe = ''] = recipes.slice(-1);
    const goproxy = /goproxy: (\S+)/.exec(recipe)?.[1] ?? '';
    const password = 'AKCp8/registry+0123456789';
    const { host, pathname } = new URL(goproxy);
    const storageHost = 'storage.example.com';
    await using server = await registry({
      upstream: upstream.url,
      path: pathname,
      login: `ci:${password}`,
      has: 'corp.example.com/',
      storageHost,
    });
    await using internet = await internetOf(server.url, [host, storageHost]);
    await followed({
      recipe,
      project: upstream.project(),
      secrets: { REGISTRY_PASSWORD: password },
      env: internet.env,
    });
  }, 600_000);
});
