import { readFile, writeFile } from 'node:fs/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { goModH1, goModOf, moduleH1, type TestModule } from './module-zip.ts';

/*
 * Makes and reads packs without the product's help and without its scruples, from the format as src/pack/format.ts and
 * src/pack/listing.ts describe it, so that what the product writes and reads is checked against another hand.
 */

/** ForgedEntry is a file in a shard. */
export interface ForgedEntry {
  /** `path@version` of the module it is listed in. */
  readonly module: string;
  /** As it is listed, which is below the module. */
  readonly name: string;
  readonly content: Buffer;
}

/** ForgedModule is what a manifest claims of a module, and what its shard holds. */
export interface ForgedModule extends TestModule {
  /** Claimed in the manifest; by default what is true. */
  readonly h1?: string;
  readonly time?: string;
  /** Follow the files in the shard, and count as the module's. */
  readonly entries?: readonly ForgedEntry[];
}

/** Forgery is a pack to be made. All modules come into one shard. */
export interface Forgery {
  readonly modules: readonly ForgedModule[];
  /** By default the go.mod files of the modules. */
  readonly mods?: readonly { path: string; version: string; h1: string; text: string; time?: string }[];
  readonly uncovered?: readonly string[];
  /** Has the last word on the manifest. */
  readonly manifest?: (honest: ForgedManifest) => unknown;
  /** Has the last word on the plain bytes of the shard. */
  readonly shard?: (honest: Buffer) => Buffer;
  readonly formatVersion?: number;
}

/** ForgedManifest is a manifest as it stands in the file. */
export interface ForgedManifest {
  modules: Record<string, unknown>[];
  mods: Record<string, unknown>[];
  uncovered: string[];
  shards: { bytes: number; contentBytes: number }[];
  [other: string]: unknown;
}

/** forgePack writes a pack that says what the forgery says. */
export async function forgePack(file: string, forgery: Forgery): Promise<void> {
  const entries = forgery.modules.map((module) => [...entriesOf(module), ...(module.entries ?? [])]);
  const plain = plainShard(forgery.modules.map(keyOf), entries.flat());
  const shard = zstdCompressSync(forgery.shard?.(plain) ?? plain);
  const honest: ForgedManifest = {
    modules: forgery.modules.map((module, index) => ({
      path: module.path,
      version: module.version,
      h1: module.h1 ?? moduleH1(module),
      ...(module.time && { time: module.time }),
      files: entries[index]?.length ?? 0,
      contentBytes: sizeOf(entries[index] ?? []),
      shard: 0,
    })),
    mods: (forgery.mods ?? forgery.modules.map(honestMod)).map((mod) => ({ ...mod })),
    uncovered: [...(forgery.uncovered ?? [])],
    shards: [{ bytes: shard.length, contentBytes: sizeOf(entries.flat()) }],
  };
  await writePack(
    file,
    [shard],
    forgery.manifest === undefined ? honest : forgery.manifest(honest),
    forgery.formatVersion,
  );
}

/** rewritePack changes the entries of every shard of a pack and leaves what the manifest says of modules as it is. */
export async function rewritePack(
  file: string,
  mutate: (entries: readonly ForgedEntry[]) => readonly ForgedEntry[],
): Promise<void> {
  const { manifest, shards } = await readPack(file);
  const rewritten: Buffer[] = [];
  for (const [index, entries] of shards.entries()) {
    const shard = zstdCompressSync(plainShard(modulesOf(manifest, index), mutate(entries)));
    rewritten.push(shard);
    manifest.shards[index] = { ...manifest.shards[index]!, bytes: shard.length };
  }
  await writePack(file, rewritten, manifest);
}

/** flipByte changes one byte in the middle of a file in a pack, so that everything but its hash stays right. */
export async function flipByte(file: string, isVictim: (entry: ForgedEntry) => boolean): Promise<void> {
  await rewritePack(file, (entries) =>
    entries.map((entry) => {
      if (!isVictim(entry)) return entry;
      const content = Buffer.from(entry.content);
      const middle = content.length >> 1;
      content[middle] = content[middle]! ^ 1;
      return { ...entry, content };
    }),
  );
}

/** readPack takes a pack apart. */
export async function readPack(file: string): Promise<{ manifest: ForgedManifest; shards: ForgedEntry[][] }> {
  const bytes = await readFile(file);
  let at = 16 + bytes.readUInt32LE(12);
  const manifest: ForgedManifest = JSON.parse(zstdDecompressSync(bytes.subarray(16, at)).toString());
  const shards: ForgedEntry[][] = [];
  for (const [index, { bytes: length }] of manifest.shards.entries()) {
    const plain = zstdDecompressSync(bytes.subarray(at, at + length));
    at += length;
    shards.push(entriesIn(modulesOf(manifest, index), plain));
  }
  return { manifest, shards };
}

/** assemblePack puts a pack together from its manifest, which is compressed, and its shards. */
export function assemblePack(manifest: Buffer, shards: readonly Buffer[], version = 1): Buffer {
  const head = Buffer.alloc(16);
  head.write('GOMODPCK');
  head.writeUInt32LE(version, 8);
  head.writeUInt32LE(manifest.length, 12);
  return Buffer.concat([head, manifest, ...shards]);
}

async function writePack(
  file: string,
  shards: readonly Buffer[],
  manifest: unknown,
  version = 1,
): Promise<void> {
  await writeFile(file, assemblePack(zstdCompressSync(JSON.stringify(manifest)), shards, version));
}

function keyOf({ path, version }: { path: string; version: string }): string {
  return `${path}@${version}`;
}

function modulesOf({ modules }: ForgedManifest, shard: number): string[] {
  return modules.filter((module) => module['shard'] === shard).map((m) => `${m['path']}@${m['version']}`);
}

function entriesOf(module: TestModule): ForgedEntry[] {
  return Object.entries(module.files).map(([name, content]) => ({
    module: keyOf(module),
    name,
    content: Buffer.from(content),
  }));
}

function honestMod(module: TestModule): { path: string; version: string; h1: string; text: string } {
  return { path: module.path, version: module.version, h1: goModH1(module), text: goModOf(module) };
}

function sizeOf(entries: readonly ForgedEntry[]): number {
  return entries.reduce((sum, { content }) => sum + content.length, 0);
}

/** plainShard is what a shard holds: for each module its listing, with its length before it, and the contents. */
export function plainShard(modules: readonly string[], entries: readonly ForgedEntry[]): Buffer {
  return Buffer.concat(
    modules.flatMap((module) => {
      const files = entries.filter((entry) => entry.module === module);
      const listing = Buffer.from(files.map(({ name, content }) => `${content.length} ${name}\n`).join(''));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(listing.length);
      return [length, listing, ...files.map(({ content }) => content)];
    }),
  );
}

function entriesIn(modules: readonly string[], plain: Buffer): ForgedEntry[] {
  let at = 0;
  const next = (bytes: number): Buffer => {
    at += bytes;
    return plain.subarray(at - bytes, at);
  };
  return modules.flatMap((module) => {
    const lines = next(next(4).readUInt32LE()).toString().split('\n').slice(0, -1);
    return lines.map((line) => {
      const space = line.indexOf(' ');
      return { module, name: line.slice(space + 1), content: next(Number(line.slice(0, space))) };
    });
  });
}
