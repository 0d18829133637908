import { execFileSync } from 'node:child_process';
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { mustRun } from './commands.ts';

/**
 * fillModules downloads what `project` needs into the module cache `modules`, as far as it is not there yet, and returns
 * how many zips that is. It works on a copy in `scratch`, for the go command adds lines to go.sum.
 */
export async function fillModules(modules: string, project: string, scratch: string): Promise<number> {
  const copy = path.join(scratch, 'filling');
  await cp(project, copy, { recursive: true });
  await mkdir(modules, { recursive: true });
  const json = await downloadModules(modules, copy, []);
  await rm(copy, { recursive: true });
  return Array.from(json.matchAll(/^\t"Zip": /gm)).length;
}

/**
 * downloadModules downloads modules (`path@version`), or all of the main module in `cwd` when none are named, from the
 * machine's own GOPROXY into the module cache `modules`, and returns what the go command said of them, as JSON.
 */
export function downloadModules(modules: string, cwd: string, named: readonly string[]): Promise<string> {
  const goproxy = execFileSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).trim();
  const env = {
    ...process.env,
    GOMODCACHE: modules,
    GOPROXY: goproxy,
    GOFLAGS: '-modcacherw',
    GOWORK: 'off',
  };
  return mustRun(['go', 'mod', 'download', '-json', ...named], {
    cwd,
    env: { ...env, GOSUMDB: 'off', GOTOOLCHAIN: 'local' },
    limit: 600_000,
  });
}
