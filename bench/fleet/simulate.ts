import { CacheStore } from './cache-store.ts';
import type { History } from './history.ts';
import { goModDownload, type Job, type Sizes, setupGo, type Way } from './ways.ts';

/** FleetOptions are the inputs of the simulation. Sizes in bytes, prices in dollars. */
export interface FleetOptions {
  readonly systems: readonly string[];
  /** Jobs a day and system, on main and feature branches that read from main. */
  readonly jobs: number;
  /** Jobs of each system for the pull request of a bump, before it is merged. */
  readonly pullRequestJobs: number;
  /** Of GitHub's cache, for one repository. */
  readonly quota: number;
  /** For one GB and month, in the bucket. */
  readonly storagePrice: number;
  /** For 1000 requests that write or list, and that read, in the bucket. */
  readonly writePrice: number;
  readonly readPrice: number;
  /** For one GB that leaves the bucket. */
  readonly transferPrice: number;
}

/** defaultOptions has the list prices of S3 Standard in us-east-1 (2026), with runners in the same region. */
export const defaultOptions: FleetOptions = {
  systems: ['linux', 'windows', 'macos'],
  jobs: 40,
  pullRequestJobs: 3,
  quota: 10e9,
  storagePrice: 0.023,
  writePrice: 0.005,
  readPrice: 0.0004,
  transferPrice: 0,
};

/** WeekTotals is what a week came to. Sizes in bytes. */
export interface WeekTotals {
  readonly way: string;
  /** In the cache at the end of the week. */
  readonly stored: number;
  readonly written: number;
  readonly read: number;
  readonly downloaded: number;
  readonly modulesDownloaded: number;
  /** To the cache. */
  readonly requests: number;
  readonly evictions: number;
  /** Undefined where the cache is part of GitHub's plan. */
  readonly dollars: number | undefined;
}

/** simulateWeek runs the same week of jobs, one after the other, in each way. */
export function simulateWeek({ states }: History, sizes: Sizes, options: FleetOptions): WeekTotals[] {
  const jobs = jobsOfWeek(states.length, options);
  const { quota } = options;
  const unlimited = Number.POSITIVE_INFINITY;
  return [
    totalsOf('setup-go, GitHub', jobs, setupGo(states, sizes), new CacheStore(quota)),
    totalsOf('ours, GitHub', jobs, goModDownload(states, sizes, true), new CacheStore(quota)),
    totalsOf('ours, bucket', jobs, goModDownload(states, sizes, false), new CacheStore(unlimited), options),
  ];
}

/** jobsOfWeek is five days; each day but the first begins with the pull request of a bump, while there are any. */
export function jobsOfWeek(states: number, { systems, jobs, pullRequestJobs }: FleetOptions): Job[] {
  return Array.from({ length: 5 }, (_, day) => day).flatMap((day) => {
    const state = Math.min(day, states - 1);
    const isBump = day > 0 && day < states;
    const bump = isBump ? repeated(pullRequestJobs, systems, { state, scope: `pull request ${day}` }) : [];
    return [...bump, ...repeated(jobs, systems, { state, scope: 'main' })];
  });
}

function repeated(count: number, systems: readonly string[], job: Omit<Job, 'system'>): Job[] {
  return Array.from({ length: count }).flatMap(() => systems.map((system) => ({ ...job, system })));
}

function totalsOf(
  way: string,
  jobs: readonly Job[],
  run: Way,
  store: CacheStore,
  prices?: FleetOptions,
): WeekTotals {
  const downloads = jobs.map((job) => run(job, store));
  const { stored, written, read, evictions, writeRequests, readRequests } = store.totals;
  return {
    way,
    ...{ stored, written, read, evictions },
    downloaded: downloads.reduce((sum, { bytes }) => sum + bytes, 0),
    modulesDownloaded: downloads.reduce((sum, { modules }) => sum + modules, 0),
    requests: writeRequests + readRequests,
    dollars: prices && dollarsOf(store, prices),
  };
}

/** What is there at the end is paid for as if it had been there all week. */
function dollarsOf({ totals }: CacheStore, prices: FleetOptions): number {
  const { stored, read, writeRequests, readRequests } = totals;
  const storage = (stored / 1e9) * prices.storagePrice * (7 / 30);
  const requests = (writeRequests * prices.writePrice + readRequests * prices.readPrice) / 1000;
  return storage + requests + (read / 1e9) * prices.transferPrice;
}
