import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { goTool } from './go-tool.ts';
import { closedPort } from './listening.ts';
import { tempDir } from './temp-dir.ts';

/** S3Server is a program of others that speaks S3, with an empty bucket `modules`. */
export interface S3Server extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
}

/** s3Keys are the access key that `versitygw` knows. */
export const s3Keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'top secret' };

/** s3Region is the only region that `versitygw` takes signatures for. */
export const s3Region = 'eu-central-1';

/**
 * versitygw checks signatures, regions and hashes of bodies, and keeps objects in files. With `domain` it also takes the
 * bucket from the host: `modules.DOMAIN`.
 */
export async function versitygw({ domain }: { readonly domain?: string } = {}): Promise<S3Server> {
  const program = await goTool('github.com/versity/versitygw/cmd/versitygw@v1.8.0');
  return started(program, (port, dir) => [
    ...['--access', s3Keys.accessKeyId, '--secret', s3Keys.secretAccessKey, '--region', s3Region],
    ...['--port', `127.0.0.1:${port}`, '--quiet'],
    ...(domain === undefined ? [] : ['--virtual-domain', `${domain}:${port}`]),
    ...['posix', dir],
  ]);
}

/**
 * gofakes3 keeps objects in memory, and has XML of its own. It checks no signature, and overwrites an object that is sent in
 * parts.
 */
export async function gofakes3({ domain }: { readonly domain?: string } = {}): Promise<S3Server> {
  const program = await goTool('github.com/johannesboyne/gofakes3/cmd/gofakes3@v1.2.0');
  return started(program, (port) => [
    ...['-backend', 'memory', '-initialbucket', 'modules', '-quiet', '-host', `127.0.0.1:${port}`],
    ...(domain === undefined ? [] : ['-hostbucketbase', `${domain}:${port}`]),
  ]);
}

async function started(
  program: string,
  argumentsFor: (port: number, dir: string) => readonly string[],
): Promise<S3Server> {
  const dir = await tempDir();
  await mkdir(path.join(dir.path, 'modules'));
  const port = await closedPort();
  const server = spawn(program, argumentsFor(port, dir.path), { stdio: 'ignore' });
  await untilItListens(port, server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async [Symbol.asyncDispose]() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      await dir[Symbol.asyncDispose]();
    },
  };
}

async function untilItListens(port: number, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const listens = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (listens) return;
    await pause(50);
  }
  throw new Error(`${server.spawnfile} has ended with ${server.exitCode}`);
}
