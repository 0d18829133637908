import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import type { Component } from './components.ts';
import { freePort, waitForPort } from './ports.ts';

type Ready = Extract<Component, { kind: 'ready' }>;

/** Started is a server of somebody else that runs on loopback; it ends with its scope. */
export interface Started extends AsyncDisposable {
  readonly port: number;
}

/** startGoproxy starts github.com/goproxy/goproxy, which fetches from `upstream`. */
export function startGoproxy(program: Ready, folder: string, upstream: string): Promise<Started> {
  return start(program, folder, async (port) => ({
    args: ['server', '--address', `127.0.0.1:${port}`, '--cacher-dir', path.join(folder, 'cache')],
    env: { GOPROXY: upstream, GOSUMDB: 'off', GOFLAGS: '', GOENV: 'off', HOME: folder },
  }));
}

/** startToxiproxy starts toxiproxy; `port` is that of its API. */
export function startToxiproxy(program: Ready, folder: string, seed: number): Promise<Started> {
  return start(program, folder, async (port) => ({
    args: ['-host', '127.0.0.1', '-port', `${port}`, '-seed', `${seed}`],
  }));
}

/** startSquid starts squid, which knows no name and asks the HTTP proxy on port `parent` for everything. */
export function startSquid(program: Ready, folder: string, parent: number): Promise<Started> {
  return start(program, folder, async (port) => {
    const file = path.join(folder, 'squid.conf');
    const shared = path.join(program.root, 'usr', 'share', 'squid');
    const lines = [
      `http_port 127.0.0.1:${port}`,
      'http_access allow all',
      'cache deny all',
      'cache_mem 8 MB',
      `access_log stdio:${folder}/access.log`,
      `cache_log ${folder}/cache.log`,
      'pid_filename none',
      'pinger_enable off',
      'visible_hostname chaos',
      'shutdown_lifetime 0 seconds',
      `unlinkd_program ${program.root}/usr/lib/squid/unlinkd`,
      `mime_table ${shared}/mime.conf`,
      `icon_directory ${shared}/icons`,
      `error_directory ${shared}/errors/en`,
      `coredump_dir ${folder}`,
      `cache_peer 127.0.0.1 parent ${parent} 0 no-query no-digest default`,
      'never_direct allow all',
      // It refuses to serve as root.
      ...(userInfo().uid === 0 ? ['cache_effective_user nobody'] : []),
    ];
    await writeFile(file, `${lines.join('\n')}\n`);
    return { args: ['-N', '-f', file] };
  });
}

/** startTinyproxy starts tinyproxy with a password, if there is one; it asks the HTTP proxy on port `parent` for everything. */
export function startTinyproxy(
  program: Ready,
  folder: string,
  { parent, user, password }: { readonly parent: number; readonly user: string; readonly password: string },
): Promise<Started> {
  return start(program, folder, async (port) => {
    const file = path.join(folder, 'tinyproxy.conf');
    const lines = [
      `Port ${port}`,
      'Listen 127.0.0.1',
      'Timeout 600',
      'MaxClients 200',
      `LogFile "${folder}/tinyproxy.log"`,
      `BasicAuth ${user} ${password}`,
      `Upstream http 127.0.0.1:${parent}`,
    ];
    await writeFile(file, `${lines.join('\n')}\n`);
    return { args: ['-d', '-c', file] };
  });
}

/** startMitmproxy starts mitmdump, which opens every TLS connection; its own CA is `mitmproxy-ca-cert.pem` in `folder`. */
export function startMitmproxy(program: Ready, folder: string, parent: number): Promise<Started> {
  return start(program, folder, async (port) => ({
    args: [
      ...['--quiet', '--listen-host', '127.0.0.1', '--listen-port', `${port}`, '--ssl-insecure'],
      ...['--mode', `upstream:http://127.0.0.1:${parent}`, '--set', `confdir=${folder}`],
    ],
    env: { HOME: folder },
  }));
}

interface CommandLine {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

async function start(
  { command, env }: Ready,
  folder: string,
  configure: (port: number) => Promise<CommandLine>,
): Promise<Started> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o777);
  const port = await freePort();
  const line = await configure(port);
  const [program = '', ...first] = command;
  const log = openSync(path.join(folder, 'output.log'), 'a');
  const child = spawn(program, [...first, ...line.args], {
    cwd: folder,
    env: { ...process.env, ...withoutProxies, ...env, ...line.env },
    stdio: ['ignore', log, log],
  });
  const exited = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  // Before the scratch folder goes, which it writes to.
  process.prependOnceListener('exit', kill);
  const started: Started = {
    port,
    async [Symbol.asyncDispose]() {
      process.off('exit', kill);
      if (child.exitCode === null && child.signalCode === null) await end(child, exited);
    },
  };
  try {
    await Promise.race([waitForPort(port), exited.then(() => Promise.reject(ended(program, folder)))]);
    return started;
  } catch (error) {
    await started[Symbol.asyncDispose]();
    throw error;
  }
}

async function end(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await exited;
  clearTimeout(timer);
}

function ended(program: string, folder: string): Error {
  return new Error(`${path.basename(program)} ended at once, see ${folder}/output.log`);
}

const withoutProxies = { HTTP_PROXY: '', HTTPS_PROXY: '', http_proxy: '', https_proxy: '' };
