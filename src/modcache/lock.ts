import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { errnoOf } from '../errors.ts';
import type { Guard } from '../ports/guard.ts';
import { workFolder } from './scratch.ts';

/** A lock whose holder has not been heard of for so long, in ms, is taken over. */
const staleMs = 60_000;

const heartbeatMs = 10_000;

/** Lock is the right to lay out trees in a module cache; one run at a time has it. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * takeLock takes the lock of a module cache whose work folder exists, or returns undefined when another run has it.
 * The holder touches the file every ten seconds, because a process id says nothing across containers that share a
 * disk. Throws errno errors.
 */
export async function takeLock(
  gomodcache: string,
  guard?: Pick<Guard, 'removeAtEnd'>,
): Promise<Lock | undefined> {
  const file = path.join(workFolder(gomodcache), 'lock');
  const holder = `${process.pid} on ${hostname()}, ${randomBytes(8).toString('hex')}\n`;
  if (!(await create(file, holder))) {
    if (!(await removeStale(file)) || !(await create(file, holder))) return undefined;
  }
  const forget = guard?.removeAtEnd(file, holder);
  const heartbeat = setInterval(() => {
    const now = new Date();
    // Fails only when the lock was taken away; release will see whose it is.
    utimes(file, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      if ((await contentOf(file)) === holder) await rm(file, { force: true });
      forget?.();
    },
  };
}

async function create(file: string, holder: string): Promise<boolean> {
  try {
    await writeFile(file, holder, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Moved aside first: of several that find it stale, one gets it. Should another have taken it over within the same
 * instant, both lay out trees, which does no harm: each tree is renamed into place only where there is none.
 */
async function removeStale(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs <= staleMs) return false;
    const aside = `${file}-${randomBytes(8).toString('hex')}`;
    await rename(file, aside);
    await rm(aside);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return true;
    throw error;
  }
}

async function contentOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
