import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  entryVersion
} from "./adapters.github-cache.entry-version.mjs";
import {
  readStart,
  retry,
  retryAfter
} from "./http.read-start.mjs";
import {
  DeadlineExceeded,
  FetchFailure,
  asFailure,
  endpointOf,
  fullJitter,
  unavailable,
  withDeadline
} from "./run.mjs";
import {
  ActionError,
  messageOf
} from "./adapters.process-tree.mjs";

// src/adapters/github-cache/reasons.ts
var longestReason = 300;
function statusReason(status, text = "") {
  const denied = /cache read denied: ?([^"\\\r\n]*)/.exec(text)?.[1];
  if (denied !== void 0) return `the cache service denies reading: ${denied}`;
  const says = `the cache service answered ${status}`;
  if (status === 401) return `${says}: it does not accept the job's token`;
  if (status === 403) return `${says}: the job's token does not permit it`;
  if (status === 429) return `${says}: too many requests`;
  if (status >= 300 && status < 400)
    return `${says}: it sends the request elsewhere, which it is not allowed to`;
  return status >= 500 ? `${says}: an error on its side` : says;
}
function withoutSecrets(text, secrets) {
  const known = secrets.reduce((left, secret) => left.replaceAll(secret, "***"), text);
  return known.replaceAll(/(https?:\/\/[^\s?"']{0,2000})\?[^\s"']*/g, "$1?***").replaceAll(/(sig=|Bearer |token )[^\s&"']+/gi, "$1***").replaceAll(/\beyJ[\w.-]+/g, "***").replaceAll(/%0[AD]|[^\x20-\x7e]/gi, " ").slice(0, longestReason);
}

// src/adapters/github-cache/ask-service.ts
var LookUpFailure = class extends Error {
  /** Whether the same request can succeed a moment later. */
  transient;
  isSilence;
  /** How long the service asks not to be asked again, in ms. */
  retryAfter;
  constructor(message, { transient = false, isSilence = false, retryAfter: retryAfter2 = 0, cause } = {}) {
    super(message, { cause });
    this.transient = transient;
    this.isSilence = isSilence;
    this.retryAfter = retryAfter2;
  }
};
function inWords(error) {
  const failure = asFailure(error);
  if (!(failure instanceof FetchFailure)) return failure;
  const { transient, kind, message } = failure;
  const isSilence = kind === "stalled";
  return new LookUpFailure(`the cache service could not be asked: ${message}`, {
    transient,
    isSilence,
    cause: error
  });
}
async function ask({ http, clock }, endpoint, question, signal) {
  const client = await http();
  const response = await client.send({ ...requestOf(endpoint, question), signal });
  if (endpoint.version === 1 && response.status === 204) {
    response.discard();
    return void 0;
  }
  const text = await textOf(response);
  if (response.status !== 200) throw refusal(response, withoutSecrets(text, [endpoint.token]), clock.now());
  const found = endpoint.version === 2 ? readSecond(text) : readFirst(text);
  if (found === void 0) return void 0;
  if (!isAnswerTo(question, found.key))
    throw new LookUpFailure("the cache service answered with an entry that was not asked for");
  if (!URL.canParse(found.url) || !/^https?:$/.test(new URL(found.url).protocol)) throw notItsProtocol();
  return { kind: "found", compression: question.compression, ...found };
}
function requestOf({ version, url, token }, { keys, compression }) {
  const authorization = `Bearer ${token}`;
  const hash = entryVersion(compression);
  if (version === 1) {
    const query = `keys=${encodeURIComponent(keys.join(","))}&version=${hash}`;
    return {
      url: new URL(`${url}_apis/artifactcache/cache?${query}`).href,
      headers: { authorization, accept: "application/json;api-version=6.0-preview.1" }
    };
  }
  const [key, ...restoreKeys] = keys;
  return {
    method: "POST",
    url: new URL("/twirp/github.actions.results.api.v1.CacheService/GetCacheEntryDownloadURL", url).href,
    headers: { authorization, accept: "application/json", "content-type": "application/json" },
    body: Buffer.from(JSON.stringify({ key, restore_keys: restoreKeys, version: hash }))
  };
}
var answerMax = 2 ** 16;
async function textOf(response) {
  const { bytes, isWhole } = await readStart(response, answerMax);
  if (!isWhole) throw notItsProtocol();
  return bytes.toString();
}
function readSecond(text) {
  const answer = fieldsOf(text);
  if (answer["ok"] !== true) {
    if (answer["ok"] === false || Object.keys(answer).length === 0) return void 0;
    throw notItsProtocol();
  }
  const key = answer["matched_key"] ?? answer["matchedKey"];
  const url = answer["signed_download_url"] ?? answer["signedDownloadUrl"];
  if (typeof key !== "string" || typeof url !== "string") throw notItsProtocol();
  return { key, url };
}
function readFirst(text) {
  const { cacheKey, archiveLocation } = fieldsOf(text);
  if (typeof cacheKey !== "string" || typeof archiveLocation !== "string") throw notItsProtocol();
  return { key: cacheKey, url: archiveLocation };
}
function fieldsOf(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw notItsProtocol();
}
function isAnswerTo({ keys }, key) {
  return keys.some((asked) => key.startsWith(asked)) && /^[\x21-\x7e]{1,512}$/.test(key);
}
function refusal({ status, headers }, text, now) {
  return new LookUpFailure(statusReason(status, text), {
    transient: status === 429 || status >= 500 && status !== 501,
    retryAfter: retryAfter(headers["retry-after"], now)
  });
}
function notItsProtocol() {
  return new LookUpFailure("the cache service answered something that is not its protocol");
}

// src/adapters/github-cache/look-up-entry.ts
async function lookUpEntry(service, keys, signal) {
  const problem = keys.map(problemOf).find((found) => found !== void 0);
  if (problem !== void 0) return unavailable(`the cache service does not accept a key: ${problem}`);
  const endpoint = endpointOf(service.env);
  if ("kind" in endpoint) return endpoint;
  try {
    const found = await askWithin(service, endpoint, { keys, compression: "zstd" }, signal);
    if (found !== void 0 && rankOf(found, keys) === 0) return found;
    const other = await askWithin(service, endpoint, { keys, compression: "gzip" }, signal);
    return best(found, other, keys) ?? { kind: "none" };
  } catch (error) {
    if (signal.aborted) return unavailable(messageOf(signal.reason));
    if (error instanceof ActionError) return unavailable(error.message);
    if (!(error instanceof LookUpFailure)) throw error;
    return unavailable(error.message);
  }
}
function problemOf(key) {
  if (key.length > 512) return "it is longer than 512 characters";
  return key.includes(",") ? "it contains a comma" : void 0;
}
function rankOf({ key }, keys) {
  return keys.findIndex((asked) => key.startsWith(asked));
}
function best(zstd, gzip, keys) {
  if (zstd === void 0 || gzip === void 0) return zstd ?? gzip;
  return rankOf(gzip, keys) < rankOf(zstd, keys) ? gzip : zstd;
}
var attempts = 3;
var backoff = { base: 300, cap: 2e3 };
async function askWithin(service, endpoint, question, signal) {
  const { clock, random, lookupTimeout } = service;
  const failures = [];
  const attempt = async (within) => {
    try {
      return await withDeadline(
        { ms: lookupTimeout / 2, clock, parent: within },
        (each) => ask(service, endpoint, question, each)
      );
    } catch (error) {
      const failure = inWords(error);
      if (failure instanceof LookUpFailure) failures.push(failure);
      throw failure;
    }
  };
  const pauseAfter = (error, count) => {
    if (!(error instanceof LookUpFailure) || !error.transient || error.retryAfter > lookupTimeout / 2)
      return void 0;
    return error.retryAfter + fullJitter(count, backoff, random);
  };
  try {
    return await withDeadline(
      { ms: lookupTimeout, clock, parent: signal },
      (within) => retry({ attempts, pauseAfter, clock, signal: within }, () => attempt(within))
    );
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const failure = failures.find(({ isSilence }) => !isSilence);
    if (failure !== void 0) {
      const retried = failures.length > 1 ? ", also when asked again" : "";
      throw new LookUpFailure(`${failure.message}${retried}`);
    }
    if (!(error instanceof DeadlineExceeded) && !(error instanceof LookUpFailure)) throw error;
    throw new LookUpFailure(`the cache service did not answer within ${lookupTimeout / 1e3} s`);
  }
}

export {
  statusReason,
  withoutSecrets,
  lookUpEntry
};
