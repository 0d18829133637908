import { roundOrder } from '../measure/round-order.ts';
import { median, medianRatio, rounded } from '../measure/statistics.ts';
import type { UpstreamSettings } from '../upstream/upstream.ts';
import { type Download, type Downloader, type DownloadJob, download } from './contestants.ts';

/** ColdBench is what all cold downloads go by. */
export interface ColdBench extends Pick<DownloadJob, 'scratch' | 'upstream'> {
  readonly rounds: number;
  readonly ours: Downloader;
  readonly others: readonly Downloader[];
}

/** Link is a network to the upstream. */
export interface Link {
  readonly name: string;
  readonly settings: UpstreamSettings;
}

/** links are the networks that are measured. */
export const links: readonly Link[] = [
  { name: '0 ms', settings: { latency: 0 } },
  { name: '10 ms', settings: { latency: 10 } },
  { name: '50 ms', settings: { latency: 50 } },
  { name: '200 ms', settings: { latency: 200 } },
  { name: '50 ms, 20 MB/s', settings: { latency: 50, bytesPerSecond: 20e6 } },
];

/** LinkRow is one downloader over one link; `oursRatio` is our time over its own, within a round. */
export interface LinkRow {
  readonly name: string;
  readonly ms: number;
  readonly cpuMs: number;
  readonly oursRatio: number;
  readonly requests: number;
  readonly bytes: number;
}

/** overLink measures everybody over one link, taking turns. */
export async function overLink(bench: ColdBench, workspace: string, { settings }: Link): Promise<LinkRow[]> {
  const all = [bench.ours, ...bench.others];
  const runs = new Map<string, Download[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round < bench.rounds; round++) {
    for (const downloader of roundOrder(all, round)) {
      const run = await download(downloader, { ...bench, workspace, settings, limit: 300 });
      if (!run.ok) throw new Error(`${downloader.name} failed without a fault:\n${run.output}`);
      runs.get(downloader.name)?.push(run);
      console.error(`    round ${round + 1}, ${downloader.name}: ${Math.round(run.ms)} ms`);
    }
  }
  const ours = (runs.get(bench.ours.name) ?? []).map(({ ms }) => ms);
  return all.map(({ name }) => {
    const own = runs.get(name) ?? [];
    const of = (pick: (run: Download) => number): number => rounded(median(own.map(pick)));
    return {
      name,
      ms: of(({ ms }) => ms),
      cpuMs: of(({ cpuMs }) => cpuMs),
      oursRatio: rounded(
        medianRatio(
          ours,
          own.map(({ ms }) => ms),
        ),
      ),
      requests: of(({ counts }) => counts.requests),
      bytes: of(({ counts }) => counts.bytes),
    };
  });
}

/** FaultRow is one downloader under one mix of faults, over all seeds. */
export interface FaultRow {
  readonly name: string;
  readonly succeeded: number;
  /** Of those that succeeded; null when none did, as are the ratios. */
  readonly ms: number | null;
  /** Of the time of the same downloader without faults. */
  readonly cleanRatio: number | null;
  /** Bytes that the upstream sent over those that it would have sent without faults. */
  readonly bytesRatio: number | null;
  /** How many runs of the go command the worst of them took. */
  readonly goRuns: number;
}

/** FaultMix is how often something goes wrong, and whether it can be a zip that just stops coming. */
export interface FaultMix {
  readonly name: string;
  readonly rate: number;
  readonly stallZips: boolean;
}

/** faultMixes are the networks at their worst that are measured. */
export const faultMixes: readonly FaultMix[] = [false, true].flatMap((stallZips) =>
  [0.01, 0.05, 0.15].map((rate) => ({
    name: `${rate * 100} % faults${stallZips ? ', zips stall too' : ''}`,
    rate,
    stallZips,
  })),
);

/** faultLimit is after how long a run under faults counts as failed, in s. */
export const faultLimit = 60;

const latency = 50;
const cleanRuns = 3;

/** underFaults measures some downloaders with the same faults for each of `seeds` seeds. */
export async function underFaults(
  downloaders: readonly Downloader[],
  bench: ColdBench,
  workspace: string,
  { rate, stallZips, seeds }: FaultMix & { readonly seeds: number },
): Promise<FaultRow[]> {
  const rows: FaultRow[] = [];
  for (const downloader of downloaders) {
    const run = (settings: UpstreamSettings): Promise<Download> =>
      download(downloader, { ...bench, workspace, settings, limit: faultLimit });
    const clean: Download[] = [];
    for (let count = 0; count < cleanRuns; count++) clean.push(await run({ latency }));
    const faulty: Download[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const last = await run({ latency, dice: { seed, rate, stallZips } });
      faulty.push(last);
      console.error(
        `    ${downloader.name}, seed ${seed}: ${last.ok ? '' : 'failed, '}${Math.round(last.ms)} ms`,
      );
      if (!last.ok && downloader === bench.ours) console.error(last.output);
    }
    rows.push(faultRow(downloader.name, clean, faulty));
  }
  return rows;
}

function faultRow(name: string, clean: readonly Download[], faulty: readonly Download[]): FaultRow {
  const broken = clean.find(({ ok }) => !ok);
  if (broken !== undefined) throw new Error(`${name} failed without a fault:\n${broken.output}`);
  const good = faulty.filter(({ ok }) => ok);
  const middle = (runs: readonly Download[], pick: (run: Download) => number): number =>
    median(runs.map(pick));
  const [ms, bytes] = [middle(clean, (run) => run.ms), middle(clean, ({ counts }) => counts.bytes)];
  const ofGood = (pick: (run: Download) => number): number | null =>
    good.length === 0 ? null : rounded(middle(good, pick));
  return {
    name,
    succeeded: good.length,
    ms: ofGood((run) => run.ms),
    cleanRatio: ofGood((run) => run.ms / ms),
    bytesRatio: ofGood(({ counts }) => counts.bytes / bytes),
    goRuns: Math.max(0, ...good.map(({ output }) => output.split('; attempt ').length)),
  };
}
