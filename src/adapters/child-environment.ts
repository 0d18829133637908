import { hasGoauthCommand } from '../go/goauth.ts';
import type { Env } from '../ports/env.ts';
import type { Command } from '../ports/exec.ts';

/** Variables that are only for this step: inputs, tokens and files of the runner. */
const stepVariables = /^(?:INPUT_.*|ACTIONS_.*|GITHUB_(?:OUTPUT|ENV|PATH|STATE|STEP_SUMMARY))$/i;

/** What a `run` step gets too, so that its programs can log in to a cloud. */
const identityVariables = /^ACTIONS_ID_TOKEN_REQUEST_(?:TOKEN|URL)$/i;

/**
 * childEnvironment is the environment that a program is started with: the one its caller gives, with PWD and
 * without the variables of this step. A command in GOAUTH gets from the go command what it would get in a
 * step of its own, which may include the right to request an identity token; no other program needs that.
 */
export function childEnvironment({ file, args, cwd, env }: Command): Record<string, string> {
  const keepsIdentity = file === 'go' && canFetch(args, env) && hasGoauthCommand(env['GOAUTH'] ?? '');
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      (!stepVariables.test(entry[0]) || (keepsIdentity && identityVariables.test(entry[0]))),
  );
  // As a shell does: behind a symbolic link, the go command reads its folder from PWD, as it was written.
  return { ...Object.fromEntries(kept), PWD: cwd };
}

/** Only a go command that downloads runs a GOAUTH command. */
function canFetch([verb]: readonly string[], env: Env): boolean {
  return (verb === 'mod' || verb === 'list') && env['GOPROXY'] !== 'off';
}
