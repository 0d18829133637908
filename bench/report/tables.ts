import type { Row } from '../pack/restoring.ts';

/** table is a table of Markdown; all columns but the first are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** rowsTable shows what contestants needed. */
export function rowsTable(rows: readonly Row[]): string {
  const withBytes = rows.some(({ bytes }) => bytes !== undefined);
  const head = [
    '',
    'time',
    'ratio',
    'of which the step',
    'CPU',
    'ratio',
    ...(withBytes ? ['entry', 'ratio'] : []),
  ];
  const cells = rows.map((row) => [
    row.contestant,
    seconds(row.ms),
    row.ratio.toFixed(2),
    seconds(row.stepMs),
    seconds(row.cpuMs),
    row.cpuRatio.toFixed(2),
    ...(row.bytes === undefined ? [] : [megabytes(row.bytes), (row.bytesRatio ?? Number.NaN).toFixed(3)]),
  ]);
  return table(head, cells);
}

/** growthTable shows sets of modules by their size. */
export function growthTable(
  sets: readonly { project: string; modules: number; save: Row[]; restore: Row[] }[],
): string {
  const head = [
    'project',
    'modules',
    'entry',
    'setup-go',
    'save',
    'setup-go',
    'tree',
    'zip',
    'full',
    'setup-go',
  ];
  const rows = sets
    .toSorted((a, b) => a.modules - b.modules)
    .map(({ project, modules, save, restore }) => [
      project,
      `${modules}`,
      ...save.map(({ bytes }) => megabytes(bytes ?? 0)),
      ...save.map(({ ms }) => seconds(ms)),
      ...restore.map(({ ms }) => seconds(ms)),
    ]);
  return table(head, rows);
}

/** megabytes writes bytes for a table. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1)} MB`;
}

/** seconds writes ms for a table. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 1000 ? 2 : 1)} s`;
}
