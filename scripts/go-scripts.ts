/**
 * Runs the script tests of cmd/go twice, as they are and with a module proxy of ours between each go command
 * and its GOPROXY list, and compares: `npm run test:go-scripts -- --help`. What passes as it is may only fail
 * with ours where go-scripts/known-differences.ts says why.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { copyGoroot, type Outcome, runScripts, type ScriptRun } from './go-scripts/goroot.ts';
import { knownDifferences } from './go-scripts/known-differences.ts';
import { startLender } from './go-scripts/lender.ts';

const usage = `Usage: npm run test:go-scripts -- [options]

  --run REGEXP   these scripts only, by name (default: all, which takes from 20 minutes up)
  --keep DIR     work in DIR and leave there the copy of GOROOT and how the scripts end without us, for the next time
`;

const { values } = parseArgs({
  options: {
    run: { type: 'string', default: '' },
    keep: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const work = path.resolve(values.keep ?? mkdtempSync(path.join(tmpdir(), 'go-scripts-')));
try {
  process.exitCode = await compare(work, values.run);
} finally {
  if (values.keep === undefined) rmSync(work, { recursive: true, force: true, maxRetries: 3 });
}

async function compare(dir: string, pattern: string): Promise<number> {
  const goroot = path.join(dir, 'goroot');
  const scratch = path.join(dir, 'scratch');
  mkdirSync(scratch, { recursive: true });
  console.error(`Copying ${goEnv('GOROOT')}`);
  copyGoroot(goEnv('GOROOT'), goroot);
  const options = { goroot, gocache: path.join(dir, 'gocache') };

  const asWritten = await baseline(dir, pattern, options);
  const passing = [...asWritten].filter(([, outcome]) => outcome === 'pass').map(([name]) => name);
  console.error(`${passing.length} scripts pass as they are. With our module proxy:`);

  await using lender = await startLender(scratch);
  const through = { ...options, lender: lender.url };
  const first = await runScripts({ ...through, pattern, onEnd: progress() });
  const failed = failedOf(first, passing);
  // What takes its time may fail on a busy machine, so the ones that failed get another chance by themselves.
  const second = failed.length === 0 ? undefined : await runAlone(failed, through);
  const failing = second === undefined ? [] : failedOf(second, failed);

  const { lent, refused } = lender.counts();
  console.log(
    `${passing.length - failing.length} of ${passing.length} pass with ours too; ${lent} module proxies.`,
  );
  for (const [reason, count] of refused) console.log(`GOPROXY left as it was ${count} times: ${reason}`);
  const unknown = failing.filter((name) => !(name in knownDifferences));
  for (const name of failing) {
    console.log(`\n${name}: ${knownDifferences[name] ?? 'a difference that is not known'}`);
    if (unknown.includes(name)) console.log(second?.output.get(name) ?? '');
  }
  for (const name of Object.keys(knownDifferences).filter((known) => passing.includes(known))) {
    if (!failing.includes(name)) console.log(`${name} passes: take it out of known-differences.ts`);
  }
  return unknown.length === 0 ? 0 : 1;
}

type Place = Readonly<Record<'goroot' | 'gocache', string>>;

/** How the scripts end without us, from the last time if that is kept. */
async function baseline(dir: string, pattern: string, place: Place): Promise<ReadonlyMap<string, Outcome>> {
  const file = path.join(dir, 'baseline.json');
  if (existsSync(file)) {
    const kept: Record<string, Outcome> = JSON.parse(readFileSync(file, 'utf8'));
    const wanted = new RegExp(pattern);
    return new Map(Object.entries(kept).filter(([name]) => wanted.test(name)));
  }
  console.error('As they are:');
  const { outcomes } = await runScripts({ ...place, pattern, lender: undefined, onEnd: progress() });
  if (pattern === '') writeFileSync(file, `${JSON.stringify(Object.fromEntries(outcomes), undefined, 1)}\n`);
  return outcomes;
}

function runAlone(names: readonly string[], through: Place & { lender: string }): Promise<ScriptRun> {
  console.error(`\n${names.length} failed, once more: ${names.join(' ')}`);
  return runScripts({ ...through, pattern: `^(${names.join('|')})$`, onEnd: progress() });
}

function failedOf({ outcomes }: ScriptRun, names: readonly string[]): string[] {
  return names.filter((name) => outcomes.get(name) === 'fail');
}

function progress(): (name: string, outcome: Outcome) => void {
  let ended = 0;
  return (name, outcome) => {
    ended++;
    if (outcome === 'fail') console.error(`  ${name} fails`);
    else if (ended % 50 === 0) console.error(`  ${ended} have ended`);
  };
}

function goEnv(name: string): string {
  return execFileSync('go', ['env', name], { encoding: 'utf8', cwd: tmpdir() }).trim();
}
