import { execFile, execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { distDir } from '../support/dist.ts';
import { goThat } from '../support/go-that.ts';
import { processesOf } from '../support/machine-processes.ts';
import { waitUntil } from '../support/processes.ts';
import { placesOf } from '../support/secret-scan.ts';
import { tempDir } from '../support/temp-dir.ts';
import { type Job, type Workflow, workflow } from '../support/workflow.ts';

const modules = [{ path: 'example.com/alpha', version: 'v1.0.0' }];
const sshKey = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAAK3YVALUEK3YVALUE\n-----END OPENSSH PRIVATE KEY-----';

describe('a go command that hangs is ended at the time limit, whichever it is', () => {
  test.each([
    ['go env', '"env -json"', {}],
    ['go env GOTOOLCHAIN', '"env GOTOOLCHAIN"', {}],
    ['go env GOVERSION', '"env GOVERSION"', { 'go-version': '>=1.20' }],
    ['go clean', '"clean -modcache"', { clean: 'true' }],
  ])('%s', async (_name, pattern, inputs) => {
    await using flow = await workflow({ modules });
    const PATH = await goThat(flow.dir, pattern, 'exec sleep 1000');
    const env = { PATH, GOTOOLCHAIN: '' };
    const job = await flow.job({ inputs: { cache: 'off', timeout: '2s', ...inputs }, env });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([{ code: 'deadline', fault: 'infrastructure' }]);
    expect(await processesOf(job.machine)).toEqual([]);
  });

  test('go mod graph', async () => {
    await using flow = await workflow({ modules });
    const on = await flow.job({ inputs: { cache: 'off', layout: 'zip' } });
    const PATH = await goThat(flow.dir, '"mod graph"', 'exec sleep 1000');
    const job = await flow.job({ on, inputs: { cache: 'off', layout: 'zip', timeout: '2s' }, env: { PATH } });
    expect(job.report?.errors).toMatchObject([{ code: 'deadline' }]);
    expect(await processesOf(job.machine)).toEqual([]);
  });
});

describe('a step that is stopped by a signal leaves no credentials, no temporary files and no process', () => {
  const ways = [
    ['SIGTERM', 'kill -TERM $PPID', 1],
    ['SIGHUP', 'kill -HUP $PPID', 1],
    ['SIGQUIT', 'kill -QUIT $PPID', 1],
    ['SIGINT, then SIGTERM', 'trap "" TERM; kill -INT $PPID; sleep 0.2; kill -TERM $PPID', null],
    ['SIGHUP, then SIGHUP', 'trap "" TERM; kill -HUP $PPID; sleep 0.2; kill -HUP $PPID', null],
  ] as const;

  test.each(ways)('%s', async (_name, script, code) => {
    await using flow = await workflow({ modules });
    // A child of the go command, as git or ssh can be.
    const PATH = await goThat(flow.dir, '"mod download"', `sleep 1000 & ${script}; wait; sleep 1000`);
    const job = await flow.job({
      inputs: { cache: 'off', token: 'T0KENVALUE12345', 'ssh-key': sshKey },
      env: { PATH },
    });
    expect(job.code).toBe(code);
    if (code === null) expect(job.log).toMatch(/^::error title=.*::Interrupted by a second signal \(SIG/m);
    else expect(job.report?.errors).toMatchObject([{ code: 'interrupted' }]);
    expect(await leftIn(job)).toEqual([]);
    await waitUntil(async () => (await processesOf(job.machine)).length === 0);
  });

  test('a command whose output no one reads any more', async () => {
    await using flow = await workflow({ modules });
    await using dir = await tempDir({ key: `${sshKey}\n`, ...flow.proxy.project() });
    const PATH = await goThat(flow.dir, '"mod download"', 'sleep 1000 & echo "# get x" >&2; wait');
    const temp = path.join(dir.path, 'temp');
    await mkdir(temp);
    const command = `'${process.execPath}' '${distDir}/cli.mjs' --verbose --cache off --ssh-key key | head -1`;
    await endsCleanly(flow, { dir: dir.path, PATH, temp, command });
  });

  test('a command whose reader goes while it has nothing to print', async () => {
    await using flow = await workflow({ modules });
    await using dir = await tempDir({ key: `${sshKey}\n`, ...flow.proxy.project() });
    const PATH = await goThat(flow.dir, '"mod download"', 'kill $(cat reader); sleep 1000 & wait');
    const temp = path.join(dir.path, 'temp');
    await mkdir(temp);
    const reader = `sh -c 'echo $$ > reader; exec cat' > read`;
    const command = `'${process.execPath}' '${distDir}/cli.mjs' --cache off --ssh-key key | ${reader}; true`;
    await endsCleanly(flow, { dir: dir.path, PATH, temp, command });
    expect(await readFile(path.join(dir.path, 'read'), 'utf8')).toMatch(/^Download missing modules$/m);
  });
});

const testOnLinux = process.platform === 'linux' ? test : test.skip;

testOnLinux('a step that is killed outright leaves no credentials on the disk', async () => {
  await using flow = await workflow({ modules });
  const PATH = await goThat(
    flow.dir,
    '"mod download"',
    'cat "$NETRC" > /dev/null || exit 1; kill -KILL $PPID; exec sleep 1000',
  );
  const job = await flow.job({
    inputs: { cache: 'off', token: 'T0KENVALUE12345', 'ssh-key': sshKey },
    env: { PATH },
  });
  expect(job.code).toBe(null);
  expect((await leftIn(job)).length).toBeGreaterThan(0);
  expect((await placesOf(['T0KENVALUE12345', 'AAAAK3YVALUEK3YVALUE'], flow, [job])).found).toEqual([]);
  // What it had started, no one ends.
  for (const pid of await processesOf(job.machine)) process.kill(pid, 'SIGKILL');
});

test('a step whose reads never end is ended by its guard, soon after its time limit', async () => {
  await using flow = await workflow({ modules });
  // Every thread of Node's pool is blocked in a read of what no one writes to: not even its own exit ends such a process.
  const blocker = path.join(flow.dir, 'blocker.mjs');
  const pipe = path.join(flow.dir, 'pipe');
  execFileSync('mkfifo', [pipe]);
  await writeFile(
    blocker,
    `import { open } from 'node:fs/promises';
    for (let i = 0; i < 4; i++) open(${JSON.stringify(pipe)}).catch(() => {});`,
  );
  const job = await flow.job({
    inputs: { cache: 'off', timeout: '1s' },
    env: { NODE_OPTIONS: `--import=${encodeURI(`file://${blocker}`)}` },
  });
  expect(job.code).toBe(null);
  expect(job.log).toMatch(/^::error title=.*::The step did not end within its `timeout` of 1/m);
  expect(job.durationMs).toBeLessThan(60_000);
  expect(await leftIn(job)).toEqual([]);
  expect(await processesOf(job.machine)).toEqual([]);
});

interface PipedCommand {
  readonly dir: string;
  readonly PATH: string;
  readonly temp: string;
  /** For bash, in `dir`. */
  readonly command: string;
}

async function endsCleanly(flow: Workflow, { dir, PATH, temp, command }: PipedCommand): Promise<void> {
  const env = { ...flow.proxy.env(), PATH, HOME: dir, TMPDIR: temp, GOMODCACHE: path.join(dir, 'mod') };
  await promisify(execFile)('bash', ['-c', command], { cwd: dir, env });
  expect(await readdir(temp)).toEqual([]);
  await waitUntil(async () => (await processesOf(dir)).length === 0);
}

/** Temporary files of a job, and files below the work folder of its module cache. */
async function leftIn({ machine, gomodcache }: Pick<Job, 'machine' | 'gomodcache'>): Promise<string[]> {
  const temporary = await readdir(path.join(machine, 'temp'));
  const work = path.join(gomodcache, 'cache/go-mod-download');
  return [
    ...temporary.filter((name) => /^go-mod-download-(?!report-)/.test(name)),
    ...(await readdir(work).catch(() => [])),
  ];
}
