import { classifyRecord, type GoFailure } from '../download/classify.ts';
import type { Env } from '../ports/env.ts';
import { withDeadline } from '../resilience/deadline.ts';
import type { Run } from './run.ts';

const answerMs = 20_000;

/**
 * askGit finds out what the go command keeps to itself: of a path that ends in `.git` it only says that there is `no
 * secure protocol` for it (cmd/go/internal/vcs, Ping), whatever git told it. git is asked the same once more, with the
 * same environment; where it has an answer now, or none in time, the failure stays as it was.
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
