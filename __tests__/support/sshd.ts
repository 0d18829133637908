import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { closedPort } from './listening.ts';
import { tempDir } from './temp-dir.ts';

const run = promisify(execFile);

/** Sshd is OpenSSH's own server on loopback, which serves repositories to the user `git` with one key. */
export interface Sshd extends AsyncDisposable {
  readonly port: number;
  /** The line of known_hosts that this server goes by. */
  readonly knownHosts: string;
  /** The private key that it takes, and one that it does not. */
  readonly key: string;
  readonly otherKey: string;
}

/**
 * whyNoSshd tells why there can be no server here; undefined where there can. It takes Linux, root (for a user `git` that
 * only the server sees, in a mount namespace of its own) and `sshd` (of Debian's openssh-server).
 */
export function whyNoSshd(): string | undefined {
  if (process.platform !== 'linux') return 'it takes Linux';
  if (programFor('sshd') === undefined) return 'there is no sshd: install openssh-server';
  if (spawnSync('unshare', ['--mount', 'true']).status !== 0)
    return 'it takes root, to give the server a user of its own';
  return undefined;
}

/** sshd serves the bare repositories below `root`; it ends with its scope. */
export async function sshd(root: string): Promise<Sshd> {
  const program = programFor('sshd');
  if (program === undefined) throw new Error('there is no sshd');
  const dir = await tempDir();
  for (const name of ['host', 'client', 'other']) {
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', path.join(dir.path, name)]);
  }
  const port = await closedPort();
  const files = await filesOf(dir.path, { root, port });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(dir.path, name), text);
  await chmod(path.join(dir.path, 'serve'), 0o755);
  for (const shared of [dir.path, root]) await chmod(shared, 0o755);
  // A user, a group and a folder that only this server sees.
  const script =
    'mount --bind "$1/passwd" /etc/passwd && mount --bind "$1/group" /etc/group && mount -t tmpfs none /run && mkdir -m 755 /run/sshd && exec "$2" -D -e -f "$1/config"';
  const child = spawn('unshare', ['--mount', 'sh', '-c', script, 'sh', dir.path, program], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  await listening(child.stderr);
  const read = (name: string) => readFile(path.join(dir.path, name), 'utf8');
  return {
    port,
    knownHosts: `[127.0.0.1]:${port} ${(await read('host.pub')).split(' ').slice(0, 2).join(' ')}`,
    key: await read('client'),
    otherKey: await read('other'),
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
      await dir[Symbol.asyncDispose]();
    },
  };
}

async function filesOf(
  dir: string,
  { root, port }: { root: string; port: number },
): Promise<Record<'passwd' | 'group' | 'config' | 'keys' | 'serve', string>> {
  const client = await readFile(path.join(dir, 'client.pub'), 'utf8');
  return {
    passwd:
      'root:x:0:0::/root:/bin/sh\ngit:x:64001:64001::/:/bin/sh\nsshd:x:64002:64002::/run/sshd:/bin/false\n',
    group: 'root:x:0:\ngit:x:64001:\nsshd:x:64002:\n',
    config: `ListenAddress 127.0.0.1:${port}
HostKey "${dir}/host"
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
AuthorizedKeysFile "${dir}/keys"
ForceCommand "${dir}/serve"
`,
    keys: client,
    serve: `#!/bin/sh
eval "set -- $SSH_ORIGINAL_COMMAND"
exec git -c safe.directory='*' upload-pack '${root}'"$2"
`,
  };
}

/** Servers are often not on the PATH of users. */
function programFor(name: string): string | undefined {
  const dirs = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  return dirs.map((dir) => path.join(dir, name)).find((file) => spawnSync('test', ['-x', file]).status === 0);
}

async function listening(log: NodeJS.ReadableStream): Promise<void> {
  const said: string[] = [];
  for await (const line of createInterface({ input: log })) {
    said.push(line);
    if (line.includes('Server listening')) {
      log.resume();
      return;
    }
  }
  throw new Error(`sshd did not start: ${said.join('\n')}`);
}
