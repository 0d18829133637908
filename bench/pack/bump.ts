import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rounded } from '../measure/statistics.ts';
import { type PackBenchContext, withSeed } from './context.ts';
import { compare, save } from './restoring.ts';
import { checkoutsOf, openStand, type Seed } from './stand.ts';

/** Projects with two states that are one dependency bump apart. */
const projects = ['node_exporter', 'cli', 'tailscale', 'golangci-lint'];

/**
 * bumps measures what one bumped dependency costs: the bytes that are stored for it, and restoring the full
 * entry and the delta on it, against restoring a full entry of the same set.
 */
export async function bumps(bench: PackBenchContext): Promise<object> {
  const pairs = [];
  for (const project of projects) {
    console.error(`  ${project}`);
    const near = checkoutsOf(bench.corpora, project).filter((dir) => path.basename(dir).startsWith('near-'));
    const [before, after] = near;
    if (before === undefined || after === undefined) throw new Error(`${project} has no pair of near states`);
    pairs.push({
      project,
      ...(await withSeed(bench, before, `${project}-before`, (older) =>
        withSeed(bench, after, `${project}-after`, (newer) => bump(bench, older, newer)),
      )),
    });
  }
  return { pairs };
}

async function bump(bench: PackBenchContext, older: Seed, newer: Seed): Promise<object> {
  await using layered = await openStand(bench.scratch);
  await using plain = await openStand(bench.scratch);
  await save(layered, older, bench.ours.full);
  const baseBytes = layered.newestEntryBytes();
  const job = await bench.ours.full.restore(layered, {
    workspace: newer.workspace,
    env: { GOPROXY: `file://${bench.modules}/cache/download`, GONOSUMDB: '*' },
  });
  const deltaBytes = layered.newestEntryBytes();
  await save(plain, newer, bench.ours.full);
  const fullBytes = plain.newestEntryBytes();
  await save(plain, newer, bench.theirs);
  const theirBytes = plain.newestEntryBytes();
  const rows = await compare(['base and delta', 'full entry'], bench.rounds, async (name) => {
    const stand = name === 'full entry' ? plain : layered;
    const step = await bench.ours.full.restore(stand, { workspace: newer.workspace });
    return { ms: step.wallMs, cpuMs: step.cpuMs, stepMs: step.wallMs };
  });
  return {
    modules: newer.modules,
    baseBytes,
    deltaBytes,
    fullBytes,
    theirBytes,
    savedRatio: rounded(deltaBytes / theirBytes),
    bumpJobMs: rounded(job.wallMs),
    deltaModules: linesOnlyIn(newer, older),
    rows,
  };
}

function linesOnlyIn(newer: Seed, older: Seed): number {
  const lines = (seed: Seed): string[] => {
    const file = path.join(seed.workspace, 'go.sum');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  };
  const known = new Set(lines(older));
  return lines(newer).filter((line) => !known.has(line) && !line.includes('/go.mod ')).length;
}
