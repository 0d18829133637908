import { isIP } from 'node:net';
import type { S3Inputs } from '../../inputs/inputs.ts';
import { parseBucket, parseEndpoint, parseRegion } from '../../inputs/s3.ts';
import { ok, type Parsed, problem } from '../../parsed.ts';
import type { Env } from '../../ports/env.ts';

/** Bucket is where entries are kept, and how its URLs are built. */
export interface Bucket {
  readonly name: string;
  /** Without a slash at its end, but for that of an empty path. */
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
export function bucketOf(inputs: S3Inputs, env: Env): Parsed<Bucket | undefined> {
  const from = <T>(input: T | undefined, parse: (text: string) => Parsed<T>, ...names: readonly string[]) =>
    input === undefined ? parsedIn(env, parse, names) : ok(input);
  const name = from(inputs.bucket, parseBucket, 'RUNS_ON_S3_BUCKET_CACHE');
  if (name.kind === 'problem') return name;
  if (name.value === undefined) return ok(undefined);
  const endpoint = from(inputs.endpoint, parseEndpoint, ...endpointNames);
  if (endpoint.kind === 'problem') return endpoint;
  const region = from(inputs.region, parseRegion, 'RUNS_ON_AWS_REGION', 'AWS_REGION', 'AWS_DEFAULT_REGION');
  if (region.kind === 'problem') return region;
  return bucketAt(name.value, endpoint.value, region.value, inputs, env);
}

const endpointNames = ['RUNS_ON_S3_BUCKET_ENDPOINT', 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'];

function bucketAt(
  name: string,
  given: string | undefined,
  region: string | undefined,
  inputs: S3Inputs,
  env: Env,
): Parsed<Bucket> {
  const endpoint = given === undefined ? awsEndpoint(region ?? defaultRegion) : new URL(given);
  endpoint.pathname = withSlash(endpoint.pathname).slice(0, -1);
  if (endpoint.pathname.endsWith(`/${name}`)) {
    return problem(`The URL of the service ends with the bucket. Write it without \`/${name}\`.`);
  }
  const isInPath = inputs.pathStyle ?? pathStyleIn(env) ?? (given !== undefined || name.includes('.'));
  return ok({
    name,
    endpoint,
    region: region ?? (given === undefined ? defaultRegion : 'auto'),
    prefix: inputs.prefix === undefined ? repositoryPrefix(env) : withSlash(inputs.prefix),
    pathStyle: isInPath || !canBeHost(name, endpoint),
  });
}

/** An address has no names below it, and a host has no capital letters. The AWS SDKs, too, then use the path. */
function canBeHost(name: string, { hostname }: URL): boolean {
  return /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(name) && isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
}

/** awsEndpoint is the endpoint of AWS in a region. Regions in China have a domain of their own. */
export function awsEndpoint(region: string, service: 's3' | 'sts' = 's3'): URL {
  return new URL(`https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`);
}

/** objectUrl is the URL of an object, or of the bucket for an empty key. */
export function objectUrl({ name, endpoint, pathStyle }: Bucket, key: string): URL {
  const url = new URL(endpoint);
  const path = key.split('/').map(encoded).join('/');
  const base = endpoint.pathname === '/' ? '' : endpoint.pathname;
  url.pathname = pathStyle ? `${base}/${name}/${path}` : `${base}/${path}`;
  if (!pathStyle) url.host = `${name}.${endpoint.host}`;
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
  const value = env['RUNS_ON_S3_FORCE_PATH_STYLE'] || env['AWS_S3_FORCE_PATH_STYLE'];
  return value ? /^(?:1|true)$/i.test(value) : undefined;
}

function parsedIn<T>(
  env: Env,
  parse: (text: string) => Parsed<T>,
  names: readonly string[],
): Parsed<T | undefined> {
  const name = names.find((each) => env[each]);
  if (name === undefined) return ok(undefined);
  const parsed = parse(env[name] ?? '');
  return parsed.kind === 'ok' ? parsed : problem(`${name}: ${parsed.message}`);
}
