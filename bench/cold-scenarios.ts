import { type Download, type Downloader, type DownloadJob, download } from './cold-contestants.ts';
import { median, medianRatio, rounded } from './statistics.ts';
import type { UpstreamSettings } from './upstream.ts';

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

/** overLink measures everybody over one link, taking turns; every other round goes backwards. */
export async function overLink(bench: ColdBench, workspace: string, { settings }: Link): Promise<LinkRow[]> {
  const all = [bench.ours, ...bench.others];
  const runs = new Map<string, Download[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round < bench.rounds; round++) {
    for (const downloader of round % 2 === 0 ? all : all.toReversed()) {
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

/** FaultRow is one downloader under one rate of faults, over all seeds. */
export interface FaultRow {
  readonly name: string;
  readonly succeeded: number;
  /** Of those that succeeded. */
  readonly ms: number;
  /** Of the time of the same downloader without faults. */
  readonly cleanRatio: number;
  /** Bytes that the upstream sent over those that it would have sent without faults. */
  readonly bytesRatio: number;
  readonly goRuns: number;
}

/** Faults is how often something goes wrong. */
export interface Faults {
  readonly rate: number;
  readonly stallZips: boolean;
}

const latency = 50;

/** underFaults measures everybody with the same faults for each of `seeds` seeds. */
export async function underFaults(
  bench: ColdBench,
  workspace: string,
  { rate, stallZips, seeds }: Faults & { readonly seeds: number },
): Promise<FaultRow[]> {
  const rows: FaultRow[] = [];
  for (const downloader of [bench.ours, ...bench.others]) {
    const run = (settings: UpstreamSettings): Promise<Download> =>
      download(downloader, { ...bench, workspace, settings, limit: 60 });
    const clean = await run({ latency });
    const runs: Download[] = [];
    for (let seed = 1; seed <= seeds; seed++)
      runs.push(await run({ latency, dice: { seed, rate, stallZips } }));
    const good = runs.filter(({ ok }) => ok);
    rows.push({
      name: downloader.name,
      succeeded: good.length,
      ms: rounded(median(good.map(({ ms }) => ms))),
      cleanRatio: rounded(median(good.map(({ ms }) => ms / clean.ms))),
      bytesRatio: rounded(median(good.map(({ counts }) => counts.bytes / clean.counts.bytes))),
      goRuns: Math.max(...good.map(({ output }) => 1 + output.split('; attempt ').length - 1)),
    });
    console.error(`    ${downloader.name}: ${good.length} of ${seeds}, ${rows.at(-1)?.ms} ms`);
    for (const { ok, output } of runs) if (!ok && downloader === bench.ours) console.error(output);
  }
  return rows;
}
