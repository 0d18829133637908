import { expect, test } from '@jest/globals';
import { StepTimer } from '../../src/steps/step-timer.ts';
import { manualClock } from '../support/manual-clock.ts';
import { recordingRunner } from '../support/recording-runner.ts';

test('a step says every ten seconds that it is still at work, and nothing once it has ended', async () => {
  const clock = manualClock();
  const runner = recordingRunner();
  const steps = new StepTimer({ clock, runner });
  const work = Promise.withResolvers<string>();
  const run = steps.run('download', () => work.promise);
  await clock.advance(25_000);
  expect(runner.progressed).toEqual([
    'Download missing modules: 10 s so far',
    'Download missing modules: 20 s so far',
  ]);
  work.resolve('done');
  expect(await run).toBe('done');
  await clock.advance(60_000);
  expect(runner.progressed).toHaveLength(2);
  expect(clock.sleepers()).toBe(0);
  expect(steps.records).toEqual([{ name: 'download', startMs: 0, durationMs: 25_000 }]);
});

test.each([
  ['before the first sign of life', 9000, 0],
  ['after it', 61_000, 6],
])('a step that fails %s says no more', async (_name, ms, signs) => {
  const clock = manualClock();
  const runner = recordingRunner();
  const run = new StepTimer({ clock, runner }).run('mirror', async () => {
    await clock.sleep(ms);
    throw new Error('the disk is full');
  });
  const failed = expect(run).rejects.toThrow('the disk is full');
  await clock.advance(ms);
  await failed;
  await clock.advance(100_000);
  expect(runner.progressed).toHaveLength(signs);
  expect(clock.sleepers()).toBe(0);
});
