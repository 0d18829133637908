import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/** GoRun is a go command that has ended. */
export interface GoRun {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** runGo runs a go command in `cwd`, with nothing of this machine's settings and all its files below `dir`. */
export async function runGo(
  args: readonly string[],
  { cwd, dir, env }: { cwd: string; dir: string; env: Readonly<Record<string, string>> },
): Promise<GoRun> {
  const home = path.join(dir, 'home');
  await mkdir(home, { recursive: true });
  const whole = {
    PATH: process.env['PATH'],
    HOME: home,
    GOPATH: path.join(dir, 'gopath'),
    GOMODCACHE: path.join(dir, 'modcache'),
    GOCACHE: path.join(dir, 'gocache'),
    GOFLAGS: '-modcacherw',
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
    GOENV: 'off',
    ...env,
  };
  return new Promise((resolve, reject) => {
    const options = { cwd, env: whole, maxBuffer: 2 ** 28, timeout: 300_000 };
    execFile('go', args, options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ ok: error === null, stdout, stderr });
    });
  });
}
