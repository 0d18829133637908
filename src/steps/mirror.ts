import path from 'node:path';
import { cacheableOf, goModsOnDisk } from '../cache/cacheable.ts';
import { ActionError, messageOf } from '../errors.ts';
import type { RefusedModule } from '../go/module.ts';
import { checkInnerFolders } from '../inner-folders.ts';
import type { Mirrored } from '../mirror/mirror.ts';
import { mirrorGoproxy } from '../mirror/mirror-paths.ts';
import type { Env } from '../ports/env.ts';
import type { ErrorRecord } from '../record.ts';
import { errorRecord } from '../report/error-record.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import type { DownloadStep } from './download.ts';
import type { Run } from './run.ts';

/** MirrorStep is the result of writing the mirror; with `errors`, the mirror is incomplete. */
export type MirrorStep =
  | { readonly kind: 'written' }
  | { readonly kind: 'failed'; readonly errors: readonly ErrorRecord[] };

/**
 * mirrorStep writes the complete set to `mirror-directory`. Users of a mirror rely on it, so a missing module
 * is an error.
 */
export async function mirrorStep(run: Run, downloaded: DownloadStep, dir: string): Promise<MirrorStep> {
  const { log } = run.ports.runner;
  try {
    const { uncovered, mirrored, modules } = await mirror(run, downloaded, dir);
    for (const module of uncovered) {
      log.info(`Not in the mirror: ${module} has no go.sum line to verify it`);
    }
    if (mirrored.refused.length > 0) return { kind: 'failed', errors: mirrored.refused.map(refusedError) };
    const added = mirrored.added === 0 ? 'nothing to add' : `${mirrored.added} added`;
    const size = mirrored.added === 0 ? '' : ` (${formatBytes(mirrored.bytes)})`;
    const sentence = `Mirror: ${formatCount(modules, 'module')} in ${dir}, ${added}${size}`;
    log.info(`${sentence}. Use it with GOPROXY=${mirrorGoproxy(dir)}`);
    return { kind: 'written' };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { kind: 'failed', errors: [errorRecord(error)] };
  }
}

async function mirror({ plan, ports, signal }: Run, { modules }: DownloadStep, dir: string) {
  const { GOMODCACHE } = plan.goEnv;
  refuseWithin(GOMODCACHE, dir);
  refuseLinks(ports.env, dir);
  const { uncovered, ...cacheable } = cacheableOf(modules, plan.checksums);
  const contents = { ...cacheable, goMods: await goModsOnDisk(GOMODCACHE, cacheable.goMods) };
  // Loaded lazily, with the worker threads.
  const { writeMirror } = await import('../mirror/mirror.ts');
  const { ZipHasher } = await import('../modcache/zip-hasher.ts');
  const hasher = new ZipHasher();
  try {
    const mirrored: Mirrored = await writeMirror(
      { gomodcache: GOMODCACHE, dir, contents, signal },
      { clock: ports.clock, guard: ports.guard, hashZip: (file) => hasher.hash(file) },
    );
    return { uncovered, mirrored, modules: contents.modules.length };
  } finally {
    await hasher.close();
  }
}

function refuseWithin(gomodcache: string, dir: string): void {
  const below = path.relative(gomodcache, dir);
  if (below.startsWith('..') || path.isAbsolute(below)) return;
  throw new ActionError(`the mirror directory ${dir} is inside the module cache ${gomodcache}`, {
    code: 'mirror-in-modcache',
    class: 'configuration',
    hint: 'Set `mirror-directory` to a directory outside of it: `go clean -modcache` would delete the mirror.',
  });
}

/** What a pull request has put into the checkout must not lead out of it. */
function refuseLinks(env: Env, dir: string): void {
  const workspace = env['GITHUB_WORKSPACE'];
  try {
    if (workspace) checkInnerFolders(workspace, dir);
  } catch (error) {
    throw new ActionError(`cannot write the mirror ${dir}: ${messageOf(error)}`, {
      code: 'mirror-not-written',
      class: 'configuration',
      hint: 'Point `mirror-directory` to a real folder, or to one outside the checkout.',
    });
  }
}

function refusedError({ module, reason }: RefusedModule): ErrorRecord {
  return {
    class: 'checksum',
    code: 'mirror-refused',
    transient: false,
    fault: 'infrastructure',
    message: `${module} was not written to the mirror: ${reason}`,
    hint: 'The module cache does not match go.sum. Run again with `clean: true` to download it again.',
    ...(module.endsWith('/go.mod') ? {} : { module }),
  };
}
