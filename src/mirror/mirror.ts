import { constants } from 'node:fs';
import { copyFile, lstat, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Cacheable, Vouched } from '../cache/cacheable.ts';
import { ActionError, errnoOf, messageOf } from '../errors.ts';
import { goModHash } from '../go/dirhash.ts';
import { moduleKey, type RefusedModule } from '../go/module.ts';
import { checkInnerFolders, LinkInPath, makeInnerFolders } from '../inner-folders.ts';
import type { ZipAnswer } from '../modcache/hash-zip.ts';
import { modcachePaths } from '../modcache/modcache.ts';
import { ifPresent, ifRegular, readPlainFile } from '../plain-file.ts';
import type { Clock } from '../ports/clock.ts';
import type { Guard } from '../ports/guard.ts';
import { type MirrorPaths, mirrorPaths } from './mirror-paths.ts';
import { publish, withScratch } from './publish.ts';
import { parseVersionInfo } from './version-info.ts';
import { updateVersionList } from './version-list.ts';

/** MirrorRequest says what is put where. */
export interface MirrorRequest {
  readonly gomodcache: string;
  /** The root of the mirror; it need not exist, and others may write to it at the same time. */
  readonly dir: string;
  /** What go.sum vouches for: modules whole, and go.mod files that the module graph needs. */
  readonly contents: Pick<Cacheable, 'modules' | 'goMods'>;
  readonly signal: AbortSignal;
}

/** MirrorPorts is what mirroring needs of the world. */
export interface MirrorPorts {
  readonly clock: Clock;
  /** Forms the h1 of a zip. */
  readonly hashZip: (file: string) => Promise<ZipAnswer>;
  /** Knows the scratch folder, where the process itself may be ended. */
  readonly guard: Pick<Guard, 'removeAtEnd'>;
}

/** Mirrored is what a mirror has become. */
export interface Mirrored {
  /** Zips that were put there; the others were there already. */
  readonly added: number;
  /** Size of these zips. */
  readonly bytes: number;
  readonly refused: readonly RefusedModule[];
}

/** Files at once: while one is copied, others are hashed. */
const together = 8;

/**
 * writeMirror puts modules of a module cache into a folder that a file:// GOPROXY reads. Every zip and every .mod has to
 * hash to what go.sum says after it was copied, also one that was there before, which else is replaced. Each file
 * appears whole, and a version is listed when all of its files are there. Throws ActionError `mirror-not-written`, and
 * the signal's reason.
 */
export async function writeMirror(request: MirrorRequest, ports: MirrorPorts): Promise<Mirrored> {
  const { contents, dir } = request;
  try {
    return await withScratch(dir, ports, async (scratch) => {
      const mirror = new Mirror(request, ports, scratch);
      await mirror.each(contents.modules, (module, draft) => mirror.addZip(module, draft));
      await mirror.each(contents.goMods, (module, draft) => mirror.addMod(module, draft));
      await mirror.each(contents.modules, (module, draft) => mirror.list(module, draft));
      return mirror.outcome;
    });
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    throw new ActionError(`cannot write the mirror ${dir}: ${messageOf(error)}`, {
      code: 'mirror-not-written',
      class: 'disk',
      hint:
        error instanceof LinkInPath
          ? 'Remove it, or point `mirror-directory` to a folder of its own.'
          : 'Make room there, or point `mirror-directory` to a folder that this user may write to.',
    });
  }
}

class Mirror {
  readonly #request: MirrorRequest;
  readonly #ports: MirrorPorts;
  readonly #scratch: string;
  readonly #refused: RefusedModule[] = [];
  #added = 0;
  #bytes = 0;
  #drafts = 0;

  constructor(request: MirrorRequest, ports: MirrorPorts, scratch: string) {
    this.#request = request;
    this.#ports = ports;
    this.#scratch = scratch;
  }

  get outcome(): Mirrored {
    return { added: this.#added, bytes: this.#bytes, refused: this.#refused };
  }

  /** Does `work` for each module, several at once; it gets the name of a file that is its own. */
  async each(modules: readonly Vouched[], work: (module: Vouched, draft: string) => Promise<void>) {
    // A generator, unlike the iterator of an array, ends for all when one leaves its loop by an error.
    const rest = (function* () {
      yield* modules;
    })();
    const worker = async () => {
      for (const module of rest) {
        this.#request.signal.throwIfAborted();
        await work(module, path.join(this.#scratch, String(this.#drafts++)));
      }
    };
    // Once this has settled, no worker writes any more, so the drafts can be removed.
    const ends = await Promise.allSettled(Array.from({ length: together }, worker));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  async addZip(module: Vouched, draft: string): Promise<void> {
    const { hashZip } = this.#ports;
    const { zip, versions } = this.#target(module);
    checkInnerFolders(this.#request.dir, versions);
    if ((await isRegular(zip, lstat)) && matches(await hashZip(zip), module.h1)) return;
    const source = modcachePaths(this.#request.gomodcache, module).zip;
    if (!(await isRegular(source, stat)))
      return this.#refuse(moduleKey(module), 'the module cache has no zip of it');
    // A clone where the file system can make one; never a link, through which one could change the other.
    await copyFile(source, draft, constants.COPYFILE_FICLONE);
    const answer = await hashZip(draft);
    if (!matches(answer, module.h1)) {
      await rm(draft);
      return this.#refuse(moduleKey(module), `its zip ${difference(answer, module.h1)}`);
    }
    this.#bytes += (await stat(draft)).size;
    this.#added++;
    await this.#place(draft, zip);
  }

  /** The .info comes last: it is what makes the go command choose a version. */
  async addMod(module: Vouched, draft: string): Promise<void> {
    const target = this.#target(module);
    checkInnerFolders(this.#request.dir, target.versions);
    const content = await readPlainFile(modcachePaths(this.#request.gomodcache, module).mod);
    const h1 = goModHash(content);
    if (h1 !== module.h1) {
      return this.#refuse(`${moduleKey(module)}/go.mod`, difference({ kind: 'hashed', h1 }, module.h1));
    }
    if (!(await contentOf(target.mod))?.equals(content)) await this.#publish(draft, target.mod, content);
    await this.#addInfo(module, draft);
  }

  /** Nothing vouches for an .info, so it says the least; of a module that is only part of the graph go keeps none. */
  async #addInfo(module: Vouched, draft: string): Promise<void> {
    const { info } = this.#target(module);
    const source = await ifRegular(
      ifPresent(readPlainFile(modcachePaths(this.#request.gomodcache, module).info)),
    );
    const [known, there] = [source, await contentOf(info)].map(
      (content) => content && parseVersionInfo(content.toString(), module.version),
    );
    const wanted = known ?? there ?? { Version: module.version };
    if (there === undefined || (there.Time === undefined && wanted.Time !== undefined)) {
      await this.#publish(draft, info, JSON.stringify(wanted));
    }
  }

  async list(module: Vouched, draft: string): Promise<void> {
    const { versions } = this.#target(module);
    checkInnerFolders(this.#request.dir, versions);
    // A module all of whose versions were refused has no folder.
    if (await isThere(versions)) await updateVersionList(versions, draft, this.#ports.clock);
  }

  async #publish(draft: string, target: string, content: string | Uint8Array): Promise<void> {
    await writeFile(draft, content);
    await this.#place(draft, target);
  }

  async #place(draft: string, target: string): Promise<void> {
    makeInnerFolders(this.#request.dir, path.dirname(target));
    await publish(draft, target, this.#ports.clock);
  }

  #target(module: Vouched): MirrorPaths {
    return mirrorPaths(this.#request.dir, module);
  }

  #refuse(module: string, reason: string): void {
    this.#refused.push({ module, reason });
  }
}

function matches(answer: ZipAnswer, h1: string): boolean {
  return answer.kind === 'hashed' && answer.h1 === h1;
}

function difference(answer: ZipAnswer, h1: string): string {
  return answer.kind === 'damaged'
    ? `is damaged: ${answer.reason}`
    : `hashes to ${answer.h1}, but go.sum says ${h1}`;
}

async function isThere(file: string): Promise<boolean> {
  return (await ifPresent(stat(file))) !== undefined;
}

/** Anything else that has this name is replaced. */
async function isRegular(file: string, look: typeof stat): Promise<boolean> {
  return (await ifPresent(look(file)))?.isFile() === true;
}

/** Of a file in the mirror. One that is there as a link or a pipe is replaced, not read. */
async function contentOf(file: string): Promise<Buffer | undefined> {
  return ifRegular(ifPresent(readPlainFile(file, { followLinks: false })));
}
