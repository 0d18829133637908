/**
 * Lets runs of ours, foreign `go mod download` and foreign `go build` loose on one module cache at once, kills
 * some of them at random, and checks that the next run succeeds and that `go mod verify` is clean:
 * `npm run soak -- --help`.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const root = path.dirname(import.meta.dirname);

const usage = `Usage: npm run soak -- [options]

  --project DIR   a main module whose packages build (default: examples/hello)
  --cli FILE      our command (default: dist/cli.mjs)
  --scratch DIR   where everything happens (default: a folder below TMPDIR)
  --rounds N      (default: 20)
  --runs N        runs of ours at once (default: 10)
  --downloads N   foreign \`go mod download\` at once (default: 5)
  --builds N      foreign \`go build\` at once (default: 5)
  --kill SHARE    how many of them are killed, 0 to 1 (default: 0.4)
  --seed N        of the chance, to repeat a soak that failed (default: by the clock)
`;

const { values } = parseArgs({
  options: {
    project: { type: 'string', default: path.join(root, 'examples', 'hello') },
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

const random = chance(Number(values.seed));
const scratch = mkdtempSync(path.join(path.resolve(values.scratch), 'soak-'));
const project = path.join(scratch, 'project');
const gomodcache = path.join(scratch, 'mod');
const served = path.join(scratch, 'served');
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
    emptyModuleCache(round);
    const { killed, failed } = await fight();
    const last = spawnSync(process.execPath, ours(), { cwd: project, env, encoding: 'utf8' });
    const verify = spawnSync('go', ['mod', 'verify'], { cwd: project, env, encoding: 'utf8' });
    const build = spawnSync('go', ['build', './...'], { cwd: project, env: offline(), encoding: 'utf8' });
    const good = last.status === 0 && verify.status === 0 && build.status === 0;
    const others = failed.length === 0 ? '' : `, ${failed.length} of those not killed failed`;
    console.log(`round ${round}: ${killed} killed${others}; ${good ? 'then all is well' : 'BROKEN'}`);
    for (const output of failed) console.log(`    ${output.trim().split('\n').at(-1)}`);
    if (good) continue;
    for (const { stdout, stderr } of [last, verify, build]) console.log(stdout, stderr);
    return false;
  }
  return true;
}

/** One full entry is stored, so that runs restore; every other round begins with half of the set on disk. */
function prepare(): void {
  cpSync(path.resolve(values.project), project, { recursive: true });
  const goproxy = execFileSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).trim();
  const filling = { ...env, GOMODCACHE: served, GOPROXY: goproxy };
  execFileSync('go', ['mod', 'download'], { cwd: project, env: filling });
  execFileSync(process.execPath, ours(), { cwd: project, env, stdio: 'ignore' });
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
    ...times(Number(values.runs), () => [process.execPath, ...ours()]),
    ...times(Number(values.downloads), () => ['go', 'mod', 'download']),
    ...times(Number(values.builds), () => ['go', 'build', './...']),
  ];
  let killed = 0;
  const ended = await Promise.all(
    shuffled(commands).map(async ([file = '', ...args]) => {
      await pause(random() * 300);
      const victim = random() < Number(values.kill);
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
  const cache = path.join(scratch, 'cache');
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
