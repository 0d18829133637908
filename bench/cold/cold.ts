/**
 * Measures cold downloads against the go command alone, side by side: `npm run bench -- --help`.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../measure/machine.ts';
import { writeReport } from '../report/report.ts';
import { startUpstream } from '../upstream/upstream.ts';
import { type Downloader, goAlone, oursIn } from './contestants.ts';
import { passingThrough } from './memory.ts';
import type { ColdResults } from './report.ts';
import { type ColdBench, type FaultRow, faultMixes, links, overLink, underFaults } from './scenarios.ts';

const benchDir = path.dirname(import.meta.dirname);
const root = path.dirname(benchDir);
const scenarios = [...links, ...faultMixes].map(({ name }) => name).concat('faults', 'memory');
/** More requests at once do not change what one fault does to the go command. */
const underFault = ['ours', 'go mod download', 'ten tries'];

const usage = `Usage: npm run bench -- --pool DIR --corpora DIR --scratch DIR [options]

  --pool DIR         a module cache that holds everything; its cache/download is what the upstream serves
  --corpora DIR      checkouts: DIR/PROJECT/STATE/go.mod
  --scratch DIR      an empty folder, best on a tmpfs
  --states A,B       these checkouts (default: gin/v1.12.0,node_exporter/v1.12.1,cli/v2.60.0,prometheus/v3.14.0)
  --only A;B         these scenarios only: ${scenarios.join('; ')} (faults: every mix of them)
  --contestants A,B  under faults these only (default: ${underFault.join(',')}); the others keep their rows of
                     earlier runs, for the go command waits for most of an hour there
  --rounds N         how often each measurement is made (default: 5)
  --seeds N          how many dice are thrown for each rate of faults (default: 10)
  --dist DIR         this project's dist/ (default: dist)
`;

const { values } = parseArgs({
  options: {
    pool: { type: 'string' },
    corpora: { type: 'string' },
    scratch: { type: 'string' },
    states: { type: 'string', default: 'gin/v1.12.0,node_exporter/v1.12.1,cli/v2.60.0,prometheus/v3.14.0' },
    only: { type: 'string', default: scenarios.join(';') },
    rounds: { type: 'string', default: '5' },
    seeds: { type: 'string', default: '10' },
    contestants: { type: 'string', default: underFault.join(',') },
    dist: { type: 'string', default: path.join(root, 'dist') },
    help: { type: 'boolean', default: false },
  },
});
const { pool, corpora, scratch } = values;
if (values.help || !pool || !corpora || !scratch) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const only = chosen('--only', values.only.split(';'), scenarios);
const contestants = chosen('--contestants', values.contestants.split(','), underFault);
const states = values.states.split(',');
const file = path.join(benchDir, 'results', 'cold.json');
const before: Partial<ColdResults> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const results: { -readonly [K in keyof ColdResults]: ColdResults[K] } = {
  machine: describeMachine(),
  links: before.links ?? {},
  faults: before.faults ?? {},
  ...(before.memory && { memory: before.memory }),
};

await using upstream = await startUpstream(path.join(path.resolve(pool), 'cache', 'download'));
const bench: ColdBench = {
  scratch: path.resolve(scratch),
  upstream,
  rounds: Number(values.rounds),
  ours: oursIn(path.resolve(values.dist)),
  others: goAlone,
};

for (const state of states) {
  const workspace = checkout(state);
  for (const link of links.filter(({ name }) => only.includes(name))) {
    console.error(`${state}, ${link.name}`);
    const rows = await overLink(bench, workspace, link);
    results.links = { ...results.links, [`${state}, ${link.name}`]: { rounds: bench.rounds, rows } };
    keep();
  }
}
const mixes = faultMixes.filter(({ name }) => only.includes(name) || only.includes('faults'));
if (mixes.length > 0) {
  const [state = ''] = states;
  const workspace = checkout(state);
  const some = (downloaders: readonly Downloader[]) =>
    downloaders.filter(({ name }) => contestants.includes(name));
  for (const mix of mixes) {
    console.error(`${state}, ${mix.name}`);
    const seeds = Number(values.seeds);
    const rows = await underFaults(some([bench.ours, ...bench.others]), bench, workspace, { ...mix, seeds });
    const name = `${state}, ${mix.name}`;
    results.faults = { ...results.faults, [name]: withEarlier(results.faults[name], seeds, rows) };
    keep();
  }
}
if (only.includes('memory')) {
  results.memory = await passingThrough(bench);
  keep();
}
writeReport(benchDir);

/** The rows of those that were not measured this time stay, if they met as many dice. */
function withEarlier(
  earlier: ColdResults['faults'][string] | undefined,
  seeds: number,
  rows: readonly FaultRow[],
): ColdResults['faults'][string] {
  const kept = earlier?.seeds === seeds ? earlier.rows : [];
  const all = new Map([...kept, ...rows].map((row) => [row.name, row]));
  return { seeds, rows: underFault.flatMap((name) => all.get(name) ?? []) };
}

function chosen(option: string, names: readonly string[], known: readonly string[]): readonly string[] {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  console.error(`${option} has no ${unknown}, only: ${known.join('; ')}`);
  process.exit(2);
}

function keep(): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
}

function checkout(state: string): string {
  const workspace = path.join(path.resolve(scratch ?? ''), 'checkout');
  rmSync(workspace, { recursive: true, force: true });
  cpSync(path.join(path.resolve(corpora ?? ''), state), workspace, { recursive: true });
  // A corpus may lack the other modules of its workspace.
  rmSync(path.join(workspace, 'go.work'), { force: true });
  return workspace;
}
