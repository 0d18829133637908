import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildModule, type FakeModule, goSumOf } from './goproxy-module.ts';
import { tempDir } from './temp-dir.ts';

const run = promisify(execFile);

/** ModuleFiles is a module as a repository holds it. */
export type ModuleFiles = Required<Pick<FakeModule, 'path' | 'version' | 'files'>>;

/** gitRepository makes a bare repository at `dir` that holds a module, tagged with its version. */
export async function gitRepository(
  dir: string,
  { path: module, version, files }: ModuleFiles,
): Promise<void> {
  await using work = await tempDir({ 'go.mod': goModOf(module), ...files });
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: work.path,
      env: { PATH: process.env['PATH'], HOME: work.path, GIT_CONFIG_NOSYSTEM: '1' },
    });
  await git('init', '-q', '-b', 'main');
  await git('add', '.');
  await git('commit', '-q', '-m', 'first');
  await git('tag', version);
  await mkdir(path.dirname(dir), { recursive: true });
  await git('clone', '-q', '--bare', '.', dir);
}

/** projectOf is a main module that requires these, with the go.sum that goes with them. */
export function projectOf(
  ...modules: readonly ModuleFiles[]
): Record<'go.mod' | 'go.sum' | 'main.go', string> {
  const built = modules.map((module) => buildModule({ ...module, goMod: goModOf(module.path) }));
  const requires = modules.map(({ path: module, version }) => `require ${module} ${version}\n`);
  const imports = modules.map(({ path: module }) => `import _ "${module}"\n`);
  return {
    'go.mod': `module example.com/main\n\ngo 1.21\n\n${requires.join('')}`,
    'go.sum': goSumOf(built),
    'main.go': `package main\n\n${imports.join('')}\nfunc main() {}\n`,
  };
}

function goModOf(module: string): string {
  return `module ${module}\n\ngo 1.21\n`;
}
