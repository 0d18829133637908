import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatCount } from '../../src/text/format.ts';
import { type ColdResults, coldSections } from '../cold/report.ts';
import { type FleetResults, fleetSections } from '../fleet/report.ts';
import { median } from '../measure/statistics.ts';
import type { Row } from '../pack/restoring.ts';
import type { BucketSet } from '../pack/s3.ts';
import type { Restores } from '../pack/scenarios.ts';
import { type BarGroup, ratioChart } from './plot.ts';
import {
  type Compressed,
  compressionTables,
  layouts,
  type Measured,
  ratioIn,
  restoreTables,
  saveTable,
  warmTable,
} from './program-tables.ts';
import { growthTable, megabytes, rowsTable, seconds, table } from './tables.ts';

/** Results is what bench/results/ holds, as far as it has been measured. */
export interface Results {
  readonly save?: { machine: string; rounds: number; sets: readonly Measured<{ rows: Row[] }>[] };
  readonly restore?: { machine: string; rounds: number; sets: readonly Measured<Partial<Restores>>[] };
  readonly bump?: { pairs: readonly Bump[] };
  readonly growth?: { sets: readonly GrowthSet[] };
  readonly memory?: {
    project: string;
    modules: number;
    rows: readonly Peak[];
    theirs: Record<string, number>;
  };
  readonly s3?: { readonly machine: string; readonly rounds: number; readonly sets: readonly BucketSet[] };
  readonly warm?: { sets: readonly Measured<{ rows: Row[]; downloads: number }>[] };
  readonly compression?: { sets: readonly Measured<Compressed>[] };
  readonly startup?: { sets: readonly Measured<{ rows: Row[] }>[] };
  readonly cold?: ColdResults;
  readonly fleet?: FleetResults;
}

/** Bump is what one bumped dependency cost. */
export interface Bump {
  readonly project: string;
  readonly modules: number;
  readonly deltaBytes: number;
  readonly fullBytes: number;
  readonly theirBytes: number;
  readonly savedRatio: number;
  readonly bumpJobMs: number;
  readonly rows: Row[];
}

/** GrowthSet is one size of a set of modules. */
export interface GrowthSet {
  readonly project: string;
  readonly modules: number;
  readonly save: Row[];
  readonly restore: Row[];
}

interface Peak {
  readonly workers: number;
  readonly what: string;
  readonly bytes: number;
}

const names = [
  'save',
  'restore',
  'bump',
  'growth',
  'memory',
  's3',
  'warm',
  'startup',
  'compression',
  'cold',
  'fleet',
] as const;

/** The measurements that were aimed at, as ratios. */
const targets = {
  bytes: 0.32,
  save: 1.2,
  unlimited: { tree: 0.8, zip: 1.2, full: 1.15 },
  slow: { tree: 0.65, zip: 0.85, full: 0.85 },
  bumpBytes: 0.03,
  bumpRestore: 1.15,
} as const;

const [begin, end] = ['<!-- results: written by bench/report/report.ts -->', '<!-- end of results -->'];

/** writeReport puts all results that are there into README.md of `folder`, and draws them. */
export function writeReport(folder: string): void {
  const results = readResults(path.join(folder, 'results'));
  writeFileSync(path.join(folder, 'results', 'ratios.svg'), ratioChart(charts(results)));
  const readme = path.join(folder, 'README.md');
  const text = readFileSync(readme, 'utf8');
  const [before = '', rest = ''] = text.split(begin);
  const after = rest.split(end)[1] ?? '';
  writeFileSync(readme, `${before}${begin}\n\n${sections(results).join('\n\n')}\n\n${end}${after}`);
}

function readResults(folder: string): Results {
  const files = names.map((name) => ({ name, file: path.join(folder, `${name}.json`) }));
  const there = files.filter(({ file }) => existsSync(file));
  return Object.fromEntries(there.map(({ name, file }) => [name, JSON.parse(readFileSync(file, 'utf8'))]));
}

function charts({ save, restore, bump }: Results): BarGroup[] {
  const groups: BarGroup[] = [];
  const saved = (save?.sets ?? []).flatMap(({ rows }) => rows.slice(0, 1));
  if (saved.length > 0) {
    const bytes = median(saved.map(({ bytesRatio = Number.NaN }) => bytesRatio));
    const bars = [
      { label: 'entry, bytes', ratio: bytes, target: targets.bytes },
      { label: 'time to save', ratio: median(saved.map(({ ratio }) => ratio)), target: targets.save },
    ];
    groups.push({ title: `Saving, median of ${formatCount(saved.length, 'project')}`, bars });
  }
  for (const speed of ['unlimited', 'slow'] as const) {
    const sets = (restore?.sets ?? []).flatMap((set) => (set[speed] === undefined ? [] : [set[speed]]));
    const bars = layouts.map((layout) => ({
      label: `layout: ${layout}`,
      ratio: median(sets.map((rows) => ratioIn(rows, layout))),
      target: targets[speed][layout],
    }));
    const title = `Restoring them, to the end of the first go list (service ${speed === 'slow' ? 'at 100 MB/s' : 'unlimited'})`;
    if (sets.length > 0) groups.push({ title, bars });
  }
  const bumped = (bump?.pairs ?? []).map(({ project, savedRatio }) => ({
    label: project,
    ratio: savedRatio,
    target: targets.bumpBytes,
  }));
  if (bumped.length > 0) groups.push({ title: 'Bytes stored for one bumped dependency', bars: bumped });
  return groups;
}

function sections({
  save,
  restore,
  bump,
  growth,
  memory,
  s3,
  warm,
  startup,
  compression,
  cold,
  fleet,
}: Results): string[] {
  const parts = ['![Ratios to actions/setup-go](results/ratios.svg)'];
  if (save !== undefined)
    parts.push(`### Saving (${save.machine}; ${save.rounds} rounds)`, saveTable(save.sets));
  if (restore !== undefined) {
    const { machine, rounds, sets } = restore;
    parts.push(
      `### Restoring, to the end of the first \`go list\` (${machine}; ${rounds} rounds)`,
      'Time, its ratio to setup-go, and in brackets the ratio of the step alone.',
      ...restoreTables(sets),
    );
  }
  if (bump !== undefined) parts.push('### One bumped dependency', bumpTable(bump.pairs));
  if (growth !== undefined) parts.push('### From few modules to many', growthTable(growth.sets));
  if (memory !== undefined)
    parts.push(`### Peak memory: ${memory.project}, ${memory.modules} modules`, memoryTable(memory));
  if (s3 !== undefined) parts.push(...bucketSections(s3));
  if (warm !== undefined)
    parts.push('### A module cache that holds everything already: the whole step', warmTable(warm.sets));
  if (startup !== undefined) {
    parts.push('### Time to the first line of the log', ...startup.sets.map(({ rows }) => rowsTable(rows)));
  }
  if (compression !== undefined)
    parts.push('### How shards are compressed', ...compressionTables(compression.sets));
  if (cold !== undefined) parts.push(...coldSections(cold));
  if (fleet !== undefined) parts.push(...fleetSections(fleet));
  return parts;
}

function bucketSections({ machine, rounds, sets }: NonNullable<Results['s3']>): string[] {
  return [
    `### Restoring out of a bucket (${machine}; ${rounds} rounds)`,
    ...sets.flatMap(({ project, modules, entryBytes, rows, peaks }) => {
      const held = rows.map(({ contestant }, row) => `${contestant} ${megabytes(peaks[row] ?? 0)}`);
      return [
        `${project}, ${modules} modules, an entry of ${megabytes(entryBytes)}:`,
        rowsTable(rows),
        `Peak memory: ${held.join('; ')}.`,
      ];
    }),
  ];
}

function bumpTable(pairs: readonly Bump[]): string {
  const head = [
    'project',
    'modules',
    'full entry',
    'delta',
    'setup-go stores',
    'ratio',
    'restore: base and delta',
    'full entry',
    'ratio',
  ];
  const rows = pairs.map((pair) => [
    pair.project,
    `${pair.modules}`,
    ...[pair.fullBytes, pair.deltaBytes, pair.theirBytes].map(megabytes),
    pair.savedRatio.toFixed(3),
    ...pair.rows.map(({ ms }) => seconds(ms)),
    (pair.rows[0]?.ratio ?? Number.NaN).toFixed(2),
  ]);
  return table(head, rows);
}

function memoryTable({ rows, theirs }: NonNullable<Results['memory']>): string {
  const ours = rows.map(({ what, workers, bytes }) => [`${what}, ${workers} workers`, megabytes(bytes)]);
  const other = Object.entries(theirs).map(([what, bytes]) => [`setup-go, ${what}`, megabytes(bytes)]);
  return table(['', 'peak of all processes'], [...ours, ...other]);
}
