import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  asUpstream,
  urlOf
} from "./fetch.upstream.mjs";
import {
  answerFailure,
  lowSpeed
} from "./fetch.answer-failure.mjs";
import {
  NotFetched
} from "./fetch.not-fetched.mjs";
import {
  retry
} from "./http.retry-after.mjs";
import {
  fullJitter
} from "./resilience.backoff.mjs";
import {
  FetchFailure,
  asFailure,
  withWatchdog
} from "./fetch.failure.mjs";
import {
  withDeadline
} from "./resilience.deadline.mjs";
import {
  __name
} from "./runtime.mjs";

// src/fetch/goproxy-list.ts
function groupUpstreams(entries, leftToGo = /* @__PURE__ */ new Set()) {
  const groups = [];
  const parts = [];
  let run = [];
  for (const [index, entry] of entries.entries()) {
    if (!isOurs(entry, leftToGo)) {
      parts.push(entry.kind === "url" ? entry.url + entry.separator : entry.kind);
      continue;
    }
    run.push(asUpstream(entry.url, entry.separator));
    const next = entries[index + 1];
    if (next !== void 0 && isOurs(next, leftToGo)) continue;
    parts.push({ group: groups.length, separator: entry.separator });
    groups.push({ upstreams: run, hasTail: next !== void 0 });
    run = [];
  }
  return {
    groups,
    first: typeof parts[0] === "string" ? void 0 : groups[0],
    render: /* @__PURE__ */ __name((urlOfGroup) => parts.map((part) => typeof part === "string" ? part : urlOfGroup(part.group) + part.separator).join(""), "render")
  };
}
__name(groupUpstreams, "groupUpstreams");
function isOurs(entry, leftToGo) {
  if (entry.kind !== "url" || leftToGo.has(entry.url)) return false;
  const { protocol, username, password } = new URL(entry.url);
  return protocol === "https:" || protocol === "http:" && username === "" && password === "";
}
__name(isOurs, "isOurs");

// src/resilience/adaptive-timeout.ts
var samplesMax = 200;
var multiple = 4;
var AdaptiveTimeout = class {
  static {
    __name(this, "AdaptiveTimeout");
  }
  #options;
  #samples = [];
  constructor(options) {
    this.#options = options;
  }
  /** To be told of each first byte, in ms after the request. */
  measured(ms) {
    this.#samples.push(ms);
    if (this.#samples.length > samplesMax) this.#samples.shift();
  }
  /** How long to wait for a first byte, in ms; twice as long with each time that the same request was abandoned. */
  forFirstByte(abandoned) {
    const normal = this.#percentile();
    return this.#within(normal === void 0 ? this.#options.unmeasured : multiple * normal, abandoned);
  }
  /** How long a body may pause, in ms. */
  forBody(abandoned) {
    return this.#within(multiple * (this.#percentile() ?? 0), abandoned);
  }
  #within(ms, abandoned) {
    return Math.min(this.#options.most, Math.max(this.#options.least, ms) * 2 ** abandoned);
  }
  #percentile() {
    const sorted = this.#samples.toSorted((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * 0.95) - 1];
  }
};

// src/resilience/circuit-breaker.ts
var CircuitBreaker = class {
  static {
    __name(this, "CircuitBreaker");
  }
  #options;
  #outcomes = [];
  #state = "closed";
  #openUntil = 0;
  constructor(options) {
    this.#options = options;
  }
  /** Whether it would let no request through right now. */
  get refuses() {
    return this.#state !== "closed" && this.#options.clock.now() < this.#openUntil;
  }
  /** Whether a request may be made now. Half open, it is the one trial request that gets the yes. */
  allows() {
    if (this.refuses) return false;
    if (this.#state === "closed") return true;
    const { clock, openFor } = this.#options;
    this.#openUntil = clock.now() + openFor;
    this.#become("half-open");
    return true;
  }
  succeeded() {
    if (this.#state !== "closed") this.#outcomes = [];
    this.#record(true);
    this.#become("closed");
  }
  failed() {
    this.#record(false);
    const failures = this.#outcomes.filter(({ ok }) => !ok).length;
    const broken = failures >= this.#options.failures && failures * 2 >= this.#outcomes.length;
    if (this.#state === "half-open" || this.#state === "closed" && broken) {
      this.#openUntil = this.#options.clock.now() + this.#options.openFor;
      this.#become("open");
    }
  }
  #record(ok) {
    const now = this.#options.clock.now();
    this.#outcomes = this.#outcomes.filter(({ at }) => now - at < this.#options.window);
    this.#outcomes.push({ at: now, ok });
  }
  #become(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onChange(state);
  }
};

// src/resilience/priority-limiter.ts
var priorities = ["now", "soon", "later"];
function isHigher(a, b) {
  return priorities.indexOf(a) < priorities.indexOf(b);
}
__name(isHigher, "isHigher");
var PriorityLimiter = class {
  static {
    __name(this, "PriorityLimiter");
  }
  #slots;
  #waiting = [];
  #running = 0;
  #runningLarge = 0;
  constructor(slots) {
    this.#slots = slots;
  }
  /** Settles as `body` does; rejects with the signal's reason when it aborts before the body began. */
  async run(demand, signal, body) {
    await this.#enter(demand, signal);
    try {
      return await body();
    } finally {
      this.#running--;
      this.#runningLarge -= Number(demand.isLarge);
      this.admit();
    }
  }
  /** To be called when a demand has become more urgent. */
  admit() {
    for (let next = this.#next(); next !== void 0; next = this.#next()) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#running++;
      this.#runningLarge += Number(next.demand.isLarge);
      next.enter();
    }
  }
  #next() {
    if (this.#running >= this.#slots) return void 0;
    const awaited = this.#waiting.find(({ demand }) => demand.priority === "now");
    if (awaited !== void 0) return awaited;
    const [small, large] = [this.#first(false), this.#first(true)];
    const share = Math.max(1, Math.floor(this.#slots / 4));
    return this.#runningLarge < share ? large ?? small : small ?? large;
  }
  #first(isLarge) {
    const waiting = this.#waiting.filter(({ demand }) => demand.isLarge === isLarge);
    return waiting.find(({ demand }) => demand.priority === "soon") ?? waiting[0];
  }
  #enter(demand, signal) {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = /* @__PURE__ */ __name(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal.reason);
      }, "leave");
      const enter = /* @__PURE__ */ __name(() => {
        signal.removeEventListener("abort", leave);
        resolve();
      }, "enter");
      const waiting = { demand, enter };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.push(waiting);
      this.admit();
    });
  }
};

// src/resilience/retry-budget.ts
var RetryBudget = class {
  static {
    __name(this, "RetryBudget");
  }
  #options;
  #tokens;
  #since;
  constructor(options) {
    this.#options = options;
    this.#tokens = options.burst;
    this.#since = options.clock.now();
  }
  /** Takes a token if there is one. */
  tryTake() {
    this.#refill();
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
  /** Takes a token, and tells after how many ms it is due. */
  take() {
    this.#refill();
    this.#tokens--;
    return Math.max(0, -this.#tokens / this.#options.perSecond * 1e3);
  }
  /** To be called for each request that succeeded. */
  succeeded() {
    this.#add(1);
  }
  #refill() {
    const now = this.#options.clock.now();
    this.#add((now - this.#since) / 1e3 * this.#options.perSecond);
    this.#since = now;
  }
  #add(tokens) {
    this.#tokens = Math.min(this.#options.burst, this.#tokens + tokens);
  }
};

// src/fetch/host-health.ts
var unauthorizedMax = 8;
var HostHealth = class {
  static {
    __name(this, "HostHealth");
  }
  #reached = false;
  #served = false;
  #unauthorized = 0;
  #hostFailure;
  #probing;
  /** What asking would come to; undefined when that has to be seen. */
  failureFor({ demand }) {
    const stands = this.#hostFailure?.scope === "everything" || demand.priority !== "now";
    return stands ? this.#hostFailure?.failure : void 0;
  }
  /** Whether this failure is what was found of the host, and not of a file. */
  isHostFailure(error) {
    return error === this.#hostFailure?.failure;
  }
  isProbe(requester) {
    return this.#probing?.by === requester;
  }
  /** Whether somebody else is finding out. Who can turn to another host does not wait for it. */
  mustWait(requester) {
    return this.#probing !== void 0 && !this.isProbe(requester) && !requester.hasFallback;
  }
  /** Resolves when `requester` may ask; throws what was found, or the signal's reason. */
  async wait(requester, signal) {
    while (this.#probing !== void 0 && this.mustWait(requester)) {
      await aborted(AbortSignal.any([this.#probing.over.signal, signal]));
      signal.throwIfAborted();
    }
    const failure = this.failureFor(requester);
    if (failure !== void 0) throw failure;
  }
  /** To be called when an answer begins. */
  answered(status) {
    if (status === 407) return;
    this.#reached = true;
    this.#endProbing();
    if (status === 401) return;
    this.#served = true;
    this.#hostFailure = void 0;
  }
  /** To be called after each attempt that failed. */
  failed(requester, failure) {
    if (failure.status === 401) this.#refusedLogin(failure);
    else if (this.#reached || this.#hostFailure !== void 0) return;
    else if (isRefusal(failure)) this.#giveUp({ failure, scope: "everything" });
    else if (isUnreachable(failure) && !requester.hasFallback)
      this.#probing ??= { by: requester, over: new AbortController() };
  }
  /** To be called when `requester` has ended in vain; returns what it ended with, in the words that others will hear. */
  gaveUp(requester, error) {
    if (!this.isProbe(requester)) return error;
    if (!(error instanceof FetchFailure)) {
      this.#endProbing();
      return error;
    }
    error.givenUp = true;
    this.#giveUp({ failure: error, scope: "everything" });
    return error;
  }
  #refusedLogin(failure) {
    this.#unauthorized++;
    if (this.#served) return;
    this.#giveUp({ failure, scope: this.#unauthorized < unauthorizedMax ? "prefetch" : "everything" });
  }
  #giveUp(finding) {
    this.#hostFailure = finding;
    this.#endProbing();
  }
  #endProbing() {
    this.#probing?.over.abort();
    this.#probing = void 0;
  }
};
function isRefusal({ status, reason }) {
  return status === 407 || reason.kind === "transport" && /^(?:tls|proxy-refused)$/.test(reason.fault);
}
__name(isRefusal, "isRefusal");
function isUnreachable({ reason }) {
  return reason.kind === "transport" && /^(?:unreachable|proxy-failed)$/.test(reason.fault);
}
__name(isUnreachable, "isUnreachable");
async function aborted(signal) {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
__name(aborted, "aborted");

// src/fetch/host.ts
var budget = { burst: 50, perSecond: 2 };
var breaker = { failures: 5, window: 2e4, openFor: 1e4 };
var timeouts = {
  // Before anything has been measured there are names to look up, and connections and TLS to be set up.
  small: { least: 1e3, unmeasured: 3e3 },
  // A proxy that has to fetch a module first, and pack it, is slow and not dead.
  zip: { least: 5e3, unmeasured: 6e4 }
};
function hosts({ concurrency, stallTimeout, clock, onEvent }) {
  const known = /* @__PURE__ */ new Map();
  const make = /* @__PURE__ */ __name((name) => {
    const waiting = /* @__PURE__ */ new Set();
    const breakerOf = /* @__PURE__ */ __name((lane) => new CircuitBreaker({
      ...breaker,
      clock,
      onChange(state) {
        onEvent({ kind: "breaker", host: name, lane, state });
        for (const leave of state === "open" ? [...waiting] : []) leave(lane);
      }
    }), "breakerOf");
    const timeoutOf = /* @__PURE__ */ __name((lane) => new AdaptiveTimeout({ ...timeouts[lane], most: stallTimeout }), "timeoutOf");
    return {
      limiter: new PriorityLimiter(concurrency),
      health: new HostHealth(),
      budget: new RetryBudget({ ...budget, clock }),
      timeout: { zip: timeoutOf("zip"), small: timeoutOf("small") },
      breaker: { zip: breakerOf("zip"), small: breakerOf("small") },
      waiting
    };
  }, "make");
  return (name) => {
    const host = known.get(name) ?? make(name);
    known.set(name, host);
    return host;
  };
}
__name(hosts, "hosts");
function isOpenFor({ breaker: breaker2 }, file) {
  return breaker2[laneOf(file)].refuses || breaker2.small.refuses;
}
__name(isOpenFor, "isOpenFor");
function mayAsk(host, file) {
  return !isOpenFor(host, file) && host.breaker[laneOf(file)].allows();
}
__name(mayAsk, "mayAsk");
async function abortWhenOpened({ waiting }, file, { parent, reason }, body) {
  const leaving = new AbortController();
  const leave = /* @__PURE__ */ __name((opened) => {
    if (opened === "small" || opened === laneOf(file)) leaving.abort(reason);
  }, "leave");
  waiting.add(leave);
  try {
    return await body(AbortSignal.any([parent, leaving.signal]));
  } finally {
    waiting.delete(leave);
  }
}
__name(abortWhenOpened, "abortWhenOpened");
function laneOf({ kind }) {
  return kind === "zip" ? "zip" : "small";
}
__name(laneOf, "laneOf");

// src/fetch/spool.ts
import { open, rm } from "node:fs/promises";
import path from "node:path";
var bytesMax = { zip: 500 * 2 ** 20, info: 2 ** 20, other: 32 * 2 ** 20 };
function spools(dir) {
  let count = 0;
  return ({ kind }) => {
    if (kind === "zip") return new FileSpool(path.join(dir, `${count++}.zip`));
    return memorySpool(kind === "info" || kind === "latest" ? bytesMax.info : bytesMax.other);
  };
}
__name(spools, "spools");
function memorySpool(max) {
  let chunks = [];
  let size = 0;
  const reset = /* @__PURE__ */ __name(async () => {
    chunks = [];
    size = 0;
  }, "reset");
  return {
    get size() {
      return size;
    },
    async write(chunk) {
      size += chunk.length;
      refuseAbove(max, size);
      chunks.push(chunk);
    },
    reset,
    reopen: reset,
    content: /* @__PURE__ */ __name(async () => ({ kind: "memory", bytes: Buffer.concat(chunks) }), "content"),
    close: /* @__PURE__ */ __name(async () => {
    }, "close")
  };
}
__name(memorySpool, "memorySpool");
var batchBytes = 2 ** 18;
var FileSpool = class {
  static {
    __name(this, "FileSpool");
  }
  #file;
  #handle;
  #batch = [];
  #written = 0;
  #size = 0;
  /** What is being filled in before bytes that are there already. */
  #gap;
  constructor(file) {
    this.#file = file;
  }
  get size() {
    return this.#size;
  }
  async write(chunk) {
    const size = this.#size + chunk.length;
    refuseAbove(bytesMax.zip, size);
    if (this.#gap !== void 0 && size > this.#gap.until) throw new FetchFailure({ kind: "excess" });
    this.#batch.push(chunk);
    this.#size = size;
    if (size - this.#written >= batchBytes || size === this.#gap?.until) await this.#flush();
  }
  async reset() {
    this.#batch = [];
    this.#moveTo(0);
    this.#gap = void 0;
    await this.#handle?.truncate(0);
  }
  async reopen({ from, until }) {
    await this.#flush();
    this.#gap = { until, total: this.#size };
    this.#moveTo(from);
  }
  async content() {
    await this.#flush();
    return { kind: "file", file: this.#file, size: this.#size };
  }
  async close(keep) {
    await this.#handle?.close();
    if (!keep) await rm(this.#file, { force: true });
  }
  #moveTo(position) {
    this.#written = position;
    this.#size = position;
  }
  async #flush() {
    this.#handle ??= await open(this.#file, "wx");
    while (this.#batch.length > 0) {
      const { bytesWritten } = await this.#handle.writev(this.#batch, this.#written);
      this.#written += bytesWritten;
      this.#batch = without(this.#batch, bytesWritten);
    }
    if (this.#gap?.until !== this.#written) return;
    this.#moveTo(this.#gap.total);
    this.#gap = void 0;
  }
};
function without(chunks, bytes) {
  let skip = bytes;
  return chunks.flatMap((chunk) => {
    const rest = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - rest.length;
    return rest.length === 0 ? [] : [rest];
  });
}
__name(without, "without");
function refuseAbove(max, bytes) {
  if (bytes > max) throw new FetchFailure({ kind: "too-large", max });
}
__name(refuseAbove, "refuseAbove");

// src/fetch/partial-body.ts
var PartialBody = class {
  static {
    __name(this, "PartialBody");
  }
  #spool;
  #hashKnown;
  #validator;
  #total;
  #answers = 0;
  /** Whether it comes whole or not at all, for what is here does not say where the rest begins. */
  #isWhole = false;
  /** Where what is asked for ends, when there is something behind it already. */
  #until;
  constructor(spool, hashKnown) {
    this.#spool = spool;
    this.#hashKnown = hashKnown;
  }
  /** Whether what is here came in several answers. */
  get patched() {
    return this.#answers > 1;
  }
  /** The headers that ask for what is still missing; none: for all of it. */
  headers() {
    const { size } = this.#spool;
    if (size === 0 && this.#until === void 0 || size === this.#total || this.#isWhole) return {};
    const range = `bytes=${size}-${this.#until === void 0 ? "" : this.#until - 1}`;
    if (this.#validator !== void 0) return { range, "if-range": this.#validator };
    return this.#hashKnown ? { range } : {};
  }
  /**
   * Makes what is in `range` missing again, of a body that came whole and in one answer, and returns true; false where it
   * did not, and has to be fetched anew.
   */
  async reopen(range) {
    if (this.patched || !this.#hashKnown || this.#total !== this.#spool.size) return false;
    this.#until = range.until;
    await this.#spool.reopen(range);
    return true;
  }
  /** Gets ready for the body of a 200 or 206; true when it carries on what is here. Throws FetchFailure. */
  async begin({ status, headers, uncompressed = false }) {
    if (status === 206 && !uncompressed) return this.#carryOn(headers);
    await this.reset();
    if (status === 206) throw new FetchFailure({ kind: "compressed-part" });
    this.#answers = 1;
    this.#isWhole = uncompressed;
    this.#total = lengthOf(headers["content-length"]);
    this.#validator = validatorOf(headers);
    return false;
  }
  /** Checks that a body has ended where it should. Throws FetchFailure; what came of a short one is kept. */
  async end() {
    const { size } = this.#spool;
    const total = this.#total ?? size;
    if (size === total) return;
    if (size > total) await this.reset();
    throw new FetchFailure({ kind: "truncated", received: size, total });
  }
  /** Forgets everything. */
  async reset() {
    this.#answers = 0;
    this.#isWhole = false;
    this.#until = void 0;
    this.#total = void 0;
    this.#validator = void 0;
    await this.#spool.reset();
  }
  async #carryOn(headers) {
    const range = /^bytes (?<start>\d+)-(?<end>\d+)\/(?<total>\d+|\*)$/.exec(
      headers["content-range"] ?? ""
    )?.groups;
    const total = lengthOf(range?.["total"]) ?? this.#total;
    const fits = this.#total === void 0 || this.#total === total;
    const ends = this.#until === void 0 || this.#until === Number(range?.["end"]) + 1;
    if (Number(range?.["start"]) !== this.#spool.size || !fits || !ends) {
      await this.reset();
      throw new FetchFailure({ kind: "wrong-range" });
    }
    this.#total = total;
    this.#answers++;
    return true;
  }
};
function validatorOf({ etag, "last-modified": lastModified }) {
  return etag?.startsWith('"') ? etag : lastModified;
}
__name(validatorOf, "validatorOf");
function lengthOf(text) {
  return text !== void 0 && /^\d+$/.test(text) ? Number(text) : void 0;
}
__name(lengthOf, "lengthOf");

// src/fetch/transfer.ts
var speedFloor = 2e3;
async function transfer(job, ports) {
  const { requester, host } = job;
  for (let done = false; !done; ) {
    await host.health.wait(requester, ports.signal);
    done = await host.limiter.run(requester.demand, ports.signal, async () => {
      const known = host.health.failureFor(requester);
      if (known !== void 0) throw known;
      if (host.health.mustWait(requester)) return false;
      if (requester.hasFallback && !mayAsk(host, job.file)) throw new FetchFailure({ kind: "circuit-open" });
      await heeded(job, exchange(job, ports));
      return true;
    });
  }
}
__name(transfer, "transfer");
async function heeded({ requester, host }, exchanged) {
  try {
    await exchanged;
  } catch (error) {
    const failure = asFailure(error);
    if (failure instanceof FetchFailure) host.health.failed(requester, failure);
    throw failure;
  }
}
__name(heeded, "heeded");
async function exchange(job, ports) {
  const { requester, attempt, file, host, upstream, stalls } = job;
  const { clock, signal: parent, onEvent } = ports;
  const timeout = host.timeout[laneOf(file)];
  onEvent({ kind: "attempt", file, host: upstream.host, attempt });
  const asked = clock.now();
  const ms = /* @__PURE__ */ __name(() => timeout.forFirstByte(stalls), "ms");
  const answer = /* @__PURE__ */ __name((within) => withDeadline({ ms, clock, parent: within }, (signal) => ask(job, ports, signal)), "answer");
  const response = requester.hasFallback ? await abortWhenOpened(
    host,
    file,
    { parent, reason: new FetchFailure({ kind: "circuit-open" }) },
    answer
  ) : await answer(parent);
  const firstByte = clock.now() - asked;
  host.health.answered(response.status);
  timeout.measured(firstByte);
  onEvent({ kind: "first-byte", file, host: upstream.host, ms: firstByte });
  const stallTimeout = timeout.forBody(stalls);
  await withWatchdog(
    { stallTimeout, clock, parent },
    ({ signal, progress }) => receive(job, ports, {
      response,
      signal,
      alive: lowSpeed(speedFloor * stallTimeout / 1e3, progress)
    })
  );
}
__name(exchange, "exchange");
function ask({ upstream, file, partial }, { http }, signal) {
  const authorization = upstream.authorization === void 0 ? {} : { authorization: upstream.authorization };
  const headers = { "accept-encoding": "identity", ...authorization, ...partial.headers() };
  return http.send({ url: urlOf(upstream, file), headers, signal });
}
__name(ask, "ask");
async function receive({ file, upstream: { host }, spool, partial }, { clock, onEvent }, { response, signal, alive }) {
  const end = /* @__PURE__ */ __name(() => response.discard(signal.reason), "end");
  signal.addEventListener("abort", end, { once: true });
  try {
    if (response.status !== 200 && response.status !== 206) throw await answerFailure(response, clock.now());
    const from = spool.size;
    if (await partial.begin(response)) onEvent({ kind: "resumed", file, host, from });
    for await (const chunk of response.body) {
      alive(chunk.length);
      onEvent({ kind: "received", file, host, bytes: chunk.length });
      await spool.write(chunk);
    }
    await partial.end();
  } finally {
    signal.removeEventListener("abort", end);
    response.discard();
  }
}
__name(receive, "receive");

// src/fetch/fetch.ts
var backoffs = {
  quick: { base: 200, cap: 1e4 },
  slow: { base: 400, factor: 3, cap: 15e3 }
};
var retryAfterMax = 6e4;
async function fetchFrom(fetcher, request) {
  const { file, wrong } = request;
  const { checker, onEvent } = fetcher;
  const host = fetcher.hostOf(request.upstream.host);
  const known = host.health.failureFor(request);
  if (known !== void 0) throw known;
  if (request.hasFallback && isOpenFor(host, file)) throw new FetchFailure({ kind: "circuit-open" });
  const spool = fetcher.spoolFor(file);
  const partial = new PartialBody(spool, checker.wanted(file) !== void 0);
  const state = new RetryState(fetcher, request, host);
  const get = /* @__PURE__ */ __name(async (attempt) => {
    const { stalls } = state;
    await transfer({ ...request, requester: request, host, spool, partial, attempt, stalls }, fetcher);
    return checker.check(file, await spool.content(), partial.patched ? /* @__PURE__ */ new Map() : wrong);
  }, "get");
  let content;
  try {
    content = await retry({ ...fetcher, pauseAfter: state.pauseAfter }, async (attempt) => {
      try {
        return await get(attempt).catch(async (error) => {
          if (!await state.isMendable(error, partial)) throw error;
          return get(attempt);
        });
      } catch (error) {
        const failure = asFailure(error);
        if (!(failure instanceof FetchFailure) || host.health.isHostFailure(failure)) throw failure;
        failure.attempts = attempt;
        state.failed(failure);
        if (failure.kind === "invalid") await partial.reset();
        throw failure;
      }
    });
    state.succeeded();
    onEvent({ kind: "fetched", file, host: request.upstream.host, bytes: spool.size });
    return content;
  } catch (error) {
    throw host.health.gaveUp(request, error);
  } finally {
    await spool.close(content !== void 0);
  }
}
__name(fetchFrom, "fetchFrom");
var RetryState = class {
  static {
    __name(this, "RetryState");
  }
  #fetcher;
  #request;
  #host;
  stalls = 0;
  #throttled = 0;
  constructor(fetcher, request, host) {
    this.#fetcher = fetcher;
    this.#request = request;
    this.#host = host;
  }
  get #breaker() {
    return this.#host.breaker[laneOf(this.#request.file)];
  }
  succeeded() {
    this.#host.budget.succeeded();
    this.#breaker.succeeded();
  }
  failed({ kind, transient }) {
    if (kind === "circuit-open") return;
    if (kind === "stalled") this.stalls++;
    if (kind === "throttled") this.#throttled++;
    if (transient || kind === "mismatch") this.#breaker.failed();
    else this.#breaker.succeeded();
  }
  /** Whether only the wrong place of what came is to be asked for, at once. Where that does not help, all of it is next. */
  async isMendable(error, partial) {
    const { file, upstream, hasFallback } = this.#request;
    if (!(error instanceof FetchFailure) || error.wrong === void 0 || hasFallback) return false;
    if (!await partial.reopen(error.wrong)) return false;
    this.#fetcher.onEvent({ kind: "retry", file, host: upstream.host, failure: error, pause: 0 });
    return true;
  }
  /** In ms; undefined: to be given up. */
  pauseAfter = /* @__PURE__ */ __name((error, failures) => {
    if (!(error instanceof FetchFailure) || !error.transient || error.retryAfter > retryAfterMax)
      return void 0;
    const { file, upstream, hasFallback } = this.#request;
    const { health } = this.#host;
    if (health.isHostFailure(error)) return void 0;
    if (health.mustWait(this.#request)) return 0;
    if (hasFallback && (this.#isEnough(error) || isOpenFor(this.#host, file))) return void 0;
    const due = health.isProbe(this.#request) ? 0 : this.#tokenDue();
    if (due === void 0) return void 0;
    const isThrottled = error.kind === "throttled";
    const backoff = isThrottled && !hasFallback ? backoffs.slow : backoffs.quick;
    const alike = isThrottled ? this.#throttled : failures - this.#throttled;
    const pause = Math.max(due, error.retryAfter + fullJitter(alike, backoff, this.#fetcher.random));
    this.#fetcher.onEvent({ kind: "retry", file, host: upstream.host, failure: error, pause });
    return pause;
  }, "pauseAfter");
  /** What nobody waits for is not worth the last tokens: it will be asked for when it is needed. */
  #tokenDue() {
    if (this.#request.demand.priority === "now") return this.#host.budget.take();
    return this.#host.budget.tryTake() ? 0 : void 0;
  }
  /** Where somebody else can be asked: silence costs most, and what is damaged here can be whole there. */
  #isEnough({ kind }) {
    const stallsMax = laneOf(this.#request.file) === "zip" ? 1 : 2;
    return kind === "circuit-open" || kind === "invalid" || kind === "stalled" && this.stalls >= stallsMax;
  }
};

// src/fetch/walk.ts
async function walkUpstreams(fetcher, { group, fallback }, file, demand) {
  const walked = [];
  const wrong = /* @__PURE__ */ new Map();
  const ask2 = /* @__PURE__ */ __name((candidate, tried2) => askOne(fetcher, { file, demand, wrong }, candidate, tried2), "ask");
  for (const candidate of inOrder(group, fallback.length > 0)) {
    const content = await ask2(candidate, walked);
    if (content !== void 0) return content;
    if (candidate.upstream.separator === "," && walked.at(-1)?.failure.kind !== "absent") break;
  }
  const tried = [...walked];
  for (const [index, upstream] of canPass(walked) ? fallback.entries() : []) {
    const content = await ask2({ upstream, hasFallback: index < fallback.length - 1 }, tried);
    if (content !== void 0) return content;
  }
  throw new NotFetched(file, verdict(walked, tried, group), tried);
}
__name(walkUpstreams, "walkUpstreams");
function inOrder({ upstreams }, hasFallback) {
  return upstreams.map((upstream, index) => ({
    upstream,
    hasFallback: hasFallback || upstream.separator === "|" && index < upstreams.length - 1
  }));
}
__name(inOrder, "inOrder");
async function askOne(fetcher, request, { upstream, hasFallback }, tried) {
  noteFailover(fetcher, request.file, tried.at(-1), upstream);
  try {
    return await fetchFrom(fetcher, { ...request, upstream, hasFallback });
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    tried.push({ upstream, failure: error });
    return void 0;
  }
}
__name(askOne, "askOne");
function noteFailover({ onEvent }, file, last, to) {
  if (last === void 0 || last.failure.kind === "absent") return;
  const { upstream, failure } = last;
  onEvent({ kind: "failover", file, from: upstream.host, to: to.host, failure });
}
__name(noteFailover, "noteFailover");
function canPass(walked) {
  const last = walked.at(-1)?.failure;
  return last !== void 0 && (last.transient || last.kind === "mismatch");
}
__name(canPass, "canPass");
function verdict(walked, tried, { hasTail }) {
  const failures = walked.map(({ failure }) => failure);
  const mismatch = tried.find(({ failure }) => failure.kind === "mismatch")?.failure;
  const last = failures.at(-1);
  const real = hasTail && last?.kind === "absent" ? last : failures.findLast(({ kind }) => kind !== "absent");
  const counts = mismatch ?? real ?? last;
  if (counts === void 0) throw new Error("a walk asks at least one upstream");
  return counts;
}
__name(verdict, "verdict");

export {
  groupUpstreams,
  isHigher,
  hosts,
  spools,
  walkUpstreams
};
