import { spawn } from 'node:child_process';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { distDir } from './dist.ts';

/** ActionRun is what a step of a workflow left behind. */
export interface ActionRun {
  readonly code: number | null;
  /** Everything the step printed, workflow commands included. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Variables handed to later steps. */
  readonly exported: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The JSON report; undefined when there is none. */
  readonly report: Report | undefined;
  readonly durationMs: number;
}

/** Report is the part of the JSON report that tests look at. */
export interface Report {
  readonly verdict: string;
  readonly sentence: string;
  readonly rejected: readonly { readonly module: string; readonly reason: string }[];
  readonly fallbacks: readonly { readonly part: string; readonly reason: string }[];
  readonly errors: readonly {
    readonly class: string;
    readonly code: string;
    readonly fault: string;
    readonly message: string;
    readonly hint: string;
    readonly place?: { readonly file: string; readonly line?: number };
  }[];
  readonly modules: readonly { readonly path: string; readonly version: string; readonly source: string }[];
}

/** ActionOptions is the step as a workflow would write it, and the machine it runs on. */
export interface ActionOptions {
  /** The checkout. */
  readonly workspace: string;
  /** A folder for RUNNER_TEMP, the files of workflow commands and HOME. */
  readonly machine: string;
  readonly gomodcache: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** On top of a runner's environment: the cache service, GOPROXY. */
  readonly env?: Readonly<Record<string, string>>;
  /** A user id to run as, for tests of permissions. */
  readonly uid?: number;
  readonly signal?: AbortSignal;
  /** The folder of the bundle, instead of the one under test. */
  readonly dist?: string;
}

/** runAction runs the built bundle as the runner of GitHub Actions does. */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  const { workspace, machine, gomodcache, inputs = {}, env = {}, uid } = options;
  const temp = path.join(machine, 'temp');
  await mkdir(temp, { recursive: true });
  const files = {
    GITHUB_OUTPUT: path.join(temp, 'output'),
    GITHUB_ENV: path.join(temp, 'env'),
    GITHUB_STEP_SUMMARY: path.join(temp, 'summary'),
  };
  for (const file of Object.values(files)) {
    await writeFile(file, '');
    if (uid !== undefined) await chown(file, uid, uid);
  }
  const start = performance.now();
  const child = spawn(process.execPath, [path.join(options.dist ?? distDir, 'main.mjs')], {
    cwd: workspace,
    ...(uid === undefined ? {} : { uid, gid: uid }),
    env: {
      PATH: process.env['PATH'],
      HOME: machine,
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF_TYPE: 'branch',
      RUNNER_TEMP: temp,
      GOMODCACHE: gomodcache,
      GOFLAGS: '-modcacherw',
      GOTOOLCHAIN: 'local',
      ...inheritedCertificates(),
      ...files,
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.signal === undefined ? {} : { signal: options.signal, killSignal: 'SIGTERM' }),
  });
  child.on('error', () => undefined);
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    log += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    log += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const durationMs = performance.now() - start;
  const outputs = parseFileCommands(await readFile(files.GITHUB_OUTPUT, 'utf8'));
  const report = outputs['report'] ? readReport(await readFile(outputs['report'], 'utf8')) : undefined;
  return {
    code,
    log,
    outputs,
    exported: parseFileCommands(await readFile(files.GITHUB_ENV, 'utf8')),
    summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8'),
    report,
    durationMs,
  };
}

function readReport(text: string): Report {
  return JSON.parse(text);
}

/** The machine's own certificate settings, which a real proxy may need. */
function inheritedCertificates(): Record<string, string> {
  const names = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** The format of GITHUB_OUTPUT and GITHUB_ENV: `name<<DELIMITER`, the value, `DELIMITER`. */
function parseFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name, delimiter] = /^(.+?)<<(.+)$/.exec(line) ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const value: string[] = [];
    for (let next = lines.shift(); next !== undefined && next !== delimiter; next = lines.shift())
      value.push(next);
    values[name] = value.join('\n');
  }
  return values;
}
