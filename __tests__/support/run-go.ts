import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { tempDir } from './temp-dir.ts';

/** runGo runs a Go program, which may use Go's own packages only, and returns what it printed. */
export async function runGo(program: string, input: string): Promise<string> {
  await using dir = await tempDir({ 'main.go': program });
  const child = spawn('go', ['run', path.join(dir.path, 'main.go')], {
    cwd: dir.path,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(input);
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`go run ended with ${code}`);
  return printed;
}
