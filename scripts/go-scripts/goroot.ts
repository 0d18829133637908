import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Outcome is what became of one script test. */
export type Outcome = 'pass' | 'fail' | 'skip';

/** ScriptRun is what all script tests came to, by name, and what the failed ones said. */
export interface ScriptRun {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly output: ReadonlyMap<string, string>;
}

/** What each go command of a script is run by, in cmd/go's scriptcmds_test.go, and what takes its place. */
const callOfGo = /(cmd := script\.Program\(testGo, [\s\S]*?return )cmd\.Run\(state, s\.\.\.\)/;

/** withLoan changes the text of scriptcmds_test.go so that each go command is lent a module proxy; undefined if it cannot. */
export function withLoan(text: string): string | undefined {
  return callOfGo.test(text) ? text.replace(callOfGo, '$1throughModuleProxy(cmd, state, s)') : undefined;
}

/** copyGoroot makes a copy of a GOROOT at `to` whose script tests can be lent module proxies. */
export function copyGoroot(from: string, to: string): void {
  if (!existsSync(path.join(to, 'VERSION'))) {
    cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
  const tests = path.join(to, 'src', 'cmd', 'go');
  const file = path.join(tests, 'scriptcmds_test.go');
  const original = readFileSync(path.join(from, 'src', 'cmd', 'go', 'scriptcmds_test.go'), 'utf8');
  const patched = withLoan(original);
  if (patched === undefined) throw new Error(`${file} does not run go commands the way that is known`);
  writeFileSync(file, patched);
  copyFileSync(
    path.join(import.meta.dirname, 'moduleproxy_test.go'),
    path.join(tests, 'moduleproxy_test.go'),
  );
}

/** RunOptions says which script tests are run, and how. */
export interface RunOptions {
  readonly goroot: string;
  readonly gocache: string;
  /** A regular expression of Go on the names of scripts. */
  readonly pattern: string;
  /** Where module proxies are lent; undefined: the tests run as they were written. */
  readonly lender: string | undefined;
  /** Told for each script that ended. */
  readonly onEnd: (name: string, outcome: Outcome) => void;
}

/** runScripts runs script tests of cmd/go. Rejects when they cannot be built or run at all. */
export async function runScripts({
  goroot,
  gocache,
  pattern,
  lender,
  onEnd,
}: RunOptions): Promise<ScriptRun> {
  const outcomes = new Map<string, Outcome>();
  const said = new Map<string, string[]>();
  const go = path.join(goroot, 'bin', 'go');
  const args = ['test', 'cmd/go', '-run', `^TestScript$/${pattern}`, '-count=1', '-timeout=3h', '-json'];
  const child = spawn(go, args, {
    cwd: path.join(goroot, 'src', 'cmd', 'go'),
    env: testEnv(goroot, gocache, lender),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    const event = parseEvent(line);
    if (event === undefined) continue;
    const lines = said.get(event.name) ?? [];
    said.set(event.name, lines);
    if (event.output !== undefined) lines.push(event.output);
    if (event.outcome === undefined) continue;
    outcomes.set(event.name, event.outcome);
    if (event.outcome !== 'fail') said.delete(event.name);
    onEnd(event.name, event.outcome);
  }
  await ended;
  if (outcomes.size === 0) throw new Error('no script test was run: see above');
  return { outcomes, output: new Map([...said].map(([name, lines]) => [name, lines.join('')])) };
}

/** Without what would reach into the tests from outside. */
function testEnv(goroot: string, gocache: string, lender: string | undefined): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^GO/.test(name) || name === 'GOPATH');
  return {
    ...Object.fromEntries(kept),
    GOROOT: goroot,
    GOCACHE: gocache,
    GOTOOLCHAIN: 'local',
    GOFLAGS: '',
    GOWORK: 'off',
    ...(lender === undefined ? {} : { MODULE_PROXY_LENDER: lender }),
  };
}

interface TestEvent {
  readonly name: string;
  readonly outcome: Outcome | undefined;
  readonly output: string | undefined;
}

const outcomeOf: Readonly<Record<string, Outcome>> = { pass: 'pass', fail: 'fail', skip: 'skip' };

/** A line of `go test -json` (cmd/test2json), if it is of a script. */
function parseEvent(line: string): TestEvent | undefined {
  if (!line.startsWith('{')) return undefined;
  const { Action, Test, Output } = JSON.parse(line) as { Action?: string; Test?: string; Output?: string };
  const [, name] = /^TestScript\/([^/]+)$/.exec(Test ?? '') ?? [];
  return name === undefined ? undefined : { name, outcome: outcomeOf[Action ?? ''], output: Output };
}
