import type { ErrorRecord, HostRecord, RunRecord, StepName } from '../record.ts';
import { formatBytes, formatCount, formatDuration } from '../text/format.ts';
import { lineOf } from '../text/location.ts';
import { cacheWorth } from './cache-worth.ts';
import { faultInWords } from './fault.ts';
import { code, details, escaped, pre, prose, table } from './markdown.ts';
import { rejectedModules, tallyOf } from './tally.ts';
import { timelineOf } from './timeline.ts';

/** The maximum number of items per list; the JSON report has them all. */
const maxItems = 20;

/** Errors take more space, and the first ones matter most. */
const maxErrors = 5;

/** summaryMarkdown shows a run on one screen of GitHub's Markdown. The record must already be redacted. */
export function summaryMarkdown(record: RunRecord): string {
  const timeline = timelineOf(record);
  const blocks = [
    '### Go modules',
    verdictLine(record),
    ...record.errors.slice(0, maxErrors).map(errorBlock),
    ...leftOut(record.errors.length, maxErrors),
    ...(record.modules.length === 0 ? [] : [sourcesTable(record)]),
    ...(record.steps.length === 0 ? [] : [stepsLine(record)]),
    ...(timeline === undefined ? [] : [timeline]),
    ...hostBlocks(record.hosts),
    ...listOf(record.cacheNotes, prose),
    ...rejectedBlocks(record),
    ...keyBlocks(record),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function verdictLine(record: RunRecord): string {
  const worth = cacheWorth(record);
  return `**${escaped(record.sentence)}**${worth === undefined ? '' : ` ${escaped(worth)}`}`;
}

function errorBlock(error: ErrorRecord): string {
  const { module, location, message, hint, original, attempts = 0 } = error;
  const subjects = [module, location === undefined ? undefined : lineOf(location)].filter(
    (s) => s !== undefined,
  );
  const head = [...subjects.map(code), `${escaped(message)} (${error.class})`].join(' · ');
  const asked = attempts > 1 ? `, ${attempts} attempts` : '';
  const fault = `<br>Cause: ${faultInWords[error.fault]}${asked}`;
  const advice = hint === '' ? '' : `<br>What to do: ${prose(hint)}`;
  const said = original === undefined ? '' : `\n\n${details('Output of the command', pre(original))}`;
  return `- ${head}${fault}${advice}${said}`;
}

function sourcesTable(record: RunRecord): string {
  const tally = tallyOf(record.modules);
  const stored = record.modules.filter((module) => module.cacheable).length;
  const row = (name: string, modules: number, bytes?: number, step?: StepName) => [
    name,
    String(modules),
    bytes === undefined || modules === 0 ? '' : formatBytes(bytes),
    step === undefined || modules === 0 ? '' : timeOf(record, step),
  ];
  return table(
    ['', 'Modules', 'Bytes', 'Time'],
    [
      row('On disk', tally.disk),
      row('Restored', tally.cache, record.bytesRestored, 'restore'),
      row('Downloaded', tally.download, record.bytesDownloaded, 'download'),
      row('Rejected', rejectedModules(record.rejected).length),
      row('Saved', record.cacheSaved ? stored : 0, record.bytesSaved, 'save'),
    ],
  );
}

function timeOf({ steps }: RunRecord, name: StepName): string {
  const step = steps.find((candidate) => candidate.name === name);
  return step === undefined ? '' : formatDuration(step.durationMs);
}

function stepsLine(record: RunRecord): string {
  const steps = record.steps.map((step) => `${step.name} ${formatDuration(step.durationMs)}`);
  const retries = record.retries === 0 ? '' : `; ${formatCount(record.retries, 'retry', 'retries')}`;
  const versions = record.goVersion === undefined ? '' : `, Go ${escaped(record.goVersion)}`;
  return `Total ${formatDuration(record.durationMs)}${versions}: ${steps.join(' · ')}${retries}`;
}

/** One line for each server that had problems. */
function hostBlocks(hosts: readonly HostRecord[]): string[] {
  const troubled = hosts.filter(
    ({ retries, resumes, failovers, breakerChanges }) => retries + resumes + failovers + breakerChanges > 0,
  );
  if (troubled.length === 0) return [];
  const rows = troubled.map((host) => [
    code(host.host),
    String(host.attempts),
    String(host.retries),
    String(host.resumes),
    String(host.failovers),
    formatDuration(host.firstByte),
  ]);
  return [table(['Server', 'Requests', 'Retries', 'Resumed', 'Failovers', 'First byte'], rows)];
}

function rejectedBlocks(record: RunRecord): string[] {
  if (record.rejected.length === 0) return [];
  const list = listOf(record.rejected, ({ module, reason }) => `${code(module)}: ${escaped(reason)}`);
  return ['Cached modules that failed verification against go.sum and were not used:', ...list];
}

function keyBlocks(record: RunRecord): string[] {
  if (record.cacheKey === undefined) return [];
  const body = [
    `- Key: ${code(record.cacheKey)}`,
    `- Entry found: ${record.cacheMatchedKey === undefined ? 'none' : code(record.cacheMatchedKey)}`,
    ...listOf(record.keyIngredients, code),
  ];
  return [details('Cache key and its ingredients', body.join('\n'))];
}

function listOf<T>(items: readonly T[], render: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, maxItems).map((item) => `- ${render(item)}`);
  return [[...shown, ...leftOut(items.length, maxItems)].join('\n')];
}

function leftOut(count: number, shown: number): string[] {
  return count > shown ? [`- and ${count - shown} more, in the JSON report`] : [];
}
