import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const corpora = path.resolve(import.meta.dirname, '..', 'data', 'corpora');

/** checkOutCorpus copies the go.mod and go.sum files of a real project to `dir`, as a checkout would hold them. */
export async function checkOutCorpus(name: string, dir: string): Promise<void> {
  await cp(path.join(corpora, name), dir, { recursive: true });
}

/** fingerprintOf is a hash over the names and contents of all files below a folder. */
export async function fingerprintOf(dir: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(path.relative(dir, file)).update(await readFile(file));
  return hash.digest('hex');
}

/** goOffline runs the go command on a module cache without a network, and returns what it printed. */
export function goOffline(args: readonly string[], cwd: string, gomodcache: string): string {
  return execFileSync('go', args, {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      GOMODCACHE: gomodcache,
      GOPROXY: 'off',
      GOFLAGS: '-modcacherw',
      GOTOOLCHAIN: 'local',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** defaultGoproxy is the module proxy that the go command of this machine uses. */
export function defaultGoproxy(): string {
  return execFileSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).trim();
}
