import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { goModH1, goModOf, goSumOf, moduleH1, testModule } from '../../__tests__/support/module-zip.ts';
import { assemblePack, forgePack } from '../../__tests__/support/pack-forge.ts';
import { checksumsOf } from '../../__tests__/support/pack-run.ts';
import { moduleKey } from '../../src/go/module.ts';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { removeTree } from '../../src/modcache/remove-tree.ts';
import { openPack } from '../../src/pack/open.ts';
import { Pool } from '../../src/pack/pool.ts';
import { unpackModules } from '../../src/pack/unpack.ts';
import { type Compared, type Comparison, type Opinion, resultOf } from './comparison.ts';
import { runGo } from './go-command.ts';
import { type Dice, dice, mutateBytes, mutateText } from './mutate.ts';

/**
 * packComparison unpacks mutated packs, and asks the go command without a network which modules it then finds in the module
 * cache: what we count as restored, and nothing else.
 */
export const packComparison: Comparison = {
  name: 'pack',
  quick: 24,
  async run(seeds, { scratch }) {
    const dir = await mkdtemp(path.join(scratch, 'packs-'));
    const pool = new Pool(1);
    try {
      const honest = await honestPack(path.join(dir, 'honest.pack'));
      const compared: Compared[] = [];
      for (const seed of seeds) {
        const mutated = mutate(honest, dice(seed));
        const place = path.join(dir, String(seed));
        const ours = await unpack(mutated.bytes, place, pool);
        compared.push({ seed, input: mutated.described, go: await foundByGo(place), ours });
        removeTree(place);
      }
      return resultOf(compared, () => undefined);
    } finally {
      await pool.close();
      removeTree(dir);
    }
  },
};

const modules = [
  testModule('example.com/one', 'v1.0.0', { 'a/b.txt': 'some text\n'.repeat(50) }),
  testModule('example.com/two/v2', 'v2.0.0', { LICENSE: 'do what you like' }),
  testModule('example.com/three', 'v0.3.0-rc.1'),
];

const time = '2024-01-02T03:04:05Z';

interface Honest {
  readonly bytes: Buffer;
  readonly manifest: string;
  readonly shard: Buffer;
}

async function honestPack(file: string): Promise<Honest> {
  const mods = modules.map((module) => ({
    path: module.path,
    version: module.version,
    h1: goModH1(module),
    text: goModOf(module),
    time,
  }));
  await forgePack(file, { modules, mods });
  const bytes = await readFile(file);
  const end = 16 + bytes.readUInt32LE(12);
  return {
    bytes,
    manifest: zstdDecompressSync(bytes.subarray(16, end)).toString(),
    shard: bytes.subarray(end),
  };
}

const words = [
  ...modules.flatMap((module) => [module.path, module.version, moduleH1(module), goModH1(module)]),
  time,
  '"',
  ',',
  ':',
  '{',
  '}',
  '[',
  ']',
  '0',
  '1',
  '-1',
  '1e3',
  '1.5',
  '9007199254740993',
  'null',
  'true',
  '""',
  '{}',
  '[]',
  '\\u0000',
  '\\ud800',
  '"path":',
  '"version":',
  '"h1":',
  '"text":',
  '"time":',
  '"shard":',
  '"files":',
  '"contentBytes":',
  '"bytes":',
  '"mods":',
  '"modules":',
  '"shards":',
  '"uncovered":',
  '"__proto__":',
  '../',
  'example.com/other',
  'module example.com/one\\n',
  'replace example.com/one => /\\n',
] as unknown as readonly [string, ...string[]];

function mutate(honest: Honest, by: Dice): { readonly bytes: Buffer; readonly described: string } {
  const kind = by.pick(['manifest', 'field', 'field', 'shard', 'bytes']);
  if (kind === 'manifest' || kind === 'field') {
    const manifest =
      kind === 'field' ? mutateField(honest.manifest, by) : mutateText(honest.manifest, words, by);
    const bytes = assemblePack(zstdCompressSync(Buffer.from(manifest, 'latin1')), [honest.shard]);
    return { bytes, described: `manifest ${manifest}` };
  }
  if (kind === 'bytes') return { bytes: mutateBytes(honest.bytes, by), described: 'bytes of the pack' };
  const plain = mutateBytes(zstdDecompressSync(honest.shard), by);
  const shard = zstdCompressSync(plain);
  const manifest = honest.manifest.replace(`"bytes":${honest.shard.length}`, `"bytes":${shard.length}`);
  const bytes = assemblePack(zstdCompressSync(manifest), [shard]);
  return { bytes, described: `shard ${JSON.stringify(plain.toString('latin1'))}` };
}

/** Gives one field of a manifest the value of another, or one that is in none, or leaves it out, or says a list entry twice. */
function mutateField(manifest: string, { roll, pick }: Dice): string {
  const root: unknown = JSON.parse(manifest);
  const fields = fieldsOf(root);
  const field = fields[roll(fields.length)];
  const other = fields[roll(fields.length)];
  if (field === undefined || other === undefined) return manifest;
  const { parent, key } = field;
  const value = pick([
    structuredClone(other.parent[other.key]),
    -1,
    1e15,
    '',
    null,
    [],
    `${parent[key]}x`,
    `${parent[key]}`.slice(1),
  ]);
  if (roll(5) === 0) Reflect.deleteProperty(parent, key);
  else if (Array.isArray(parent) && roll(2) === 0) parent.push(parent[Number(key)]);
  else parent[key] = value;
  return JSON.stringify(root);
}

interface Field {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

/** Every field and every entry of a list, at any depth. */
function fieldsOf(value: unknown): Field[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...fieldsOf(parent[key])]);
}

/** Unpacks into a new module cache; which modules are complete there, with all that the go command reads of them. */
async function unpack(bytes: Buffer, place: string, pool: Pool): Promise<Opinion> {
  const [file, gomodcache] = [path.join(place, 'mutated.pack'), path.join(place, 'modcache')];
  await mkdir(gomodcache, { recursive: true });
  await writeFile(file, bytes);
  const opened = await openPack(file);
  if (opened.kind !== 'ok') return { kind: 'refused', reason: opened.reason };
  const { pack } = opened;
  try {
    const { restored } = await unpackModules({
      pack,
      pool,
      gomodcache,
      checksums: checksumsOf(modules),
      wanted: () => true,
      layout: 'full',
      layOutTrees: true,
      writableDirs: true,
      signal: new AbortController().signal,
    });
    const restoredKeys = new Set(restored.map(moduleKey));
    const complete = modules.filter((module) => {
      const { mod, info } = modcachePaths(gomodcache, module);
      return restoredKeys.has(moduleKey(module)) && existsSync(mod) && existsSync(info);
    });
    return opinionOf(complete.map((module) => `${moduleKey(module)} ${moduleH1(module)}`));
  } finally {
    await pack.close();
  }
}

function opinionOf(found: readonly string[]): Opinion {
  return found.length === 0
    ? { kind: 'refused', reason: 'nothing is there' }
    : { kind: 'accepted', value: found };
}

/** Which modules the go command finds in the module cache, verified against a go.sum that is right. */
async function foundByGo(place: string): Promise<Opinion> {
  if ((await readdir(path.join(place, 'modcache'))).length === 0) return opinionOf([]);
  const requires = modules.map((module) => `require ${module.path} ${module.version}\n`);
  await writeFile(path.join(place, 'go.mod'), `module example.com/main\n\ngo 1.21\n\n${requires.join('')}`);
  await writeFile(path.join(place, 'go.sum'), goSumOf(modules));
  const { stdout } = await runGo(['mod', 'download', '-json', ...modules.map(moduleKey)], {
    cwd: place,
    dir: place,
    env: { GOPROXY: 'off' },
  });
  const downloaded: { Path: string; Version: string; Sum?: string; Error?: string }[] = JSON.parse(
    `[${stdout.trim().replaceAll('}\n{', '},{')}]`,
  );
  return opinionOf(
    downloaded.flatMap(({ Path, Version, Sum = '', Error: error }) =>
      error === undefined ? [`${Path}@${Version} ${Sum}`] : [],
    ),
  );
}
