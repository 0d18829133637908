/**
 * Lets runs of ours, foreign `go mod download` and foreign `go build` loose on one module cache and one directory cache
 * at once, kills some of them at random, and checks that the next run succeeds, that `go mod verify` is clean and that no
 * entry is torn: `npm run soak -- --help`.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const root = path.dirname(import.meta.dirname);

const usage = `Usage: npm run soak -- [options]

  --project DIR   a main module whose packages build (default: examples/hello)
  --corpus DIR    instead: a folder with a go.mod and a go.sum, for which a package is made up that imports
                  what it can of the modules
  --goproxy LIST  where the modules come from at first (default: what \`go env\` says)
  --cli FILE      our command (default: dist/cli.mjs)
  --scratch DIR   where everything happens (default: a folder below TMPDIR)
  --rounds N      (default: 20)
  --runs N        runs of ours at once (default: 10)
  --downloads N   foreign \`go mod download\` at once (default: 5)
  --builds N      foreign \`go build\` at once (default: 5)
  --jobs N        so many in all, half of them ours and none of them killed: every one has to succeed
  --kill SHARE    how many of them are killed, 0 to 1 (default: 0.4)
  --seed N        of the chance, to repeat a soak that failed (default: by the clock)
`;

const { values } = parseArgs({
  options: {
    project: { type: 'string', default: path.join(root, 'examples', 'hello') },
    corpus: { type: 'string' },
    goproxy: { type: 'string' },
    jobs: { type: 'string' },
    cli: { type: 'string', default: path.join(root, 'dist', 'cli.mjs') },
    scratch: { type: 'string', default: tmpdir() },
    rounds: { type: 'string', default: '20' },
    runs: { type: 'string', default: '10' },
    downloads: { type: 'string', default: '5' },
    builds: { type: 'string', default: '5' },
    kill: { type: 'string', default: '0.4' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const jobs = values.jobs === undefined ? undefined : Number(values.jobs);
const sizes =
  jobs === undefined
    ? {
        runs: Number(values.runs),
        downloads: Number(values.downloads),
        builds: Number(values.builds),
        kill: Number(values.kill),
      }
    : { runs: Math.ceil(jobs / 2), downloads: Math.ceil(jobs / 4), builds: Math.floor(jobs / 4), kill: 0 };

const random = chance(Number(values.seed));
mkdirSync(path.resolve(values.scratch), { recursive: true });
const scratch = mkdtempSync(path.join(path.resolve(values.scratch), 'soak-'));
const project = path.join(scratch, 'project');
const gomodcache = path.join(scratch, 'mod');
const served = path.join(scratch, 'served');
const cache = path.join(scratch, 'cache');
const env = {
  ...process.env,
  GOMODCACHE: gomodcache,
  // The checksum database would be asked for what go.sum does not list; the network is no part of this.
  GOSUMDB: 'off',
  GOFLAGS: '-modcacherw',
  GOTOOLCHAIN: 'local',
  GOPROXY: `file://${served}/cache/download`,
};
console.log(`seed ${values.seed}, in ${scratch}`);
process.exitCode = (await soak()) ? 0 : 1;
if (process.exitCode === 0) rmSync(scratch, { recursive: true, force: true });

async function soak(): Promise<boolean> {
  prepare();
  for (let round = 1; round <= Number(values.rounds); round++) {
    if (!(await playRound(round))) return false;
  }
  return true;
}

async function playRound(round: number): Promise<boolean> {
  const start = performance.now();
  emptyModuleCache(round);
  // Every third round begins without an entry, so that all of them store.
  if (round % 3 === 0) rmSync(cache, { recursive: true, force: true });
  const { killed, failed } = await fight();
  const last = spawnSync(process.execPath, ours(), { cwd: project, env, encoding: 'utf8' });
  const verify = spawnSync('go', ['mod', 'verify'], { cwd: project, env, encoding: 'utf8' });
  const build = spawnSync('go', ['build', './...'], { cwd: project, env: offline(), encoding: 'utf8' });
  const torn = tornEntries();
  const afterwards = [last, verify, build].filter(({ status }) => status !== 0);
  const good = afterwards.length + torn.length === 0 && (jobs === undefined || failed.length === 0);
  const others = failed.length === 0 ? '' : `, ${failed.length} of those not killed failed`;
  const took = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  console.log(`round ${round}: ${killed} killed${others}; ${good ? 'then all is well' : 'BROKEN'} (${took})`);
  for (const output of failed) console.log(`    ${output.trim().split('\n').at(-1)}`);
  for (const entry of torn) console.log(`    torn: ${entry}`);
  for (const { stdout, stderr } of afterwards) console.log(stdout, stderr);
  return good;
}

/** One full entry is stored, so that runs restore; every other round begins with half of the set on disk. */
function prepare(): void {
  cpSync(path.resolve(values.corpus ?? values.project), project, { recursive: true });
  const goproxy = values.goproxy ?? execFileSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).trim();
  const filling = { ...env, GOMODCACHE: served, GOPROXY: goproxy };
  execFileSync('go', ['mod', 'download'], { cwd: project, env: filling });
  if (values.corpus !== undefined) writePackage();
  execFileSync(process.execPath, ours(), { cwd: project, env, stdio: 'ignore' });
}

/** A package that imports every module of go.mod whose top folder is a package that go.sum is enough for. */
function writePackage(): void {
  const goMod = readFileSync(path.join(project, 'go.mod'), 'utf8');
  const required = Array.from(goMod.matchAll(/^\t(\S+) v\S+$/gm), ([, module = '']) => module);
  const options = { cwd: project, env: { ...offline(), GOMODCACHE: served }, encoding: 'utf8' } as const;
  writeFileSync(path.join(project, 'main.go'), 'package main\n\nfunc main() {}\n');
  const importable = required.filter((module) => {
    const { status, stdout } = spawnSync('go', ['list', '-deps', '-f', '{{.Name}}', module], options);
    return status === 0 && stdout.trim().split('\n').at(-1) !== 'main';
  });
  const imports = importable.map((module) => `\t_ "${module}"\n`).join('');
  writeFileSync(path.join(project, 'main.go'), `package main\n\nimport (\n${imports})\n\nfunc main() {}\n`);
  console.log(`${required.length} modules are required directly, ${importable.length} of them imported`);
}

/** The entries of the directory cache in which not every file is what go.sum says, or that are no pack at all. */
function tornEntries(): string[] {
  const dir = path.join(cache, 'v1');
  const args = ['--go-sum', path.join(project, 'go.sum')];
  return (existsSync(dir) ? readdirSync(dir) : [])
    .filter((name) => name.endsWith('.pack'))
    .filter((name) => {
      const pack = [path.resolve(values.cli), 'pack', path.join(dir, name), ...args];
      return spawnSync(process.execPath, pack, { stdio: 'ignore' }).status !== 0;
    });
}

function emptyModuleCache(round: number): void {
  rmSync(gomodcache, { recursive: true, force: true });
  if (round % 2 === 1) return;
  const occupied = path.join(gomodcache, 'example.com', 'occupied@v1.0.0');
  mkdirSync(occupied, { recursive: true });
  writeFileSync(path.join(occupied, 'go.mod'), 'module example.com/occupied\n');
}

interface Fought {
  readonly killed: number;
  /** What those printed that failed without being killed. */
  readonly failed: readonly string[];
}

async function fight(): Promise<Fought> {
  const commands = [
    ...times(sizes.runs, () => [process.execPath, ...ours()]),
    ...times(sizes.downloads, () => ['go', 'mod', 'download']),
    ...times(sizes.builds, () => ['go', 'build', './...']),
  ];
  let killed = 0;
  const ended = await Promise.all(
    shuffled(commands).map(async ([file = '', ...args]) => {
      await pause(random() * 300);
      const victim = random() < sizes.kill;
      const patience = 50 + random() * 1500;
      // A group of its own, so that what it started dies with it, as when a job is cancelled for good.
      const child = spawn(file, args, {
        cwd: project,
        env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const timer = victim ? setTimeout(() => kill(child), patience) : undefined;
      const output = await outputOf(child);
      clearTimeout(timer);
      if (child.signalCode === 'SIGKILL') killed += 1;
      return child.signalCode === null && child.exitCode !== 0 ? [output] : [];
    }),
  );
  return { killed, failed: ended.flat() };
}

function ours(): string[] {
  return [path.resolve(values.cli), '--cache', 'directory', '--cache-directory', cache, '--summary=false'];
}

function offline(): NodeJS.ProcessEnv {
  return { ...env, GOPROXY: 'off' };
}

function kill({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in this moment.
  }
}

async function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  await new Promise((resolve) => child.on('close', resolve));
  return output;
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** A generator that can be repeated (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
