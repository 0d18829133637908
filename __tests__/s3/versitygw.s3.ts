import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { s3Cache } from '../../src/adapters/s3/s3-cache.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import type { CacheBackend } from '../../src/ports/cache-backend.ts';
import { openHttp, testBucket, testCredentials } from '../adapters/s3/test-client.ts';
import { cacheBackendContract } from '../support/cache-backend-contract.ts';
import { contentsOf } from '../support/entry-contents.ts';
import { goTool } from '../support/go-tool.ts';
import { tempDir } from '../support/temp-dir.ts';
import { workflow } from '../support/workflow.ts';

const never = new AbortController().signal;
const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'top secret' };

/** versitygw checks signatures and speaks XML of its own. It serves a bucket `modules` from a folder. */
async function versitygw() {
  const program = await goTool('github.com/versity/versitygw/cmd/versitygw@v1.8.0');
  const dir = await tempDir();
  await mkdir(path.join(dir.path, 'buckets/modules'), { recursive: true });
  const port = await freePort();
  const server = spawn(
    program,
    [
      '--access',
      keys.accessKeyId,
      '--secret',
      keys.secretAccessKey,
      '--port',
      `127.0.0.1:${port}`,
      '--region',
      'eu-central-1',
      '--quiet',
      'posix',
      path.join(dir.path, 'buckets'),
    ],
    { stdio: 'ignore' },
  );
  await untilItListens(port, server);
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      await dir[Symbol.asyncDispose]();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
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
  throw new Error('versitygw has ended');
}

async function scene(prefix = 'org/repo') {
  const gateway = await versitygw();
  const dir = await tempDir();
  const http = await openHttp();
  const backend: CacheBackend = s3Cache({
    bucket: testBucket(gateway.url, { prefix }),
    credentials: { ...testCredentials, credentials: async () => keys },
    http: async () => http,
    stallTimeout: 60_000,
    clock: systemClock,
    random: Math.random,
  });
  return {
    gateway,
    backend,
    dir: dir.path,
    // Its listings tell whole seconds.
    pass: () => pause(1100),
    async [Symbol.asyncDispose]() {
      await backend.close();
      await http.close();
      await gateway[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

cacheBackendContract('versitygw', () => scene());

test.each(['a b/c+d', "!*'()", 'x=y&z', 'per%cent', '~-_.'])(
  'the prefix %s is signed as the server reads it',
  async (prefix) => {
    await using at = await scene(prefix);
    const file = path.join(at.dir, 'pack');
    await writeFile(file, 'contents');
    expect(await at.backend.store('k-1', file, never)).toEqual({ kind: 'stored', bytes: 8 });
    expect(String(await contentsOf(await at.backend.fetch(['k-'], never)))).toBe('contents');
  },
);

test('an entry above 64 MiB goes in parts, once, and comes back whole', async () => {
  await using at = await scene();
  const contents = randomBytes(70 * 2 ** 20);
  const file = path.join(at.dir, 'pack');
  await writeFile(file, contents);
  const outcomes = await Promise.all([
    at.backend.store('k-1', file, never),
    at.backend.store('k-1', file, never),
  ]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['exists', 'stored']);
  expect(contents.equals(await contentsOf(await at.backend.fetch(['k-1'], never)))).toBe(true);
});

describe('jobs', () => {
  const modules = [
    { path: 'example.com/alpha', version: 'v1.0.0' },
    { path: 'example.com/beta', version: 'v1.2.0' },
  ];

  test('twenty at once store one entry, and each that follows restores it', async () => {
    await using gateway = await versitygw();
    await using flow = await workflow({ modules });
    const inputs = {
      's3-bucket': 'modules',
      's3-endpoint': gateway.url,
      's3-region': 'eu-central-1',
      's3-access-key-id': keys.accessKeyId,
      's3-secret-access-key': keys.secretAccessKey,
    };
    const first = await Promise.all(Array.from({ length: 20 }, () => flow.job({ inputs })));
    expect(first.filter(({ code }) => code !== 0)).toEqual([]);
    expect(first.filter(({ outputs }) => outputs['cache-saved'] === 'true')).toHaveLength(1);
    const after = await flow.job({ inputs, env: { GOPROXY: 'off' } });
    expect(after.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '2' });
  });
});
