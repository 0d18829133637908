import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ColdResults, coldSections } from '../cold/report.ts';
import { type FleetResults, fleetSections } from '../fleet/report.ts';
import type { Row } from '../pack/restoring.ts';
import type { BucketSet } from '../pack/s3.ts';
import { type BarGroup, ratioChart } from './plot.ts';
import { growthTable, megabytes, rowsTable, seconds, table } from './tables.ts';

/** Results is what bench/results/ holds, as far as it has been measured. */
export interface Results {
  readonly save?: { machine: string; rounds: number; program: string; modules: number; rows: Row[] };
  readonly restore?: { rounds: number; unlimited: Row[]; slow: Row[] };
  readonly bump?: { pairs: readonly Bump[] };
  readonly growth?: { sets: readonly GrowthSet[] };
  readonly memory?: {
    project: string;
    modules: number;
    rows: readonly Peak[];
    theirs: Record<string, number>;
  };
  readonly s3?: { readonly machine: string; readonly rounds: number; readonly sets: readonly BucketSet[] };
  readonly warm?: { modules: number; rows: Row[]; downloads: number };
  readonly compression?: { readonly contentBytes: number; readonly rows: readonly Compression[] };
  readonly startup?: { rows: Row[] };
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

interface Compression {
  readonly name: string;
  readonly bytes: number;
  readonly compressCpuMs: number;
  readonly decompressCpuMs: number;
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
  const [saved] = save?.rows ?? [];
  if (saved !== undefined) {
    const bars = [
      { label: 'entry, bytes', ratio: saved.bytesRatio ?? 0, target: targets.bytes },
      { label: 'time to save', ratio: saved.ratio, target: targets.save },
    ];
    groups.push({ title: 'Saving the modules of Prometheus', bars });
  }
  for (const speed of ['unlimited', 'slow'] as const) {
    const bars = (restore?.[speed] ?? []).flatMap(({ contestant, ratio }) =>
      isLayout(contestant)
        ? [{ label: `layout: ${contestant}`, ratio, target: targets[speed][contestant] }]
        : [],
    );
    const title = `Restoring them, to the end of the first go list (service ${speed === 'slow' ? 'at 100 MB/s' : 'unlimited'})`;
    if (bars.length > 0) groups.push({ title, bars });
  }
  const bumped = (bump?.pairs ?? []).map(({ project, savedRatio }) => ({
    label: project,
    ratio: savedRatio,
    target: targets.bumpBytes,
  }));
  if (bumped.length > 0) groups.push({ title: 'Bytes stored for one bumped dependency', bars: bumped });
  return groups;
}

function isLayout(name: string): name is 'tree' | 'zip' | 'full' {
  return name === 'tree' || name === 'zip' || name === 'full';
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
  if (save !== undefined) {
    parts.push(
      `### Saving: ${save.program}, ${save.modules} modules (${save.machine}; ${save.rounds} rounds)`,
    );
    parts.push(rowsTable(save.rows));
  }
  if (restore !== undefined) {
    parts.push(`### Restoring, to the end of the first \`go list\` (${restore.rounds} rounds)`);
    parts.push(
      'Service unlimited:',
      rowsTable(restore.unlimited),
      'Service at 100 MB/s:',
      rowsTable(restore.slow),
    );
  }
  if (bump !== undefined) parts.push('### One bumped dependency', bumpTable(bump.pairs));
  if (growth !== undefined) parts.push('### From few modules to many', growthTable(growth.sets));
  if (memory !== undefined)
    parts.push(`### Peak memory: ${memory.project}, ${memory.modules} modules`, memoryTable(memory));
  if (s3 !== undefined) parts.push(...bucketSections(s3));
  if (warm !== undefined) {
    parts.push(`### A module cache that holds everything already: the whole step, ${warm.modules} modules`);
    parts.push(rowsTable(warm.rows), `Entries transferred: ${warm.downloads}.`);
  }
  if (startup !== undefined) parts.push('### Time to the first line of the log', rowsTable(startup.rows));
  if (compression !== undefined) {
    parts.push(`### How shards are compressed: ${megabytes(compression.contentBytes)} of shards`);
    parts.push(compressionTable(compression.rows));
  }
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

function compressionTable(rows: readonly Compression[]): string {
  const cells = rows.map((row) => [
    row.name,
    megabytes(row.bytes),
    seconds(row.compressCpuMs),
    seconds(row.decompressCpuMs),
  ]);
  return table(['', 'shards', 'CPU to compress', 'CPU to decompress'], cells);
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
