import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { childProcessExec } from '../../src/adapters/child-process-exec.ts';
import type { Command, Exit } from '../../src/ports/exec.ts';
import { isRunning, waitUntil } from '../support/processes.ts';
import { recordingGuard } from '../support/recording-guard.ts';
import { tempDir } from '../support/temp-dir.ts';

const exec = childProcessExec(recordingGuard());
const never = new AbortController().signal;

/** A command of this very Node, so that the tests need no other program. */
function node(script: string, cwd = process.cwd(), env: Command['env'] = {}): Command {
  return { file: process.execPath, args: ['-e', script], cwd, env };
}

describe('ask', () => {
  test('returns the whole output and the exit status, whatever it is', async () => {
    const answer = await exec.ask(
      node(`console.log('héllo'); console.error('no'); process.exitCode = 3`),
      never,
    );
    expect(answer).toEqual({ code: 3, stdout: 'héllo\n', stderr: 'no\n' });
  });

  test('runs in the given folder with the given environment', async () => {
    await using dir = await tempDir();
    const script = `console.log(JSON.stringify([process.cwd(), process.env.GREETING, process.env.PATH]))`;
    const { stdout } = await exec.ask(node(script, dir.path, { GREETING: 'hi', UNSET: undefined }), never);
    expect(JSON.parse(stdout)).toEqual([dir.path, 'hi', null]);
  });

  test('hands over arguments as they are, without any shell', async () => {
    const args = ['a b', '"', "'", '$HOME', '*', '\\', '', 'ü'];
    const script = 'console.log(JSON.stringify(process.argv.slice(1)))';
    const command = { ...node(script), args: ['-e', script, '--', ...args] };
    expect(JSON.parse((await exec.ask(command, never)).stdout)).toEqual(args);
  });

  test('gives a status that is no success for a program that a signal ended', async () => {
    const { code } = await exec.ask(node(`process.kill(process.pid, 'SIGKILL')`), never);
    expect(code).toBe(-1);
  });
});

describe('ask under a signal', () => {
  test('ends a program that does not answer, with its descendants, and rejects with the reason', async () => {
    await using dir = await tempDir();
    const file = path.join(dir.path, 'pids');
    const controller = new AbortController();
    const script = `${spawnSleeper}; require('fs').writeFileSync(${JSON.stringify(file)}, child.pid + ' ' + process.pid);
      setInterval(() => {}, 1000)`;
    const asked = exec.ask(node(script), controller.signal);
    const pids = async () => (await readFile(file, 'utf8').catch(() => '')).split(' ').map(Number);
    await waitUntil(async () => (await pids()).length === 2);
    controller.abort('enough');
    await expect(asked).rejects.toBe('enough');
    for (const pid of await pids()) expect(await isRunning(pid)).toBe(false);
  });

  test('does not keep an endless answer', async () => {
    const script = `const text = 'x'.repeat(1e6); const more = () => process.stdout.write(text, more); more()`;
    await expect(exec.ask(node(script), never)).rejects.toMatchObject({ code: 'output-too-long' });
  });
});

test.each(['ask', 'run'] as const)('%s says when the program runs, before it ends', async (verb) => {
  await using dir = await tempDir();
  const script = "const { existsSync } = require('node:fs'); while (!existsSync('go on'));";
  const running = Promise.withResolvers<void>();
  const command = { ...node(script, dir.path), onStart: running.resolve };
  const ended = verb === 'ask' ? exec.ask(command, never) : exec.run(command, { signal: never });
  await running.promise;
  await writeFile(path.join(dir.path, 'go on'), '');
  expect(await ended).toMatchObject({ code: 0 });
});

test('the guard knows a program as long as it runs', async () => {
  const guard = recordingGuard();
  const guarded = childProcessExec(guard);
  let held: readonly (string | number)[] = [];
  let pid = 0;
  await guarded.run(node('console.log(process.pid)'), {
    signal: never,
    onStdout: (chunk) => {
      pid = Number(chunk);
      held = [...guard.held];
    },
  });
  expect(held).toEqual([pid]);
  expect(guard.held.size).toBe(0);
});

describe('run', () => {
  test('hands over standard output in chunks and standard error in lines, characters whole', async () => {
    const script = `
      const euro = Buffer.from('€');
      process.stdout.write(euro.subarray(0, 1), () => setTimeout(() => process.stdout.write(euro.subarray(1)), 30));
      process.stderr.write('one\\r\\ntwo\\nunfin', () => setTimeout(() => process.stderr.write('ished'), 30));`;
    let out = '';
    const lines: string[] = [];
    const exit = await exec.run(node(script), {
      signal: never,
      onStdout: (chunk) => {
        out += chunk;
      },
      onStderrLine: (line) => lines.push(line),
    });
    expect(exit).toEqual({ kind: 'exited', code: 0 });
    expect(out).toBe('€');
    expect(lines).toEqual(['one', 'two', 'unfinished']);
  });

  test.each<{ name: string; script: string; exit: Exit }>([
    { name: 'its own status', script: 'process.exit(5)', exit: { kind: 'exited', code: 5 } },
    {
      name: 'a signal that is not ours',
      script: `process.kill(process.pid, 'SIGKILL')`,
      exit: { kind: 'killed', signal: 'SIGKILL' },
    },
  ])('tells apart how it ended: $name', async ({ script, exit }) => {
    expect(await exec.run(node(script), { signal: never })).toEqual(exit);
  });

  test('ends the whole tree when the signal aborts, also a child that ignores SIGTERM', async () => {
    const { pids, exit } = await abortOncePrinted(
      `console.log(child.pid + ' ' + process.pid); process.on('SIGTERM', () => {})`,
    );
    expect(exit).toEqual({ kind: 'aborted', reason: 'enough' });
    for (const pid of pids) expect(await isRunning(pid)).toBe(false);
  });

  test('leaves no descendant of a program that ended by itself', async () => {
    let out = '';
    const exit = await exec.run(
      node(`${spawnSleeper}; console.log(child.pid); child.unref(); process.exit(0)`),
      {
        signal: never,
        onStdout: (chunk) => {
          out += chunk;
        },
      },
    );
    expect(exit).toEqual({ kind: 'exited', code: 0 });
    expect(await isRunning(Number(out))).toBe(false);
  });

  test('starts nothing when the signal has aborted already', async () => {
    await using dir = await tempDir();
    const file = path.join(dir.path, 'started');
    const command = node(`require('fs').writeFileSync(${JSON.stringify(file)}, '')`);
    expect(await exec.run(command, { signal: AbortSignal.abort('before') })).toEqual({
      kind: 'aborted',
      reason: 'before',
    });
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  test('names the folder when the program cannot be started in it', async () => {
    await using dir = await tempDir();
    const missing = path.join(dir.path, 'missing');
    await expect(exec.run(node('', missing), { signal: never })).rejects.toMatchObject({
      code: 'program-not-started',
      message: expect.stringContaining(missing),
    });
  });
});

describe('the program', () => {
  test('is looked for on the PATH of the given environment, not on that of this process', async () => {
    await using dir = await tempDir();
    const command = { file: 'go', args: ['version'], cwd: dir.path, env: { PATH: dir.path } };
    const missing = {
      code: 'program-not-found',
      class: 'configuration',
      hint: 'Set `go-version` or `go-version-file` so that Go is installed, or put go on PATH.',
    };
    await expect(exec.ask(command, never)).rejects.toMatchObject(missing);
    await expect(exec.run(command, { signal: never })).rejects.toMatchObject(missing);
  });

  test('is found there by both verbs', async () => {
    await using dir = await tempDir();
    const env = { PATH: path.dirname(process.execPath) };
    const command = { file: path.basename(process.execPath), args: ['--version'], cwd: dir.path, env };
    expect((await exec.ask(command, never)).stdout).toBe(`${process.version}\n`);
    expect(await exec.run(command, { signal: never })).toEqual({ kind: 'exited', code: 0 });
  });
});

const spawnSleeper = `const child = require('child_process').spawn(process.execPath,
  ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })`;

async function abortOncePrinted(script: string): Promise<{ pids: number[]; exit: Exit }> {
  const controller = new AbortController();
  let pids: number[] = [];
  const exit = await exec.run(node(`${spawnSleeper}; ${script}; setInterval(() => {}, 1000)`), {
    signal: controller.signal,
    onStdout: (chunk) => {
      pids = chunk.trim().split(' ').map(Number);
      controller.abort('enough');
    },
  });
  expect(pids).toHaveLength(2);
  return { pids, exit };
}
