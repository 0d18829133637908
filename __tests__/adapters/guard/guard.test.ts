import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { isRunning, waitUntil } from '../../support/processes.ts';
import { type TempDir, tempDir } from '../../support/temp-dir.ts';

const guardFile = path.resolve(import.meta.dirname, '../../../src/adapters/guard/guard.ts');

/** Starts a process of this Node that is guarded, has a child, a folder and a lock file, and then runs `script`. */
async function guarded(dir: TempDir, script: string, { reads = true } = {}) {
  await mkdir(path.join(dir.path, 'scratch/credentials'), { recursive: true });
  await writeFile(path.join(dir.path, 'scratch/credentials/ssh-key'), 'key');
  await writeFile(path.join(dir.path, 'lock'), 'mine');
  const fifo = path.join(dir.path, 'pipe');
  expect(spawnSync('mkfifo', [fifo]).status).toBe(0);
  const program = `
    import { spawn } from 'node:child_process';
    import fs from 'node:fs';
    import { startGuard } from ${JSON.stringify(guardFile)};
    const dir = ${JSON.stringify(dir.path)};
    const fifo = ${JSON.stringify(fifo)};
    const onFailure = (reason) => console.error('no guard: ' + reason);
    const guard = startGuard({ lastLine: { fd: 2, prefix: 'error: ' }, onFailure, startAfter: 0, tickMs: 20, silenceMs: 1500 });
    const release = guard.removeAtEnd(dir + '/scratch');
    const releaseLock = guard.removeAtEnd(dir + '/lock', 'mine');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    guard.endAtEnd(child.pid);
    fs.writeFileSync(dir + '/pid', String(child.pid));
    // The thread of the guard needs a moment to start.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    fs.writeFileSync(dir + '/ready', '');
    ${script}`;
  const it = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = reads ? Promise.all([text(it.stdout), text(it.stderr)]) : Promise.resolve(['', ''] as const);
  const ended = once(it, 'exit');
  return {
    process: it,
    ready: () => waitUntil(() => existsSync(path.join(dir.path, 'ready'))),
    async end() {
      const [code, signal] = await ended;
      const [, stderr] = await said;
      const pid = Number(await readFile(path.join(dir.path, 'pid'), 'utf8'));
      const endChild = () => process.kill(pid, 'SIGKILL');
      return { code, signal, stderr, pid, endChild };
    },
  };
}

const left = (dir: TempDir) => ['scratch', 'lock'].filter((name) => existsSync(path.join(dir.path, name)));

describe('a process ends with all that it started, in one line', () => {
  test.each([
    ['whose main thread loops', 'for (;;);', 'did not respond for'],
    ['whose main thread is blocked in a read', 'fs.openSync(fifo);', 'did not respond for'],
    [
      'whose pool is blocked at its time limit',
      `guard.endWithin(200, 'It took too long.'); for (let i = 0; i < 4; i++) fs.promises.open(fifo).catch(() => {});`,
      'It took too long.',
    ],
    [
      'whose main thread loops at its time limit',
      `guard.endWithin(200, 'It took too long.'); for (;;);`,
      'It took too long.',
    ],
    [
      'that waits for something that never comes',
      `guard.endWithin(60_000, 'No.'); guard.endWithin(100, 'Yes.'); setInterval(() => {}, 1000);`,
      'Yes.',
    ],
    ['that is ended by itself', `guard.endNow('Enough.');`, 'Enough.'],
  ])('%s', async (_name, script, reason) => {
    await using dir = await tempDir();
    const end = await (await guarded(dir, script)).end();
    expect(end.signal).toBe('SIGKILL');
    await waitUntil(async () => !(await isRunning(end.pid)));
    expect(end.stderr).toContain(`error: ${reason.startsWith('did') ? 'go-mod-download ' : ''}${reason}`);
    expect(end.stderr).toContain('Its programs were ended, its credentials and temporary files removed.');
    expect(end.stderr.trim().split('\n')).toHaveLength(1);
    expect(left(dir)).toEqual([]);
  });
});

test('a process whose output is not read ends without its line', async () => {
  await using dir = await tempDir();
  const script = `for (;;) process.stderr.write('x'.repeat(100_000));`;
  const { process: it, ready } = await guarded(dir, script, { reads: false });
  await ready();
  const [, signal] = await once(it, 'exit');
  expect(signal).toBe('SIGKILL');
  expect(left(dir)).toEqual([]);
});

test('what was released stays, and so does a lock that is no longer ours', async () => {
  await using dir = await tempDir();
  await (
    await guarded(
      dir,
      `release(); release(); fs.writeFileSync(dir + '/lock', 'of another run'); guard.endWithin(60, 'x'); for (;;);`,
    )
  ).end();
  expect(left(dir)).toEqual(['scratch', 'lock']);
});

test('folders that were made read-only are removed, as the go command makes them', async () => {
  await using dir = await tempDir({ 'scratch/module/go.mod': 'module m' });
  await chmod(path.join(dir.path, 'scratch/module'), 0o555);
  await (await guarded(dir, 'for (;;);')).end();
  expect(left(dir)).toEqual([]);
});

test('a process that was suspended for long goes on when it is resumed', async () => {
  await using dir = await tempDir();
  const it = await guarded(
    dir,
    `guard.endWithin(1500, 'Too long.'); setTimeout(() => process.exit(7), 300);`,
  );
  await it.ready();
  it.process.kill('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 2000));
  it.process.kill('SIGCONT');
  const end = await it.end();
  end.endChild();
  expect(end.code).toBe(7);
  expect(left(dir)).toEqual(['scratch', 'lock']);
});

test('does not keep a process alive that is done', async () => {
  await using dir = await tempDir();
  const end = await (await guarded(dir, 'child.unref();')).end();
  end.endChild();
  expect(end.code).toBe(0);
});
