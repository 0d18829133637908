import { constants as zlib, zstdDecompressSync } from 'node:zlib';
import { errnoOf } from '../errors.ts';
import { isHash1 } from '../go/dirhash.ts';
import { checkModule, type ModuleVersion, moduleKey, parseModuleKey } from '../go/module.ts';
import { isRfc3339 } from '../go/rfc3339.ts';
import { type ByteRange, moduleLimits } from '../modcache/module-files.ts';
import { ok, type Parsed, problem } from '../parsed.ts';
import { limits } from './format.ts';
import type { ListedShard, Manifest, PackedGoMod, PackedModule, Shard } from './manifest.ts';
import { countElements, type ManifestBounds } from './manifest-bounds.ts';

/** InvalidManifest is thrown by the checks of this file; its message says where the manifest is wrong. */
class InvalidManifest extends Error {}

/** ManifestContext is what a manifest is checked against. */
export interface ManifestContext {
  readonly bounds: ManifestBounds;
  /** The part of the file that the shards have to fill. */
  readonly range: ByteRange;
}

/**
 * decodeManifest decompresses and parses a manifest as it is stored in a pack, or returns what is wrong with it. Nothing
 * is parsed that exceeds the bounds.
 */
export function decodeManifest(stored: Buffer, context: ManifestContext): Parsed<Manifest> {
  const { bounds } = context;
  const json = decompress(stored, bounds.bytes);
  if (json === undefined) return problem('the manifest is damaged or too large');
  const elements = countElements(json);
  if (elements > bounds.elements) {
    return problem(`the manifest is too large: it has ${elements} elements, more than ${bounds.elements}`);
  }
  return parseManifest(json.toString(), context.range);
}

function decompress(stored: Buffer, maxOutputLength: number): Buffer | undefined {
  try {
    const params = { [zlib.ZSTD_d_windowLogMax]: limits.windowLog };
    return zstdDecompressSync(stored, { maxOutputLength, params });
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

/** Checks every field: types, names, duplicates, and that the shards fill `range` without a gap. */
function parseManifest(json: string, range: ByteRange): Parsed<Manifest> {
  try {
    return ok(manifest(JSON.parse(json), range));
  } catch (error) {
    if (error instanceof InvalidManifest) return problem(`invalid manifest: ${error.message}`);
    // JSON.parse is the only other thing that throws here.
    return problem('the manifest is not JSON');
  }
}

function manifest(value: unknown, range: ByteRange): Manifest {
  const fields = record(value, 'the manifest');
  const modules = list(fields, 'modules').map(packedModule);
  const listed = list(fields, 'shards');
  if (listed.length > modules.length) throw new InvalidManifest('it lists more shards than modules');
  const shards = withOffsets(listed.map(shard), range);
  const mods = list(fields, 'mods').map(packedGoMod);
  checkContents(shards, modules);
  checkUnique(modules, 'modules');
  checkUnique(mods, 'mods');
  return {
    modules,
    mods,
    shards,
    uncovered: list(fields, 'uncovered').map(uncovered),
    ...downloadMs(fields),
    ...base(fields),
  };
}

function shard(value: unknown, index: number): ListedShard {
  const fields = record(value, `shards[${index}]`);
  return {
    bytes: whole(fields, 'bytes', Number.MAX_SAFE_INTEGER),
    contentBytes: whole(fields, 'contentBytes', Number.MAX_SAFE_INTEGER),
  };
}

function packedModule(value: unknown, index: number): PackedModule {
  const fields = record(value, `modules[${index}]`);
  return {
    ...moduleVersion(fields),
    h1: h1(fields),
    ...time(fields),
    files: whole(fields, 'files', moduleLimits.files),
    contentBytes: whole(fields, 'contentBytes', moduleLimits.moduleBytes),
    shard: whole(fields, 'shard', Number.MAX_SAFE_INTEGER),
  };
}

function packedGoMod(value: unknown, index: number): PackedGoMod {
  const fields = record(value, `mods[${index}]`);
  return {
    ...moduleVersion(fields),
    h1: h1(fields),
    text: text(fields, 'text'),
    ...encoding(fields),
    ...time(fields),
  };
}

function encoding({ where, values }: Fields): { encoding?: 'base64' } {
  const value = values['encoding'];
  if (value === undefined) return {};
  if (value !== 'base64') throw new InvalidManifest(`${where}.encoding is not known`);
  return { encoding: value };
}

function moduleVersion(fields: Fields): ModuleVersion {
  const module = { path: text(fields, 'path'), version: text(fields, 'version') };
  const reason = checkModule(module);
  if (reason !== undefined) throw new InvalidManifest(`${fields.where} names no module: ${reason}`);
  return module;
}

function h1(fields: Fields): string {
  const hash = text(fields, 'h1');
  if (!isHash1(hash)) throw new InvalidManifest(`${fields.where}.h1 is not a hash`);
  return hash;
}

function time(fields: Fields): { time?: string } {
  if (fields.values['time'] === undefined) return {};
  const value = text(fields, 'time');
  if (!isRfc3339(value)) throw new InvalidManifest(`${fields.where}.time is not a time`);
  return { time: value };
}

function uncovered(value: unknown, index: number): string {
  const module = typeof value === 'string' ? parseModuleKey(value) : undefined;
  if (module === undefined || checkModule(module) !== undefined) {
    throw new InvalidManifest(`uncovered[${index}] names no module`);
  }
  return moduleKey(module);
}

function downloadMs(fields: Fields): { downloadMs?: number } {
  if (fields.values['downloadMs'] === undefined) return {};
  return { downloadMs: whole(fields, 'downloadMs', limits.downloadMs) };
}

function base(fields: Fields): { base?: string } {
  if (fields.values['base'] === undefined) return {};
  const key = text(fields, 'base');
  if (!/^[A-Za-z0-9._-]{1,512}$/.test(key)) throw new InvalidManifest('base is not the key of an entry');
  return { base: key };
}

function withOffsets(shards: readonly ListedShard[], { from, until }: ByteRange): Shard[] {
  let offset = from;
  const result = shards.map((listed, index): Shard => {
    if (listed.bytes === 0) throw new InvalidManifest(`shards[${index}] is empty`);
    const shard = { ...listed, offset };
    offset += listed.bytes;
    return shard;
  });
  if (offset !== until) throw new InvalidManifest('the shards do not end where the file ends');
  return result;
}

function checkContents(shards: readonly Shard[], modules: readonly PackedModule[]): void {
  const contentBytes = shards.map(() => 0);
  let current = 0;
  for (const [index, module] of modules.entries()) {
    if (module.shard < current || module.shard >= shards.length) {
      throw new InvalidManifest(`modules[${index}].shard is out of order or range`);
    }
    current = module.shard;
    contentBytes[current] = (contentBytes[current] ?? 0) + module.contentBytes;
  }
  const wrong = shards.findIndex((shard, index) => shard.contentBytes !== contentBytes[index]);
  if (wrong >= 0) throw new InvalidManifest(`shards[${wrong}].contentBytes is not the sum of its modules`);
}

function checkUnique(modules: readonly ModuleVersion[], name: string): void {
  const seen = new Set<string>();
  for (const [index, module] of modules.entries()) {
    if (seen.has(moduleKey(module))) throw new InvalidManifest(`${name}[${index}] is listed twice`);
    seen.add(moduleKey(module));
  }
}

/** Fields is a JSON object with its path in the manifest, for messages. */
interface Fields {
  readonly where: string;
  readonly values: Readonly<Record<string, unknown>>;
}

function record(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidManifest(`${where} is not an object`);
  }
  return { where, values: { ...value } };
}

function list({ where, values }: Fields, name: string): readonly unknown[] {
  const value = values[name];
  if (!Array.isArray(value)) throw new InvalidManifest(`${name} of ${where} is not a list`);
  return value;
}

function text({ where, values }: Fields, name: string): string {
  const value = values[name];
  if (typeof value !== 'string') throw new InvalidManifest(`${where}.${name} is not text`);
  return value;
}

function whole({ where, values }: Fields, name: string, max: number): number {
  const value = values[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > max) {
    throw new InvalidManifest(`${where}.${name} is not a whole number up to ${max}`);
  }
  return value;
}
