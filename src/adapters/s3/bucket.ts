import type { S3Inputs } from '../../inputs/inputs.ts';
import type { Env } from '../../ports/env.ts';

/** Bucket is where entries are kept, and how its URLs are built. */
export interface Bucket {
  readonly name: string;
  /** Without a path. */
  readonly endpoint: URL;
  readonly region: string;
  /** What stands before each key; empty or with a slash at its end. */
  readonly prefix: string;
  /** Whether the bucket is part of the path (`HOST/BUCKET/KEY`) and not of the host (`BUCKET.HOST/KEY`). */
  readonly pathStyle: boolean;
}

/**
 * bucketOf is the bucket that the inputs name, or the environment in the names that runs-on and the AWS SDKs use;
 * undefined when neither names one. Without a prefix, each repository has its own.
 */
export function bucketOf(inputs: S3Inputs, env: Env): Bucket | undefined {
  const name = inputs.bucket ?? given(env, 'RUNS_ON_S3_BUCKET_CACHE');
  if (name === undefined) return undefined;
  const endpoint =
    inputs.endpoint ?? given(env, 'RUNS_ON_S3_BUCKET_ENDPOINT', 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL');
  const region = inputs.region ?? given(env, 'RUNS_ON_AWS_REGION', 'AWS_REGION', 'AWS_DEFAULT_REGION');
  return {
    name,
    endpoint: endpoint === undefined ? awsEndpoint(region ?? defaultRegion) : urlOf(endpoint),
    region: region ?? (endpoint === undefined ? defaultRegion : 'auto'),
    prefix: inputs.prefix === undefined ? repositoryPrefix(env) : withSlash(inputs.prefix),
    pathStyle: inputs.pathStyle ?? pathStyleIn(env) ?? (endpoint !== undefined || name.includes('.')),
  };
}

/** awsEndpoint is the endpoint of AWS in a region. Regions in China have a domain of their own. */
export function awsEndpoint(region: string, service: 's3' | 'sts' = 's3'): URL {
  return new URL(`https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`);
}

/** objectUrl is the URL of an object, or of the bucket for an empty key. */
export function objectUrl({ name, endpoint, pathStyle }: Bucket, key: string): URL {
  const url = new URL(endpoint);
  const path = key.split('/').map(encoded).join('/');
  if (pathStyle) url.pathname = `/${name}/${path}`;
  else {
    url.host = `${name}.${endpoint.host}`;
    url.pathname = `/${path}`;
  }
  return url;
}

/** encoded percent-encodes as a signature has it: everything but letters, digits and `-._~` (RFC 3986, unreserved). */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** What AWS takes where no region is named; other services call their only region `auto`, or take any. */
const defaultRegion = 'us-east-1';

function repositoryPrefix(env: Env): string {
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  return withSlash(repository === '' ? 'go-mod-download' : `go-mod-download/${repository}`);
}

function withSlash(prefix: string): string {
  const parts = prefix.split('/');
  const first = parts.findIndex((part) => part !== '');
  const last = parts.findLastIndex((part) => part !== '');
  return first < 0 ? '' : `${parts.slice(first, last + 1).join('/')}/`;
}

function pathStyleIn(env: Env): boolean | undefined {
  const value = given(env, 'RUNS_ON_S3_FORCE_PATH_STYLE', 'AWS_S3_FORCE_PATH_STYLE');
  return value === undefined ? undefined : /^(?:1|true)$/i.test(value);
}

function urlOf(endpoint: string): URL {
  const url = new URL(/^https?:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`);
  return new URL(url.origin);
}

function given(env: Env, ...names: readonly string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
}
