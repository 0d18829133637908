import { median } from '../measure/statistics.ts';
import type { Row } from '../pack/restoring.ts';
import type { Restores } from '../pack/scenarios.ts';
import { megabytes, seconds, table } from './tables.ts';

/** Measured is what was measured of one program. */
export type Measured<T> = { readonly program: string; readonly modules: number } & T;

/** Compressed is how the shards of a program come out, compressed in several ways; the product uses the effort `uses`. */
export interface Compressed {
  readonly contentBytes: number;
  readonly uses: string;
  readonly rows: readonly Compression[];
}

interface Compression {
  readonly name: string;
  readonly bytes: number;
  readonly compressCpuMs: number;
  readonly decompressCpuMs: number;
}

/** layouts are those of a restore, as they are shown. */
export const layouts = ['tree', 'full', 'zip'] as const;

/** ratioIn is the ratio of a contestant, of all or of the step alone; NaN where it was not measured. */
export function ratioIn(
  rows: readonly Row[],
  contestant: string,
  of: 'ratio' | 'stepRatio' = 'ratio',
): number {
  return rows.find((row) => row.contestant === contestant)?.[of] ?? Number.NaN;
}

/** saveTable shows what saving costs, by program. */
export function saveTable(sets: readonly Measured<{ readonly rows: readonly Row[] }>[]): string {
  const head = ['', 'modules', 'setup-go', 'ours', 'ratio', 'CPU ratio', 'entry', 'ratio'];
  const ours = sets.flatMap(({ rows }) => rows.slice(0, 1));
  const over = (name: string, pick: (numbers: number[]) => number): string[] => [
    name,
    ...['', '', ''],
    pick(ours.map(({ ratio }) => ratio)).toFixed(2),
    pick(ours.map(({ cpuRatio }) => cpuRatio)).toFixed(2),
    '',
    pick(ours.map(({ bytesRatio = Number.NaN }) => bytesRatio)).toFixed(3),
  ];
  const rows = bySize(sets).map(({ program, modules, rows: [own, theirs] }) => [
    program,
    `${modules}`,
    ...[theirs, own].map((row) => seconds(row?.ms ?? Number.NaN)),
    own?.ratio.toFixed(2) ?? '',
    own?.cpuRatio.toFixed(2) ?? '',
    megabytes(own?.bytes ?? Number.NaN),
    own?.bytesRatio?.toFixed(3) ?? '',
  ]);
  return table(head, [...rows, over('median', median), over('worst', worst)]);
}

const kinds = {
  unlimited: 'Service unlimited:',
  slow: 'Service at 100 MB/s:',
  azure: 'Blobs as in Azure, 5 ms before each answer:',
} as const;

/** restoreTables show restores by program, for each kind of service that was measured. */
export function restoreTables(sets: readonly Measured<Partial<Restores>>[]): string[] {
  return (['unlimited', 'slow', 'azure'] as const).flatMap((kind) => {
    const measured = bySize(sets).flatMap(({ program, modules, [kind]: rows }) =>
      rows === undefined ? [] : [{ program, modules, rows }],
    );
    return measured.length === 0 ? [] : [kinds[kind], restoreTable(measured)];
  });
}

function restoreTable(sets: readonly Measured<{ readonly rows: readonly Row[] }>[]): string {
  const cell = (rows: readonly Row[], layout: string): string => {
    const row = rows.find(({ contestant }) => contestant === layout);
    return row === undefined
      ? ''
      : `${seconds(row.ms)}, ${row.ratio.toFixed(2)} (${row.stepRatio.toFixed(2)})`;
  };
  const rows = sets.map(({ program, modules, rows: all }) => [
    program,
    `${modules}`,
    seconds(all.at(-1)?.ms ?? Number.NaN),
    ...layouts.map((layout) => cell(all, layout)),
  ]);
  const over = (name: string, pick: (numbers: number[]) => number): string[] => [
    name,
    ...['', ''],
    ...layouts.map((layout) => {
      const [all, step] = (['ratio', 'stepRatio'] as const).map((of) =>
        pick(sets.map(({ rows: measured }) => ratioIn(measured, layout, of))).toFixed(2),
      );
      return `${all} (${step})`;
    }),
  ];
  return table(
    ['', 'modules', 'setup-go', ...layouts],
    [...rows, over('median', median), over('worst', worst)],
  );
}

/** warmTable shows the step that finds everything on disk. */
export function warmTable(
  sets: readonly Measured<{ readonly rows: readonly Row[]; readonly downloads: number }>[],
): string {
  const cells = bySize(sets).map(({ program, modules, rows, downloads }) => [
    program,
    `${modules}`,
    ...rows.flatMap(({ ms, cpuMs }) => [seconds(ms), seconds(cpuMs)]),
    `${downloads}`,
  ]);
  const contestants = sets[0]?.rows.flatMap(({ contestant }) => [contestant, 'CPU']) ?? [];
  return table(['', 'modules', ...contestants, 'entries transferred'], cells);
}

/** compressionTables show, by program, what ways to compress bring and cost. */
export function compressionTables(sets: readonly Measured<Compressed>[]): string[] {
  const sized = sets.toSorted((a, b) => a.contentBytes - b.contentBytes);
  const head = ['', ...sized.map(({ program }) => nameOf(program))];
  const rowsOf = (show: (row: Compression) => string): string[][] =>
    (sized[0]?.rows ?? []).map(({ name }) => [
      name,
      ...sized.map(({ rows }) => rows.filter((row) => row.name === name).map(show)[0] ?? ''),
    ]);
  const facts = [
    ['content', ...sized.map(({ contentBytes }) => megabytes(contentBytes))],
    ['effort', ...sized.map(({ uses }) => uses)],
  ];
  return [
    'Bytes:',
    table(head, [...facts, ...rowsOf(({ bytes }) => megabytes(bytes))]),
    'CPU to compress:',
    table(
      head,
      rowsOf(({ compressCpuMs }) => seconds(compressCpuMs)),
    ),
    'CPU to decompress:',
    table(
      head,
      rowsOf(({ decompressCpuMs }) => seconds(decompressCpuMs)),
    ),
  ];
}

/** The last word of a module path that is not a major version. */
function nameOf(program: string): string {
  const words = program.replace(/@.*$/, '').split('/');
  return words.findLast((word) => !/^v\d+$/.test(word)) ?? program;
}

function bySize<T>(sets: readonly Measured<T>[]): Measured<T>[] {
  return sets.toSorted((a, b) => a.modules - b.modules);
}

function worst(numbers: readonly number[]): number {
  return Math.max(...numbers);
}
