import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  makeScratch,
  takeLock
} from "./modcache.lock.mjs";
import {
  placeFile,
  removeTree
} from "./modcache.place.mjs";
import {
  require_http
} from "./node.http.mjs";
import {
  groupUpstreams,
  isHigher,
  servers,
  spools,
  upstreamsIn,
  verifier,
  walkUpstreams
} from "./fetch.walk.mjs";
import "./fetch.answer-failure.mjs";
import "./http.read-start.mjs";
import {
  urlOf
} from "./fetch.upstream.mjs";
import "./go.rfc3339.mjs";
import {
  FetchFailure,
  NotFetched,
  checkModule,
  describeFailure,
  describeNotFetched,
  goModHash,
  holdsModules,
  isLarge,
  isSystemError,
  matchesGlobs,
  modcacheError,
  modcachePaths,
  moduleFile,
  moduleKey,
  nameOf,
  onDisk,
  parseDependencyGoMod,
  parseGoproxy,
  parseRequest,
  readPlainFile,
  redactUrls,
  replacementFor,
  sum
} from "./run.mjs";
import {
  ActionError,
  __toESM,
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// src/proxy/module-proxy.ts
import { mkdtemp, rm as rm2 } from "node:fs/promises";
import path2 from "node:path";

// src/proxy/answer.ts
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

// src/proxy/error-body.ts
var linesMax = 8;
var bytesMax = 8 * 81;
var separatorBytes = 2;
var unprintable = /[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]/gu;
function errorBody(text) {
  const lines = text.toWellFormed().split(/[\r\n\u2028\u2029]+/).map((line) => line.replace(unprintable, " ").trim()).filter((line) => line !== "").slice(0, linesMax);
  let room = bytesMax;
  const fitted = lines.map((line, index) => {
    const share = Math.floor(room / (lines.length - index)) - separatorBytes;
    const short = shortened(line, share);
    room -= Buffer.byteLength(short) + separatorBytes;
    return short;
  });
  return fitted.join("\n");
}
var ellipsis = "…";
function shortened(line, bytes) {
  if (Buffer.byteLength(line) <= bytes) return line;
  const room = bytes - Buffer.byteLength(ellipsis);
  let size = 0;
  let short = "";
  for (const character of line) {
    size += Buffer.byteLength(character);
    if (size > room) break;
    short += character;
  }
  return short + ellipsis;
}

// src/proxy/answer.ts
var plainText = "text/plain; charset=utf-8";
async function answerWith({ source, describe }, group, file, response) {
  try {
    const content = await source.get(group, file, "now");
    await sendContent(response, file, content);
    if (response.req.method === "GET") await source.release(group, file, content);
    return void 0;
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendFailure(response, group, error, describe);
    return error;
  }
}
function refuse(response) {
  response.writeHead(400, { "content-type": plainText });
  response.end("not a path of the module proxy protocol");
}
async function sendContent(response, { kind }, content) {
  const size = content.kind === "memory" ? content.bytes.length : content.size;
  response.writeHead(200, { "content-type": contentType(kind), "content-length": size });
  if (response.req.method === "HEAD") response.end();
  else if (content.kind === "memory") response.end(content.bytes);
  else await pipeline(createReadStream(content.file, { highWaterMark: 2 ** 18 }), response);
}
function contentType(kind) {
  if (kind === "zip") return "application/zip";
  return kind === "info" || kind === "latest" ? "application/json" : plainText;
}
function sendFailure(response, group, error, describe) {
  const isNotFetched = error instanceof NotFetched;
  const text = isNotFetched ? wordsOfFirst(group, error) ?? describeNotFetched(error, describe) : messageOf(error);
  response.writeHead(isNotFetched ? statusOf(error.failure) : 500, { "content-type": plainText });
  response.end(errorBody(text));
}
function wordsOfFirst({ upstreams: [first] }, { tried, failure }) {
  const isFirst = tried.length === 1 && tried[0]?.upstream === first;
  return isFirst && failure.kind === "absent" && failure.reason.kind === "status" ? failure.reason.body : void 0;
}
function statusOf({ kind, status }) {
  switch (kind) {
    case "absent":
      return status ?? 404;
    case "refused":
      return status !== void 0 && status >= 400 ? status : 502;
    case "throttled":
    case "circuit-open":
      return status === 429 ? 429 : 503;
    case "stalled":
      return 504;
    case "broken":
      return status !== void 0 && status >= 500 ? status : 502;
    case "invalid":
      return 502;
    case "mismatch":
      return 422;
  }
}

// src/proxy/loopback-server.ts
var import_node_http = __toESM(require_http(), 1);
import { randomBytes } from "node:crypto";
import { once } from "node:events";
async function startLoopbackServer(handler) {
  const secret = `/${randomBytes(16).toString("hex")}`;
  const answering = /* @__PURE__ */ new Set();
  const server = (0, import_node_http.createServer)((request, response) => {
    const path3 = admitted(request, `127.0.0.1:${portOf(server.address())}`, secret);
    if (path3 === void 0) response.writeHead(404).end();
    else if (request.method !== "GET" && request.method !== "HEAD") response.writeHead(405).end();
    else {
      const answer = handler(path3, response).finally(() => answering.delete(answer));
      answering.add(answer);
    }
  });
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${portOf(server.address())}${secret}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      await Promise.all(answering);
    }
  };
}
function admitted({ url = "", headers }, host, secret) {
  const [path3 = ""] = url.split("?");
  return headers.host === host && path3.startsWith(`${secret}/`) ? path3.slice(secret.length + 1) : void 0;
}
function portOf(address) {
  if (address === null || typeof address === "string") throw new Error("the server is not listening");
  return address.port;
}

// src/proxy/rewrite-urls.ts
function rewriteUrls(text, { base, groups, failures }) {
  if (!text.includes(base)) return text;
  let rewritten = text;
  for (const [request, failure] of failures) {
    if (!(failure instanceof NotFetched) || failure.upstream === void 0) continue;
    const url = redactUrls(urlOf(failure.upstream, failure.file));
    rewritten = rewritten.replaceAll(`${base}/${request}`, url);
  }
  for (const [index, { upstreams }] of groups.entries()) {
    rewritten = rewritten.replaceAll(`${base}/${index}`, redactUrls(upstreams[0]?.url ?? ""));
  }
  return rewritten;
}

// src/proxy/goproxy-server.ts
async function startGoproxyServer(groups, { onAsked, signal, ...context }) {
  const failures = /* @__PURE__ */ new Map();
  const server = await startLoopbackServer(async (request, response) => {
    const [index = "", ...wire] = request.split("/");
    const group = groups.find((_, number) => String(number) === index);
    const file = parseRequest(wire.join("/"));
    if (group === void 0) return void response.writeHead(404).end();
    if (file === void 0) return refuse(response);
    onAsked(file);
    const failure = await answerWith(context, group, file, response);
    if (failure === void 0 || signal.aborted) failures.delete(request);
    else failures.set(request, failure);
  });
  return {
    urlOfGroup: (index) => `${server.url}/${index}`,
    rewrite: (text) => rewriteUrls(text, { base: server.url, groups, failures }),
    failureOf: (url) => url.startsWith(`${server.url}/`) ? failures.get(url.slice(server.url.length + 1)) : void 0,
    close: () => server.close()
  };
}

// src/proxy/module-source.ts
import { rm } from "node:fs/promises";

// src/proxy/singleflight.ts
var Singleflight = class {
  #flights = /* @__PURE__ */ new Map();
  #onUrgent;
  /** `onUrgent` is called when a fetch under way gets a higher priority. */
  constructor(onUrgent) {
    this.#onUrgent = onUrgent;
  }
  /** Settles as `fetch` does, which is called only when no flight is under way and nothing was kept. */
  join(key, { priority, isLarge: isLarge2, keep }, fetch) {
    const known = this.#flights.get(key);
    if (known !== void 0) {
      if (isHigher(priority, known.demand.priority)) {
        known.demand.priority = priority;
        this.#onUrgent();
      }
      return known.outcome;
    }
    const demand = { priority, isLarge: isLarge2 };
    const flight = { demand, outcome: this.#settle(key, keep, fetch(demand)) };
    this.#flights.set(key, flight);
    return flight.outcome;
  }
  /** Forgets what was kept, so that it is fetched again when it is requested again. */
  forget(key) {
    this.#flights.delete(key);
  }
  async #settle(key, keep, outcome) {
    try {
      const content = await outcome;
      if (!keep) this.forget(key);
      return content;
    } catch (error) {
      if (!keep || !(error instanceof NotFetched) || error.failure.kind !== "absent") this.forget(key);
      throw error;
    }
  }
};

// src/proxy/module-source.ts
function moduleSource(context, mirrors, { goprivate, gonoproxy, gonosumdb }) {
  const singleflight = new Singleflight(() => context.servers.admit());
  const noProxy = gonoproxy || goprivate;
  const noSumDb = gonosumdb || goprivate;
  const mayAsk = (path3) => !matchesGlobs(noProxy, path3);
  const isPublic = (path3) => [goprivate, noProxy, noSumDb].every((globs) => !matchesGlobs(globs, path3));
  const keyOf = ({ upstreams }, { wire }) => `${upstreams[0]?.url} ${wire}`;
  return {
    mayAsk,
    get(group, file, priority) {
      const { path: path3, module } = file;
      const fallback = path3 !== void 0 && isPublic(path3) ? mirrors : [];
      const flight = { priority, isLarge: isLarge(file), keep: module !== void 0 };
      return singleflight.join(keyOf(group, file), flight, async (demand) => {
        try {
          if (path3 !== void 0 && !mayAsk(path3)) throw notAllowed(file);
          return await walkUpstreams(context, { group, fallback }, file, demand);
        } catch (error) {
          if (!context.signal.aborted) context.onEvent({ kind: "failed", file });
          throw error;
        }
      });
    },
    async release(group, file, content) {
      if (content.kind === "memory") return;
      singleflight.forget(keyOf(group, file));
      if (content.kind === "file") await rm(content.file, { force: true });
    }
  };
}
function notAllowed(file) {
  return new NotFetched(file, new FetchFailure({ kind: "no-proxy-allowed" }), []);
}

// src/proxy/placement.ts
import { mkdirSync, statSync } from "node:fs";
import path from "node:path";
async function lockOrClear(gomodcache, scratch, guard) {
  try {
    return await takeLock(gomodcache, guard);
  } catch (error) {
    removeTree(scratch);
    throw modcacheError(gomodcache, error);
  }
}
async function openPlacement({
  gomodcache,
  writableDirs,
  guard
}) {
  const occupied = await holdsModules(gomodcache);
  const scratch = await onDisk(
    () => makeScratch(gomodcache),
    (cause) => modcacheError(gomodcache, cause)
  );
  const forget = guard?.removeAtEnd(scratch);
  const lock = occupied ? void 0 : await lockOrClear(gomodcache, scratch, guard);
  const folderMode = writableDirs ? void 0 : statSync(scratch).mode & 365;
  const made = /* @__PURE__ */ new Set();
  let zips = 0;
  let ended = false;
  return {
    gomodcache,
    fresh: !occupied,
    scratch,
    zipTarget(module, h1) {
      if (ended) return void 0;
      const stage = path.join(scratch, `module-${zips++}`);
      return { module, h1, gomodcache, stage, tree: lock !== void 0, folderMode };
    },
    placeSmall({ module, kind }, content) {
      if (ended || module === void 0 || kind !== "info" && kind !== "mod") return false;
      const target = modcachePaths(gomodcache, module);
      try {
        if (!made.has(target.downloadDir)) mkdirSync(target.downloadDir, { recursive: true });
        made.add(target.downloadDir);
        placeFile(path.join(scratch, kind), target[kind], content);
        return true;
      } catch (error) {
        if (!isSystemError(error)) throw error;
        return false;
      }
    },
    async end() {
      ended = true;
      await lock?.release();
    },
    close: () => {
      removeTree(scratch);
      forget?.();
    }
  };
}

// src/go/module-graph.ts
async function walkModuleGraph(root, goModOf) {
  const isNew = firstVisits(root.excludes);
  const visit = async (required, wholly) => {
    if (!isNew(required, wholly)) return;
    const replacement = replacementFor(required, root.replaces);
    if (replacement.kind === "local") return;
    const goMod = await goModOf(replacement.kind === "module" ? replacement.module : required);
    if (goMod !== void 0 && (wholly || !prunes(goMod))) await visitAll(goMod, true);
  };
  const visitAll = async ({ requires }, wholly) => {
    await Promise.all(requires.map((required) => visit(required, wholly)));
  };
  const whole = root.mains.some((main) => !prunes(main));
  await Promise.all([
    ...root.mains.map((main) => visitAll(main, !prunes(main))),
    ...root.folders.filter((folder) => whole || !prunes(folder)).map((folder) => visitAll(folder, true))
  ]);
}
function firstVisits(excludes) {
  const excluded = new Set(excludes.map(moduleKey));
  const seen = /* @__PURE__ */ new Map();
  return (module, wholly) => {
    const key = moduleKey(module);
    const before = seen.get(key);
    if (excluded.has(key) || before === true || before === wholly) return false;
    seen.set(key, wholly);
    return true;
  };
}
function prunes({ go }) {
  const [major = 1, minor = 16] = (go ?? "1.16").split(".").map((part) => Number.parseInt(part, 10));
  return major > 1 || minor >= 17;
}

// src/proxy/prefetch.ts
async function prefetch(place, { modules, graphs }) {
  const goModOf = once2((module) => goModFrom(place, module));
  await Promise.all([
    ...graphs.map((root) => walkModuleGraph(root, goModOf)),
    ...modules.map((module) => fetchZip(place, module)),
    ...modules.map((module) => fetchInfo(place, module))
  ]);
}
async function fetchZip(place, module) {
  const file = moduleFile(module, "zip");
  const content = await tryFetch(place, file, "later");
  if (content?.kind === "placed") place.onPlaced(file);
}
async function fetchInfo(place, module) {
  const file = moduleFile(module, "info");
  const content = await tryFetch(place, file, "later");
  if (content?.kind !== "memory" || place.checksums.zip(module) === void 0) return;
  placeSmall(place, file, content.bytes);
}
async function goModFrom(place, module) {
  const h1 = checkModule(module) === void 0 ? place.checksums.goMod(module) : void 0;
  if (h1 === void 0) return void 0;
  const there = await fromDisk(place, module);
  if (there !== void 0 && goModHash(there) === h1) return parsed(there.toString());
  const file = moduleFile(module, "mod");
  const content = await tryFetch(place, file, "soon");
  if (content?.kind !== "memory") return void 0;
  placeSmall(place, file, content.bytes);
  return parsed(content.bytes.toString());
}
function placeSmall({ placement, onPlaced }, file, bytes) {
  if (placement?.placeSmall(file, bytes)) onPlaced(file);
}
async function tryFetch({ source, group }, file, priority) {
  if (file.path === void 0 || !source.mayAsk(file.path)) return void 0;
  try {
    return await source.get(group, file, priority);
  } catch {
    return void 0;
  }
}
async function fromDisk({ placement }, module) {
  if (placement === void 0 || placement.fresh) return void 0;
  try {
    return await readPlainFile(modcachePaths(placement.gomodcache, module).mod);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return void 0;
  }
}
function parsed(text) {
  try {
    return parseDependencyGoMod(text, "go.mod");
  } catch (error) {
    if (error instanceof ActionError) return void 0;
    throw error;
  }
}
function once2(fetch) {
  const known = /* @__PURE__ */ new Map();
  return (module) => {
    const key = moduleKey(module);
    const outcome = known.get(key) ?? fetch(module);
    known.set(key, outcome);
    return outcome;
  };
}

// src/proxy/stats.ts
var ProxyTally = class {
  #hosts = /* @__PURE__ */ new Map();
  #modules = /* @__PURE__ */ new Map();
  #clock;
  #begun;
  constructor(clock) {
    this.#clock = clock;
    this.#begun = clock.now();
  }
  add(event) {
    const host = "host" in event ? event.host : event.kind === "failover" ? event.from : void 0;
    if (host === void 0) return;
    countForHost(tallyIn(this.#hosts, host, newHostTally), event);
    if (!("file" in event) || event.file.module === void 0) return;
    const now = this.#clock.now();
    const begun = () => ({ attempts: 0, first: now, last: now });
    const tally = tallyIn(this.#modules, moduleKey(event.file.module), begun);
    tally.last = now;
    if (event.kind === "attempt") tally.attempts++;
  }
  stats() {
    const hosts = Array.from(this.#hosts, ([host, { firstBytes, ...counts }]) => ({
      host,
      ...counts,
      firstByte: Math.round(medianOf(firstBytes))
    }));
    const modules = Array.from(this.#modules, ([module, { attempts, first, last }]) => ({
      module,
      attempts,
      startMs: first - this.#begun,
      durationMs: last - first
    }));
    return { retries: sum(hosts.map(({ retries }) => retries)), hosts, modules };
  }
};
function countForHost(tally, event) {
  switch (event.kind) {
    case "attempt":
      tally.attempts++;
      break;
    case "first-byte":
      tally.firstBytes.push(event.ms);
      break;
    case "received":
      tally.bytes += event.bytes;
      break;
    case "resumed":
      tally.resumes++;
      break;
    case "retry":
      tally.retries++;
      break;
    case "failover":
      tally.failovers++;
      break;
    case "breaker":
      tally.breakerChanges++;
  }
}
function newHostTally() {
  return { attempts: 0, bytes: 0, retries: 0, resumes: 0, failovers: 0, breakerChanges: 0, firstBytes: [] };
}
function tallyIn(tallies, key, begin) {
  const tally = tallies.get(key) ?? begin();
  tallies.set(key, tally);
  return tally;
}
function medianOf(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
var UnderWay = class {
  #files = /* @__PURE__ */ new Map();
  add(event) {
    if (event.kind === "attempt") this.#files.set(nameOf(event.file), { file: event.file, host: event.host });
    if (event.kind === "fetched" || event.kind === "failed") this.#files.delete(nameOf(event.file));
  }
  list() {
    return [...this.#files.values()];
  }
};

// src/proxy/module-proxy.ts
var goParallelism = 8;
async function startModuleProxy(options) {
  const { clock, describe = describeFailure, hasher, signal } = options;
  const list = groupUpstreams(parseGoproxy(options.goproxy), options.leftToGo);
  if (list.groups.length === 0) return passThrough(options, describe);
  const tally = new ProxyTally(clock);
  const underWay = new UnderWay();
  const onEvent = (event) => {
    tally.add(event);
    underWay.add(event);
    options.onEvent(event);
  };
  const placement = await placementFor(options, list);
  const spoolDir = placement?.scratch ?? await mkdtemp(path2.join(options.scratchDir, "proxy-"));
  const closing = new AbortController();
  const context = {
    http: options.http,
    clock,
    random: options.random,
    attempts: options.attempts,
    servers: servers(options, clock, onEvent),
    spoolFor: spools(spoolDir),
    verifier: verifier(options.checksums, zipReader(hasher, placement)),
    signal: AbortSignal.any([signal, closing.signal]),
    onEvent
  };
  const source = moduleSource(context, upstreamsIn(options.fallback), options);
  const server = await startGoproxyServer(list.groups, {
    source,
    describe,
    signal,
    onAsked: (file) => onEvent({ kind: "asked", file })
  });
  const goproxy = list.render(server.urlOfGroup);
  const prefetched = prefetchInto(placement, list, options, {
    source,
    onPlaced: (file) => onEvent({ kind: "placed", file })
  });
  const endHashing = () => void hasher.close();
  signal.addEventListener("abort", endHashing, { once: true });
  return {
    goproxy,
    env: (base) => ({ GOMAXPROCS: String(goParallelism), ...base, GOPROXY: goproxy }),
    rewrite: server.rewrite,
    failureOf: server.failureOf,
    describe,
    stats: () => tally.stats(),
    awaited: () => underWay.list(),
    prefetched,
    async close() {
      signal.removeEventListener("abort", endHashing);
      closing.abort(new Error("the module proxy is being closed"));
      await hasher.close();
      await server.close();
      await prefetched;
      placement?.close();
      await rm2(spoolDir, { recursive: true, force: true, maxRetries: 3 });
    }
  };
}
async function placementFor({ placement, modules, graphs }, { first }) {
  const isEmpty = first === void 0 || modules.length === 0 && graphs.length === 0;
  return placement === void 0 || isEmpty ? void 0 : openPlacement(placement);
}
async function prefetchInto(placement, { first: group }, { checksums, modules, graphs }, context) {
  if (group === void 0) return;
  try {
    await prefetch({ ...context, group, checksums, placement }, { modules, graphs });
  } finally {
    await placement?.end();
  }
}
function zipReader(hasher, placement) {
  return async ({ file, size }, module, h1) => {
    const target = module && h1 && placement?.zipTarget(module, h1);
    if (!target) return hasher.hash(file, h1);
    const receipt = await hasher.receive(file, size, target);
    if (receipt.kind !== "placed") return receipt;
    return { kind: "placed", file: modcachePaths(target.gomodcache, target.module).zip, size };
  };
}
function passThrough({ goproxy, clock }, describe) {
  return {
    goproxy,
    env: (base) => ({ ...base, GOPROXY: goproxy }),
    rewrite: (text) => text,
    failureOf: () => void 0,
    describe,
    stats: () => new ProxyTally(clock).stats(),
    awaited: () => [],
    prefetched: Promise.resolve(),
    close: async () => {
    }
  };
}
export {
  startModuleProxy
};
