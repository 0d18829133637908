import { describe, expect, test } from '@jest/globals';
import { runCommand } from '../support/command.ts';
import { workflow } from '../support/workflow.ts';

const modules = [
  { path: 'example.com/alpha', version: 'v1.0.0' },
  { path: 'example.com/beta', version: 'v1.2.0' },
];

describe('the log of a run in which all is well', () => {
  test('is about ten lines, with where each setting came from, and the details behind debug logging', async () => {
    await using flow = await workflow({ modules });
    const job = await flow.job();
    expect(job.code).toBe(0);
    const lines = job.log.split('\n').filter((line) => line !== '');
    const shown = lines.filter((line) => !line.startsWith('::'));
    expect(shown.length).toBeLessThanOrEqual(12);
    expect(shown).toContainEqual(`GOPROXY=${flow.proxy.url} (environment)`);
    expect(shown.at(-1)).toMatch(/^2 modules ready: 2 downloaded in .*\.$/);
    expect(lines.filter((line) => line.startsWith('::group::')).length).toBeGreaterThanOrEqual(4);
    expect(lines.filter((line) => line.startsWith('::debug::')).join('\n')).toMatch(
      /Fetched example\.com\/alpha@v1\.0\.0 \(zip\) from /,
    );
    expect(job.log).not.toContain('\u001b');
  });

  test('has all details on a terminal with --verbose, colors only where they are asked for', async () => {
    await using flow = await workflow({ modules });
    const { workspace, machine } = await flow.job({ inputs: { cache: 'off' } });
    const run = (args: readonly string[], env: Readonly<Record<string, string>>) => {
      const { GOPROXY = '', ...others } = flow.proxy.env();
      const common = { ...others, GOPROXY, HOME: machine, GOMODCACHE: `${machine}/mod-${args.length}` };
      return runCommand(['--cache', 'off', ...args], { cwd: workspace, env: { ...common, ...env } });
    };
    const quiet = await run([], {});
    expect(quiet.stderr).toBe('');
    expect(quiet.stdout).not.toContain('\u001b');
    const verbose = await run(['--verbose'], { FORCE_COLOR: '1' });
    expect(verbose.stderr).toMatch(/Fetched example\.com\/alpha@v1\.0\.0 \(zip\) from /);
    expect(verbose.stdout).toContain('\u001b[1m');
    expect([quiet.code, verbose.code]).toEqual([0, 0]);
  });
});
