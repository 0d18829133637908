import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unescapeVersion } from '../go/module.ts';
import { ifPresent, ifRegular, readPlainFile } from '../plain-file.ts';
import type { Clock } from '../ports/clock.ts';
import { publish } from './publish.ts';

/**
 * updateVersionList makes the `list` of an `@v` folder name every version there that can be downloaded whole, also those
 * that other jobs put there. `draft` is a name to write it under first. Throws errno errors.
 *
 * Nothing is locked, and yet no version is lost: each job that writes looks once more afterwards, so that the last one to write
 * has seen all files that were there by then, and a job that adds a file later writes later.
 */
export async function updateVersionList(versions: string, draft: string, clock: Clock): Promise<void> {
  const list = path.join(versions, 'list');
  for (;;) {
    const wanted = await listed(versions);
    if (wanted === ((await contentOf(list)) ?? '')) return;
    await writeFile(draft, wanted);
    await publish(draft, list, clock);
  }
}

/** Pseudo-versions as well, as in the module cache: for a module without tags they are how `latest` is found. */
async function listed(versions: string): Promise<string> {
  const names = new Set(await readdir(versions));
  const whole = [...names].flatMap((name) => {
    const escaped = /^(?<version>.+)\.info$/.exec(name)?.groups?.['version'];
    if (escaped === undefined || !names.has(`${escaped}.mod`) || !names.has(`${escaped}.zip`)) return [];
    return unescapeVersion(escaped) ?? [];
  });
  return whole
    .sort()
    .map((version) => `${version}\n`)
    .join('');
}

/** A list that is there as a link or a pipe is replaced, not read. */
async function contentOf(file: string): Promise<string | undefined> {
  return (await ifRegular(ifPresent(readPlainFile(file, { followLinks: false }))))?.toString();
}
