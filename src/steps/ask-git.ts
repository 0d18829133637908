import { classifyRecord, type GoFailure } from '../download/classify.ts';
import type { Env } from '../ports/env.ts';
import { withDeadline } from '../resilience/deadline.ts';
import type { Run } from './run.ts';

const answerMs = 20_000;

/**
 * askGit finds the cause that the go command hides: for a path that ends in `.git`, it only reports `no
 * secure protocol` (cmd/go/internal/vcs, Ping), whatever git said. The same git command is run again, in the
 * same environment. If it succeeds now, or does not end in time, the failure is returned unchanged.
 */
export async function askGit(run: Run, failure: GoFailure, env: Env): Promise<GoFailure> {
  const { module } = failure;
  const repository = /^(?<repository>[^@]+)\.git(?:[/@]|$)/.exec(module ?? '')?.groups?.['repository'];
  if (failure.code !== 'no-secure-protocol' || module === undefined || repository === undefined)
    return failure;
  const args = ['ls-remote', '-q', '--end-of-options', `https://${repository}`];
  const said: string[] = [];
  const exit = await withDeadline({ ...run.ports, ms: answerMs, parent: run.signal }, (signal) =>
    run.ports.exec.run(
      { file: 'git', args, cwd: run.scratchDir, env },
      { signal, onStderrLine: (line) => said.push(`\t${line}`) },
    ),
  );
  if (exit.kind !== 'exited' || exit.code === 0) return failure;
  const record = `${module}: git ${args.join(' ')}: exit status ${exit.code}:\n${said.join('\n')}`;
  return classifyRecord(record, module);
}
