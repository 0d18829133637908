/**
 * Lets everything that can go wrong between us and a module proxy go wrong, and reports what came of it:
 * `npm run chaos -- --help`. Exits with 1 when a promise was not kept.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { messageOf } from '../src/errors.ts';
import { runDifferential } from './differential/run.ts';
import { type Options, readOptions, usage } from './options.ts';
import { judge, renderReport, type Verdict } from './report.ts';
import type { Row } from './row.ts';
import { rows } from './rows/rows.ts';
import { openStage, type Stage } from './stage.ts';

// Whoever breaks it off is not to be left with its servers.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

const args = process.argv.slice(2);
if (args.includes('--differential')) process.exitCode = await runDifferential(args);
else process.exitCode = await mainOf(readOptions(args));

async function mainOf(given: Options | undefined): Promise<number> {
  if (given !== undefined) return main(given);
  console.log(usage);
  return 0;
}

async function main(given: Options): Promise<number> {
  if (!existsSync(path.join(given.dist, 'cli.mjs'))) throw new Error(`there is no bundle in ${given.dist}`);
  const wanted = rows(given.rates).filter(({ group, name }) => `${group}: ${name}`.includes(given.only));
  if (wanted.length === 0) throw new Error(`no row has "${given.only}" in its name`);
  console.error(`${wanted.length} rows; ${given.corpus} is served from ${given.modules}`);
  await using stage = await openStage(given);
  const verdicts: Verdict[] = [];
  let report = '';
  await mkdir(path.dirname(given.report), { recursive: true });
  for (const row of wanted) {
    const verdict = await runRow(stage, row);
    verdicts.push(verdict);
    console.error(`  ${verdict.kind.padEnd(7)} ${row.group}: ${row.name}${remark(verdict)}`);
    // After every row, so that something is left of a run that is broken off.
    report = renderReport(verdicts, describe(given));
    await writeFile(given.report, report);
  }
  console.log(report);
  const good = (verdict: Verdict) =>
    verdict.kind === 'kept' || (verdict.kind === 'not run' && !verdict.failed);
  return verdicts.every(good) ? 0 : 1;
}

async function runRow(stage: Stage, row: Row): Promise<Verdict> {
  for (const name of row.needs ?? []) {
    const component = await stage.component(name);
    if (component.kind === 'missing')
      return { kind: 'not run', row, reason: `${name}: ${component.reason}`, failed: false };
  }
  try {
    return judge(row, await row.run(stage));
  } catch (error) {
    return { kind: 'not run', row, reason: messageOf(error), failed: true };
  }
}

function remark(verdict: Verdict): string {
  if (verdict.kind === 'kept') return '';
  return ` (${verdict.kind === 'broken' ? verdict.complaints.join('; ') : verdict.reason})`;
}

function describe({ corpus, seeds }: Options): string {
  const go = execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).trim();
  const [cpu] = cpus();
  const machine = `${cpus().length} cores (${cpu?.model ?? 'unknown'}), ${go}, Node ${process.versions.node}`;
  return `${machine}; the modules of \`${corpus}\`, seeds ${seeds.join(', ')}. Times are medians, and indicative.`;
}
