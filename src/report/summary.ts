import { formatBytes, formatCount, formatDuration } from './format.ts';
import { code, details, escaped, pre, table } from './markdown.ts';
import { lineOf } from './place.ts';
import type { ErrorRecord, RunRecord } from './record.ts';
import { rejectedModules, tallyOf } from './tally.ts';

/** How many items of one list are shown; the JSON report holds them all. */
const maxItems = 20;

/** summaryMarkdown shows a run on one screen of GitHub's Markdown. The record must be redacted already. */
export function summaryMarkdown(record: RunRecord): string {
  const blocks = [
    '### Go modules',
    `**${escaped(record.sentence)}**`,
    ...record.errors.slice(0, maxItems).map(errorBlock),
    ...leftOut(record.errors.length),
    ...(record.modules.length === 0 ? [] : [sourcesTable(record)]),
    ...(record.steps.length === 0 ? [] : [stepsLine(record)]),
    ...listOf(record.cacheNotes, escaped),
    ...rejectedBlocks(record),
    ...keyBlocks(record),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function errorBlock({ module, place, message, hint, original, class: errorClass }: ErrorRecord): string {
  const subjects = [module, place === undefined ? undefined : lineOf(place)].filter((s) => s !== undefined);
  const head = [...subjects.map(code), `${escaped(message)} (${errorClass})`].join(' · ');
  const advice = hint === '' ? '' : `<br>What to do: ${escaped(hint)}`;
  const said = original === undefined ? '' : `\n\n${details('What the command said', pre(original))}`;
  return `- ${head}${advice}${said}`;
}

function sourcesTable(record: RunRecord): string {
  const tally = tallyOf(record.modules);
  const stored = record.modules.filter((module) => module.cacheable).length;
  const row = (name: string, modules: number, bytes?: number) => [
    name,
    String(modules),
    bytes === undefined ? '' : formatBytes(bytes),
  ];
  return table(
    ['', 'Modules', 'Transferred'],
    [
      row('On disk already', tally.disk),
      row('Restored from the cache', tally.cache, record.bytesRestored),
      row('Downloaded', tally.download, record.bytesDownloaded),
      row('Rejected and replaced', rejectedModules(record.rejected).length),
      row('Saved to the cache', record.cacheSaved ? stored : 0, record.bytesSaved),
    ],
  );
}

function stepsLine(record: RunRecord): string {
  const steps = record.steps.map((step) => `${step.name} ${formatDuration(step.durationMs)}`);
  const retries = record.retries === 0 ? '' : `; ${formatCount(record.retries, 'retry', 'retries')}`;
  const versions = record.goVersion === '' ? '' : `, ${escaped(record.goVersion)}`;
  return `${formatDuration(record.durationMs)} in all${versions}: ${steps.join(' · ')}${retries}`;
}

function rejectedBlocks(record: RunRecord): string[] {
  if (record.rejected.length === 0) return [];
  const list = listOf(record.rejected, ({ module, reason }) => `${code(module)}: ${escaped(reason)}`);
  return ['Not what go.sum says, and so not used from the cache:', ...list];
}

function keyBlocks(record: RunRecord): string[] {
  if (record.cacheKey === '') return [];
  const body = [
    `- Key: ${code(record.cacheKey)}`,
    `- Entry found: ${record.cacheMatchedKey === '' ? 'none' : code(record.cacheMatchedKey)}`,
    ...listOf(record.keyIngredients, code),
  ];
  return [details('Cache key and what went into it', body.join('\n'))];
}

function listOf<T>(items: readonly T[], render: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, maxItems).map((item) => `- ${render(item)}`);
  return [[...shown, ...leftOut(items.length)].join('\n')];
}

function leftOut(count: number): string[] {
  return count > maxItems ? [`- and ${count - maxItems} more, in the JSON report`] : [];
}
