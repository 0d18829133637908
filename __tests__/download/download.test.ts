import { describe, expect, test } from '@jest/globals';
import { type DownloadRequest, downloadModules } from '../../src/download/download.ts';
import { manualClock } from '../support/manual-clock.ts';
import { recordingRunner } from '../support/recording-runner.ts';
import { type ScriptedExec, type ScriptedRun, scriptedExec } from '../support/scripted-exec.ts';
import { tempDir } from '../support/temp-dir.ts';

const job = {
  label: 'go mod download',
  kind: 'mod-download',
  cwd: '/src',
  args: ['mod', 'download'],
  env: {},
} as const;
const unavailable = 'reading https://p.example.com/m.io/a/@v/v1.0.0.mod: 503 Service Unavailable';
const passing: ScriptedRun = {
  stderr: `go: m.io/a@v1.0.0: ${unavailable}`,
  exit: { kind: 'exited', code: 1 },
};
const complete: ScriptedRun = { stdout: '{"Path": "m.io/a", "Version": "v1.0.0", "Sum": "h1:x"}\n' };

/** A download whose time passes by hand, with an empty module cache. */
async function setUp(exec: ScriptedExec, given: Partial<DownloadRequest> = {}) {
  const dir = await tempDir();
  const clock = manualClock();
  const runner = recordingRunner();
  const stop = new AbortController();
  const done = downloadModules(
    {
      jobs: [job],
      gomodcache: dir.path,
      env: {},
      attempts: 3,
      stallTimeout: 8000,
      signal: stop.signal,
      ...given,
    },
    { exec, clock, random: () => 0.5, log: runner.log, progress: runner.progress },
  );
  return { dir, clock, runner, stop, done, [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose]() };
}

describe('downloadModules', () => {
  test('waits longer after each failure, by full jitter', async () => {
    const exec = scriptedExec(passing, passing, complete);
    await using it = await setUp(exec);
    await it.clock.advance(499);
    expect(exec.commands).toHaveLength(1);
    await it.clock.advance(1);
    expect(exec.commands).toHaveLength(2);
    await it.clock.advance(999);
    expect(exec.commands).toHaveLength(2);
    await it.clock.advance(1);
    expect(await it.done).toMatchObject({
      kind: 'complete',
      retries: 2,
      modules: [{ path: 'm.io/a' }],
    });
    expect(it.runner.messages('info')).toEqual([
      `\`go mod download\` failed: m.io/a@v1.0.0: ${unavailable}; attempt 2 of 3 in 0.5 s`,
      `\`go mod download\` failed: m.io/a@v1.0.0: ${unavailable}; attempt 3 of 3 in 1.0 s`,
    ]);
  });

  test('stops waiting for the next attempt when the time is up', async () => {
    await using it = await setUp(scriptedExec(passing));
    await it.clock.advance(100);
    it.stop.abort(new Error('interrupted by SIGTERM'));
    expect(await it.done).toMatchObject({
      kind: 'deadline',
      waitingFor: [],
      failures: [{ code: 'interrupted', message: 'interrupted by SIGTERM' }, { code: 'server-error' }],
    });
  });

  test('ends a silent go command and names the module, host and time; git commands too', async () => {
    const trace = [
      '# get https://p.example.com/m.io/a/@v/v1.0.0.zip',
      '# get https://p.example.com/m.io/b/@v/v1.0.0.zip',
      '# get https://p.example.com/m.io/b/@v/v1.0.0.zip: 404 Not Found (0.010s)',
      'cd /vcs/1; git fetch https://me:hunter2@git.example.com/c',
    ].join('\n');
    await using it = await setUp(scriptedExec({ stderr: trace, exit: 'silent' }), { attempts: 1 });
    await it.clock.advance(9000);
    expect(await it.done).toMatchObject({
      kind: 'failed',
      requests: 3,
      failures: [
        {
          code: 'stalled',
          class: 'network',
          transient: true,
          module: 'm.io/a@v1.0.0',
          message: expect.stringMatching(
            /^the go command made no progress for \d s, waiting for m\.io\/a@v1\.0\.0, `git fetch https:\/\/me:xxxxx@git\.example\.com\/c` from p\.example\.com$/,
          ),
        },
      ],
    });
  });

  test('runs one job after the other, and none after one that failed', async () => {
    const refused: ScriptedRun = { stderr: 'go: no modules specified', exit: { kind: 'exited', code: 1 } };
    const exec = scriptedExec(complete, refused);
    const jobs = ['one', 'two', 'three'].map((cwd) => ({ ...job, cwd, env: { GOWORK: cwd } }));
    await using it = await setUp(exec, { jobs, env: { HOME: '/home/user', GOWORK: '' } });
    expect(await it.done).toMatchObject({ kind: 'failed', retries: 0, modules: [{ path: 'm.io/a' }] });
    expect(exec.commands.map(({ file, cwd, env }) => [file, cwd, env])).toEqual([
      ['go', 'one', { HOME: '/home/user', GOWORK: 'one' }],
      ['go', 'two', { HOME: '/home/user', GOWORK: 'two' }],
    ]);
  });

  test.each<{ name: string; run: ScriptedRun; failure: object }>([
    {
      name: 'is ended from outside',
      run: { exit: { kind: 'killed', signal: 'SIGKILL' } },
      failure: { code: 'go-killed', transient: false, message: expect.stringContaining('SIGKILL') },
    },
    {
      name: 'fails without a word',
      run: { stderr: 'go: downloading m.io/a v1.0.0', exit: { kind: 'exited', code: 2 } },
      failure: { code: 'unknown', transient: false, message: expect.stringContaining('status 2') },
    },
  ])('says so when the go command $name', async ({ run, failure }) => {
    await using it = await setUp(scriptedExec(run));
    expect(await it.done).toMatchObject({ kind: 'failed', retries: 0, failures: [failure] });
  });

  test('takes what a go command that succeeds remarks for no failure', async () => {
    await using it = await setUp(scriptedExec({ ...complete, stderr: 'go: warning: something is odd' }));
    expect(await it.done).toMatchObject({ kind: 'complete' });
    expect(it.runner.messages('debug')).toEqual(['go: warning: something is odd']);
  });
});
