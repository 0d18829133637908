import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { secretsGiven, secretsOfInputs } from './credentials/secrets.ts';
import { workflowLine } from './diagnosis/workflow-line.ts';
import { stoppedFailure } from './download/run-failures.ts';
import { ActionError, messageOf } from './errors.ts';
import { definitionOf, type RawInputs } from './inputs/definitions.ts';
import type { InputContext } from './inputs/directories.ts';
import { InputError } from './inputs/input-error.ts';
import type { Inputs, SummaryChoice } from './inputs/inputs.ts';
import { parseDuration } from './inputs/quantities.ts';
import { readInputs } from './inputs/read-inputs.ts';
import { runPipeline } from './pipeline.ts';
import type { Env } from './ports/env.ts';
import type { ErrorRecord, RunRecord } from './record.ts';
import { announceErrors } from './report/announce.ts';
import { errorRecord } from './report/error-record.ts';
import { jsonReport, writeReport } from './report/json-report.ts';
import { outputsOf } from './report/outputs.ts';
import { redactedRecord } from './report/redaction.ts';
import { summaryMarkdown } from './report/summary.ts';
import { sentenceOf } from './report/verdict.ts';
import { withDeadline } from './resilience/deadline.ts';
import { emptyRecord } from './steps/record.ts';
import type { Cache, Ports } from './steps/run.ts';
import { formatDuration } from './text/format.ts';
import { locationBelow } from './text/location.ts';
import type { Secrets } from './text/secrets.ts';

/** ExitStatus is 0 for success, 1 for a failed download, 2 for incorrect usage. */
export type ExitStatus = 0 | 1 | 2;

/** Session is what an entry file puts together for a run. */
export interface Session {
  readonly raw: RawInputs;
  readonly context: InputContext;
  readonly ports: Omit<Ports, 'cache'>;
  readonly secrets: Secrets;
  /** Opens the cache backend that the inputs choose. */
  readonly openCache: (inputs: Inputs, scratchDir: string) => Promise<Cache>;
  /** The folder in which the run makes its temporary folder. */
  readonly tempDir: string;
  /** Where to write the JSON report; if undefined, none is written. */
  readonly reportFile: string | undefined;
  /** Aborts when the process is interrupted. */
  readonly interrupted: AbortSignal;
}

/**
 * run performs a whole run: inputs → pipeline → report. Every failure is reported, with all outputs, the
 * summary and the JSON report that are known by then, and returned as the exit status.
 */
export async function run(session: Session): Promise<ExitStatus> {
  const { clock, runner } = session.ports;
  const start = clock.now();
  guardTimeout(session);
  for (const secret of secretsGiven(session.raw, session.ports.env)) runner.mask(secret);
  try {
    const inputs = await readInputs(session.raw, session.context);
    for (const secret of secretsOfInputs(inputs.credentials)) runner.mask(secret);
    const record = await runWithin(session, inputs);
    await report(session, { ...record, durationMs: clock.now() - start }, inputs.summary);
    return record.verdict === 'failed' ? 1 : 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    await report(session, { ...failedRecord(error, runner), durationMs: clock.now() - start }, 'always');
    return 2;
  }
}

async function runWithin(session: Session, inputs: Inputs): Promise<RunRecord> {
  const { clock, runner } = session.ports;
  let stop: AbortSignal | undefined;
  try {
    return await withScratchDir(session, async (scratchDir, neutralDir) => {
      const cache = await openCache(session, inputs, scratchDir);
      try {
        return await withDeadline({ ms: inputs.timeout, clock, parent: session.interrupted }, (signal) => {
          stop = signal;
          return runPipeline(inputs, { ...session.ports, cache }, { scratchDir, neutralDir, signal });
        });
      } finally {
        if (cache.kind === 'on') await cache.backend.close();
      }
    });
  } catch (error) {
    const isStopped = stop?.aborted === true && error === stop.reason;
    return isStopped ? recordOfFailure(stoppedFailure(error, [])) : failedRecord(error, runner);
  }
}

/** A cache that cannot even be opened is a run without one. */
async function openCache(
  { openCache: open, ports }: Session,
  inputs: Inputs,
  scratchDir: string,
): Promise<Cache> {
  try {
    return await open(inputs, scratchDir);
  } catch (error) {
    const reason = messageOf(error);
    ports.runner.log.warning(`The cache cannot be used: ${reason}`);
    return { kind: 'off', reason };
  }
}

/** How long a run may take to end by itself once its time is up, in ms. */
const graceMin = 3000;
const graceMax = 30_000;

/**
 * The guard ends what does not end by itself. Its time runs while the inputs are read, too: they may name a
 * file that no one ever finishes writing. A timeout that cannot be read ends the run soon enough.
 */
function guardTimeout({ raw, ports }: Session): void {
  const timeout = parseDuration(raw.timeout?.trim() || (definitionOf('timeout')?.default ?? ''));
  if (timeout.kind === 'problem') return;
  const grace = Math.min(graceMax, Math.max(graceMin, timeout.value / 10));
  const limit = formatDuration(timeout.value);
  ports.guard.endWithin(timeout.value + grace, `The step did not end within its \`timeout\` of ${limit}.`);
}

/** Runs `body` with a new private folder and an empty folder in it; both are removed in every outcome. */
async function withScratchDir<T>(
  { tempDir, ports }: Session,
  body: (scratchDir: string, neutralDir: string) => Promise<T>,
): Promise<T> {
  const scratchDir = await mkdtemp(path.join(tempDir, 'go-mod-download-')).catch((cause: unknown) => {
    throw noTempDir(tempDir, cause);
  });
  const release = ports.guard.removeAtEnd(scratchDir);
  try {
    const neutralDir = path.join(scratchDir, 'neutral');
    await mkdir(neutralDir).catch((cause: unknown) => {
      throw noTempDir(tempDir, cause);
    });
    return await body(scratchDir, neutralDir);
  } finally {
    await rm(scratchDir, { recursive: true, force: true, maxRetries: 3 });
    release();
  }
}

function noTempDir(tempDir: string, cause: unknown): ActionError {
  return new ActionError(`cannot create a temporary directory in ${tempDir}`, {
    code: 'temporary-folder',
    class: 'disk',
    hint: 'Set RUNNER_TEMP (in a workflow) or TMPDIR to a directory that this user may write to.',
    cause,
  });
}

function failedRecord(error: unknown, runner: Ports['runner']): RunRecord {
  if (Error.isError(error) && error.stack !== undefined) runner.log.debug(error.stack);
  return recordOfFailure(errorRecord(error));
}

function recordOfFailure(error: ErrorRecord): RunRecord {
  const sentence = sentenceOf({ kind: 'failed', failed: 0, total: 0, reason: error.message });
  return { ...emptyRecord, sentence, errors: [error] };
}

async function report(
  { ports, secrets, reportFile, context }: Session,
  full: RunRecord,
  summary: SummaryChoice,
): Promise<void> {
  const { log, setOutput, writeSummary } = ports.runner;
  const dir = ports.env['GITHUB_WORKSPACE'] || context.cwd;
  const errors = await Promise.all(full.errors.map((error) => locate(error, dir, ports.env)));
  const record = redactedRecord({ ...full, errors }, secrets);
  announceErrors(record.errors, log);
  log.info(record.sentence);
  const outputs = outputsOf(record, reportFile);
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  const isWritten = summary === 'always' || (summary === 'on-failure' && record.verdict === 'failed');
  if (isWritten) await writeSummary(summaryMarkdown(record));
  if (reportFile === undefined) return;
  try {
    await writeReport(reportFile, jsonReport(record, outputs), ports.guard);
  } catch (error) {
    log.warning(messageOf(error));
  }
}

/** Adds a location in the workflow to an error about an input, and makes paths relative to the repository. */
async function locate(error: ErrorRecord, dir: string, env: Env): Promise<ErrorRecord> {
  const { input } = error;
  const location = error.location ?? (input === undefined ? undefined : await workflowLine(input, env));
  return location === undefined ? error : { ...error, location: locationBelow(location, dir) };
}
