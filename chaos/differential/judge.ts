import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Question asks what the go command makes of a text, one byte a character, or of a zip. */
export type Question =
  | { readonly kind: 'go.mod' | 'dependency' | 'go.work'; readonly text: string }
  | {
      readonly kind: 'zip';
      readonly file: string;
      readonly path: string;
      readonly version: string;
      /** An existing folder in which it may be extracted for a moment. */
      readonly folder: string;
    };

/** Judgment is what was read, in one form, or why it is refused. */
export type Judgment =
  | { readonly kind: 'accepted'; readonly value: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Judge answers for the go command, all questions in one process. Rejects when it ends before the last answer. */
export type Judge = (questions: readonly Question[]) => Promise<Judgment[]>;

/**
 * buildJudge builds judge.go in `dir` with the golang.org/x/mod that the installed go command is made of, without
 * internet access.
 */
export async function buildJudge(dir: string): Promise<Judge> {
  const { stdout } = await run('go', ['env', 'GOROOT'], { cwd: tmpdir() });
  const vendored = path.join(stdout.trim(), 'src/cmd/vendor/golang.org/x/mod');
  await mkdir(dir, { recursive: true });
  await cp(vendored, path.join(dir, 'mod'), { recursive: true });
  await writeFile(path.join(dir, 'mod', 'go.mod'), 'module golang.org/x/mod\n\ngo 1.24\n');
  await copyFile(path.join(import.meta.dirname, 'judge.go'), path.join(dir, 'judge.go'));
  await writeFile(
    path.join(dir, 'go.mod'),
    'module example.com/judge\n\ngo 1.24\n\nrequire golang.org/x/mod v0.0.0\n\nreplace golang.org/x/mod => ./mod\n',
  );
  const program = path.join(dir, process.platform === 'win32' ? 'judge.exe' : 'judge');
  const env = { ...process.env, GOFLAGS: '', GOWORK: 'off', GOPROXY: 'off', GOTOOLCHAIN: 'local' };
  await run('go', ['build', '-mod=mod', '-o', program, '.'], { cwd: dir, env });
  return (questions) => ask(program, questions);
}

async function ask(program: string, questions: readonly Question[]): Promise<Judgment[]> {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  // Its end is noticed by the answers that are missing.
  child.stdin.on('error', () => undefined);
  child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  const judgments: Judgment[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const { refused, value } = JSON.parse(line) as { refused: string; value?: string[] };
    judgments.push(
      refused === '' ? { kind: 'accepted', value: value ?? [] } : { kind: 'refused', reason: refused },
    );
  }
  await ended;
  if (judgments.length !== questions.length) throw new Error('the judge ended before its last answer');
  return judgments;
}
