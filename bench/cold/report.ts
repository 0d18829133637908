import { megabytes, seconds, table } from '../report/tables.ts';
import type { Passed } from './memory.ts';
import { type FaultRow, faultLimit, type LinkRow } from './scenarios.ts';

/** ColdResults is what bench/results/cold.json holds, as far as it has been measured. */
export interface ColdResults {
  readonly machine: string;
  /** By checkout and link. */
  readonly links: Readonly<Record<string, { readonly rounds: number; readonly rows: readonly LinkRow[] }>>;
  /** By checkout and mix of faults. */
  readonly faults: Readonly<Record<string, { readonly seeds: number; readonly rows: readonly FaultRow[] }>>;
  readonly memory?: Passed;
}

const about = `\`npm run bench\` fills an empty module cache through an upstream that waits before each answer, limits its
speed, and injects faults that depend only on a seed and the request. It is a process of its own on the same machine. Ours
is the whole step with all its defaults, from start to end, on a runner without a cache service. Contestants take turns;
ratios are medians of ratios within a round. A run under faults that takes longer than ${faultLimit} s
counts as failed, because the go command waits forever for a silent server.`;

/** coldSections shows cold downloads. */
export function coldSections({ machine, links, faults, memory }: ColdResults): string[] {
  const parts = [`### Cold downloads (${machine})`, about];
  const linkRows = Object.entries(links).map(([name, { rows }]) => [name, ...rows.flatMap(linkCells)]);
  if (linkRows.length > 0) {
    const others = (Object.values(links)[0]?.rows.slice(1) ?? []).flatMap(({ name }) => [name, 'ours / it']);
    parts.push(table(['', 'ours', ...others], linkRows), needlessness(links));
  }
  for (const [name, { seeds, rows }] of Object.entries(faults)) {
    parts.push(`${name}, at 50 ms:`, faultTable(rows, seeds));
  }
  if (memory !== undefined) {
    const { zips, zipBytes, peakBytes, ms } = memory;
    parts.push(
      `${zips} zips of ${megabytes(zipBytes)} in ${seconds(ms)}: all processes of the step together held ${megabytes(peakBytes)} at most.`,
    );
  }
  return parts;
}

function linkCells({ ms, oursRatio }: LinkRow, index: number): string[] {
  return index === 0 ? [seconds(ms)] : [seconds(ms), oursRatio.toFixed(2)];
}

/** What ours asked for that the go command alone did not. */
function needlessness(links: ColdResults['links']): string {
  const more = Object.values(links).map(
    ({ rows: [ours, plain] }) => (ours?.requests ?? 0) - (plain?.requests ?? 0),
  );
  const all = Object.values(links).reduce((sum, { rows }) => sum + (rows[1]?.requests ?? 0), 0);
  const needless = more.reduce((sum, count) => sum + Math.max(0, count), 0);
  return `Requests more than the go command alone makes: ${needless} in ${all}.`;
}

function faultTable(rows: readonly FaultRow[], dice: number): string {
  const cells = rows.map(({ name, succeeded, ms, cleanRatio, bytesRatio }) => [
    name,
    `${succeeded} of ${dice}`,
    ...(ms === null ? [''] : [seconds(ms)]),
    ...[cleanRatio, bytesRatio].map((ratio) => ratio?.toFixed(2) ?? ''),
  ]);
  return table(['', 'succeeded', 'time', 'of that without faults', 'bytes of those without'], cells);
}
