import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = path.resolve(import.meta.dirname, '..', '..', 'node_modules', '.cache');

/**
 * goTool returns the path of a program that is written in Go, `PACKAGE@VERSION`; it is built once and kept below
 * node_modules. To build one can take a minute, so a test that needs it wants a longer time limit.
 */
export async function goTool(tool: string): Promise<string> {
  const [pkg = '', version = ''] = tool.split('@');
  const folder = path.join(cache, `${path.posix.basename(pkg)}-${version}`);
  const program = path.join(folder, path.posix.basename(pkg));
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  await run('go', ['install', tool], {
    cwd: folder,
    env: { ...process.env, GOBIN: folder, GOFLAGS: '-modcacherw' },
  });
  return program;
}
