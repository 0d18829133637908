import { stat } from 'node:fs/promises';
import { errnoOf, messageOf } from '../../errors.ts';
import type { CacheStore } from '../../ports/cache-backend.ts';
import { type CacheChildEnd, runCacheChild } from './child.ts';
import { hasGithubCacheService, noService, unavailable } from './endpoint.ts';
import { cacheChildEnvironment } from './environment.ts';
import { lookUpEntry } from './look-up-entry.ts';
import { failureOf, notReserved } from './outcome.ts';
import { closeSandbox, offerPack, openSandbox, type Sandbox, sandboxBytes } from './sandbox.ts';
import type { CacheService } from './service.ts';
import { watchCacheOperation } from './watch.ts';

/** storeEntry stores `file` under `key` by an unmodified `@actions/cache`, in a sandbox of its own that is gone afterwards. */
export async function storeEntry(
  service: CacheService,
  key: string,
  file: string,
  signal: AbortSignal,
): Promise<CacheStore> {
  if (!hasGithubCacheService(service.env)) return noService();
  let sandbox: Sandbox | undefined;
  try {
    sandbox = await openSandbox(service.scratchDir);
    return await storeFrom(sandbox, service, { key, file, signal });
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return unavailable(messageOf(error));
  } finally {
    if (sandbox !== undefined) await closeSandbox(sandbox);
  }
}

interface StoreRequest {
  readonly key: string;
  readonly file: string;
  readonly signal: AbortSignal;
}

async function storeFrom(
  sandbox: Sandbox,
  service: CacheService,
  { key, file, signal }: StoreRequest,
): Promise<CacheStore> {
  await offerPack(sandbox, file);
  const { size: bytes } = await stat(file);
  const end = await runLibrary(sandbox, service, { key, bytes, signal });
  if (end.kind === 'answered' && end.answer.kind === 'saved') return { kind: 'stored', bytes };
  const failure = failureOf(end, service.env);
  if (failure.kind === 'denied' || failure.kind === 'unavailable') return failure;
  const found = await lookUpEntry(service, [key], signal);
  return found.kind === 'found' && found.key === key ? { kind: 'exists' } : notReserved(failure.kind);
}

function runLibrary(
  sandbox: Sandbox,
  { child, env, guard, lookupTimeout, stallTimeout, sizeLimit }: CacheService,
  { key, bytes, signal }: { readonly key: string; readonly bytes: number; readonly signal: AbortSignal },
): Promise<CacheChildEnd> {
  const limits = { lookupTimeout, stallTimeout, sizeLimit, deadline: 60_000 + bytes / 1000 };
  return runCacheChild(
    { child, cwd: sandbox.work, env: cacheChildEnvironment(env), guard },
    {
      request: { key, work: sandbox.work },
      watch: watchCacheOperation(limits, performance.now()),
      bytesOnDisk: () => sandboxBytes(sandbox),
      watchInterval: Math.min(longestWatchInterval, Math.min(lookupTimeout, stallTimeout) / 4),
      signal,
    },
  );
}

const longestWatchInterval = 250;
