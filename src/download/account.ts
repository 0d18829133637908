import { stat } from 'node:fs/promises';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import { modcachePaths } from '../modcache/modcache.ts';
import { ifPresent } from '../plain-file.ts';
import type { Attempt } from './attempt.ts';
import type { GoModule } from './go-json.ts';

/** DownloadedModule is a module that is in the module cache now. */
export interface DownloadedModule extends ModuleVersion {
  /** True when its zip was transferred in this run. */
  readonly fetched: boolean;
  /** Size of its zip; 0 without one. */
  readonly bytes: number;
  /** In how many attempts its zip was requested. */
  readonly attempts: number;
}

/** Effort is what a download got, and what it took. */
export interface Effort {
  /** The modules that are in the module cache, even if others are missing. */
  readonly modules: readonly DownloadedModule[];
  /** How often a go command was retried. */
  readonly retries: number;
  /** Requests and git commands of all go commands. */
  readonly requests: number;
}

/** Account is the sum of all attempts of all jobs. */
export interface Account {
  readonly modules: Map<string, GoModule>;
  /** In how many attempts the zip of a module was requested. */
  readonly zips: Map<string, number>;
  retries: number;
  requests: number;
}

/** newAccount makes an empty account. */
export function newAccount(): Account {
  return { modules: new Map(), zips: new Map(), retries: 0, requests: 0 };
}

/** enter adds an attempt to an account. */
export function enter(account: Account, { modules, zips, requests }: Attempt): void {
  for (const module of modules) account.modules.set(moduleKey(module), module);
  for (const key of zips) account.zips.set(key, (account.zips.get(key) ?? 0) + 1);
  account.requests += requests;
}

/**
 * summarize looks at the zips of all modules; those written after `since` (ms since the epoch) were fetched.
 */
export async function summarize(account: Account, gomodcache: string, since: number): Promise<Effort> {
  const { modules, zips, retries, requests } = account;
  const downloaded = [...modules].map(async ([key, { path, version, zip }]) => {
    const attempts = zips.get(key) ?? 0;
    const file = await fileFacts(zip ?? modcachePaths(gomodcache, { path, version }).zip);
    return {
      path,
      version,
      // A module from a repository is not in the trace, but its zip is new.
      fetched: attempts > 0 || file.modified >= since,
      bytes: file.bytes,
      attempts,
    };
  });
  return { modules: await Promise.all(downloaded), retries, requests };
}

async function fileFacts(file: string): Promise<{ bytes: number; modified: number }> {
  const stats = await ifPresent(stat(file));
  return { bytes: stats?.size ?? 0, modified: stats?.mtimeMs ?? 0 };
}
