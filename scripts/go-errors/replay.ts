import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Stage } from './stage.ts';

/** Recipe is the head of a recording: what was run, where, and with which settings. */
export interface Recipe {
  readonly name: string;
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly command: string;
  /** In seconds. */
  readonly limit: number;
}

/** parseRecipe reads the head of a recording. */
export function parseRecipe(name: string, recording: string): Recipe {
  const field = (key: string) => new RegExp(`^# ${key}: (.*)$`, 'm').exec(recording)?.[1] ?? '';
  const { command = '', limit = '60' } =
    /^(?<command>.*?)\s+\(timeout (?<limit>\d+)s\)$/.exec(field('cmd'))?.groups ?? {};
  const settings = field('env')
    .split(/ (?=[A-Z_\d]+=)/)
    .filter((setting) => setting !== '');
  return {
    name,
    dir: field('dir'),
    env: Object.fromEntries(
      settings.map((setting) => [setting.split('=', 1)[0] ?? '', setting.replace(/^[^=]*=/, '')]),
    ),
    command,
    limit: Number(limit),
  };
}

/** replay runs a recipe with the Go in `goroot`, and returns the recording, as if it had been made below /tmp/case. */
export async function replay(recipe: Recipe, stage: Stage, goroot: string): Promise<string> {
  const version = path.basename(goroot);
  const plain = await runOnce(recipe, recipe.command, stage, goroot);
  const inJson = / mod download\b/.test(recipe.command)
    ? await runOnce(recipe, recipe.command.replace(/ mod download\b/, ' mod download -json'), stage, goroot)
    : undefined;
  const env = Object.entries(recipe.env).map(([key, value]) => `${key}=${value}`);
  return [
    `# case: ${recipe.name}`,
    `# go: go version ${version} linux/amd64`,
    `# dir: ${recipe.dir}`,
    `# env: ${env.join(' ')}`,
    `# cmd: ${recipe.command}  (timeout ${recipe.limit}s)`,
    `# exit: ${plain.code}`,
    `--- stdout\n${plain.stdout}--- stderr\n${plain.stderr}`.trimEnd(),
    ...(inJson === undefined
      ? []
      : [
          `--- [-json] exit: ${inJson.code}`,
          `--- [-json] stdout\n${inJson.stdout}--- [-json] stderr\n${inJson.stderr}`.trimEnd(),
        ]),
    `--- files left in module cache\n${plain.left.join('\n')}`.trimEnd(),
    '',
  ].join('\n');
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly left: readonly string[];
}

async function runOnce(recipe: Recipe, command: string, stage: Stage, goroot: string): Promise<Ended> {
  const modcache = mkdtempSync(path.join(stage.dir, 'mc.'));
  const there = (value: string) => onStage(value, stage, goroot);
  const given = Object.fromEntries(Object.entries(recipe.env).map(([key, value]) => [key, there(value)]));
  if ('SSL_CERT_FILE' in given) given['SSL_CERT_FILE'] = stage.certificate;
  const [program = '', ...args] = there(command).split(' ');
  const child = spawn(program, args, {
    cwd: path.join(stage.dir, recipe.dir),
    env: {
      PATH: `${goroot}/bin:/usr/bin:/bin`,
      HOME: path.join(stage.dir, 'home'),
      GOMODCACHE: modcache,
      GOSUMDB: 'off',
      GOTOOLCHAIN: 'local',
      GOENV: 'off',
      GOFLAGS: '',
      GIT_TERMINAL_PROMPT: '0',
      ...given,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), recipe.limit * 1000);
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve(code ?? 124));
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  clearTimeout(timer);
  const left = filesIn(modcache);
  rmSync(modcache, { recursive: true, force: true });
  const back = (value: string) => asRecorded(value, stage, goroot);
  return { code, stdout: back(stdout), stderr: back(stderr), left };
}

function onStage(value: string, { dir, ports }: Stage, goroot: string): string {
  return value
    .replaceAll('/usr/local/go', goroot)
    .replaceAll('/tmp/nb', path.join(dir, 'home'))
    .replaceAll('/tmp/case', dir)
    .replaceAll('sum.example.org', 'sum.golang.org')
    .replaceAll('***', 'secret')
    .replaceAll(/\b18\d{3}\b/g, (port) => String(ports.get(port) ?? port));
}

function asRecorded(value: string, { dir, ports }: Stage, goroot: string): string {
  const names = new Map([...ports].map(([name, port]) => [String(port), name]));
  return value
    .replaceAll(goroot, '/usr/local/go')
    .replaceAll(dir, '/tmp/case')
    .replaceAll('sum.golang.org', 'sum.example.org')
    .replaceAll(/(?<=127\.0\.0\.1:)\d+/g, (port) => names.get(port) ?? port);
}

function filesIn(dir: string): string[] {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
  return names.flatMap((name) => {
    const stats = statSync(path.join(dir, name));
    return stats.isFile() && !name.endsWith('.lock') ? [`./${name} ${stats.size}`] : [];
  });
}
