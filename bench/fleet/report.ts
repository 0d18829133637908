import { table } from '../report/tables.ts';
import type { History } from './history.ts';
import type { FleetOptions, WeekTotals } from './simulate.ts';

/** FleetResults is what bench/results/fleet.json holds. */
export interface FleetResults {
  readonly options: FleetOptions;
  readonly weeks: readonly { readonly history: History; readonly totals: readonly WeekTotals[] }[];
}

/** fleetSections shows the week of each project. */
export function fleetSections({ options, weeks }: FleetResults): string[] {
  const { systems, jobs, pullRequestJobs, quota } = options;
  const prices = `$${options.storagePrice} for a GB and month, $${options.writePrice} and $${options.readPrice} for 1000 requests that write or list, and that read, $${options.transferPrice} for a GB out`;
  const head = [
    '',
    'stored at the end',
    'written',
    'read',
    'from the module proxy',
    'modules',
    'requests',
    'evictions',
    'dollars',
  ];
  return [
    '### A week of bumps on three systems, by arithmetic',
    `\`npm run bench:fleet\`: ${jobs} jobs a day and system (${systems.join(', ')}), and ${pullRequestJobs} of each system for the pull request of a bump. GitHub's cache has ${gigabytes(quota)}. The bucket costs ${prices}.`,
    ...weeks.flatMap(({ history, totals }) => [
      `${history.project}, ${history.states.map(({ name }) => name).join(' → ')} (${newModules(history)} new, of ${history.states.at(-1)?.modules} modules):`,
      table(head, totals.map(cellsOf)),
    ]),
  ];
}

/** How many modules each bump brings. */
function newModules({ states }: History): string {
  return states
    .slice(1)
    .map(({ added }) => added.at(-1))
    .join(', ');
}

function cellsOf(week: WeekTotals): string[] {
  const { dollars } = week;
  return [
    week.way,
    ...[week.stored, week.written, week.read, week.downloaded].map(gigabytes),
    ...[week.modulesDownloaded, week.requests, week.evictions].map(String),
    dollars === undefined ? 'in the plan' : dollars.toFixed(2),
  ];
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(bytes < 1e9 ? 2 : 1)} GB`;
}
