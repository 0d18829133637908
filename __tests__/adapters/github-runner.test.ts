import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { type TempDir, tempDir } from '../support/temp-dir.ts';

const run = promisify(execFile);
const source = (file: string) => JSON.stringify(pathToFileURL(path.resolve('src', file)).href);

/** What a step did: its standard output line by line, and the files that GitHub reads afterwards. */
interface Step {
  readonly lines: string[];
  readonly output: string;
  readonly env: string;
  readonly summary: string;
}

/** step runs a body that has `runner` and `clock` in a process of its own, as GitHub's runner would start it. */
async function step(dir: TempDir, body: string, without: readonly string[] = []): Promise<Step> {
  const script = `
    import { githubRunner } from ${source('adapters/github-runner.ts')};
    import { Secrets } from ${source('text/secrets.ts')};
    const clock = { time: 0, now: () => clock.time };
    const runner = githubRunner({ env: process.env, clock, secrets: new Secrets(), problemMatcher: '/actions/100%/go-problem-matcher.json' });
    const { log } = runner;
    ${body}`;
  const files = { GITHUB_OUTPUT: 'output', GITHUB_ENV: 'env', GITHUB_STEP_SUMMARY: 'summary' };
  const named = Object.entries(files).filter(([name]) => !without.includes(name));
  const env = Object.fromEntries(named.map(([name, file]) => [name, path.join(dir.path, file)]));
  const { stdout } = await run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script],
    { env: { PATH: process.env['PATH'], GITHUB_ACTIONS: 'true', ...env } },
  );
  const read = async (file: string) =>
    (await readFile(path.join(dir.path, file), 'utf8')).replaceAll('\r\n', '\n');
  return {
    lines: stdout.split(/\r?\n/).slice(0, -1),
    output: await read('output'),
    env: await read('env'),
    summary: await read('summary'),
  };
}

const stepFiles = () => tempDir({ output: '', env: '', summary: 'before\n' });

describe('a step of a workflow', () => {
  test('logs with commands for what has a place or a level', async () => {
    await using dir = await stepFiles();
    const { lines } = await step(
      dir,
      `log.info('plain');
       log.debug('detail');
       log.notice('look');
       log.warning('careful', { title: 'Odd, is it', location: { file: 'go.mod' } });
       log.error('wrong\\nvery', { title: 'E', location: { file: 'a b/go.mod', line: 7 } });
       await log.group('Plan', async () => log.info('inside'));
       await log.group('Fails', async () => { throw new Error('x'); }).catch(() => log.info('after'));`,
    );
    expect(lines).toEqual([
      'plain',
      '::debug::detail',
      '::notice::look',
      '::warning title=Odd%2C is it,file=go.mod::careful',
      '::error title=E,file=a b/go.mod,line=7::wrong%0Avery',
      '::group::Plan',
      'inside',
      '::endgroup::',
      '::group::Fails',
      '::endgroup::',
      'after',
    ]);
  });

  test('nothing that is logged acts as a command', async () => {
    await using dir = await stepFiles();
    const { lines } = await step(
      dir,
      `log.info('go: x\\n::error::injected\\r  ::add-mask::go\\n##[error]old\\n\\u200b::set-env name=PATH::x');
       await log.group('t\\n::error::x', async () => undefined);
       clock.time = 5000;
       runner.progress('::error::x');`,
    );
    expect(lines).toEqual([
      'go: x',
      '\\::error::injected',
      '  \\::add-mask::go',
      '##\\[error]old',
      '\\::set-env name=PATH::x',
      '::group::t%0A\\::error::x',
      '::endgroup::',
      '\\::error::x',
    ]);
  });

  test('hands outputs, variables and the summary to the files that GitHub reads', async () => {
    await using dir = await stepFiles();
    const { lines, output, env, summary } = await step(
      dir,
      `runner.setOutput('cache-key', 'a\\nb');
       runner.exportVariable('GOPROXY', 'https://proxy.example.com');
       log.info(process.env.GOPROXY);
       await runner.writeSummary('# One');
       await runner.writeSummary('# Two');`,
    );
    expect(output).toMatch(/^cache-key<<(ghadelimiter_\S+)\na\nb\n\1\n$/);
    expect(env).toMatch(/^GOPROXY<<(ghadelimiter_\S+)\nhttps:\/\/proxy\.example\.com\n\1\n$/);
    expect(summary).toBe('before\n# One\n# Two\n');
    expect(lines).toEqual(['https://proxy.example.com']);
  });

  test.each([
    ['does not exist', '/nowhere/output'],
    ['is on a full disk', '/dev/full'],
  ])('says once that the outputs cannot be written where their file %s', async (_, file) => {
    await using dir = await stepFiles();
    const { lines } = await step(
      dir,
      `process.env.GITHUB_OUTPUT = ${JSON.stringify(file)};
       runner.setOutput('cache-key', 'a');
       runner.setOutput('cache-hit', 'true');`,
    );
    expect(lines).toEqual([
      expect.stringMatching(/^::warning::The outputs of this step could not be written: /),
    ]);
  });

  test('does not wait for a reader where a file of the step is a pipe', async () => {
    await using dir = await stepFiles();
    const { lines } = await step(
      dir,
      `const { spawnSync } = await import('node:child_process');
       const pipe = ${JSON.stringify(path.join(dir.path, 'pipe'))};
       spawnSync('mkfifo', [pipe]);
       for (const name of ['OUTPUT', 'ENV', 'PATH', 'STEP_SUMMARY']) process.env['GITHUB_' + name] = pipe;
       runner.setOutput('cache-key', 'a');
       await runner.writeSummary('# One');
       for (const act of [() => runner.exportVariable('A', 'b'), () => runner.addPath('/c')]) {
         try { act(); } catch (error) { log.info(error.code); }
       }`,
    );
    expect(lines).toEqual([
      expect.stringMatching(/^::warning::The outputs of this step could not be written: ENXIO/),
      expect.stringMatching(/^::warning::The job summary could not be written: ENXIO/),
      'ENXIO',
      'ENXIO',
    ]);
  });

  test('masks each line of a secret, nothing that is blank, and redacts by itself', async () => {
    await using dir = await stepFiles();
    const { lines } = await step(
      dir,
      `runner.mask('');
       runner.mask('  ');
       runner.mask('hunter2');
       runner.mask('first line\\r\\nsecond line\\n');
       log.info('a hunter2 first line');
       log.debug('a hun\\u200bter2');
       log.error('a second line', { title: 'hunter2' });`,
    );
    expect(lines).toEqual([
      '::add-mask::hunter2',
      '::add-mask::first line',
      '::add-mask::second line',
      'a *** ***',
      '::debug::a ***',
      '::error title=***::a ***',
    ]);
  });

  test('shows progress when the log was silent for 5 s', async () => {
    await using dir = await stepFiles();
    const { lines } = await step(
      dir,
      `for (clock.time = 0; clock.time <= 12000; clock.time += 1000) {
         if (clock.time === 7000) log.info('a line');
         runner.progress('at ' + clock.time);
       }`,
    );
    expect(lines).toEqual(['at 5000', 'a line', 'at 12000']);
  });

  test('registers the problem matcher of Go', async () => {
    await using dir = await stepFiles();
    const { lines } = await step(dir, 'runner.annotateGoErrors();');
    expect(lines).toEqual(['::add-matcher::/actions/100%25/go-problem-matcher.json']);
  });

  test('does without a summary where there is no page for it', async () => {
    await using dir = await stepFiles();
    const { lines, summary } = await step(dir, `await runner.writeSummary('# One');`, [
      'GITHUB_STEP_SUMMARY',
    ]);
    expect([lines, summary]).toEqual([[], 'before\n']);
  });

  test('a summary that cannot be written is a warning', async () => {
    await using dir = await stepFiles();
    const { lines } = await step(
      dir,
      `import { rmSync, writeFileSync } from 'node:fs';
       const file = process.env.GITHUB_STEP_SUMMARY;
       rmSync(file);
       await runner.writeSummary('# One');
       writeFileSync(file, '');
       await runner.writeSummary('# Two');`,
    );
    expect(lines).toEqual([
      expect.stringMatching(/^::warning::The job summary could not be written: ENOENT/),
    ]);
  });
});
