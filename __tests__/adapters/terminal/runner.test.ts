import { describe, expect, test } from '@jest/globals';
import { terminalRunner } from '../../../src/adapters/terminal/runner.ts';
import type { Env } from '../../../src/ports/env.ts';
import type { Runner } from '../../../src/ports/runner.ts';
import { Secrets } from '../../../src/text/secrets.ts';
import { type ManualClock, manualClock } from '../../support/manual-clock.ts';

interface Terminal {
  readonly runner: Runner;
  readonly clock: ManualClock;
  /** What was written, and takes it away. */
  out(): string;
  err(): string;
}

interface TerminalSetup {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly env?: Env;
  readonly verbose?: boolean;
}

function terminal({ isTTY = false, columns = 80, env = {}, verbose = false }: TerminalSetup = {}): Terminal {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    isTTY,
    columns,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const take = (name: 'out' | 'err') => () => {
    const text = written[name];
    written[name] = '';
    return text;
  };
  const clock = manualClock();
  const runner = terminalRunner({
    stdout: stream('out'),
    stderr: stream('err'),
    env,
    verbose,
    clock,
    secrets: new Secrets(),
  });
  return { runner, clock, out: take('out'), err: take('err') };
}

describe('in a pipe', () => {
  test('what happens goes to standard output, what is wrong to standard error', () => {
    const { runner, out, err } = terminal();
    runner.log.info('one\r\ntwo');
    runner.log.notice('three');
    runner.log.debug('hidden');
    runner.log.warning('four', { title: 'W', location: { file: 'go.mod' } });
    runner.log.error('five\nsix', { title: 'E', location: { file: 'go.sum', line: 7 } });
    expect(out()).toBe('one\ntwo\nnotice: three\n');
    expect(err()).toBe('warning: go.mod: four\nerror: go.sum:7: five\nsix\n');
  });

  test('a message that names its line itself has it once', () => {
    const { runner, err } = terminal();
    const location = { file: 'go.mod', line: 7 };
    runner.log.error('/checkout/go.mod:7: unmatched `)`', { title: 'E', location });
    runner.log.error('/checkout/go.mod:71: unmatched `)`', { title: 'E', location });
    expect(err()).toBe(
      'error: /checkout/go.mod:7: unmatched `)`\nerror: go.mod:7: /checkout/go.mod:71: unmatched `)`\n',
    );
  });

  test('debug messages are shown when asked for', () => {
    const { runner, err } = terminal({ verbose: true });
    runner.log.debug('detail');
    expect(err()).toBe('detail\n');
  });

  test('a group is its title and indented lines, also when it fails', async () => {
    const { runner, out } = terminal();
    const failing = runner.log.group('Plan', async () => {
      runner.log.info('one\ntwo');
      throw new Error('no go.mod');
    });
    await expect(failing).rejects.toThrow('no go.mod');
    runner.log.info('after');
    expect(out()).toBe('Plan\n  one\n  two\nafter\n');
  });

  test('progress is a line when nothing else was printed for 5 s', async () => {
    const { runner, clock, out } = terminal();
    runner.progress('1 of 9');
    await clock.advance(4999);
    runner.progress('2 of 9');
    expect(out()).toBe('');
    await clock.advance(1);
    runner.progress('3 of 9');
    runner.progress('4 of 9');
    expect(out()).toBe('3 of 9\n');
    await clock.advance(4000);
    runner.log.info('something');
    await clock.advance(4000);
    runner.progress('5 of 9');
    expect(out()).toBe('something\n');
    await clock.advance(1000);
    runner.progress('6 of 9');
    expect(out()).toBe('6 of 9\n');
  });

  test('secrets are redacted everywhere, also behind invisible characters', async () => {
    const { runner, clock, out, err } = terminal({ verbose: true });
    runner.mask('hunter2');
    runner.mask('');
    runner.log.info('a hunter2');
    runner.log.info('a hun\u200bter2');
    runner.log.debug('a hunter2');
    runner.log.error('a hunter2', { title: 'x', location: { file: 'hunter2' } });
    await runner.log.group('a hunter2', async () => undefined);
    await clock.advance(5000);
    runner.progress('a hunter2');
    expect(out()).toBe('a ***\na ***\na ***\na ***\n');
    expect(err()).toBe('a ***\nerror: ***: a ***\n');
  });

  test('what only a workflow has leaves no trace', async () => {
    const { runner, out, err } = terminal();
    runner.setOutput('cache-hit', 'true');
    runner.exportVariable('GOPROXY', 'off');
    await runner.writeSummary('# Summary');
    expect(out() + err()).toBe('');
    expect(process.env['GOPROXY']).not.toBe('off');
  });
});

describe('on a terminal', () => {
  test('progress is one line, rewritten in place, cut to the width, and makes room for others', async () => {
    const { runner, clock, out, err } = terminal({ isTTY: true, columns: 10, env: { NO_COLOR: '1' } });
    runner.progress('downloading 1 of 9');
    expect(err()).toBe('\r\u001b[2Kdownloadi');
    runner.progress('too soon');
    expect(err()).toBe('');
    await clock.advance(100);
    runner.progress('two\nlines');
    expect(err()).toBe('\r\u001b[2Ktwo lines');
    runner.log.info('a line');
    expect(err()).toBe('\r\u001b[2K');
    runner.log.info('another');
    expect(err()).toBe('');
    expect(out()).toBe('a line\nanother\n');
  });

  test('foreign text cannot move the cursor or color anything', () => {
    const { runner, out } = terminal({ isTTY: true, env: { NO_COLOR: '1' } });
    runner.log.info('a\u001b[2J\u001b]0;title\u0007b\rc\u009b31md');
    expect(out()).not.toMatch(/[^\n\x20-\x7e]/);
  });

  test.each<[string, boolean, Env, boolean]>([
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['NO_COLOR that is empty', true, { NO_COLOR: '' }, true],
    ['a dumb terminal', true, { TERM: 'dumb' }, false],
    ['FORCE_COLOR in a pipe', false, { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR over NO_COLOR', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['FORCE_COLOR=0 on a terminal', true, { FORCE_COLOR: '0' }, false],
  ])('%s decides about color', async (_name, isTTY, env, colored) => {
    const { runner, out, err } = terminal({ isTTY, env });
    runner.log.error('x');
    await runner.log.group('Plan', async () => undefined);
    expect(err()).toBe(colored ? '\u001b[31merror:\u001b[0m x\n' : 'error: x\n');
    expect(out()).toBe(colored ? '\u001b[1mPlan\u001b[0m\n' : 'Plan\n');
  });

  test('a dumb terminal gets lines of progress', async () => {
    const { runner, clock, out, err } = terminal({ isTTY: true, env: { TERM: 'dumb' } });
    await clock.advance(5000);
    runner.progress('1 of 9');
    expect([out(), err()]).toEqual(['1 of 9\n', '']);
  });
});
