import { chmod, lstat, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** TempDir is a real folder that is gone when its scope ends. */
export interface TempDir extends AsyncDisposable {
  readonly path: string;
}

/** tempDir makes a folder holding `files` (names with `/`, contents as text) and removes it with its scope. */
export async function tempDir(files: Readonly<Record<string, string>> = {}): Promise<TempDir> {
  const dir = await mkdtemp(path.join(tmpdir(), 'go-mod-download test '));
  for (const [name, contents] of Object.entries(files)) {
    const file = path.join(dir, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
  return { path: dir, [Symbol.asyncDispose]: () => removeTree(dir) };
}

/** removeTree removes a folder even where a module cache left its directories without write permission. */
export async function removeTree(dir: string): Promise<void> {
  await makeWritable(dir);
  // The go command starts a process of its own that counts its runs in the home folder, and that outlives it.
  await rm(dir, { recursive: true, force: true, maxRetries: 10 });
}

async function makeWritable(dir: string): Promise<void> {
  const stats = await lstat(dir).catch(() => undefined);
  if (stats === undefined || !stats.isDirectory()) return;
  if ((stats.mode & 0o700) !== 0o700) await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) await makeWritable(path.join(dir, entry.name));
  }
}
