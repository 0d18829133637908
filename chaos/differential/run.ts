import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Comparison, Difference, Result } from './comparison.ts';
import { dependencyComparison, goModComparison, goWorkComparison } from './go-mod.ts';
import { goSumComparison } from './go-sum.ts';
import { httpComparison } from './http.ts';
import { buildJudge } from './judge.ts';
import { packComparison } from './pack.ts';
import { zipComparison } from './zip.ts';

/** comparisons are all of them, in the order in which they are reported. */
export const comparisons: readonly Comparison[] = [
  goModComparison,
  dependencyComparison,
  goWorkComparison,
  goSumComparison,
  zipComparison,
  packComparison,
  httpComparison,
];

/** differentialUsage is what `--differential --help` prints. */
export const differentialUsage = `Usage: npm run chaos -- --differential [options]

  --inputs N       mutated inputs for each comparison (default: 1000)
  --first SEED     the seed of the first; the others follow (default: 0)
  --only TEXT      only comparisons whose name contains this: ${comparisons.map(({ name }) => name).join(', ')}
`;

/** runDifferential lets the go command and us judge mutated inputs, prints what differs, and gives the exit status. */
export async function runDifferential(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      differential: { type: 'boolean' },
      inputs: { type: 'string', default: '1000' },
      first: { type: 'string', default: '0' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(differentialUsage);
    return 0;
  }
  const first = wholeNumber('--first', values.first);
  const seeds = Array.from({ length: wholeNumber('--inputs', values.inputs) }, (_, index) => first + index);
  const wanted = comparisons.filter(({ name }) => name.includes(values.only));
  if (wanted.length === 0) throw new Error(`no comparison has "${values.only}" in its name`);
  return withScratch(async (scratch) => {
    const judge = await buildJudge(path.join(scratch, 'judge'));
    let unexplained = 0;
    for (const comparison of wanted) {
      const started = performance.now();
      const result = await comparison.run(seeds, { judge, scratch });
      console.log(report(comparison.name, result, performance.now() - started));
      unexplained += result.differences.filter(({ explanation }) => explanation === undefined).length;
    }
    return unexplained === 0 ? 0 : 1;
  });
}

function wholeNumber(flag: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${flag} ${text}: a whole number is needed`);
  return Number(text);
}

async function withScratch<T>(body: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'differential-'));
  try {
    return await body(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

function report(name: string, { accepted, refused, differences }: Result, ms: number): string {
  const explained = Map.groupBy(differences, ({ explanation }) => explanation);
  const unexplained = explained.get(undefined) ?? [];
  explained.delete(undefined);
  const lines = [...explained].map(([explanation, { length }]) => `  ${length} differ: ${explanation}`);
  return [
    `${name}: both accept ${accepted} and refuse ${refused} (${(ms / 1000).toFixed(1)} s)`,
    ...lines.sort(),
    ...unexplained.slice(0, 20).map(described),
    ...(unexplained.length > 20 ? [`  and ${unexplained.length - 20} more that nothing explains`] : []),
  ].join('\n');
}

/** The shortest form of a difference that lets a person repeat it. */
function described({ seed, go, ours, input }: Difference): string {
  return `  UNEXPLAINED, seed ${seed}\n    go ${oneLine(go)}\n    we ${oneLine(ours)}\n    of ${oneLine(input)}`;
}

function oneLine(text: string): string {
  const line = text.replaceAll('\n', ' | ');
  return line.length > 2000 ? `${line.slice(0, 2000)}…` : line;
}
