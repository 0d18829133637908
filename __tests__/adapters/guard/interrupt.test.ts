import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { endOnCrash, endSoon, onInterrupt } from '../../../src/adapters/guard/interrupt.ts';
import { recordingGuard } from '../../support/recording-guard.ts';

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

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])('%s aborts the run and gives it time', (name) => {
  const { process, guard, signal } = interrupted();
  process.emit(name);
  expect(signal.reason).toMatchObject({ message: `interrupted by ${name}` });
  expect(guard.limits).toHaveLength(1);
  expect(guard.reasons).toEqual([]);
});

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
  const process: { exitCode?: number; exit: () => void } = { exit: () => undefined };
  endSoon(
    process as unknown as NodeJS.Process,
    { ...guard, endNow: () => undefined, clearAway: () => undefined },
    1,
  );
  expect(process.exitCode).toBe(1);
  expect(guard.limits).toHaveLength(1);
});

test('an error that no one caught is told in one line, with nothing left behind', () => {
  const process = new EventEmitter();
  const events: unknown[] = [];
  const exit = (status: number) => void events.push(status);
  endOnCrash(
    Object.assign(process, { exit }) as unknown as NodeJS.Process,
    { ...recordingGuard(), endNow: () => undefined, clearAway: () => void events.push('cleared') },
    (message) => void events.push(message),
  );
  process.emit('uncaughtException', new Error('boom'));
  expect(events).toEqual(['cleared', 'This is a bug in go-mod-download, please report it: boom', 1]);
});
