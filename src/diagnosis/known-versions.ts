import { jsonObjects } from '../download/go-json.ts';
import { messageOf } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Env } from '../ports/env.ts';
import type { Exec } from '../ports/exec.ts';
import type { Log } from '../ports/runner.ts';
import { withDeadline } from '../resilience/deadline.ts';

/** KnownVersions maps module paths to the versions that the proxy or repository lists, which may be none. */
export type KnownVersions = ReadonlyMap<string, readonly string[]>;

/** VersionsRequest is a request for the versions of some modules. */
export interface VersionsRequest {
  readonly paths: readonly string[];
  /** The environment in which the go command reaches the proxies of this run. */
  readonly env: Env;
  /** An empty folder, in which no go.mod affects the go command. */
  readonly dir: string;
  readonly signal: AbortSignal;
}

/** In ms, and number of modules: optional information must not delay a failed job for long. */
const answerTimeout = 10_000;
const pathsMax = 3;

/**
 * knownVersions asks the go command for the versions of some modules, without retracted ones. Modules whose
 * versions cannot be listed are missing in the result; that is not an error.
 */
export async function knownVersions(
  { paths, env, dir, signal: parent }: VersionsRequest,
  { exec, clock, log }: { readonly exec: Exec; readonly clock: Clock; readonly log: Pick<Log, 'debug'> },
): Promise<KnownVersions> {
  const versions = new Map<string, readonly string[]>();
  const asked = [...new Set(paths)].slice(0, pathsMax);
  if (asked.length === 0 || parent.aborted) return versions;
  const objects = jsonObjects((value) => {
    const listed = listing(value);
    if (listed !== undefined) versions.set(listed.path, listed.versions);
  });
  try {
    await withDeadline({ ms: answerTimeout, clock, parent }, async (signal) => {
      const args = ['list', '-m', '-versions', '-e', '-json', ...asked];
      // A workspace and build flags do not matter here.
      const exit = await exec.run(
        { file: 'go', args, cwd: dir, env: { ...env, GOWORK: 'off', GOFLAGS: '' } },
        { signal, onStdout: objects.read },
      );
      if (exit.kind !== 'aborted') objects.end();
    });
  } catch (error) {
    log.debug(`Could not list the available versions: ${messageOf(error)}`);
  }
  return versions;
}

function listing(value: unknown): { path: string; versions: readonly string[] } | undefined {
  if (typeof value !== 'object' || value === null || !('Path' in value)) return undefined;
  const { Path: path } = value;
  if (typeof path !== 'string') return undefined;
  if ('Versions' in value && Array.isArray(value.Versions)) {
    return { path, versions: value.Versions.filter((version) => typeof version === 'string') };
  }
  const error = 'Error' in value ? JSON.stringify(value.Error) : '';
  // Only these statuses mean that there are no versions; other errors say nothing about it.
  return error === '' || /\b(?:404|410)\b/.test(error) ? { path, versions: [] } : undefined;
}
