import { stat } from 'node:fs/promises';
import { errnoOf, messageOf } from '../../errors.ts';
import type { CacheStore } from '../../ports/cache-backend.ts';
import { type CacheChild, startCacheChild } from './child.ts';
import { hasGithubCacheService, noService, unavailable } from './endpoint.ts';
import { cacheChildEnvironment } from './environment.ts';
import { lookUpEntry } from './look-up-entry.ts';
import { failureOf, notReserved } from './outcome.ts';
import { closeSandbox, offerPack, openSandbox, type Sandbox, sandboxBytes } from './sandbox.ts';
import type { CacheService } from './service.ts';
import { watchCacheOperation } from './watch.ts';

/** StoreSite is where an entry is stored from: a sandbox, and an unmodified `@actions/cache` that works in it. */
export interface StoreSite {
  readonly sandbox: Sandbox;
  readonly child: CacheChild;
}

/** openStoreSite makes a sandbox and starts the library. Throws errno errors. */
export async function openStoreSite({ child, env, guard, scratchDir }: CacheService): Promise<StoreSite> {
  const sandbox = await openSandbox(scratchDir);
  const start = { child, cwd: sandbox.work, env: cacheChildEnvironment(env), guard };
  return { sandbox, child: startCacheChild(start) };
}

/** closeStoreSite ends the library, if it runs, and removes the sandbox. */
export async function closeStoreSite({ sandbox, child }: StoreSite): Promise<void> {
  await child.end();
  await closeSandbox(sandbox);
}

/** StoreRequest asks for `file` to be stored under `key`. */
export interface StoreRequest {
  readonly key: string;
  readonly file: string;
  readonly signal: AbortSignal;
}

/** storeEntry stores an entry from `opening`, which is closed afterwards, or from a site of its own. */
export async function storeEntry(
  service: CacheService,
  request: StoreRequest,
  opening?: Promise<StoreSite>,
): Promise<CacheStore> {
  if (!hasGithubCacheService(service.env)) return noService();
  if (opening === undefined && request.signal.aborted) return unavailable(messageOf(request.signal.reason));
  let site: StoreSite | undefined;
  try {
    site = await (opening ?? openStoreSite(service));
    return await storeFrom(site, service, request);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return unavailable(messageOf(error));
  } finally {
    if (site !== undefined) await closeStoreSite(site);
  }
}

async function storeFrom(
  { sandbox, child }: StoreSite,
  service: CacheService,
  { key, file, signal }: StoreRequest,
): Promise<CacheStore> {
  await offerPack(sandbox, file);
  const { size: bytes } = await stat(file);
  const { lookupTimeout, stallTimeout, sizeLimit } = service;
  const limits = { lookupTimeout, stallTimeout, sizeLimit, deadline: 60_000 + bytes / 1000 };
  const end = await child.run({
    request: { key, work: sandbox.work },
    watch: watchCacheOperation(limits, performance.now()),
    bytesOnDisk: () => sandboxBytes(sandbox),
    watchInterval: Math.min(longestWatchInterval, Math.min(lookupTimeout, stallTimeout) / 4),
    signal,
  });
  if (end.kind === 'answered' && end.answer.kind === 'saved') return { kind: 'stored', bytes };
  const failure = failureOf(end, service.env);
  if (failure.kind === 'denied' || failure.kind === 'unavailable') return failure;
  const found = await lookUpEntry(service, [key], signal);
  return found.kind === 'found' && found.key === key ? { kind: 'exists' } : notReserved(failure.kind);
}

const longestWatchInterval = 250;
