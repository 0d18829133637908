import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isSystemError } from '../disk-error.ts';
import { ActionError } from '../errors.ts';
import { readGoModFile, readGoWork } from '../go/goenv.ts';
import { redactUrls } from '../go/url-credentials.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { ifPresent, readPlainFile } from '../plain-file.ts';
import type { RunRecord } from '../record.ts';
import { sentenceOf } from '../report/verdict.ts';
import type { Fallbacks } from './fallbacks.ts';
import { emptyRecord } from './record.ts';
import type { Bounds, Ports } from './run.ts';

/**
 * withoutPlan runs `go mod download` where planning has failed, and only the go command can say whether that
 * is a fault of the project or of this program. Returns the record of a run that the go command has done;
 * otherwise throws `error`.
 */
export async function withoutPlan(
  error: unknown,
  inputs: Inputs,
  ports: Ports,
  { fallbacks, signal }: Bounds & { readonly fallbacks: Fallbacks },
): Promise<RunRecord> {
  if (signal.aborted || inputs.goModFiles.length > 0) throw error;
  if (error instanceof ActionError && !(await goReads(error, ports, signal))) throw error;
  if (!(await canDownload(inputs, ports, signal))) throw error;
  fallbacks.note('plan', error, 'the go command downloaded the modules by itself, and nothing was cached');
  return {
    ...emptyRecord,
    verdict: 'done',
    sentence: sentenceOf({ kind: 'downloaded-plainly' }),
    fallbacks: fallbacks.records,
  };
}

/** Whether the go command can read the go.mod or go.work that we call malformed. What else the user has to correct, it refuses, too. */
async function goReads(error: ActionError, { exec, env }: Ports, signal: AbortSignal): Promise<boolean> {
  const file = error.location?.file;
  if (error.code !== 'go-mod-malformed' || file === undefined) return false;
  const verb = path.basename(file) === 'go.work' ? 'work' : 'mod';
  const command = { file: 'go', args: [verb, 'edit', '-json', file], cwd: path.dirname(file), env };
  return (await exec.ask(command, signal)).code === 0;
}

/** What the go command refuses, too, is told by the error of the plan, which says more. */
async function canDownload(
  { workingDirectory: cwd, goSettings }: Inputs,
  { exec, env: inherited, runner }: Ports,
  signal: AbortSignal,
): Promise<boolean> {
  const env = { ...inherited, ...goSettings };
  try {
    const sums = await sumFiles(exec, env, cwd, signal);
    return await preserving(sums, async () => {
      const exit = await exec.run(
        { file: 'go', args: ['mod', 'download'], cwd, env },
        { signal, onStderrLine: (line) => runner.log.debug(redactUrls(line)) },
      );
      return exit.kind === 'exited' && exit.code === 0;
    });
  } catch (error) {
    // What cannot be read or put back here, the go command is not given.
    if (error instanceof ActionError || isSystemError(error)) return false;
    throw error;
  }
}

/** The files that the go command adds lines to. */
async function sumFiles(
  exec: Ports['exec'],
  env: Ports['env'],
  dir: string,
  signal: AbortSignal,
): Promise<string[]> {
  const [goWork, goMod] = await Promise.all([
    readGoWork(exec, env, dir, signal),
    readGoModFile(exec, env, dir, signal),
  ]);
  return [
    ...(goWork === undefined ? [] : [`${goWork}.sum`]),
    ...(goMod === undefined ? [] : [goMod.replace(/\.mod$/, '.sum')]),
  ];
}

/** Runs `body` and puts files back as they were: the checkout is not ours to change. */
async function preserving<T>(files: readonly string[], body: () => Promise<T>): Promise<T> {
  const before = await Promise.all(files.map(contentOf));
  try {
    return await body();
  } finally {
    for (const [index, file] of files.entries()) {
      const content = before[index];
      if (content === undefined) await rm(file, { force: true });
      else if (!(await contentOf(file))?.equals(content)) await writeFile(file, content);
    }
  }
}

function contentOf(file: string): Promise<Buffer | undefined> {
  return ifPresent(readPlainFile(file));
}
