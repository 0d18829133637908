import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { ActionError, errnoOf } from '../errors.ts';
import type { Env } from '../ports/env.ts';

/** Platform is a parameter, so that the rules of Windows can be tested anywhere. */
export interface Platform {
  readonly windows: boolean;
}

const thisPlatform: Platform = { windows: process.platform === 'win32' };

/**
 * findProgram returns the absolute path of the program that `name` means in an environment: `name` itself if
 * it is absolute, or else the first match on that environment's PATH, on Windows with an extension of its
 * PATHEXT. Relative entries of PATH are ignored, as by Go's os/exec: a checkout could contain a program of
 * that name. Throws ActionError `program-not-found`.
 */
export async function findProgram(name: string, env: Env, platform = thisPlatform): Promise<string> {
  for (const candidate of candidates(name, env, platform)) {
    if (await isExecutable(candidate)) return candidate;
  }
  const where = path.isAbsolute(name) ? '' : ' on PATH';
  throw new ActionError(`program \`${name}\` not found${where}`, {
    code: 'program-not-found',
    class: 'configuration',
    hint:
      name === 'go'
        ? 'Set `go-version` or `go-version-file` so that Go is installed, or put go on PATH.'
        : `Install \`${name}\`, or put it on PATH.`,
  });
}

function candidates(name: string, env: Env, { windows }: Platform): string[] {
  const extensions = windows ? [...variable(env, 'PATHEXT', windows).split(';'), ''] : [''];
  const files = path.isAbsolute(name)
    ? [name]
    : variable(env, 'PATH', windows)
        .split(path.delimiter)
        .filter((dir) => path.isAbsolute(dir))
        .map((dir) => path.join(dir, name));
  return files.flatMap((file) => [...new Set(extensions)].map((extension) => file + extension));
}

/** Names of variables are case-insensitive on Windows, where PATH is called `Path`. */
function variable(env: Env, name: string, windows: boolean): string {
  if (!windows) return env[name] ?? '';
  return Object.entries(env).find(([given]) => given.toUpperCase() === name)?.[1] ?? '';
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}
