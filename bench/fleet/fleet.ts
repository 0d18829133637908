/**
 * Simulates a week of dependency bumps for a fleet: `npm run bench:fleet -- --help`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeReport } from '../report/report.ts';
import { type History, readHistory } from './history.ts';
import type { FleetResults } from './report.ts';
import { defaultOptions, type FleetOptions, simulateWeek } from './simulate.ts';
import { sizesOf } from './sizes.ts';
import type { Sizes } from './ways.ts';

const benchDir = path.dirname(import.meta.dirname);
const file = path.join(benchDir, 'results', 'fleet.json');

const usage = `Usage: npm run bench:fleet -- [options]

  --corpora DIR        read the histories anew from DIR/PROJECT/STATE/go.sum (default: those in bench/results/fleet.json)
  --projects A,B       these projects (default: node_exporter,cli,prometheus,tailscale)
  --jobs N             jobs a day and system (default: ${defaultOptions.jobs})
  --pr-jobs N          jobs of each system for the pull request of a bump (default: ${defaultOptions.pullRequestJobs})
  --quota BYTES        of GitHub's cache (default: ${defaultOptions.quota})
  --storage-price $    for a GB and month in the bucket (default: ${defaultOptions.storagePrice})
  --write-price $      for 1000 requests that write or list (default: ${defaultOptions.writePrice})
  --read-price $       for 1000 requests that read (default: ${defaultOptions.readPrice})
  --transfer-price $   for a GB that leaves the bucket (default: ${defaultOptions.transferPrice}, for runners in its region)
`;

const text = (value: unknown) => ({ type: 'string', default: String(value) }) as const;
const { values } = parseArgs({
  options: {
    corpora: { type: 'string' },
    projects: text('node_exporter,cli,prometheus,tailscale'),
    jobs: text(defaultOptions.jobs),
    'pr-jobs': text(defaultOptions.pullRequestJobs),
    quota: text(defaultOptions.quota),
    'storage-price': text(defaultOptions.storagePrice),
    'write-price': text(defaultOptions.writePrice),
    'read-price': text(defaultOptions.readPrice),
    'transfer-price': text(defaultOptions.transferPrice),
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const options: FleetOptions = {
  systems: defaultOptions.systems,
  jobs: numberOf('jobs'),
  pullRequestJobs: numberOf('pr-jobs'),
  quota: numberOf('quota'),
  storagePrice: numberOf('storage-price'),
  writePrice: numberOf('write-price'),
  readPrice: numberOf('read-price'),
  transferPrice: numberOf('transfer-price'),
};
const weeks = values.projects.split(',').map((project) => {
  const history = historyOf(project);
  return { history, totals: simulateWeek(history, measuredSizes(project), options) };
});
writeFileSync(file, `${JSON.stringify({ options, weeks } satisfies FleetResults, undefined, 2)}\n`);
writeReport(benchDir);

function numberOf(flag: Exclude<keyof typeof values, 'help' | 'corpora' | 'projects'>): number {
  const value = Number(values[flag]);
  if (values[flag].trim() !== '' && value >= 0) return value;
  console.error(`--${flag} ${values[flag]} is not a number from 0 on.`);
  process.exit(2);
}

function historyOf(project: string): History {
  if (values.corpora !== undefined) return readHistory(values.corpora, project);
  const { weeks: recorded }: FleetResults = JSON.parse(readFileSync(file, 'utf8'));
  const week = recorded.find(({ history }) => history.project === project);
  if (week !== undefined) return week.history;
  console.error(`There is no recorded history of ${project}: give --corpora.`);
  process.exit(2);
}

function measuredSizes(project: string): Sizes {
  const growth = readFileSync(path.join(benchDir, 'results', 'growth.json'), 'utf8');
  const sizes = sizesOf(project, JSON.parse(growth));
  if (sizes !== undefined) return sizes;
  console.error(`bench/results/growth.json has no sizes of ${project}: measure it with npm run bench:pack.`);
  process.exit(2);
}
