import { createHash, randomBytes } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type BlobFault, fakeBlobs } from './fake-cache-blobs.ts';
import { listening } from './listening.ts';
import { tempDir } from './temp-dir.ts';

/** RpcFault is what the service does in place of answering a call: another answer, or none at all. */
export type RpcFault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Sent as JSON, or as it is where it is a text. */
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'silence' };

/** CacheServiceFaults can be changed while the service runs: a test stores an entry first, then spoils what follows. */
export interface CacheServiceFaults {
  lookup?: RpcFault | undefined;
  reserve?: RpcFault | undefined;
  finalize?: RpcFault | undefined;
  /** A status in place of the blob, both ways. */
  blobStatus?: number | undefined;
  /** What is done in place of sending the blob; returns whether it was. */
  blob?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  download?: BlobFault | undefined;
  bytesPerSecond?: number | undefined;
  /** Time before each answer, in ms. */
  latency?: number | undefined;
}

/** silence is a call that is never answered. */
export const silence: RpcFault = { kind: 'silence' };

/** refusal is an answer with an error status, as Twirp words it. */
export function refusal(status: number, msg = 'refused'): RpcFault {
  return { kind: 'answer', status, body: { code: `status_${status}`, msg } };
}

/** denial is how the service answers a reservation with a read-only token. */
export function denial(detail: string): RpcFault {
  return { kind: 'answer', status: 200, body: { ok: false, message: `cache write denied: ${detail}` } };
}

/** packVersion is the version hash that `@actions/cache` computes for our one path, with zstd, on every OS. */
export const packVersion = versionHash('zstd-without-long');

/** gzipVersion is the one that it computes without zstd. */
export const gzipVersion = versionHash('gzip');

function versionHash(compression: string): string {
  return createHash('sha256').update(`go-mod-download.pack|${compression}|1.0`).digest('hex');
}

export interface CacheServiceEntry {
  readonly id: string;
  readonly key: string;
  readonly version: string;
  done: boolean;
}

/** CacheServiceRequest is one request as it came in; `method` is the RPC's name, or the verb of a blob request. */
export interface CacheServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface FakeCacheService extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly entries: readonly CacheServiceEntry[];
  readonly requests: readonly CacheServiceRequest[];
  readonly faults: CacheServiceFaults;
  /** The variables by which a runner tells an action of the service. */
  env(): Record<string, string>;
  /** Those by which an Enterprise Server tells it of the service of version 1, of which this one knows how to look up. */
  envOfFirst(): Record<string, string>;
  /** Plants an entry whose outer archive is `archive`, zstd and tar or whatever it is. */
  putEntry(key: string, version: string, archive: Uint8Array): Promise<void>;
}

export interface FakeCacheServiceOptions {
  readonly faults?: CacheServiceFaults;
  /**
   * Serve blobs under a name of Azure's, so that the client takes its production path (HEAD, ranges, retries). The
   * service is then also the HTTP proxy by which `env()` makes that name reachable.
   */
  readonly azure?: boolean;
}

const firstPath = '/_apis/artifactcache/cache';
const servicePath = '/twirp/github.actions.results.api.v1.CacheService/';

/** fakeCacheService starts a stand-in for GitHub's cache service v2 on 127.0.0.1 and stops it with its scope. */
export async function fakeCacheService(options: FakeCacheServiceOptions = {}): Promise<FakeCacheService> {
  const dir = await tempDir();
  const blobs = fakeBlobs(dir.path);
  const token = 'test-runtime-token';
  const faults: CacheServiceFaults = { ...options.faults };
  const entries: CacheServiceEntry[] = [];
  const requests: CacheServiceRequest[] = [];
  let base = '';

  const signedUrl = (id: string) => {
    const blobBase = options.azure ? 'http://fake.blob.core.windows.net' : `${base}/devstoreaccount1`;
    const sig = encodeURIComponent(randomBytes(24).toString('base64'));
    return `${blobBase}/actions-cache/${id}?sv=2025-11-05&sr=b&se=2099-01-01T00%3A00%3A00Z&sig=${sig}`;
  };
  const addEntry = (key: string, version: string, done: boolean) => {
    const entry = { id: String(entries.length + 1), key, version, done };
    entries.push(entry);
    return entry;
  };

  const find = (keys: readonly string[], version: string) => {
    const ready = entries.filter((entry) => entry.done && entry.version === version).toReversed();
    return keys
      .map((name) => ready.find((e) => e.key === name) ?? ready.find((e) => e.key.startsWith(name)))
      .find((entry) => entry !== undefined);
  };

  type Rpc = (body: RpcBody) => Promise<readonly [status: number, body: unknown]>;
  const rpcs: Readonly<Record<string, { fault: 'lookup' | 'reserve' | 'finalize'; run: Rpc }>> = {
    GetCacheEntryDownloadURL: {
      fault: 'lookup',
      async run({ key, restore_keys = [], version }) {
        const hit = find([key, ...restore_keys], version);
        if (hit === undefined) return [200, { ok: false }];
        return [200, { ok: true, signed_download_url: signedUrl(hit.id), matched_key: hit.key }];
      },
    },
    CreateCacheEntry: {
      fault: 'reserve',
      async run({ key, version }) {
        // A reservation counts: one that never came to an end blocks its key, as on GitHub.
        const taken = entries.some((entry) => entry.key === key && entry.version === version);
        if (taken) return [409, { code: 'already_exists', msg: 'cache entry with the same key exists' }];
        return [200, { ok: true, signed_upload_url: signedUrl(addEntry(key, version, false).id) }];
      },
    },
    FinalizeCacheEntryUpload: {
      fault: 'finalize',
      async run({ key, version, size_bytes }) {
        const entry = entries.find((e) => e.key === key && e.version === version && !e.done);
        if (entry === undefined) return [404, { code: 'not_found', msg: 'cache entry not found' }];
        const { size } = await stat(blobs.fileOf(entry.id));
        if (String(size) !== size_bytes) return [200, { ok: false, message: 'size mismatch' }];
        entry.done = true;
        return [200, { ok: true, entry_id: entry.id }];
      },
    },
  };

  const answerRpc = async (request: IncomingMessage, response: ServerResponse, name: string) => {
    const body = rpcBody(await json(request));
    requests.push({ method: name, path: servicePath + name, body: { ...body } });
    const rpc = rpcs[name];
    if (rpc === undefined) return answer(response, 404, { code: 'bad_route', msg: name });
    if (request.headers.authorization !== `Bearer ${token}`) {
      return answer(response, 401, { code: 'unauthenticated', msg: 'bad token' });
    }
    const fault = faults[rpc.fault];
    if (fault !== undefined) return spoil(response, fault);
    const [status, reply] = await rpc.run(body);
    answer(response, status, reply);
  };

  const answerFirst = (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const [keys = '', version = ''] = [url.searchParams.get('keys'), url.searchParams.get('version')].map(
      (value) => value ?? '',
    );
    requests.push({ method: 'cache', path: url.pathname, body: { keys, version } });
    if (request.headers.authorization !== `Bearer ${token}`)
      return answer(response, 401, { message: 'bad token' });
    if (faults.lookup !== undefined) return spoil(response, faults.lookup);
    const hit = find(keys.split(','), version);
    if (hit === undefined) return void response.writeHead(204).end();
    answer(response, 200, {
      archiveLocation: signedUrl(hit.id),
      cacheKey: hit.key,
      scope: 'refs/heads/main',
    });
  };

  const answerBlob = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    requests.push({ method: request.method ?? '', path: url.pathname, body: {} });
    if (faults.blob?.(request, response)) return;
    if (faults.blobStatus === undefined) {
      const { download, bytesPerSecond } = faults;
      return blobs.serve(request, response, url, { fault: download, bytesPerSecond });
    }
    request.resume();
    response.writeHead(faults.blobStatus).end();
  };

  const server = createServer(async (request, response) => {
    if (faults.latency !== undefined) await pause(faults.latency);
    const url = new URL(request.url ?? '/', base);
    const rpc = url.pathname.startsWith(servicePath) ? url.pathname.slice(servicePath.length) : undefined;
    if (url.pathname === firstPath) return answerFirst(request, response, url);
    const answered =
      rpc === undefined ? answerBlob(request, response, url) : answerRpc(request, response, rpc);
    // A client that is killed breaks its connection: nothing to answer any more.
    answered.catch(() => response.destroy());
  });
  const at = await listening(server);
  base = at.url;

  return {
    url: `${base}/`,
    token,
    entries,
    requests,
    faults,
    env: () => ({
      ACTIONS_CACHE_SERVICE_V2: 'true',
      ACTIONS_RESULTS_URL: `${base}/`,
      ACTIONS_RUNTIME_TOKEN: token,
      ...(options.azure ? { http_proxy: base, no_proxy: '127.0.0.1' } : {}),
    }),
    envOfFirst: () => ({
      GITHUB_SERVER_URL: 'https://git.example.com',
      ACTIONS_CACHE_URL: `${base}/`,
      ACTIONS_RUNTIME_TOKEN: token,
    }),
    async putEntry(key, version, archive) {
      await writeFile(blobs.fileOf(addEntry(key, version, true).id), archive);
    },
    async [Symbol.asyncDispose]() {
      await at[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

interface RpcBody {
  readonly key: string;
  readonly version: string;
  readonly restore_keys?: readonly string[];
  readonly size_bytes?: string;
}

function rpcBody(value: unknown): RpcBody {
  return value as RpcBody;
}

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(sent);
}

function spoil(response: ServerResponse, fault: RpcFault): void {
  if (fault.kind === 'answer') answer(response, fault.status, fault.body, fault.headers);
}
