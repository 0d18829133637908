import type { ComponentName } from './components.ts';
import type { Stage } from './stage.ts';
import type { Trial } from './trial.ts';

/** Row is one fault, and what has to come of it. */
export interface Row {
  readonly group: string;
  readonly name: string;
  readonly promise: 'recovers' | 'one precise error';
  /** Programs without which it cannot be run. */
  readonly needs?: readonly ComponentName[];
  run(stage: Stage): Promise<RowResult>;
}

/** RowResult is what came of a row: several trials of us, and of the go command on the same dice. */
export interface RowResult {
  /** What went wrong, and how often, in words. */
  readonly injected: string;
  readonly ours: readonly Judged[];
  /** `go mod download`, up to ten times; the first of them is plain go. Empty where that would say nothing. */
  readonly go: readonly Trial[];
  /** Without the fault, our time in ms; undefined where there is nothing to compare with. */
  readonly calm?: number;
}

/** Judged is a trial of ours, measured against the promise of its row. */
export interface Judged {
  readonly trial: Trial;
  /** What was not as promised; empty: all was. */
  readonly complaints: readonly string[];
  /** Bytes that upstreams sent beyond each file once; undefined where nobody counted. */
  readonly wasted?: { readonly bytes: number; readonly useful: number };
}

/** recovered is what is to be said against a trial that has to have everything. */
export function recovered(trial: Trial): string[] {
  if (trial.good) return unclean(trial);
  const why = trial.errors[0]?.message ?? lastLine(trial.output);
  const end = trial.code === 0 ? 'modules are missing' : `${ending(trial)}: ${why}`;
  return [
    ...damaged(trial),
    ...(trial.code === 0 && trial.damage.length > 0 ? [] : [end]),
    ...unclean(trial),
  ];
}

/** refusedOnce is what is to be said against a trial that has to end with one error, which says this. */
export function refusedOnce(trial: Trial, says: RegExp): string[] {
  const complaints = [...unclean(trial), ...damaged(trial)];
  if (trial.code !== 1) complaints.push(ending(trial));
  if (trial.errors.length !== 1) complaints.push(`${trial.errors.length} errors in the report`);
  const first = trial.errors[0]?.message ?? '';
  if (trial.errors.length > 0 && !says.test(first)) complaints.push(`the error says: ${first}`);
  return complaints;
}

function unclean({ left }: Trial): string[] {
  return left === 0 ? [] : [`${left} processes left`];
}

function damaged({ damage }: Trial): string[] {
  return damage.length === 0 ? [] : [`wrong in GOMODCACHE: ${damage.slice(0, 3).join(', ')}`];
}

function ending({ code }: Trial): string {
  return code === null ? 'did not end' : `ended with ${code}`;
}

/** A server that refuses everybody is asked at most so often: once for each request that is under way at once, and again. */
const connectionsMax = 2 * 32;

/**
 * storm complains of more connections than a server that refuses everybody should get. `ofGo` is how many the go command
 * makes by itself: where it had its one try without us, they are among them.
 */
export function storm({ output }: Trial, connections: number, ofGo: number): string[] {
  const hadGo = output.includes('Running the go command once more');
  return connections > connectionsMax + (hadGo ? ofGo : 0) ? [`${connections} connections`] : [];
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
