import path from 'node:path';
import { ActionError } from '../errors.ts';
import type { Env } from '../ports/env.ts';
import type { Command, Exec } from '../ports/exec.ts';

/** GoEnvName is a setting of the go command that is read here. */
export type GoEnvName = keyof ReturnType<typeof pick>;

/**
 * GoEnv is what `go env` prints in a folder: the value from the environment, or else from go's own file, or
 * else Go's default. A setting that this go command does not know is empty.
 */
export interface GoEnv extends Readonly<Record<GoEnvName, string>> {
  /** The go.work that the go command uses in the folder, as readGoWork has it. */
  readonly goWork: string | undefined;
  /** Everything that the go command printed. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * readGoEnv asks the go command for its settings in `dir`, with as few commands as possible: starting one costs 3 ms.
 * GOTOOLCHAIN=local, so that no go.mod or go.work can make it switch to another toolchain or download one. GOVERSION
 * is the version of the go command itself. Throws ActionError `go-env-failed` with the output of go, and
 * `gomodcache-invalid` without an absolute GOMODCACHE.
 */
export async function readGoEnv(exec: Exec, env: Env, dir: string, signal: AbortSignal): Promise<GoEnv> {
  const args = ['env', '-json', 'GOWORK', ...names];
  const [all, toolchain] = await Promise.all([
    askGo(exec, { file: 'go', args, cwd: dir, env: { ...env, GOTOOLCHAIN: 'local' } }, signal),
    env['GOTOOLCHAIN'] || readSetting('GOTOOLCHAIN', exec, env, dir, signal),
  ]);
  const variables: Readonly<Record<string, string>> = {
    ...parseVariables(all),
    GOTOOLCHAIN: toolchain,
  };
  return {
    ...pick((name) => variables[name] ?? ''),
    GOMODCACHE: checkedModcache(variables),
    goWork: fileOf(variables['GOWORK'] ?? ''),
    variables,
  };
}

/**
 * readGoWork asks the go command which go.work it uses in a folder, whatever says so: the environment, its
 * own file (`go env -w`), or a go.work in the folder or above. Undefined when it uses none. The local go
 * command answers, no toolchain is downloaded for it (cmd/go/internal/toolchain, Select). Throws ActionError
 * `go-env-failed`.
 */
export async function readGoWork(
  exec: Exec,
  env: Env,
  dir: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  return fileOf(await readSetting('GOWORK', exec, env, dir, signal));
}

/** readGoModFile asks the go command which go.mod it uses in a folder, as readGoWork does. */
export async function readGoModFile(
  exec: Exec,
  env: Env,
  dir: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const file = fileOf(await readSetting('GOMOD', exec, env, dir, signal));
  return file === '/dev/null' || file === 'NUL' ? undefined : file;
}

/**
 * Asked for like this, the local go command answers whatever GOTOOLCHAIN says (cmd/go/internal/toolchain,
 * Select). It prints JSON if GOFLAGS has -json.
 */
async function readSetting(
  name: 'GOTOOLCHAIN' | 'GOWORK' | 'GOMOD',
  exec: Exec,
  env: Env,
  dir: string,
  signal: AbortSignal,
): Promise<string> {
  const command = { file: 'go', args: ['env', name], cwd: dir, env };
  const printed = (await askGo(exec, command, signal)).trim();
  return printed.startsWith('{') ? (parseVariables(printed)[name] ?? '') : printed;
}

function fileOf(printed: string): string | undefined {
  return printed === '' || printed === 'off' ? undefined : printed;
}

/** Requested by name: to print all settings, the go command would run the C compiler. */
const names = Object.keys(pick(() => ''));

async function askGo(exec: Exec, command: Command, signal: AbortSignal): Promise<string> {
  const { code, stdout, stderr } = await exec.ask(command, signal);
  if (code === 0) return stdout;
  const said = stderr.trim();
  if (said === '') throw speechless(code);
  throw new ActionError(`\`go ${command.args.join(' ')}\` failed: ${said}`, {
    code: 'go-env-failed',
    class: 'configuration',
    hint: 'Correct the setting that go names, in the environment of this step or with `go env -w`.',
  });
}

function speechless(code: number): ActionError {
  const killed = code < 0;
  return new ActionError(
    `\`go env\` ${killed ? 'was killed' : `exited with code ${code}`} without any output`,
    {
      code: 'go-env-failed',
      class: 'configuration',
      fault: killed ? 'infrastructure' : 'settings',
      hint: 'Run `go env` in a step before this one: the `go` on PATH does not work.',
    },
  );
}

function parseVariables(json: string): Record<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw unreadable(error);
  }
  if (typeof parsed !== 'object' || parsed === null) throw unreadable(undefined);
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
}

function unreadable(cause: unknown): ActionError {
  return new ActionError('`go env -json` did not print JSON', {
    code: 'go-env-failed',
    class: 'configuration',
    hint: 'Check that `go` on PATH is the go command, and not a wrapper that prints lines of its own.',
    cause,
  });
}

function checkedModcache({ GOMODCACHE = '' }: Readonly<Record<string, string>>): string {
  if (path.isAbsolute(GOMODCACHE)) return GOMODCACHE;
  const what =
    GOMODCACHE === '' ? 'is not set, and neither is GOPATH or HOME' : `is relative: \`${GOMODCACHE}\``;
  throw new ActionError(`GOMODCACHE ${what}`, {
    code: 'gomodcache-invalid',
    class: 'configuration',
    hint: 'Set GOMODCACHE to the absolute path of a directory, or set HOME: the default is `HOME/go/pkg/mod`.',
  });
}

function pick(setting: (name: string) => string) {
  return {
    GOMODCACHE: setting('GOMODCACHE'),
    GOPROXY: setting('GOPROXY'),
    GOPRIVATE: setting('GOPRIVATE'),
    GONOPROXY: setting('GONOPROXY'),
    GONOSUMDB: setting('GONOSUMDB'),
    GOSUMDB: setting('GOSUMDB'),
    GOINSECURE: setting('GOINSECURE'),
    GOAUTH: setting('GOAUTH'),
    GOTOOLCHAIN: setting('GOTOOLCHAIN'),
    GOFLAGS: setting('GOFLAGS'),
    GOVERSION: setting('GOVERSION'),
    GOOS: setting('GOOS'),
    GOARCH: setting('GOARCH'),
    CGO_ENABLED: setting('CGO_ENABLED'),
    GOEXPERIMENT: setting('GOEXPERIMENT'),
    GO111MODULE: setting('GO111MODULE'),
    GOPATH: setting('GOPATH'),
    GOROOT: setting('GOROOT'),
  };
}
