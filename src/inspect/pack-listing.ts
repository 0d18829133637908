import type { Checksums } from '../go/gosum.ts';
import { compareText, moduleKey } from '../go/module.ts';
import { formatVersion } from '../pack/format.ts';
import { type Manifest, modulesByShard } from '../pack/manifest.ts';
import { sum } from '../sum.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import { plainText } from '../text/plain-text.ts';

/** CheckedPack is a pack whose files have been verified. */
export interface CheckedPack {
  readonly manifest: Manifest;
  /** Size of the file. */
  readonly bytes: number;
  readonly checksums: Checksums;
  /** The reasons, by `path@version` or `path@version/go.mod`. */
  readonly rejected: ReadonlyMap<string, string>;
  /** The source of the checksums. */
  readonly against: string;
}

/** describePack lists the contents of a pack, as lines for people. */
export function describePack(file: string, pack: CheckedPack): string[] {
  const { manifest, bytes, rejected, against } = pack;
  const { modules, mods, uncovered, base } = manifest;
  const unvouched = modules.filter((module) => pack.checksums.zip(module) === undefined).length;
  const files = sum(modules.map((module) => module.files));
  const contentBytes = sum(modules.map((module) => module.contentBytes));
  const kind = base === undefined ? 'full entry' : `delta on ${base}`;
  const found = rejected.size === 0 ? 'OK' : `${rejected.size} rejected`;
  const without = unvouched === 0 ? '' : `, ${unvouched} without a go.sum line`;
  return [
    `${file}: format ${formatVersion}, ${formatBytes(bytes)}, ${kind}`,
    '',
    ...moduleTable(pack),
    '',
    ...shardTable(manifest),
    '',
    `${formatCount(modules.length, 'module')} with ${formatCount(files, 'file')} of ${formatBytes(contentBytes)}, ` +
      `and ${formatCount(mods.length, 'go.mod file')}`,
    ...uncovered.map((name) => `Left out, because go.sum has no line for it: ${name}`),
    ...Array.from(rejected, ([name, reason]) => `Rejected ${name}: ${plainText(reason)}`).sort(),
    `Verified against ${against}: ${found}${without}`,
  ];
}

function moduleTable({ manifest, checksums, rejected }: CheckedPack): string[] {
  const rows = manifest.modules.map((module) => {
    const vouched = checksums.zip(module) === undefined ? 'no go.sum line' : 'ok';
    const state = rejected.has(moduleKey(module)) ? 'REJECTED' : vouched;
    const { files, contentBytes, shard } = module;
    return [moduleKey(module), state, `${files}`, formatBytes(contentBytes), `${shard}`];
  });
  rows.sort(([a = ''], [b = '']) => compareText(a, b));
  return table(['MODULE', 'STATE', 'FILES', 'BYTES', 'SHARD'], rows, 2);
}

function shardTable(manifest: Manifest): string[] {
  const groups = modulesByShard(manifest);
  const rows = manifest.shards.map(({ bytes, contentBytes }, index) => {
    const count = groups[index]?.length ?? 0;
    return [`${index}`, `${count}`, formatBytes(contentBytes), formatBytes(bytes)];
  });
  return table(['SHARD', 'MODULES', 'CONTENT', 'STORED'], rows, 0);
}

/** The first `left` columns are aligned left, the others, which are numbers, right. */
function table(head: readonly string[], rows: readonly (readonly string[])[], left: number): string[] {
  const widths = head.map((title, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), title.length),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < left ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line);
}
