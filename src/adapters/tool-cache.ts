import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import path from 'node:path';
import { ActionError, errnoOf } from '../errors.ts';
import { makeFolders } from '../make-folders.ts';
import { ifPresent } from '../plain-file.ts';
import type { Env } from '../ports/env.ts';
import type { Guard } from '../ports/guard.ts';
import type { Machine, ToolCache } from '../ports/tool-cache.ts';
import { userCacheDirectory } from './directory-cache/user-cache-directory.ts';

/** ToolLookup finds tools in a tool cache. */
export type ToolLookup = Pick<ToolCache, 'versions' | 'find'>;

/**
 * toolCacheOf is the tool cache of the runner in a workflow, accessed with its own library, and otherwise a
 * folder with the same structure in the user's cache directory. Nothing is loaded or changed before the first
 * use.
 */
export function toolCacheOf(
  env: Env,
  platform: NodeJS.Platform,
  arch: string,
  guard: Pick<Guard, 'removeAtEnd'>,
): ToolCache {
  const runners = env['GITHUB_ACTIONS'] === 'true' ? env['RUNNER_TOOL_CACHE'] : undefined;
  const machine = { platform, arch, endianness: endianness() };
  if (runners) return toolCacheIn(() => runners, machine, runnerLookup(arch), guard);
  const root = () => path.join(userCacheDirectory(platform, env), 'tools');
  return toolCacheIn(root, machine, folderLookup(root, arch), guard);
}

/**
 * toolCacheIn is a tool cache with the structure of @actions/tool-cache: TOOL/VERSION/ARCH and ARCH.complete.
 */
export function toolCacheIn(
  root: () => string,
  machine: Machine,
  lookup: ToolLookup,
  guard: Pick<Guard, 'removeAtEnd'>,
): ToolCache {
  return {
    ...lookup,
    machine,
    async add(tool, version, fill) {
      const dir = path.join(root(), tool, version, machine.arch);
      const scratch = await scratchIn(root());
      const release = guard.removeAtEnd(scratch);
      try {
        const filled = path.join(scratch, 'tool');
        await mkdir(filled);
        await fill(filled);
        if (await lookup.find(tool, version)) return dir;
        await publish(filled, dir, path.join(scratch, 'torn'));
      } finally {
        await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
        release();
      }
      return dir;
    },
  };
}

const occupied: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES']);

/** Of several jobs at once each may find the folder of another, or find that a third has moved it away. */
const publishAttempts = 10;

/** A folder without a mark was left by a job that died, or is about to get its mark. It is moved away. */
async function publish(filled: string, dir: string, torn: string): Promise<void> {
  makeFolders(path.dirname(dir));
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(filled, dir);
      break;
    } catch (error) {
      if (!occupied.has(errnoOf(error) ?? '') || attempt === publishAttempts) throw error;
      if (await exists(`${dir}.complete`)) return;
      await ifPresent(rename(dir, `${torn}-${attempt}`));
    }
  }
  await writeFile(`${dir}.complete`, '');
}

/** On the same disk, and with a name that is not a tool. */
async function scratchIn(root: string): Promise<string> {
  try {
    makeFolders(root);
    return await mkdtemp(path.join(root, '.go-mod-download-'));
  } catch (cause) {
    throw new ActionError(`cannot install into the tool cache ${root}`, {
      code: 'tool-cache-unwritable',
      class: 'disk',
      hint: 'Give this user write permission there, or install Go before this step.',
      cause,
    });
  }
}

/** Loaded lazily, when Go has to be found. */
function runnerLookup(arch: string): ToolLookup {
  return {
    versions: async (tool) => (await import('./tool-cache-lookup.ts')).toolVersions(tool, arch),
    find: async (tool, version) => (await import('./tool-cache-lookup.ts')).findTool(tool, version, arch),
  };
}

/** @actions/tool-cache writes workflow commands to standard output, which a terminal would show. */
function folderLookup(root: () => string, arch: string): ToolLookup {
  const find = async (tool: string, version: string) => {
    const dir = path.join(root(), tool, version, arch);
    return (await exists(`${dir}.complete`)) && (await exists(dir)) ? dir : undefined;
  };
  return {
    find,
    async versions(tool) {
      const names = await readNames(path.join(root(), tool));
      const found = await Promise.all(names.map(async (name) => ((await find(tool, name)) ? [name] : [])));
      return found.flat();
    },
  };
}

async function exists(file: string): Promise<boolean> {
  return (await ifPresent(stat(file))) !== undefined;
}

async function readNames(dir: string): Promise<string[]> {
  return (await ifPresent(readdir(dir))) ?? [];
}
