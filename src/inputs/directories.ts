import { stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, isAbsence } from '../errors.ts';
import { ok, type Parsed, problem } from '../parsed.ts';

/** InputContext is what the paths in inputs are relative to, and the platform's form of paths. */
export interface InputContext {
  /** Absolute. */
  readonly cwd: string;
  /** What `~` means; without it, `~` is an error. */
  readonly home?: string;
  readonly platform: NodeJS.Platform;
}

/** resolvePath makes a path absolute; `~` is the home directory, as in a shell. */
export function resolvePath(text: string, context: InputContext): Parsed<string> {
  const paths = context.platform === 'win32' ? path.win32 : path.posix;
  if (text.includes('\0')) return problem('contains a NUL character. Write a path such as `./service`.');
  const beyondHome = /^~(?:[/\\](?<rest>.*))?$/s.exec(text);
  if (beyondHome === null) return ok(paths.resolve(context.cwd, text));
  if (context.home === undefined || context.home === '') {
    return problem(`\`${text}\` needs a home directory, but there is none. Write an absolute path.`);
  }
  return ok(paths.resolve(context.home, beyondHome.groups?.['rest'] ?? ''));
}

/**
 * existingDirectory is resolvePath for a directory that must exist. Where there is none of that name, backslashes count as
 * slashes: a workflow may run on Windows, too.
 */
export async function existingDirectory(text: string, context: InputContext): Promise<Parsed<string>> {
  const resolved = resolvePath(text, context);
  if (resolved.kind === 'problem') return resolved;
  const shown = resolved.value === text ? `\`${text}\`` : `\`${text}\` (${resolved.value})`;
  try {
    if ((await stat(resolved.value)).isDirectory()) return resolved;
  } catch (error) {
    const slashed = text.replaceAll('\\', '/');
    const other =
      isAbsence(error) && slashed !== text ? await existingDirectory(slashed, context) : undefined;
    return other?.kind === 'ok' ? other : problem(`${shown} ${reasonOf(error)}`);
  }
  return problem(
    `${shown} is a file. Write its directory${text.endsWith('go.mod') ? '; to choose a go.mod, use `go-mod-files`' : ''}.`,
  );
}

function reasonOf(error: unknown): string {
  if (isAbsence(error)) {
    return 'does not exist. Write a directory of the checkout, such as `./service`, and check that the checkout step runs before this one.';
  }
  return `cannot be read (${errnoOf(error) ?? 'unknown reason'}). Write a directory that this user may read.`;
}
