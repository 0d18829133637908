import { median } from '../bench/measure/statistics.ts';
import type { Row, RowResult } from './row.ts';
import type { Trial } from './trial.ts';

/** Verdict is what a row came to. A row that was not run is not passed, and not failed. */
export type Verdict =
  | { readonly kind: 'kept'; readonly row: Row; readonly result: RowResult }
  | {
      readonly kind: 'broken';
      readonly row: Row;
      readonly result: RowResult;
      readonly complaints: readonly string[];
    }
  /** `failed`: not because there is no program for it, but because the suite could not go on. */
  | { readonly kind: 'not run'; readonly row: Row; readonly reason: string; readonly failed: boolean };

/** judge says whether a row kept its promise in every trial. */
export function judge(row: Row, result: RowResult): Verdict {
  const complaints = [...new Set(result.ours.flatMap((judged) => judged.complaints))];
  return complaints.length === 0
    ? { kind: 'kept', row, result }
    : { kind: 'broken', row, result, complaints };
}

/** renderReport is the report in Markdown, with one line for each row. */
export function renderReport(verdicts: readonly Verdict[], machine: string): string {
  const groups = [...new Set(verdicts.map(({ row }) => row.group))];
  const sections = groups.flatMap((group) => [
    `## ${group[0]?.toUpperCase()}${group.slice(1)}`,
    '',
    '| fault | injected | promise | ours | time | wasted | plain go | loop of ten |',
    '|---|---|---|---|---|---|---|---|',
    ...verdicts.filter(({ row }) => row.group === group).map(lineOf),
    '',
  ]);
  return ['# Chaos', '', machine, '', ...sections, ...broken(verdicts), summary(verdicts), ''].join('\n');
}

function lineOf(verdict: Verdict): string {
  const { row } = verdict;
  if (verdict.kind === 'not run') return cells([row.name, '', row.promise, `**not run**: ${verdict.reason}`]);
  const { injected, ours, go, calm } = verdict.result;
  const kept = ours.filter(({ complaints }) => complaints.length === 0).length;
  const score = `${kept} of ${ours.length}`;
  return cells([
    row.name,
    injected,
    row.promise,
    `${verdict.kind === 'kept' ? score : `**${score}**`}${misdatedOf(ours.map(({ trial }) => trial))}`,
    timeOf(
      ours.map(({ trial }) => trial.ms),
      calm,
    ),
    wasteOf(verdict.result),
    plainOf(go),
    loopOf(go),
  ]);
}

function cells(texts: readonly string[]): string {
  const all = [...texts, ...Array.from({ length: Math.max(0, 8 - texts.length) }, () => '')];
  return `| ${all.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function timeOf(times: readonly number[], calm: number | undefined): string {
  const middle = median(times);
  const lost = calm === undefined ? '' : ` (${signed(middle - calm)})`;
  return `${seconds(middle)}${lost}`;
}

function wasteOf({ ours }: RowResult): string {
  const counted = ours.flatMap(({ wasted }) => wasted ?? []);
  const useful = counted.reduce((sum, { useful: each }) => sum + each, 0);
  const bytes = counted.reduce((sum, { bytes: each }) => sum + each, 0);
  return useful === 0 ? '' : `${((100 * bytes) / useful).toFixed(1)} %`;
}

function plainOf(go: readonly Trial[]): string {
  if (go.length === 0) return '';
  return `${go.filter(({ good, tries }) => good && tries === 1).length} of ${go.length}${damageOf(go)}`;
}

function loopOf(go: readonly Trial[]): string {
  if (go.every(({ tries }) => tries === 1)) return '';
  const good = go.filter((trial) => trial.good);
  const pace = good.length === 0 ? '' : `, ${seconds(median(good.map(({ ms }) => ms)))}`;
  return `${good.length} of ${go.length}${pace}`;
}

/** What the go command took in without noticing. */
function damageOf(go: readonly Trial[]): string {
  const files = go.flatMap(({ damage }) => damage);
  return `${files.length === 0 ? '' : `, ${files.length} wrong files`}${misdatedOf(go)}`;
}

function misdatedOf(trials: readonly Trial[]): string {
  const count = trials.reduce((sum, { misdated }) => sum + misdated, 0);
  return count === 0 ? '' : `, ${count} misdated`;
}

function broken(verdicts: readonly Verdict[]): string[] {
  const lines = verdicts.flatMap((verdict) =>
    verdict.kind === 'broken'
      ? verdict.complaints.map((complaint) => `- ${verdict.row.name}: ${complaint.replace(/\s+/g, ' ')}`)
      : [],
  );
  return lines.length === 0 ? [] : ['## Not as promised', '', ...lines, ''];
}

function summary(verdicts: readonly Verdict[]): string {
  const count = (kind: Verdict['kind']) => verdicts.filter((verdict) => verdict.kind === kind).length;
  return `${verdicts.length} rows: ${count('kept')} as promised, ${count('broken')} not, ${count('not run')} not run.`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function signed(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${seconds(Math.abs(ms))}`;
}
