import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { errnoOf } from '../../src/errors.ts';
import { waitUntil } from './processes.ts';

const entry = new URL('../../src/cache-child.ts', import.meta.url);

/** cacheChildAfter writes an entry into `dir` that runs `prelude` (JavaScript) and then is the cache child. */
export async function cacheChildAfter(dir: string, prelude: string): Promise<URL> {
  const file = path.join(dir, 'cache-child.mjs');
  await writeFile(file, `${prelude}\nawait import(${JSON.stringify(entry.href)});\n`);
  return pathToFileURL(file);
}

/** WitnessedChild is a cache child whose process can be told from others. */
export interface WitnessedChild {
  readonly child: URL;
  /** Resolves with the child's id, which is also that of its process group, once it has started. */
  pid(): Promise<number>;
  /** Resolves when nothing of the child's group is left. */
  gone(): Promise<void>;
}

/** witnessedChild writes an entry into `dir` that leaves its process id there. */
export async function witnessedChild(dir: string): Promise<WitnessedChild> {
  const file = path.join(dir, 'pid');
  const child = await cacheChildAfter(
    dir,
    `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(file)}, String(process.pid));`,
  );
  const pid = async () => {
    await waitUntil(async () => (await readFile(file, 'utf8').catch(() => '')) !== '');
    return Number(await readFile(file, 'utf8'));
  };
  return {
    child,
    pid,
    async gone() {
      const group = -(await pid());
      await waitUntil(() => !exists(group));
    },
  };
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return false;
    throw error;
  }
}
