import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { distDir } from './dist.ts';
import { goTool } from './go-tool.ts';
import { findProgram } from './processes.ts';
import { removeTree, type TempDir, tempDir } from './temp-dir.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** actionRepository is what an action's repository holds, with `files` besides, committed as git would have it. */
export async function actionRepository(files: Readonly<Record<string, string>>): Promise<TempDir> {
  const dir = await tempDir(files);
  await cp(path.join(root, 'action.yml'), path.join(dir.path, 'action.yml'));
  await cp(distDir, path.join(dir.path, 'dist'), { recursive: true });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: dir.path,
    });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=Start');
  return dir;
}

/** actHome is a folder for `runWorkflow`: act cannot run steps in one with a space in its name, which `tempDir` always has. */
export async function actHome(): Promise<TempDir> {
  const dir = await mkdtemp(path.join(tmpdir(), 'go-mod-download-act-'));
  return { path: dir, [Symbol.asyncDispose]: () => removeTree(dir) };
}

/** WorkflowRun is what the repository's settings and the runner give to the workflow. */
export interface WorkflowRun {
  readonly env: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/**
 * runWorkflow runs the workflow of a repository on this machine, without containers, and returns what act printed, however
 * it ended. act hides no secret in it: what is not there was not printed.
 */
export async function runWorkflow(
  repo: string,
  home: string,
  { env, secrets = {} }: WorkflowRun,
): Promise<string> {
  const act = await goTool('github.com/nektos/act@v0.2.89');
  await mkdir(home, { recursive: true });
  const options = [
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    // Their values are in the environment of act.
    ...Object.keys(secrets).flatMap((name) => ['--secret', name]),
  ];
  const child = spawn(
    act,
    [
      'push',
      '-P',
      'ubuntu-latest=-self-hosted',
      '--no-cache-server',
      '--no-recurse',
      '--insecure-secrets',
      ...options,
    ],
    {
      cwd: repo,
      // act takes the Node on PATH, whatever action.yml says.
      env: {
        ...secrets,
        HOME: home,
        PATH: [process.execPath, findProgram('go')].map(path.dirname).concat('/usr/bin', '/bin').join(':'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const printed = await Promise.all([text(child.stdout), text(child.stderr)]);
  return printed.join('');
}
