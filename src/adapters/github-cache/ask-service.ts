import { asFailure, FetchFailure } from '../../fetch/failure.ts';
import { readStart } from '../../http/read-start.ts';
import { retryAfter } from '../../http/retry-after.ts';
import type { HttpRequest, HttpResponse } from '../../ports/http-client.ts';
import type { CacheEndpoint } from './endpoint.ts';
import { type Compression, entryVersion } from './entry-version.ts';
import { statusReason, withoutSecrets } from './reasons.ts';
import type { CacheService } from './service.ts';

/** MatchedEntry is an entry that the service has, and where it is read from. */
export interface MatchedEntry {
  readonly kind: 'found';
  readonly key: string;
  readonly compression: Compression;
  /** Signed: anyone who knows it can read the entry. */
  readonly url: string;
}

/** Question is what is looked up. */
export interface Question {
  readonly keys: readonly string[];
  readonly compression: Compression;
}

/** LookUpFailure is why there was no answer. Its message is one sentence for the log. */
export class LookUpFailure extends Error {
  /** Whether the same request can succeed a moment later. */
  readonly transient: boolean;
  readonly isSilence: boolean;
  /** How long the service asks not to be asked again, in ms. */
  readonly retryAfter: number;

  constructor(
    message: string,
    { transient = false, isSilence = false, retryAfter = 0, cause }: LookUpDetails = {},
  ) {
    super(message, { cause });
    this.transient = transient;
    this.isSilence = isSilence;
    this.retryAfter = retryAfter;
  }
}

type LookUpDetails = Partial<Pick<LookUpFailure, 'transient' | 'isSilence' | 'retryAfter'>> & {
  readonly cause?: unknown;
};

/** inWords says in a sentence about the service what the network said, and returns everything else unchanged. */
export function inWords(error: unknown): unknown {
  const failure = asFailure(error);
  if (!(failure instanceof FetchFailure)) return failure;
  const { transient, kind, message } = failure;
  const isSilence = kind === 'stalled';
  return new LookUpFailure(`the cache service could not be asked: ${message}`, {
    transient,
    isSilence,
    cause: error,
  });
}

/** ask sends one look-up; undefined where there is no entry. Throws LookUpFailure, and as HttpClient does. */
export async function ask(
  { http, clock }: CacheService,
  endpoint: CacheEndpoint,
  question: Question,
  signal: AbortSignal,
): Promise<MatchedEntry | undefined> {
  const client = await http();
  const response = await client.send({ ...requestOf(endpoint, question), signal });
  if (endpoint.version === 1 && response.status === 204) {
    response.discard();
    return undefined;
  }
  const text = await textOf(response);
  if (response.status !== 200) throw refusal(response, withoutSecrets(text, [endpoint.token]), clock.now());
  const found = endpoint.version === 2 ? readSecond(text) : readFirst(text);
  if (found === undefined) return undefined;
  if (!isAnswerTo(question, found.key))
    throw new LookUpFailure('the cache service answered with an entry that was not asked for');
  if (!URL.canParse(found.url) || !/^https?:$/.test(new URL(found.url).protocol)) throw notItsProtocol();
  return { kind: 'found', compression: question.compression, ...found };
}

function requestOf(
  { version, url, token }: CacheEndpoint,
  { keys, compression }: Question,
): Omit<HttpRequest, 'signal'> {
  const authorization = `Bearer ${token}`;
  const hash = entryVersion(compression);
  if (version === 1) {
    const query = `keys=${encodeURIComponent(keys.join(','))}&version=${hash}`;
    return {
      url: new URL(`${url}_apis/artifactcache/cache?${query}`).href,
      headers: { authorization, accept: 'application/json;api-version=6.0-preview.1' },
    };
  }
  const [key, ...restoreKeys] = keys;
  return {
    method: 'POST',
    url: new URL('/twirp/github.actions.results.api.v1.CacheService/GetCacheEntryDownloadURL', url).href,
    headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ key, restore_keys: restoreKeys, version: hash })),
  };
}

/** The service's answers are some hundred bytes. */
const answerMax = 2 ** 16;

async function textOf(response: HttpResponse): Promise<string> {
  const { bytes, isWhole } = await readStart(response, answerMax);
  if (!isWhole) throw notItsProtocol();
  return bytes.toString();
}

type Located = Pick<MatchedEntry, 'key' | 'url'>;

/** Twirp's JSON: names as in the definition of the service, or in camel case, as protobuf allows both. */
function readSecond(text: string): Located | undefined {
  const answer = fieldsOf(text);
  if (answer['ok'] !== true) {
    if (answer['ok'] === false || Object.keys(answer).length === 0) return undefined;
    throw notItsProtocol();
  }
  const key = answer['matched_key'] ?? answer['matchedKey'];
  const url = answer['signed_download_url'] ?? answer['signedDownloadUrl'];
  if (typeof key !== 'string' || typeof url !== 'string') throw notItsProtocol();
  return { key, url };
}

function readFirst(text: string): Located {
  const { cacheKey, archiveLocation } = fieldsOf(text);
  if (typeof cacheKey !== 'string' || typeof archiveLocation !== 'string') throw notItsProtocol();
  return { key: cacheKey, url: archiveLocation };
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw notItsProtocol();
}

/** Keys that others stored end up in the log and in outputs: one that looks unusual is not ours. */
function isAnswerTo({ keys }: Question, key: string): boolean {
  return keys.some((asked) => key.startsWith(asked)) && /^[\x21-\x7e]{1,512}$/.test(key);
}

function refusal({ status, headers }: HttpResponse, text: string, now: number): LookUpFailure {
  return new LookUpFailure(statusReason(status, text), {
    transient: status === 429 || (status >= 500 && status !== 501),
    retryAfter: retryAfter(headers['retry-after'], now),
  });
}

function notItsProtocol(): LookUpFailure {
  return new LookUpFailure('the cache service answered something that is not its protocol');
}
