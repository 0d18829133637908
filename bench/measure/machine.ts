import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';

/** Machine is a runner at the start of a job: always at the same path, as setup-go's entries depend on it. */
export interface Machine {
  readonly gomodcache: string;
  readonly temp: string;
  /** What a runner sets for an action, without the cache service. */
  readonly env: Readonly<Record<string, string>>;
}

/** freshMachine makes the machine anew below `scratch`; nothing of an earlier job is left. */
export function freshMachine(scratch: string): Machine {
  const root = path.join(scratch, 'machine');
  rmSync(root, { recursive: true, force: true });
  const temp = path.join(root, 'temp');
  const toolCache = path.join(root, 'tools');
  mkdirSync(temp, { recursive: true });
  const files = {
    GITHUB_OUTPUT: path.join(temp, 'output'),
    GITHUB_ENV: path.join(temp, 'env'),
    GITHUB_PATH: path.join(temp, 'path'),
    GITHUB_STATE: path.join(temp, 'state'),
    GITHUB_STEP_SUMMARY: path.join(temp, 'summary'),
  };
  for (const file of Object.values(files)) writeFileSync(file, '');
  installGo(toolCache);
  const gomodcache = path.join(root, 'mod');
  return {
    gomodcache,
    temp,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: root,
      GOPATH: path.join(root, 'go'),
      GOMODCACHE: gomodcache,
      GOCACHE: path.join(root, 'build'),
      GOTOOLCHAIN: 'local',
      GOFLAGS: '',
      GITHUB_ACTIONS: 'true',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'example/project',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_TYPE: 'branch',
      RUNNER_OS: 'Linux',
      RUNNER_ARCH: 'X64',
      RUNNER_TEMP: temp,
      RUNNER_TOOL_CACHE: toolCache,
      AGENT_TOOLSDIRECTORY: toolCache,
      TMPDIR: temp,
      ...files,
    },
  };
}

/** goVersion is that of the go command on PATH, without its prefix. */
export const goVersion = goEnv('GOVERSION').replace(/^go/, '');

/** goEnv asks the go command for one of its settings. */
export function goEnv(name: string): string {
  return execFileSync('go', ['env', name], { encoding: 'utf8' }).trim();
}

/** describeMachine says what a result was measured on. */
export function describeMachine(): string {
  const [cpu] = cpus();
  return `${cpus().length} cores (${cpu?.model ?? 'unknown'}), Go ${goVersion}, Node ${process.versions.node}`;
}

/** setup-go finds Go where a hosted runner has it, so that it needs no download. */
function installGo(toolCache: string): void {
  const folder = path.join(toolCache, 'go', goVersion);
  mkdirSync(folder, { recursive: true });
  symlinkSync(goEnv('GOROOT'), path.join(folder, process.arch));
  writeFileSync(path.join(folder, `${process.arch}.complete`), '');
}
