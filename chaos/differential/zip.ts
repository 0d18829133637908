import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compareText } from '../../src/go/module.ts';
import { hashZip } from '../../src/modcache/hash-zip.ts';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { receiveZip } from '../../src/modcache/receive-zip.ts';
import { removeTree } from '../../src/modcache/remove-tree.ts';
import { type Compared, type Comparison, type Opinion, resultOf } from './comparison.ts';
import { forgeZip } from './forge-zip.ts';
import { dice, mutateBytes } from './mutate.ts';

const module = { path: 'example.com/m', version: 'v1.0.0' };

/** zipComparison compares which zips are hashed and laid out, and as what. */
export const zipComparison: Comparison = {
  name: 'zip',
  quick: 60,
  async run(seeds, { judge, scratch }) {
    const dir = await mkdtemp(path.join(scratch, 'zips-'));
    try {
      const inputs = seeds.map((seed) => zipOf(seed));
      const files = await Promise.all(
        inputs.map(async (bytes, index) => {
          const file = path.join(dir, `${index}.zip`);
          await writeFile(file, bytes);
          return file;
        }),
      );
      const judgments = await judge(files.map((file) => ({ kind: 'zip', file, ...module, folder: dir })));
      const compared: Compared[] = [];
      for (const [index, file] of files.entries()) {
        const go = judgments[index];
        if (go === undefined) throw new Error('a judgment is missing');
        const input = (inputs[index] ?? Buffer.alloc(0)).subarray(0, 600).toString('latin1');
        compared.push({
          seed: seeds[index] ?? 0,
          input: JSON.stringify(input),
          go,
          ours: await opinionOf(file, dir),
        });
      }
      return resultOf(compared, explain);
    } finally {
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    }
  },
};

function zipOf(seed: number): Buffer {
  const by = dice(seed);
  const zip = forgeZip(`${module.path}@${module.version}`, by);
  return by.roll(3) === 0 ? mutateBytes(zip, by) : zip;
}

/** Whether it is placed in a module cache when go.sum has the hash that we compute, and which files then lie there. */
async function opinionOf(file: string, dir: string): Promise<Opinion> {
  const answer = await hashZip(file);
  if (answer.kind !== 'hashed') return { kind: 'refused', reason: answer.reason };
  const gomodcache = path.join(dir, 'modcache');
  const { h1 } = answer;
  const target = {
    module,
    h1,
    gomodcache,
    stage: path.join(dir, 'stage'),
    tree: true,
    folderMode: undefined,
  };
  const receipt = await receiveZip(file, target);
  try {
    if (receipt.kind !== 'placed') return { kind: 'refused', reason: `unzip ${h1}` };
    const { tree } = modcachePaths(gomodcache, module);
    const entries = await readdir(tree, { recursive: true, withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(tree, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
    return { kind: 'accepted', value: [h1, ...names.sort(compareText)] };
  } finally {
    removeTree(gomodcache);
  }
}

function explain({ go, ours }: Compared): string | undefined {
  const isBomb = ours.kind === 'refused' && ours.reason === 'the files of its zip overlap';
  return isBomb && go.kind === 'accepted' ? 'files that overlap are how a zip bomb is made' : undefined;
}
