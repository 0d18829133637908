import { execFileSync, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { endOnCrash, endSoon, onInterrupt } from '../../../src/adapters/guard/interrupt.ts';
import { recordingGuard } from '../../support/recording-guard.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** Only what is listened to. */
function quietProcess() {
  const process = new EventEmitter();
  return Object.assign(process, { stdout: new EventEmitter(), stderr: new EventEmitter() });
}

function interrupted() {
  const process = quietProcess();
  const guard = { ...recordingGuard(), reasons: [] as string[] };
  const signal = onInterrupt(process as unknown as NodeJS.Process, {
    ...guard,
    endNow: (reason) => void guard.reasons.push(reason),
    clearAway: () => undefined,
  });
  return { process, guard, signal };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGALRM', 'SIGUSR2', 'SIGXCPU'])(
  '%s aborts the run and gives it time',
  (name) => {
    const { process, guard, signal } = interrupted();
    process.emit(name);
    expect(signal.reason).toMatchObject({ message: `interrupted by ${name}` });
    expect(guard.limits).toHaveLength(1);
    expect(guard.reasons).toEqual([]);
  },
);

test.each([
  ['SIGINT', 'SIGINT'],
  ['SIGINT', 'SIGTERM'],
  ['SIGHUP', 'SIGINT'],
])('%s and then %s end the process at once', (first, second) => {
  const { process, guard } = interrupted();
  process.emit(first);
  process.emit(second);
  expect(guard.reasons).toEqual([`Interrupted by a second signal (${second}).`]);
});

test.each(['stdout', 'stderr'] as const)('no reader of %s aborts the run, and counts once', (stream) => {
  const { process, guard, signal } = interrupted();
  process[stream].emit('error', new Error('EPIPE'));
  process.stdout.emit('error', new Error('EPIPE'));
  expect(signal.reason).toMatchObject({ message: 'interrupted by a closed output' });
  expect(guard.reasons).toEqual([]);
  process.emit('SIGTERM');
  expect(guard.reasons).toHaveLength(1);
});

test('a process that is done gets its status and a limit', () => {
  const guard = recordingGuard();
  const process: { exitCode?: number; exit: () => void; getActiveResourcesInfo: () => string[] } = {
    exit: () => undefined,
    getActiveResourcesInfo: () => [],
  };
  endSoon(
    process as unknown as NodeJS.Process,
    { ...guard, endNow: () => undefined, clearAway: () => undefined },
    1,
  );
  expect(process.exitCode).toBe(1);
  expect(guard.limits).toHaveLength(1);
});

const systemError = Object.assign(new Error('ENOENT: uv_cwd'), { code: 'ENOENT' });

test.each([
  ['an error', new Error('boom'), 'This is a bug in go-mod-download, please report it: boom'],
  ['an error of the system', systemError, 'go-mod-download cannot go on: ENOENT: uv_cwd'],
])('%s that no one caught is reported in one line, with nothing left behind', (_name, error, told) => {
  const process = new EventEmitter();
  const events: unknown[] = [];
  const exit = (status: number) => void events.push(status);
  endOnCrash(
    Object.assign(process, { exit, getActiveResourcesInfo: () => [] }) as unknown as NodeJS.Process,
    { ...recordingGuard(), endNow: () => undefined, clearAway: () => void events.push('cleared') },
    (message) => void events.push(message),
  );
  process.emit('uncaughtException', error);
  expect(events).toEqual(['cleared', told, 1]);
});

describe('the process ends with its status, whatever its pool of threads waits for', () => {
  const file = path.resolve(import.meta.dirname, '../../../src/adapters/guard/interrupt.ts');

  test.each([
    ['nothing', '', 0],
    ['nothing', '', 2],
    ['a read that never ends', 'for (let i = 0; i < 4; i++) open(fifo).catch(() => {});', 0],
    ['a read that never ends', 'open(fifo).catch(() => {});', 1],
  ])('%s', async (_what, script, status) => {
    await using dir = await tempDir();
    const fifo = path.join(dir.path, 'pipe');
    execFileSync('mkfifo', [fifo]);
    const program = `
      import { open } from 'node:fs/promises';
      import { exitNow } from ${JSON.stringify(file)};
      const fifo = ${JSON.stringify(fifo)};
      ${script}
      setTimeout(() => exitNow(process, ${status}), 50);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    expect(code).toBe(status);
  });
});
