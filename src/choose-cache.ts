import { plainCache } from './adapters/encrypted-cache/explain-miss.ts';
import { nameWithoutKeyId } from './adapters/encrypted-cache/names.ts';
import { hasGithubCacheService } from './adapters/github-cache/endpoint.ts';
import { githubCache } from './adapters/github-cache/github-cache.ts';
import { type NamedService, namedService } from './adapters/github-cache/named-service.ts';
import { bucketOf } from './adapters/s3/bucket.ts';
import { parseEntry } from './cache/entry.ts';
import { messageOf } from './errors.ts';
import { checkInnerFolders } from './inner-folders.ts';
import type { Inputs } from './inputs/inputs.ts';
import { httpSettingsOf } from './plan/http-settings.ts';
import type { CacheBackend } from './ports/cache-backend.ts';
import type { Clock, Random } from './ports/clock.ts';
import type { Env } from './ports/env.ts';
import type { Guard } from './ports/guard.ts';
import type { Network } from './ports/http-client.ts';
import type { Cache } from './steps/run.ts';

/** CacheContext is the environment that the choice of a backend depends on. */
export interface CacheContext {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  /** Keeps a secret out of the log. */
  readonly mask: (secret: string) => void;
  readonly guard: Guard;
  /** What `auto` means without a cache service: `off` in a workflow, `directory` on the command line. */
  readonly fallback: 'off' | 'directory';
}

/** chooseCache opens the backend that `cache` names; with `cache-encryption-key`, entries are encrypted. */
export async function chooseCache(inputs: Inputs, scratchDir: string, context: CacheContext): Promise<Cache> {
  const cache = await openBackend(inputs, scratchDir, context);
  const passphrase = inputs.cacheEncryptionKey;
  if (cache.kind === 'off' || passphrase === undefined) return cache;
  // Loaded only where there is a key.
  const { encryptionKeyOf } = await import('./adapters/encrypted-cache/key.ts');
  const { encryptedCache } = await import('./adapters/encrypted-cache/encrypted-cache.ts');
  const key = await encryptionKeyOf(passphrase);
  const note = `${cache.note === undefined ? '' : `${cache.note}; `}entries are encrypted with key ${key.id}`;
  return { kind: 'on', backend: encryptedCache(cache.backend, key), note };
}

async function openBackend(inputs: Inputs, scratchDir: string, context: CacheContext): Promise<Cache> {
  const named = namedService(context.env, inputs.cacheServiceHosts);
  const hasService = hasGithubCacheService(named.env);
  switch (inputs.cache) {
    case 'off':
      return { kind: 'off', reason: '`cache` is off' };
    case 'directory':
      return directory(inputs, context);
    case 'github':
      if (hasService) return github(inputs, scratchDir, context, named);
      return {
        kind: 'off',
        reason: withNote(
          'there is no GitHub cache service here; `cache: github` works only in a workflow step',
          named,
        ),
      };
    case 's3':
      return s3(inputs, context);
    case 'auto':
      if (namesBucket(inputs, context)) return s3(inputs, context);
      if (hasService) return github(inputs, scratchDir, context, named);
      if (context.fallback === 'directory') return directory(inputs, context);
      return {
        kind: 'off',
        reason: withNote('this runner has no cache service; set `cache: directory` to use its disk', named),
      };
  }
}

function withNote(reason: string, { note }: NamedService): string {
  return note === undefined ? reason : `${reason}; ${note}`;
}

function github(
  inputs: Inputs,
  scratchDir: string,
  context: CacheContext,
  { env, note }: NamedService,
): Cache {
  const { clock, random, network, mask, guard } = context;
  const token = env['ACTIONS_RUNTIME_TOKEN'];
  if (note !== undefined && token) mask(token);
  // Without netrc: the service has its own token, and its storage a signature.
  const openHttp = () => network.open(httpSettingsOf(inputs, context.env, 'off'));
  const { stallTimeout } = inputs;
  return {
    kind: 'on',
    backend: githubCache({ env, openHttp, mask, clock, random, guard, scratchDir, stallTimeout }),
    ...(note === undefined ? {} : { note }),
  };
}

/**
 * A name that no run can have given is not an entry: it would hide the real ones. Entries of other keys are entries, too,
 * so that the directory cache prunes them.
 */
const isEntry = (name: string): boolean => parseEntry(nameWithoutKeyId(name)) !== undefined;

/** Where many jobs share a cache, one without the key that the others have is told so. */
function asPlain({ cacheEncryptionKey }: Inputs, backend: CacheBackend): CacheBackend {
  return cacheEncryptionKey === undefined ? plainCache(backend) : backend;
}

/** One that cannot be used counts: it is not to be mistaken for none. */
function namesBucket({ s3 }: Inputs, { env }: CacheContext): boolean {
  const found = bucketOf(s3, env);
  return found.kind === 'problem' || found.value !== undefined;
}

async function s3(inputs: Inputs, context: CacheContext): Promise<Cache> {
  const { env, clock, random, network, mask } = context;
  const found = bucketOf(inputs.s3, env);
  if (found.kind === 'problem') return { kind: 'off', reason: found.message };
  const bucket = found.value;
  if (bucket === undefined) {
    const reason = '`cache: s3` needs a bucket: set `s3-bucket`, or RUNS_ON_S3_BUCKET_CACHE for this step';
    return { kind: 'off', reason };
  }
  const settings = httpSettingsOf(inputs, env, 'off');
  // Loaded only where there is a bucket.
  const { openS3Cache } = await import('./adapters/s3/open.ts');
  const opened = openS3Cache({
    ...{ inputs: inputs.s3, bucket, env, mask, clock, random, isEntry },
    stallTimeout: inputs.stallTimeout,
    openHttp: () => network.open(settings),
    openLocalHttp: () => network.open({ ...settings, httpProxy: '', httpsProxy: '' }),
  });
  return { kind: 'on', ...opened, backend: asPlain(inputs, opened.backend) };
}

async function directory(
  inputs: Inputs,
  { env, platform, clock, random, guard }: CacheContext,
): Promise<Cache> {
  // Loaded only where it is used.
  const { directoryCache, userCacheDirectory } = await import(
    './adapters/directory-cache/directory-cache.ts'
  );
  const root = inputs.cacheDirectory ?? userCacheDirectory(platform, env);
  try {
    // What a pull request has put into the checkout must not lead out of it.
    const workspace = env['GITHUB_WORKSPACE'];
    if (workspace) checkInnerFolders(workspace, root);
  } catch (error) {
    return { kind: 'off', reason: `\`cache-directory\` cannot be used: ${messageOf(error)}` };
  }
  return {
    kind: 'on',
    backend: asPlain(
      inputs,
      directoryCache({ root, maxBytes: inputs.cacheMaxSize, clock, random, isEntry, guard }),
    ),
  };
}
