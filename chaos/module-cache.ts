import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../src/errors.ts';

/** Inspected is what a module cache holds, against the modules it was served from. */
export interface Inspected {
  readonly zips: number;
  /** Files that say something else: go.mod files, the h1 of zips, and the version in an .info. */
  readonly damage: readonly string[];
  /** How many .info files say another time. */
  readonly misdated: number;
}

/** inspectModuleCache compares a module cache with `modules`, another one. Zips of one h1 need not be the same bytes. */
export async function inspectModuleCache(gomodcache: string, modules: string): Promise<Inspected> {
  const [ours, theirs] = [gomodcache, modules].map((folder) => path.join(folder, 'cache', 'download'));
  const names = (await orNone(readdir(ours ?? '', { recursive: true }))) ?? [];
  const damage: string[] = [];
  let misdated = 0;
  for (const name of names.filter((each) => /\.(?:mod|info|ziphash)$/.test(each))) {
    const there = parsed(name, await readFile(path.join(ours ?? '', name), 'utf8'));
    const text = await orNone(readFile(path.join(theirs ?? '', name), 'utf8'));
    const right = text === undefined ? undefined : parsed(name, text);
    if (there.essence !== right?.essence) damage.push(name);
    else if (there.time !== right.time) misdated++;
  }
  return { zips: names.filter((name) => name.endsWith('.zip')).length, damage, misdated };
}

async function orNone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    return undefined;
  }
}

function parsed(name: string, text: string): { essence: string; time?: string } {
  if (!name.endsWith('.info')) return { essence: text.trim() };
  try {
    const { Version, Time } = JSON.parse(text);
    return { essence: String(Version), time: String(Time) };
  } catch {
    return { essence: `no JSON: ${text}` };
  }
}
