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

/** Of 11 to 515 modules, so that no setting suits only one of them. */
const programs = [
  'github.com/junegunn/fzf@v0.65.2',
  'github.com/gin-gonic/gin@v1.12.0',
  'github.com/jesseduffield/lazygit@v0.64.1',
  'github.com/prometheus/node_exporter@v1.12.1',
  'github.com/cli/cli/v2@v2.60.0',
  'github.com/gohugoio/hugo@v0.163.3',
  'github.com/prometheus/prometheus@v0.314.0',
  'tailscale.com@v1.102.3',
];

const usage = `Usage: SETUP_GO_DIST=DIR npm run bench:pack -- --modules DIR --corpora DIR --scratch DIR [options]

  SETUP_GO_DIST      the dist/ folder of actions/setup-go v7, unmodified
  --modules DIR      a module cache that holds, and keeps, what is measured with; filled through GOPROXY
  --corpora DIR      checkouts: DIR/PROJECT/STATE/go.mod
  --scratch DIR      an empty folder on a tmpfs with 12 GB of room
  --rounds N         how often each measurement is made (default: 8)
  --only A,B         these scenarios only: ${Object.keys(scenarios).join(', ')}
  --dist DIR         this project's dist/ (default: dist)
  --program M@V,…    what is saved and restored, and what the go command then loads (default: ${programs.join(',')})
`;

const { values } = parseArgs({
  options: {
    modules: { type: 'string' },
    corpora: { type: 'string' },
    scratch: { type: 'string' },
    rounds: { type: 'string', default: '8' },
    only: { type: 'string', default: Object.keys(scenarios).join(',') },
    dist: { type: 'string', default: path.join(root, 'dist') },
    program: { type: 'string', default: programs.join(',') },
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
  programs: values.program
    .split(',')
    .map((name) => ({ name, dir: downloadProgram(path.resolve(modules), name) })),
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
