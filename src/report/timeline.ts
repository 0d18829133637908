import type { ModuleRecord, RunRecord } from '../record.ts';
import { formatDuration } from '../text/format.ts';

/** How many of the slowest modules are shown. */
const maxModules = 8;

/** For a shorter run, in ms, a chart shows nothing useful. */
const worthDrawing = 1000;

/** Bar is a period of time, in ms relative to the run. */
interface Bar {
  readonly name: string;
  readonly startMs: number;
  readonly durationMs: number;
}

/**
 * timelineOf draws the steps of a run and its slowest modules as a Mermaid Gantt chart, which GitHub renders
 * in the colors of the reader's theme; undefined if the run was too short. Syntax:
 * mermaid.js.org/syntax/gantt.
 */
export function timelineOf(record: RunRecord): string | undefined {
  const end = Math.max(0, ...record.steps.map(({ startMs, durationMs }) => startMs + durationMs));
  if (end < worthDrawing) return undefined;
  const slowest = slowestModules(record.modules);
  return [
    '```mermaid',
    'gantt',
    '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
    ...axisOf(end),
    '  todayMarker off',
    ...section('Steps', record.steps),
    ...section('Slowest', slowest),
    '```',
  ].join('\n');
}

function slowestModules(modules: readonly ModuleRecord[]): Bar[] {
  return modules
    .flatMap(({ path, transfer }) => (transfer === undefined ? [] : [{ name: shortened(path), ...transfer }]))
    .toSorted((a, b) => b.durationMs - a.durationMs)
    .slice(0, maxModules)
    .toSorted((a, b) => a.startMs - b.startMs);
}

/** The end of a module path is more specific than its beginning, and fits beside a bar on a phone. */
function shortened(path: string): string {
  const room = 24;
  if (path.length <= room) return path;
  const tail = path.slice(-room);
  return `…${tail.slice(Math.max(0, tail.indexOf('/')))}`;
}

function section(title: string, bars: readonly Bar[]): string[] {
  if (bars.length === 0) return [];
  return [`  section ${title}`, ...bars.map(barLine)];
}

function barLine({ name, startMs, durationMs }: Bar): string {
  // Names of modules come from outside: characters of the chart's syntax are replaced.
  const text = name.replaceAll(/[^\w.@/+~…-]/g, '_');
  return `  ${text} ${formatDuration(durationMs)} :${instant(startMs)}, ${Math.max(1, Math.round(durationMs))}ms`;
}

/** The chart shows local time, so this makes it begin at zero everywhere. */
function instant(ms: number): string {
  return new Date(Date.UTC(2026, 0, 1) + ms).toISOString().replace('T', ' ').replace('Z', '');
}

/** At most ten ticks, so that their labels do not overlap on a phone. Formats of d3-time-format. */
function axisOf(end: number): string[] {
  const axis = axes.find(({ below }) => end < below) ?? longest;
  return [`  axisFormat ${axis.format}`, `  tickInterval ${axis.tick}`];
}

const longest = { format: '%H:%M', tick: '1hour' };
const axes = [
  { below: 10_000, format: '%-S s', tick: '1second' },
  { below: 60_000, format: '%-S s', tick: '10second' },
  { below: 600_000, format: '%-M min', tick: '1minute' },
  { below: 3_600_000, format: '%-M min', tick: '10minute' },
];
