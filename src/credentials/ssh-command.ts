import type { Env } from '../ports/env.ts';

/** SshFiles are the files that ssh authenticates with. */
export interface SshFiles {
  /** The private key. */
  readonly key: string;
  readonly knownHosts: string;
}

/**
 * sshEnv makes git use only this key, and trust the host keys in `knownHosts` in addition to those of the
 * machine. ssh prompts for nothing, stores nothing, and leaves no connection behind. The user's own ssh
 * settings still apply: they may define a gateway.
 */
export function sshEnv({ key, knownHosts }: SshFiles): Env {
  const options = [
    `IdentityFile="${asOption(key)}"`,
    'IdentitiesOnly=yes',
    'IdentityAgent=none',
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile="${asOption(knownHosts)}" ~/.ssh/known_hosts`,
    'UpdateHostKeys=no',
    'ControlMaster=no',
    'ControlPath=none',
    'ConnectTimeout=30',
  ];
  const command = ['ssh', ...options.flatMap((option) => ['-o', option])];
  return { GIT_SSH_COMMAND: command.map(quoted).join(' '), GIT_SSH_VARIANT: 'ssh' };
}

/** ssh expands `%`; the ssh of Git for Windows does not accept backslashes in paths. */
function asOption(file: string): string {
  const path = /^[A-Za-z]:\\/.test(file) ? file.replaceAll('\\', '/') : file;
  return path.replaceAll('%', '%%');
}

/** Quotes a word for a shell. */
function quoted(word: string): string {
  return /^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
