import { stat } from 'node:fs/promises';
import type { CacheBackend, CacheLookup, CacheStore } from '../../ports/cache-backend.ts';
import { CacheChildren } from './child.ts';
import { hasZstd } from './environment.ts';
import { fetchEntry } from './fetch-entry.ts';
import { failureOf, matchIn, notReserved } from './outcome.ts';
import { offerPack, type Sandbox } from './sandbox.ts';
import { ask, type CacheService, type GithubCacheOptions, inSandbox } from './service.ts';

export type { GithubCacheOptions } from './service.ts';

/**
 * githubCache keeps entries in GitHub's cache service, through an unmodified `@actions/cache` in a child process: that
 * library cannot be aborted, prints what it likes, and unpacks what it is given with `tar -P`.
 * Whatever happens there, no verb throws, no child process is left, and nothing is written outside the sandbox.
 */
export function githubCache(options: GithubCacheOptions): CacheBackend {
  const service: CacheService = { ...options, children: new CacheChildren() };
  return {
    kind: 'github',
    place: "GitHub's cache service",
    ...(hasZstd(options.env) ? {} : { note: withoutZstd }),
    lookup: (keys, signal) => inSandbox(service, (sandbox) => lookUp(service, sandbox, keys, signal)),
    fetch: (keys, signal, onMatched) => fetchEntry(service, { keys, onMatched, signal }),
    store: (key, file, signal) => inSandbox(service, (sandbox) => store(service, sandbox, key, file, signal)),
  };
}

const withoutZstd =
  'There is no zstd here: @actions/cache then uses gzip, and finds only entries that were saved without zstd, too';

async function lookUp(
  service: CacheService,
  sandbox: Sandbox,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<CacheLookup> {
  const end = await ask(service, sandbox, { question: { verb: 'lookup', keys }, signal });
  return matchIn(end, keys, service.env);
}

async function store(
  service: CacheService,
  sandbox: Sandbox,
  key: string,
  file: string,
  signal: AbortSignal,
): Promise<CacheStore> {
  await offerPack(sandbox, file);
  const { size: bytes } = await stat(file);
  const limits = { deadline: 60_000 + bytes / 1000, startsWithDiskWork: true };
  const end = await ask(service, sandbox, { question: { verb: 'store', key }, signal, limits });
  if (end.kind === 'answered' && end.answer.kind === 'saved') return { kind: 'stored', bytes };
  const failure = failureOf(end, service.env);
  if (failure.kind === 'denied' || failure.kind === 'unavailable') return failure;
  return (await isStored(service, key, signal)) ? { kind: 'exists' } : notReserved(failure.kind);
}

/** Asks in a sandbox of its own: the first is not empty. */
async function isStored(service: CacheService, key: string, signal: AbortSignal): Promise<boolean> {
  const found = await inSandbox(service, (sandbox) => lookUp(service, sandbox, [key], signal));
  return found.kind === 'found' && found.key === key;
}
