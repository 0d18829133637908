/**
 * Measures packs against actions/setup-go, side by side: `npm run bench:pack -- --help`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine, goEnv } from '../measure/machine.ts';
import { writeReport } from '../report/report.ts';
import { ours, setupGo } from './contestants.ts';
import type { PackBenchContext } from './context.ts';
import { scenarios } from './scenarios.ts';

const benchDir = path.dirname(import.meta.dirname);
const root = path.dirname(benchDir);

const usage = `Usage: SETUP_GO_DIST=DIR npm run bench:pack -- --modules DIR --corpora DIR --scratch DIR [options]

  SETUP_GO_DIST      the dist/ folder of actions/setup-go v7, unmodified
  --modules DIR      a module cache that holds, and keeps, what is measured with; filled through GOPROXY
  --corpora DIR      checkouts: DIR/PROJECT/STATE/go.mod
  --scratch DIR      an empty folder on a tmpfs with 12 GB of room
  --rounds N         how often each measurement is made (default: 8)
  --only A,B         these scenarios only: ${Object.keys(scenarios).join(', ')}
  --dist DIR         this project's dist/ (default: dist)
  --program M@V      what the go command loads after a restore (default: github.com/prometheus/prometheus@v0.314.0)
`;

const { values } = parseArgs({
  options: {
    modules: { type: 'string' },
    corpora: { type: 'string' },
    scratch: { type: 'string' },
    rounds: { type: 'string', default: '8' },
    only: { type: 'string', default: Object.keys(scenarios).join(',') },
    dist: { type: 'string', default: path.join(root, 'dist') },
    program: { type: 'string', default: 'github.com/prometheus/prometheus@v0.314.0' },
    help: { type: 'boolean', default: false },
  },
});
const { SETUP_GO_DIST: setupGoDist } = process.env;
const { modules, corpora, scratch } = values;
if (values.help || !setupGoDist || !modules || !corpora || !scratch) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const dist = path.resolve(values.dist);
const bench: PackBenchContext = {
  modules: path.resolve(modules),
  corpora: path.resolve(corpora),
  scratch: path.resolve(scratch),
  rounds: Number(values.rounds),
  program: values.program,
  programDir: downloadProgram(path.resolve(modules), values.program),
  ours: { tree: ours(dist, 'tree'), zip: ours(dist, 'zip'), full: ours(dist, 'full') },
  theirs: setupGo(path.resolve(setupGoDist)),
};
const results = path.join(benchDir, 'results');
mkdirSync(results, { recursive: true });
for (const name of values.only.split(',')) {
  const scenario = scenarios[name];
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`);
  console.error(name);
  const result = { machine: describeMachine(), rounds: bench.rounds, ...(await scenario(bench)) };
  writeFileSync(path.join(results, `${name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
}
writeReport(benchDir);

function downloadProgram(gomodcache: string, program: string): string {
  const env = { ...process.env, GOMODCACHE: gomodcache, GOPROXY: goEnv('GOPROXY'), GOFLAGS: '-modcacherw' };
  const json = execFileSync('go', ['mod', 'download', '-json', program], {
    cwd: scratch,
    encoding: 'utf8',
    env,
  });
  return JSON.parse(json).Dir;
}
