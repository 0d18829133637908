import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ActionError, errnoOf, messageOf } from '../errors.ts';
import { goModHash } from '../go/dirhash.ts';
import { type Checksums, mergeChecksums, parseGoSum } from '../go/gosum.ts';
import { moduleKey } from '../go/module.ts';
import { goModContent, type Manifest, modulesByShard } from '../pack/manifest.ts';
import { openPack, type Pack, type PackFile } from '../pack/open.ts';
import { unpackShard } from '../pack/unpack-shard.ts';
import { ok, type Parsed, problem } from '../parsed.ts';
import { readPlainFile } from '../plain-file.ts';
import type { Guard } from '../ports/guard.ts';
import { plainText } from '../text/plain-text.ts';
import { type CheckedPack, describePack } from './pack-listing.ts';

/** InspectContext is the environment of the subcommand. */
export interface InspectContext {
  readonly print: (text: string) => unknown;
  readonly complain: (text: string) => unknown;
  /** The folder for a temporary folder, which is removed afterwards. */
  readonly tempDir: string;
  readonly guard: Pick<Guard, 'removeAtEnd'>;
}

/**
 * inspect lists the contents of a pack and verifies every file in it, against go.sum files if given, or else
 * against the hashes in the pack itself. Nothing is written to a module cache. Returns the exit status: 0 if
 * everything is valid, 1 if something was rejected or the file is not a pack, 2 for incorrect usage.
 */
export async function inspect(args: readonly string[], context: InspectContext): Promise<0 | 1 | 2> {
  const parsed = parse(args);
  if (parsed.kind === 'problem') {
    context.complain(`${parsed.message}\nUsage: go-mod-download pack FILE [--go-sum FILE ...]\n`);
    return 2;
  }
  const request = parsed.value;
  const opened = await openPack(request.file);
  if (opened.kind !== 'ok') {
    context.complain(`${request.file}: ${plainText(opened.reason)}\n`);
    return 1;
  }
  try {
    const checked = await check(opened.pack, request.goSums, context);
    context.print(`${describePack(request.file, checked).join('\n')}\n`);
    return checked.rejected.size === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    context.complain(`${messageOf(error)}\n${error.hint}\n`);
    return 2;
  } finally {
    await opened.pack.close();
  }
}

interface Request {
  readonly file: string;
  readonly goSums: readonly string[];
}

function parse(args: readonly string[]): Parsed<Request> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { 'go-sum': { type: 'string', multiple: true, default: [] } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return problem('Give the file of one pack.');
    return ok({ file, goSums: values['go-sum'] });
  } catch (error) {
    if (!errnoOf(error)?.startsWith('ERR_PARSE_ARGS')) throw error;
    return problem(messageOf(error));
  }
}

async function check(
  pack: Pack<PackFile>,
  goSums: readonly string[],
  { tempDir, guard }: InspectContext,
): Promise<CheckedPack> {
  const checksums = await checksumsFrom(pack.manifest, goSums);
  const scratch = await mkdtemp(path.join(tempDir, 'go-mod-download-'));
  const release = guard.removeAtEnd(scratch);
  try {
    const rejected = new Map(await rejectedModules(pack, checksums, scratch));
    for (const mod of pack.manifest.mods) {
      const [wanted, found] = [checksums.goMod(mod), goModHash(goModContent(mod))];
      if (wanted !== undefined && wanted !== found)
        rejected.set(`${moduleKey(mod)}/go.mod`, `its hash is ${found}, but go.sum says ${wanted}`);
    }
    const against = goSums.length === 0 ? 'the hashes in the pack itself' : goSums.join(' and ');
    return { manifest: pack.manifest, bytes: pack.bytes, checksums, rejected, against };
  } finally {
    await rm(scratch, { recursive: true, force: true });
    release();
  }
}

async function checksumsFrom({ modules, mods }: Manifest, goSums: readonly string[]): Promise<Checksums> {
  if (goSums.length > 0) return mergeChecksums(await Promise.all(goSums.map(readGoSum)));
  const lines = [
    ...modules.map(({ path, version, h1 }) => `${path} ${version} ${h1}`),
    ...mods.map(({ path, version, h1 }) => `${path} ${version}/go.mod ${h1}`),
  ];
  return mergeChecksums([parseGoSum(lines.join('\n'), 'the manifest')]);
}

async function readGoSum(file: string) {
  try {
    return parseGoSum((await readPlainFile(file)).toString(), file);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw new ActionError(`cannot read ${file}: ${messageOf(error)}`, {
      code: 'usage',
      class: 'configuration',
      hint: 'Give the go.sum of the project after `--go-sum`.',
      cause: error,
    });
  }
}

/** Reads every shard as a restore does, without writing files. */
async function rejectedModules(
  { manifest, source }: Pack<PackFile>,
  checksums: Checksums,
  scratch: string,
): Promise<[string, string][]> {
  const rejected: [string, string][] = [];
  const groups = modulesByShard(manifest);
  for (const [index, shard] of manifest.shards.entries()) {
    const modules = (groups[index] ?? []).map((module) => ({ ...module, h1: checksums.zip(module) }));
    const open = new Set(modules.filter(({ h1 }) => h1 !== undefined));
    const place = { gomodcache: scratch, scratch: path.join(scratch, `${index}`), folderMode: undefined };
    const ended = await unpackShard(
      { ...place, stored: source, shard, modules, trees: false, zips: false },
      (at, outcome) => {
        const module = modules[at];
        if (module === undefined) return;
        open.delete(module);
        if (outcome.kind === 'rejected') rejected.push([moduleKey(module), outcome.reason]);
      },
    );
    const reason = 'reason' in ended ? `invalid shard: ${ended.reason}` : 'missing in its shard';
    for (const module of open) rejected.push([moduleKey(module), reason]);
  }
  return rejected;
}
