import { openOnce } from '../../http/open-once.ts';
import type { S3Inputs } from '../../inputs/inputs.ts';
import type { CacheBackend } from '../../ports/cache-backend.ts';
import type { Clock, Random } from '../../ports/clock.ts';
import type { Env } from '../../ports/env.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { Bucket } from './bucket.ts';
import { credentialSource } from './credentials.ts';
import { s3Cache } from './s3-cache.ts';

/** OpenS3Options is what a bucket is opened with. Times in ms. */
export interface OpenS3Options {
  readonly inputs: S3Inputs;
  readonly bucket: Bucket;
  readonly env: Env;
  /** Opens a client as all requests use it, when that is first needed. */
  readonly openHttp: () => Promise<HttpClient>;
  /** Opens a client that uses no forward proxy: for the addresses of the machine itself. */
  readonly openLocalHttp: () => Promise<HttpClient>;
  readonly mask: (secret: string) => void;
  readonly stallTimeout: number;
  /** Whether an object of this name can be an entry; others do not count. */
  readonly isEntry: (name: string) => boolean;
  readonly clock: Clock;
  readonly random: Random;
}

/** openS3Cache opens the cache in a bucket; `note` says where that is, and who asks. Nothing is requested yet. */
export function openS3Cache(options: OpenS3Options): {
  readonly backend: CacheBackend;
  readonly note: string;
} {
  const { inputs, bucket, openHttp, openLocalHttp } = options;
  const [http, localHttp] = [openOnce(openHttp), openOnce(openLocalHttp)];
  const credentials = credentialSource(inputs, {
    ...options,
    http: http.get,
    localHttp: localHttp.get,
    region: bucket.region,
  });
  const cache = s3Cache({ ...options, credentials, http: http.get });
  const note = `bucket ${bucket.name} at ${bucket.endpoint.host}, prefix ${bucket.prefix || '(none)'}, as ${credentials.identity}`;
  const close = async () => {
    await cache.close();
    await Promise.all([http.close(), localHttp.close()]);
  };
  return { backend: { ...cache, close }, note };
}
