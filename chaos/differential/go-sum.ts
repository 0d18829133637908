import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../../src/errors.ts';
import { goModHash, hash1, isHash1 } from '../../src/go/dirhash.ts';
import { mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import { escapePath, type ModuleVersion, moduleKey } from '../../src/go/module.ts';
import { removeTree } from '../../src/modcache/remove-tree.ts';
import { type Compared, type Comparison, type Opinion, resultOf } from './comparison.ts';
import { plainZip } from './forge-zip.ts';
import { type GoRun, runGo } from './go-command.ts';
import { dice, mutateText } from './mutate.ts';

/** goSumComparison compares with which go.sum the go command can download what a go.mod requires. */
export const goSumComparison: Comparison = {
  name: 'go.sum',
  quick: 16,
  async run(seeds, { scratch }) {
    const dir = await mkdtemp(path.join(scratch, 'sums-'));
    try {
      const goproxy = pathToFileURL(await writeModules(path.join(dir, 'proxy'))).href;
      const download = (seed: number | 'none', text: string) =>
        downloadWith(text, goproxy, dir, String(seed));
      // Fills the module cache, so that those that follow only read it.
      await download('none', goSum);
      const compared: Compared[] = [];
      for (let at = 0; at < seeds.length; at += atOnce) {
        const some = seeds.slice(at, at + atOnce);
        compared.push(...(await Promise.all(some.map((seed) => compare(seed, download)))));
      }
      return resultOf(compared, explain);
    } finally {
      removeTree(dir);
    }
  },
};

const atOnce = 4;

interface ServedModule extends ModuleVersion {
  readonly mod: string;
  /** Its files by the names that they have in its zip. */
  readonly named: Readonly<Record<string, string>>;
  readonly h1: string;
  readonly goModH1: string;
}

const modules: readonly ServedModule[] = [
  { path: 'example.com/a', version: 'v1.0.0' },
  { path: 'example.com/b/v2', version: 'v2.0.0' },
  { path: 'example.com/Upper', version: 'v1.1.0-rc.1' },
].map((module) => {
  const mod = `module ${module.path}\n\ngo 1.21\n`;
  const key = moduleKey(module);
  const named = { [`${key}/go.mod`]: mod, [`${key}/x.go`]: 'package x\n' };
  const hashed = Object.entries(named).map(([name, content]) => ({ name, sha256: sha256(content) }));
  return { ...module, mod, named, h1: hash1(hashed), goModH1: goModHash(Buffer.from(mod)) };
});

const goMod = [
  'module example.com/main\n\ngo 1.21\n',
  ...modules.map(({ path: module, version }) => `require ${module} ${version}\n`),
].join('\n');

const goSum = [
  ...modules.flatMap(({ path: module, version, h1, goModH1 }) => [
    `${module} ${version} ${h1}`,
    `${module} ${version}/go.mod ${goModH1}`,
  ]),
  `example.com/unused v1.0.0 h1:${'A'.repeat(43)}=`,
  '',
].join('\n');

const words = [
  ...goSum
    .split('\n')
    .flatMap((line) => [`${line}\n`, ...line.split(' ')])
    .filter((word) => word.trim() !== ''),
  `h1:${'B'.repeat(43)}=`,
  'h1:',
  'h2:abc',
  'h1:abc',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '\u00c2\u00a0',
  '\u00e2\u0080\u0083',
  '\v',
  '\0',
  '/go.mod',
  '=======\n',
  '<<<<<<< HEAD\n',
  '>>>>>>> Stashed changes\n',
  '\u00ef\u00bb\u00bf',
  'h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=',
] as unknown as readonly [string, ...string[]];

/** Writes modules as a module proxy serves them. */
async function writeModules(dir: string): Promise<string> {
  for (const { path: module, version, mod, named } of modules) {
    const folder = path.join(dir, escapePath(module), '@v');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, `${version}.info`), JSON.stringify({ Version: version }));
    await writeFile(path.join(folder, `${version}.mod`), mod);
    await writeFile(path.join(folder, `${version}.zip`), plainZip(named));
  }
  return dir;
}

async function downloadWith(text: string, goproxy: string, dir: string, name: string): Promise<GoRun> {
  const cwd = path.join(dir, name);
  await mkdir(cwd);
  await writeFile(path.join(cwd, 'go.mod'), goMod);
  await writeFile(path.join(cwd, 'go.sum'), Buffer.from(text, 'latin1'));
  return runGo(['mod', 'download'], { cwd, dir, env: { GOPROXY: goproxy } });
}

async function compare(
  seed: number,
  download: (seed: number, text: string) => Promise<GoRun>,
): Promise<Compared> {
  const text = mutateText(goSum, words, dice(seed));
  const { ok, stderr } = await download(seed, text);
  const read = Buffer.from(text, 'latin1').toString('utf8');
  return {
    seed,
    input: JSON.stringify(read),
    go: ok ? { kind: 'accepted', value: [] } : { kind: 'refused', reason: stderr.trim() },
    ours: opinionOf(read),
  };
}

/** A run of ours downloads what no line contradicts. */
function opinionOf(text: string): Opinion {
  try {
    const checksums = mergeChecksums([parseGoSum(text, 'go.sum')]);
    for (const module of modules) {
      for (const [vouched, h1] of [
        [checksums.zip(module), module.h1],
        [checksums.goMod(module), module.goModH1],
      ]) {
        if (vouched !== undefined && vouched !== h1)
          return { kind: 'refused', reason: `mismatch: ${moduleKey(module)}` };
      }
    }
    return { kind: 'accepted', value: [] };
  } catch (error) {
    return { kind: 'refused', reason: messageOf(error) };
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function explain({ go, ours, input }: Compared): string | undefined {
  if (go.kind === 'accepted') {
    const isConflict = ours.kind === 'refused' && ours.reason.endsWith('a merge conflict marker');
    return isConflict
      ? 'a conflict marker of three words is a line like any other to the go command'
      : undefined;
  }
  if (ours.kind === 'refused') return undefined;
  const [, named = ''] = /^verifying (\S+): checksum mismatch/m.exec(go.reason) ?? [];
  const hashes = new Set(
    parseGoSum(JSON.parse(input), 'go.sum')
      .filter((line) => `${moduleKey(line)}${line.kind === 'zip' ? '' : '/go.mod'}` === named)
      .map(({ h1 }) => h1),
  );
  const isDisputed = hashes.size > 1 || [...hashes].some((h1) => !isHash1(h1));
  return isDisputed
    ? 'lines that disagree or are not whole vouch for nothing; the go command decides about what it needs of them'
    : undefined;
}
