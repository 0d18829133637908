import type { Env } from '../ports/env.ts';

/** SshFiles is what ssh goes by. */
export interface SshFiles {
  /** The private key. */
  readonly key: string;
  readonly knownHosts: string;
}

/**
 * sshEnv makes git use this key and no other, and trust the host keys in `knownHosts` and those that the machine trusts
 * already. Nothing is asked, nothing is remembered, and no connection outlives the command. The user's own ssh settings
 * stay, for they may know the way through a gateway.
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

/** ssh expands `%`; backslashes are no part of a path to the ssh of Git for Windows. */
function asOption(file: string): string {
  const path = /^[A-Za-z]:\\/.test(file) ? file.replaceAll('\\', '/') : file;
  return path.replaceAll('%', '%%');
}

/** One word of a shell's command line. */
function quoted(word: string): string {
  return /^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
