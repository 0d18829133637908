import { describe, expect, test } from '@jest/globals';
import { childProcessExec } from '../../src/adapters/child-process-exec.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { diskSpace } from '../../src/diagnosis/disk-space.ts';
import { knownVersions } from '../../src/diagnosis/known-versions.ts';
import { fakeGoproxy } from '../support/fake-goproxy.ts';
import { manualClock } from '../support/manual-clock.ts';
import { recordingGuard } from '../support/recording-guard.ts';
import { recordingRunner } from '../support/recording-runner.ts';
import { scriptedExec } from '../support/scripted-exec.ts';
import { tempDir } from '../support/temp-dir.ts';

const never = new AbortController().signal;

describe('knownVersions', () => {
  test('lists what a proxy has, without what was retracted; nothing where it has nothing; and leaves out what it cannot say', async () => {
    await using dir = await tempDir();
    await using proxy = await fakeGoproxy({
      modules: [
        { path: 'example.com/a', version: 'v1.0.0' },
        { path: 'example.com/a', version: 'v1.1.0' },
        {
          path: 'example.com/a',
          version: 'v1.2.0',
          goMod: 'module example.com/a\n\ngo 1.21\n\nretract v1.0.0\n',
        },
      ],
      script: ({ path }) =>
        path.startsWith('/example.com/c/') ? { kind: 'status', status: 500 } : undefined,
    });
    // Flags that are meant for building would end a query.
    const env = {
      PATH: process.env['PATH'],
      HOME: dir.path,
      GOMODCACHE: `${dir.path}/mod`,
      ...proxy.env(),
      GOFLAGS: '-mod=vendor',
    };
    const ports = {
      exec: childProcessExec(recordingGuard()),
      clock: systemClock,
      log: recordingRunner().log,
    };
    const paths = ['example.com/a', 'example.com/a', 'example.com/b', 'example.com/c'];
    expect(await knownVersions({ paths, env, dir: dir.path, signal: never }, ports)).toEqual(
      new Map([
        ['example.com/a', ['v1.1.0', 'v1.2.0']],
        ['example.com/b', []],
      ]),
    );
  });

  test('asks nothing when there is nothing to ask, or no time left', async () => {
    const exec = scriptedExec();
    const ports = { exec, clock: manualClock(), log: recordingRunner().log };
    const request = { env: {}, dir: '/', signal: never };
    expect(await knownVersions({ ...request, paths: [] }, ports)).toEqual(new Map());
    const signal = AbortSignal.abort();
    expect(await knownVersions({ ...request, paths: ['example.com/a'], signal }, ports)).toEqual(new Map());
    expect(exec.commands).toEqual([]);
  });

  test('asks for few modules, and ignores an answer that cannot be read', async () => {
    const exec = scriptedExec({ stdout: '{"Path": "example.com/a", "Versions": ["v1.0.0"]} {oops}' });
    const runner = recordingRunner();
    const paths = ['a', 'b', 'c', 'd'].map((name) => `example.com/${name}`);
    const ports = { exec, clock: manualClock(), log: runner.log };
    const known = await knownVersions({ paths, env: {}, dir: '/', signal: never }, ports);
    expect(known.get('example.com/a')).toEqual(['v1.0.0']);
    expect(exec.commands[0]?.args.slice(-3)).toEqual(paths.slice(0, 3));
    expect(runner.messages('debug')).toEqual([
      expect.stringMatching(/^Could not list the available versions: /),
    ]);
  });

  test('does not wait forever', async () => {
    const clock = manualClock();
    const ports = { exec: scriptedExec({ exit: 'silent' }), clock, log: recordingRunner().log };
    const asking = knownVersions({ paths: ['example.com/a'], env: {}, dir: '/', signal: never }, ports);
    await clock.advance(10_000);
    expect(await asking).toEqual(new Map());
  });
});

test('the disk of a folder that is not there yet is that of the one above it', async () => {
  await using dir = await tempDir();
  const space = await diskSpace(`${dir.path}/not/yet/there`);
  expect(space?.dir).toBe(dir.path);
  expect(space?.free).toBeGreaterThan(0);
  expect(space?.total).toBeGreaterThanOrEqual(space?.free ?? 0);
});
