import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { errnoOf } from '../errors.ts';
import { ifPresent } from '../plain-file.ts';
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
 * disk. All times are those of the file system, because the clocks of these machines may differ. Throws errno errors.
 */
export async function takeLock(
  gomodcache: string,
  guard?: Pick<Guard, 'removeAtEnd'>,
): Promise<Lock | undefined> {
  const file = path.join(workFolder(gomodcache), 'lock');
  const holder = `${process.pid} on ${hostname()}, ${randomBytes(8).toString('hex')}\n`;
  if (!create(file, holder)) {
    if (!(await removeStale(file)) || !create(file, holder)) return undefined;
  }
  const forget = guard?.removeAtEnd(file, holder);
  const heartbeat = setInterval(() => {
    // Fails only when the lock was taken away; release will see whose it is.
    touch(file).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      if ((await ifPresent(readFile(file, 'utf8'))) === holder) await rm(file, { force: true });
      forget?.();
    },
  };
}

/** At once: an entry is coming meanwhile, and each turn that is waited for is one more piece of it. */
function create(file: string, holder: string): boolean {
  try {
    writeFileSync(file, holder, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    removeEmpty(file);
    throw error;
  }
}

/** On a full disk it is there, and empty. Where it cannot be removed either, the first error says why. */
function removeEmpty(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

/**
 * Moved aside first: of several that find it stale, one gets it. Should another have taken it over within the same
 * instant, both lay out trees, which does no harm: each tree is renamed into place only where there is none.
 */
async function removeStale(file: string): Promise<boolean> {
  const now = await timeBeside(file);
  const lock = await ifPresent(stat(file));
  if (lock === undefined) return true;
  if (now.getTime() - lock.mtimeMs <= staleMs) return false;
  const aside = nameBeside(file);
  await ifPresent(rename(file, aside));
  await rm(aside, { force: true });
  return true;
}

async function touch(file: string): Promise<void> {
  const now = await timeBeside(file);
  await utimes(file, now, now);
}

/** What time it is for the file system: it stamps a new file. */
async function timeBeside(file: string): Promise<Date> {
  const stamped = nameBeside(file);
  try {
    await writeFile(stamped, '');
    return (await stat(stamped)).mtime;
  } finally {
    await rm(stamped, { force: true });
  }
}

function nameBeside(file: string): string {
  return `${file}-${randomBytes(8).toString('hex')}`;
}
