import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  asUpstream,
  moduleFile,
  nameOf,
  parseRequest,
  urlOf
} from "./chunk-JQNZ7P35.mjs";
import {
  Stalled,
  fullJitter,
  withWatchdog
} from "./chunk-5ILJL5PV.mjs";
import {
  DeadlineExceeded,
  withDeadline
} from "./chunk-SWAGFF3B.mjs";
import {
  moduleKey
} from "./chunk-EHO2DON2.mjs";
import {
  goModHash
} from "./chunk-5EJFMOZH.mjs";
import {
  matchesGlobs,
  parseGoproxy,
  redactUrls
} from "./chunk-CC5XOXPF.mjs";
import "./chunk-XG2APYX2.mjs";
import {
  TransportError
} from "./chunk-D7LAZTGA.mjs";
import {
  messageOf
} from "./chunk-2MBDZSVY.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/proxy/module-proxy.ts
import { mkdtemp, rm as rm3 } from "node:fs/promises";
import path2 from "node:path";

// src/proxy/answer.ts
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

// src/proxy/failure.ts
var transientKinds = /* @__PURE__ */ new Set([
  "throttled",
  "spared",
  "broken",
  "silent",
  "damaged"
]);
var FetchFailure = class extends Error {
  static {
    __name(this, "FetchFailure");
  }
  name = "FetchFailure";
  kind;
  /** The upstream's answer, if there was one. */
  status;
  /** How long the server wants to be left alone, in ms. */
  retryAfter;
  /** After how many attempts it was the end. */
  attempts = 1;
  constructor(kind, message, details = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.status = details.status;
    this.retryAfter = details.retryAfter ?? 0;
  }
  /** Whether the same request can succeed a moment later. */
  get transient() {
    return transientKinds.has(this.kind);
  }
};
function spared() {
  return new FetchFailure("spared", "not asked, for it failed too often just now");
}
__name(spared, "spared");
function asFailure(error) {
  if (error instanceof DeadlineExceeded) {
    return new FetchFailure("silent", `no answer within ${seconds(error.ms)}`, { cause: error });
  }
  if (error instanceof Stalled) {
    return new FetchFailure("silent", `hardly anything came for ${seconds(error.silence)}`, { cause: error });
  }
  if (!(error instanceof TransportError)) return error;
  const kind = error.fault === "unreachable" ? "throttled" : error.transient ? "broken" : "refused";
  return new FetchFailure(kind, error.message, { cause: error });
}
__name(asFailure, "asFailure");
function seconds(ms) {
  return `${Math.round(ms / 100) / 10} s`;
}
__name(seconds, "seconds");

// src/resilience/retry.ts
async function retry(options, attempt) {
  const { attempts, pauseAfter, clock, signal } = options;
  for (let number = 1; ; number++) {
    try {
      return await attempt(number);
    } catch (error) {
      signal.throwIfAborted();
      const pause = number < attempts ? pauseAfter(error, number) : void 0;
      if (pause === void 0) throw error;
      await clock.sleep(pause, signal);
    }
  }
}
__name(retry, "retry");

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

// src/resilience/gate.ts
var Gate = class {
  static {
    __name(this, "Gate");
  }
  #places;
  #waiting = [];
  #running = 0;
  constructor(places) {
    this.#places = places;
  }
  /** Settles as `body` does; rejects with the signal's reason when it aborts before the body began. */
  async run(demand, signal, body) {
    await this.#enter(demand, signal);
    try {
      return await body();
    } finally {
      this.#running--;
      this.admit();
    }
  }
  /** To be called when a demand has become urgent. */
  admit() {
    for (let next = this.#next(); next !== void 0; next = this.#next()) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#running++;
      next.enter();
    }
  }
  #next() {
    if (this.#running >= this.#places) return void 0;
    const urgent = this.#waiting.find(({ demand }) => demand.urgent);
    const room = this.#running < Math.max(1, Math.floor(this.#places * 0.75));
    return urgent ?? (room ? this.#waiting[0] : void 0);
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

// src/resilience/patience.ts
var samplesMax = 200;
var multiple = 4;
var Patience = class {
  static {
    __name(this, "Patience");
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

// src/proxy/host.ts
var budget = { burst: 50, perSecond: 2 };
var breaker = { failures: 5, window: 2e4, openFor: 1e4 };
var patience = {
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
    const patienceOf = /* @__PURE__ */ __name((lane) => new Patience({ ...patience[lane], most: stallTimeout }), "patienceOf");
    return {
      gate: new Gate(concurrency),
      budget: new RetryBudget({ ...budget, clock }),
      patience: { zip: patienceOf("zip"), small: patienceOf("small") },
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
function isSpared({ breaker: breaker2 }, file) {
  return breaker2[laneOf(file)].refuses || breaker2.small.refuses;
}
__name(isSpared, "isSpared");
function mayAsk(host, file) {
  return !isSpared(host, file) && host.breaker[laneOf(file)].allows();
}
__name(mayAsk, "mayAsk");
async function whileWorthIt({ waiting }, file, { parent, reason }, body) {
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
__name(whileWorthIt, "whileWorthIt");
function laneOf({ kind }) {
  return kind === "zip" ? "zip" : "small";
}
__name(laneOf, "laneOf");

// src/proxy/partial-body.ts
var PartialBody = class {
  static {
    __name(this, "PartialBody");
  }
  #spool;
  #hashKnown;
  #validator;
  #total;
  #answers = 0;
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
    if (size === 0 || size === this.#total) return {};
    if (this.#validator !== void 0) return { range: `bytes=${size}-`, "if-range": this.#validator };
    return this.#hashKnown ? { range: `bytes=${size}-` } : {};
  }
  /** Gets ready for the body of a 200 or 206; true when it carries on what is here. Throws FetchFailure. */
  async begin({ status, headers }) {
    const encoding = headers["content-encoding"] ?? "identity";
    if (encoding !== "identity")
      throw new FetchFailure("refused", `sent as ${encoding}, which was not asked for`);
    if (status === 206) return this.#carryOn(headers);
    await this.reset();
    this.#answers = 1;
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
    throw new FetchFailure("broken", `${size} of ${total} bytes came`);
  }
  /** Forgets everything. */
  async reset() {
    this.#answers = 0;
    this.#total = void 0;
    this.#validator = void 0;
    await this.#spool.reset();
  }
  async #carryOn(headers) {
    const range = /^bytes (?<start>\d+)-\d+\/(?<total>\d+|\*)$/.exec(headers["content-range"] ?? "")?.groups;
    const total = lengthOf(range?.["total"]) ?? this.#total;
    const fits = this.#total === void 0 || this.#total === total;
    if (Number(range?.["start"]) !== this.#spool.size || !fits) {
      await this.reset();
      throw new FetchFailure("broken", "it was carried on from another place than asked for");
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

// src/resilience/low-speed.ts
function lowSpeed(bytes, progress) {
  let since = 0;
  return (received) => {
    since += received;
    if (since < bytes) return;
    since = 0;
    progress();
  };
}
__name(lowSpeed, "lowSpeed");

// src/proxy/answer-failure.ts
import { STATUS_CODES } from "node:http";

// src/http/retry-after.ts
function retryAfter(value, now) {
  if (value === void 0) return 0;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1e3;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
__name(retryAfter, "retryAfter");

// src/proxy/answer-failure.ts
var wordsMax = 300;
async function answerFailure(response, now) {
  const { status, headers } = response;
  const words = await plainWords(response);
  const said = `${status} ${STATUS_CODES[status] ?? ""}`.trim() + (words === "" ? "" : ` (${words})`);
  return new FetchFailure(kindOf(status, words), said, {
    status,
    retryAfter: retryAfter(headers["retry-after"], now)
  });
}
__name(answerFailure, "answerFailure");
function kindOf(status, words) {
  if (status === 404 || status === 410) {
    return /bad upstream|fetch timed out|bad gateway/i.test(words) ? "broken" : "absent";
  }
  if (status === 429 || status === 503) return "throttled";
  if (status === 408 || status === 425 || status >= 500 && ![501, 505, 511].includes(status))
    return "broken";
  return "refused";
}
__name(kindOf, "kindOf");
async function plainWords(response) {
  let text = "";
  if (/^text\/plain\b/i.test(response.headers["content-type"] ?? "")) {
    for await (const chunk of response.body) {
      text += Buffer.from(chunk).toString();
      if (text.length > wordsMax) break;
    }
  }
  response.discard();
  return text.slice(0, wordsMax).replace(/\s+/g, " ").trim();
}
__name(plainWords, "plainWords");

// src/proxy/transfer.ts
var speedFloor = 2e3;
async function transfer(job, ports) {
  const { clock, signal: parent } = ports;
  const { gate, patience: byLane } = job.host;
  const patience2 = byLane[laneOf(job.file)];
  await gate.run(job.demand, parent, async () => {
    if (job.elsewhere && !mayAsk(job.host, job.file)) throw spared();
    const asked = clock.now();
    const ms = patience2.forFirstByte(job.silences);
    const answer = /* @__PURE__ */ __name((within) => withDeadline({ ms, clock, parent: within }, (signal) => ask(job, ports, signal)), "answer");
    const response = job.elsewhere ? await whileWorthIt(job.host, job.file, { parent, reason: spared() }, answer) : await answer(parent);
    const firstByte = clock.now() - asked;
    patience2.measured(firstByte);
    ports.onEvent({ kind: "first-byte", file: job.file, host: job.upstream.host, ms: firstByte });
    const stallTimeout = patience2.forBody(job.silences);
    await withWatchdog(
      { stallTimeout, clock, parent },
      ({ signal, progress }) => receive(job, ports, {
        response,
        signal,
        alive: lowSpeed(speedFloor * stallTimeout / 1e3, progress)
      })
    );
  });
}
__name(transfer, "transfer");
function ask({ upstream, file, partial }, { http }, signal) {
  const authorization = upstream.authorization === void 0 ? {} : { authorization: upstream.authorization };
  const headers = { "accept-encoding": "identity", ...authorization, ...partial.headers() };
  return http.get({ url: urlOf(upstream, file), headers, signal });
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

// src/proxy/fetch.ts
var backoffs = {
  quick: { base: 200, cap: 1e4 },
  slow: { base: 1e3, cap: 15e3 }
};
var retryAfterMax = 6e4;
async function fetchFrom(fetcher, errand) {
  const { file, upstream, wrong } = errand;
  const { checker: checker2, onEvent } = fetcher;
  const host = fetcher.hostOf(upstream.host);
  if (errand.elsewhere && isSpared(host, file)) throw spared();
  const spool = await fetcher.spoolFor(file);
  const partial = new PartialBody(spool, checker2.wanted(file) !== void 0);
  const course = new Course(fetcher, errand, host);
  let content;
  try {
    content = await retry({ ...fetcher, pauseAfter: course.pauseAfter }, async (attempt) => {
      onEvent({ kind: "attempt", file, host: upstream.host, attempt });
      try {
        await transfer({ ...errand, host, spool, partial, silences: course.silences }, fetcher);
        return await checker2.check(file, spool.content(), partial.patched ? /* @__PURE__ */ new Map() : wrong);
      } catch (error) {
        const failure = asFailure(error);
        if (!(failure instanceof FetchFailure)) throw failure;
        failure.attempts = attempt;
        course.failed(failure);
        if (failure.kind === "damaged") await partial.reset();
        throw failure;
      }
    });
    course.succeeded();
    onEvent({ kind: "fetched", file, host: upstream.host, bytes: spool.size });
    return content;
  } finally {
    await spool.close(content !== void 0);
  }
}
__name(fetchFrom, "fetchFrom");
var Course = class {
  static {
    __name(this, "Course");
  }
  #fetcher;
  #errand;
  #host;
  silences = 0;
  constructor(fetcher, errand, host) {
    this.#fetcher = fetcher;
    this.#errand = errand;
    this.#host = host;
  }
  get #breaker() {
    return this.#host.breaker[laneOf(this.#errand.file)];
  }
  succeeded() {
    this.#host.budget.succeeded();
    this.#breaker.succeeded();
  }
  failed({ kind, transient }) {
    if (kind === "spared") return;
    if (kind === "silent") this.silences++;
    if (transient || kind === "mismatch") this.#breaker.failed();
    else this.#breaker.succeeded();
  }
  /** In ms; undefined: to be given up. */
  pauseAfter = /* @__PURE__ */ __name((error, failures) => {
    if (!(error instanceof FetchFailure) || !error.transient || error.retryAfter > retryAfterMax)
      return void 0;
    const { file, upstream, elsewhere } = this.#errand;
    if (elsewhere && (this.#isEnough(error) || isSpared(this.#host, file))) return void 0;
    const due = this.#tokenDue();
    if (due === void 0) return void 0;
    const backoff = error.kind === "throttled" && !elsewhere ? backoffs.slow : backoffs.quick;
    const pause = Math.max(due, error.retryAfter + fullJitter(failures, backoff, this.#fetcher.random));
    this.#fetcher.onEvent({ kind: "retry", file, host: upstream.host, reason: error.message, pause });
    return pause;
  }, "pauseAfter");
  /** What nobody waits for is not worth the last tokens: it will be asked for when it is needed. */
  #tokenDue() {
    if (this.#errand.demand.urgent) return this.#host.budget.take();
    return this.#host.budget.tryTake() ? 0 : void 0;
  }
  /** Where somebody else can be asked: silence costs most, and what is damaged here can be whole there. */
  #isEnough({ kind }) {
    const silencesMax = laneOf(this.#errand.file) === "zip" ? 1 : 2;
    return kind === "spared" || kind === "damaged" || kind === "silent" && this.silences >= silencesMax;
  }
};

// src/proxy/walk.ts
var NotFetched = class extends Error {
  static {
    __name(this, "NotFetched");
  }
  name = "NotFetched";
  /** The failure that decides what is to be answered. */
  failure;
  constructor(file, failure, tried) {
    const lines = tried.map(({ upstream, failure: { message, attempts } }) => {
      return `${upstream.host}: ${message}${attempts > 1 ? ` (${attempts} attempts)` : ""}`;
    });
    super(`${nameOf(file)} could not be fetched
${lines.join("\n")}`);
    this.failure = failure;
  }
};
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
    const content = await ask2({ upstream, elsewhere: index < fallback.length - 1 }, tried);
    if (content !== void 0) return content;
  }
  throw new NotFetched(file, verdict(walked, tried, group), tried);
}
__name(walkUpstreams, "walkUpstreams");
function inOrder({ upstreams }, hasFallback) {
  return upstreams.map((upstream, index) => ({
    upstream,
    elsewhere: hasFallback || upstream.separator === "|" && index < upstreams.length - 1
  }));
}
__name(inOrder, "inOrder");
async function askOne(fetcher, request, { upstream, elsewhere }, tried) {
  noteFailover(fetcher, request.file, tried.at(-1), upstream);
  try {
    return await fetchFrom(fetcher, { ...request, upstream, elsewhere });
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
  onEvent({ kind: "failover", file, from: upstream.host, to: to.host, reason: failure.message });
}
__name(noteFailover, "noteFailover");
function canPass(walked) {
  const last = walked.at(-1)?.failure;
  return last !== void 0 && (last.transient || last.kind === "mismatch");
}
__name(canPass, "canPass");
function verdict(walked, tried, { hasTail }) {
  const failures = walked.map(({ failure }) => failure);
  const mismatch2 = tried.find(({ failure }) => failure.kind === "mismatch")?.failure;
  const last = failures.at(-1);
  const real = hasTail && last?.kind === "absent" ? last : failures.findLast(({ kind }) => kind !== "absent");
  const counts = mismatch2 ?? real ?? last;
  if (counts === void 0) throw new Error("a walk asks at least one upstream");
  return counts;
}
__name(verdict, "verdict");

// src/proxy/answer.ts
var contentTypes = {
  list: "text/plain; charset=utf-8",
  latest: "application/json",
  info: "application/json",
  mod: "text/plain; charset=utf-8",
  zip: "application/zip",
  sumdb: "text/plain; charset=utf-8"
};
async function answerWith(source, group, file, response) {
  try {
    const content = await source.get(group, file, true);
    await sendContent(response, file, content);
    if (response.req.method === "GET") await source.release(group, file, content);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendFailure(response, error);
  }
}
__name(answerWith, "answerWith");
async function sendContent(response, { kind }, content) {
  const size = content.kind === "file" ? content.size : content.bytes.length;
  response.writeHead(200, { "content-type": contentTypes[kind], "content-length": size });
  if (response.req.method === "HEAD") response.end();
  else if (content.kind === "memory") response.end(content.bytes);
  else await pipeline(createReadStream(content.file, { highWaterMark: 2 ** 18 }), response);
}
__name(sendContent, "sendContent");
function sendFailure(response, error) {
  const status = error instanceof NotFetched ? statusOf(error.failure) : 500;
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${messageOf(error)}
`);
}
__name(sendFailure, "sendFailure");
function statusOf({ kind, status }) {
  switch (kind) {
    case "absent":
      return status ?? 404;
    case "refused":
      return status !== void 0 && status >= 400 ? status : 502;
    case "throttled":
    case "spared":
      return status === 429 ? 429 : 503;
    case "silent":
      return 504;
    case "broken":
    case "damaged":
      return 502;
    case "mismatch":
      return 422;
  }
}
__name(statusOf, "statusOf");

// src/proxy/check.ts
var accidentsMax = 3;
function checker(checksums, hashZip) {
  const wanted = /* @__PURE__ */ __name(({ kind, module }) => {
    if (module === void 0) return void 0;
    if (kind === "zip") return checksums.zip(module);
    return kind === "mod" ? checksums.goMod(module) : void 0;
  }, "wanted");
  return {
    wanted,
    async check(file, content, wrong) {
      if (file.kind === "info" || file.kind === "latest") return rebuiltInfo(file, content);
      const h1 = content.kind === "file" ? await zipHash(content.file, hashZip) : hashOf(file, content.bytes);
      const vouched = wanted(file);
      if (file.module === void 0 || vouched === void 0 || h1 === vouched) return content;
      const times = (wrong.get(h1) ?? 0) + 1;
      wrong.set(h1, times);
      if (times >= accidentsMax) throw mismatch(file.module, file.kind, h1, vouched);
      throw new FetchFailure("damaged", `its hash was ${h1}, but go.sum says ${vouched}`);
    }
  };
}
__name(checker, "checker");
async function zipHash(file, hashZip) {
  const answer = await hashZip(file);
  if (answer.kind === "damaged") throw new FetchFailure("damaged", answer.reason);
  return answer.h1;
}
__name(zipHash, "zipHash");
function hashOf({ kind }, bytes) {
  return kind === "mod" ? goModHash(bytes) : "";
}
__name(hashOf, "hashOf");
function mismatch(module, kind, found, vouched) {
  const what = kind === "mod" ? `${moduleKey(module)}/go.mod` : moduleKey(module);
  return new FetchFailure(
    "mismatch",
    `verifying ${what}: checksum mismatch
	downloaded: ${found}
	go.sum:     ${vouched}
SECURITY ERROR: the same bytes came again and again, and go.sum does not vouch for them`
  );
}
__name(mismatch, "mismatch");
function rebuiltInfo(file, content) {
  if (content.kind === "file") throw new Error("an .info is kept in memory");
  const { Version: version, Time: time } = parsedInfo(content.bytes);
  const versionFits = file.module === void 0 ? version !== void 0 : version === file.module.version;
  if (!versionFits || version === void 0)
    throw new FetchFailure("damaged", "it is the .info of another version");
  const info = time === void 0 ? { Version: version } : { Version: version, Time: time };
  return { kind: "memory", bytes: Buffer.from(JSON.stringify(info)) };
}
__name(rebuiltInfo, "rebuiltInfo");
var rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
function parsedInfo(bytes) {
  const info = parsedJson(bytes.toString());
  if (typeof info !== "object" || info === null) throw new FetchFailure("damaged", "it is no .info");
  const version = "Version" in info && typeof info.Version === "string" ? { Version: info.Version } : {};
  if (!("Time" in info) || info.Time === null) return version;
  if (typeof info.Time !== "string" || !rfc3339.test(info.Time) || Number.isNaN(Date.parse(info.Time))) {
    throw new FetchFailure("damaged", "its time is none");
  }
  return { ...version, Time: info.Time };
}
__name(parsedInfo, "parsedInfo");
function parsedJson(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new FetchFailure("damaged", "it is no JSON", { cause: error });
    throw error;
  }
}
__name(parsedJson, "parsedJson");

// src/proxy/goproxy-list.ts
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

// src/proxy/loopback-server.ts
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
async function startLoopbackServer(handler) {
  const secret = `/${randomBytes(16).toString("hex")}`;
  const answering = /* @__PURE__ */ new Set();
  const server = createServer((request, response) => {
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
__name(startLoopbackServer, "startLoopbackServer");
function admitted({ url = "", headers }, host, secret) {
  const [path3 = ""] = url.split("?");
  return headers.host === host && path3.startsWith(`${secret}/`) ? path3.slice(secret.length + 1) : void 0;
}
__name(admitted, "admitted");
function portOf(address) {
  if (address === null || typeof address === "string") throw new Error("the server is not listening");
  return address.port;
}
__name(portOf, "portOf");

// src/proxy/module-source.ts
import { rm } from "node:fs/promises";

// src/proxy/flights.ts
var Flights = class {
  static {
    __name(this, "Flights");
  }
  #flights = /* @__PURE__ */ new Map();
  #onUrgent;
  /** `onUrgent` is called when somebody has begun to wait for what nobody waited for before. */
  constructor(onUrgent) {
    this.#onUrgent = onUrgent;
  }
  /** Settles as `fetch` does, which is only called when no flight is under way and nothing was kept. */
  join(key, { urgent, keep }, fetch) {
    const known = this.#flights.get(key);
    if (known !== void 0) {
      if (urgent && !known.demand.urgent) {
        known.demand.urgent = true;
        this.#onUrgent();
      }
      return known.outcome;
    }
    const demand = { urgent };
    const flight = { demand, outcome: this.#settle(key, keep, fetch(demand)) };
    this.#flights.set(key, flight);
    return flight.outcome;
  }
  /** Forgets what was kept, so that it is fetched again when it is asked for again. */
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
function moduleSource(fetcher, mirrors, patterns) {
  const hosts2 = /* @__PURE__ */ new Set();
  const flights = new Flights(() => {
    for (const host of hosts2) fetcher.hostOf(host).gate.admit();
  });
  const { goprivate } = patterns;
  const noProxy = patterns.gonoproxy || goprivate;
  const noSumDb = patterns.gonosumdb || goprivate;
  const mayAsk2 = /* @__PURE__ */ __name((path3) => !matchesGlobs(noProxy, path3), "mayAsk");
  const isPublic = /* @__PURE__ */ __name((path3) => [goprivate, noProxy, noSumDb].every((globs) => !matchesGlobs(globs, path3)), "isPublic");
  const keyOf = /* @__PURE__ */ __name(({ upstreams }, { wire }) => `${upstreams[0]?.url} ${wire}`, "keyOf");
  return {
    mayAsk: mayAsk2,
    get(group, file, urgent) {
      const fallback = file.path !== void 0 && isPublic(file.path) ? mirrors : [];
      for (const { host } of [...group.upstreams, ...fallback]) hosts2.add(host);
      return flights.join(keyOf(group, file), { urgent, keep: file.module !== void 0 }, async (demand) => {
        try {
          if (file.path !== void 0 && !mayAsk2(file.path)) throw notToBeAsked(file);
          return await walkUpstreams(fetcher, { group, fallback }, file, demand);
        } catch (error) {
          if (!fetcher.signal.aborted) fetcher.onEvent({ kind: "failed", file, reason: messageOf(error) });
          throw error;
        }
      });
    },
    async release(group, file, content) {
      if (content.kind === "memory") return;
      flights.forget(keyOf(group, file));
      await rm(content.file, { force: true });
    }
  };
}
__name(moduleSource, "moduleSource");
function notToBeAsked(file) {
  const failure = new FetchFailure("refused", "GONOPROXY says that no proxy is to be asked for it", {
    status: 403
  });
  return new NotFetched(file, failure, []);
}
__name(notToBeAsked, "notToBeAsked");

// src/proxy/prefetch.ts
async function prefetch(source, group, set) {
  const files = prefetchOrder(set).filter(({ path: path3 }) => path3 !== void 0 && source.mayAsk(path3));
  await Promise.allSettled(files.map((file) => source.get(group, file, false)));
}
__name(prefetch, "prefetch");
function prefetchOrder({ modules, goMods }) {
  return [
    ...modules.map((module) => moduleFile(module, "mod")),
    ...modules.map((module) => moduleFile(module, "info")),
    ...modules.map((module) => moduleFile(module, "zip")),
    ...goMods.map((module) => moduleFile(module, "mod"))
  ];
}
__name(prefetchOrder, "prefetchOrder");

// src/proxy/spool.ts
import { open, rm as rm2 } from "node:fs/promises";
import path from "node:path";
var bytesMax = { zip: 500 * 2 ** 20, small: 32 * 2 ** 20 };
function spools(dir) {
  let count2 = 0;
  return async ({ kind }) => kind === "zip" ? fileSpool(path.join(dir, `${count2++}.zip`)) : memorySpool();
}
__name(spools, "spools");
function memorySpool() {
  let chunks = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    async write(chunk) {
      size += chunk.length;
      refuseAbove(bytesMax.small, size);
      chunks.push(chunk);
    },
    async reset() {
      chunks = [];
      size = 0;
    },
    content: /* @__PURE__ */ __name(() => ({ kind: "memory", bytes: Buffer.concat(chunks) }), "content"),
    close: /* @__PURE__ */ __name(async () => {
    }, "close")
  };
}
__name(memorySpool, "memorySpool");
async function fileSpool(file) {
  const handle = await open(file, "wx");
  let size = 0;
  return {
    get size() {
      return size;
    },
    async write(chunk) {
      refuseAbove(bytesMax.zip, size + chunk.length);
      for (let at = 0; at < chunk.length; ) {
        const { bytesWritten } = await handle.write(chunk, at, chunk.length - at, size);
        at += bytesWritten;
        size += bytesWritten;
      }
    },
    async reset() {
      await handle.truncate(0);
      size = 0;
    },
    content: /* @__PURE__ */ __name(() => ({ kind: "file", file, size }), "content"),
    async close(keep) {
      await handle.close();
      if (!keep) await rm2(file, { force: true });
    }
  };
}
__name(fileSpool, "fileSpool");
function refuseAbove(max, bytes) {
  if (bytes > max) throw new FetchFailure("refused", `more than ${max / 2 ** 20} MB came`);
}
__name(refuseAbove, "refuseAbove");

// src/proxy/stats.ts
var ProxyTally = class {
  static {
    __name(this, "ProxyTally");
  }
  #hosts = /* @__PURE__ */ new Map();
  #modules = /* @__PURE__ */ new Map();
  #asked = /* @__PURE__ */ new Set();
  #attempted = /* @__PURE__ */ new Set();
  #requests = 0;
  #usefulBytes = 0;
  add(event) {
    if (event.kind === "asked") {
      this.#requests++;
      this.#asked.add(nameOf(event.file));
    }
    if (event.kind === "attempt") this.#attempted.add(nameOf(event.file));
    if (event.kind === "fetched") this.#usefulBytes += event.bytes;
    for (const tally of this.#talliesOf(event)) count(tally, event);
  }
  stats() {
    const hosts2 = Array.from(this.#hosts, ([host, tally]) => ({
      host,
      breakerChanges: tally.breakerChanges,
      ...transfer2(tally)
    }));
    const modules = Array.from(this.#modules, ([module, tally]) => ({ module, ...transfer2(tally) }));
    const total = /* @__PURE__ */ __name((pick) => hosts2.reduce((sum, stats) => sum + pick(stats), 0), "total");
    return {
      requests: this.#requests,
      attempts: total(({ attempts }) => attempts),
      bytes: total(({ bytes }) => bytes),
      usefulBytes: this.#usefulBytes,
      retries: total(({ retries }) => retries),
      resumes: total(({ resumes }) => resumes),
      failovers: total(({ failovers }) => failovers),
      needless: [...this.#attempted].filter((name) => !this.#asked.has(name)).length,
      hosts: hosts2,
      modules
    };
  }
  #talliesOf(event) {
    const host = "host" in event ? event.host : event.kind === "failover" ? event.from : void 0;
    const module = "file" in event && host !== void 0 ? event.file.module : void 0;
    return [
      ...host === void 0 ? [] : [tallyIn(this.#hosts, host)],
      ...module === void 0 ? [] : [tallyIn(this.#modules, moduleKey(module))]
    ];
  }
};
function count(tally, event) {
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
__name(count, "count");
function tallyIn(tallies, key) {
  const tally = tallies.get(key) ?? {
    attempts: 0,
    bytes: 0,
    retries: 0,
    resumes: 0,
    failovers: 0,
    breakerChanges: 0,
    firstBytes: []
  };
  tallies.set(key, tally);
  return tally;
}
__name(tallyIn, "tallyIn");
function transfer2({ attempts, bytes, retries, resumes, failovers, firstBytes }) {
  const sorted = firstBytes.toSorted((a, b) => a - b);
  const firstByte = Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
  return { attempts, bytes, firstByte, retries, resumes, failovers };
}
__name(transfer2, "transfer");

// src/proxy/zip-hasher.ts
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
var workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./hash-worker.ts" : "./hash-worker.mjs",
  import.meta.url
);
var threadsMax = Math.max(1, Math.min(2, availableParallelism() - 1));
var ZipHasher = class {
  static {
    __name(this, "ZipHasher");
  }
  #waiting = [];
  #idle = [];
  #busy = /* @__PURE__ */ new Map();
  /** Rejects when the file cannot be read, or when the hasher is closed. */
  hash(file) {
    const job = { file, outcome: Promise.withResolvers() };
    this.#waiting.push(job);
    this.#assign();
    return job.outcome.promise;
  }
  /** Ends the threads; whoever still waits gets an error. */
  async close() {
    for (const { outcome } of this.#waiting.splice(0)) outcome.reject(ended());
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((worker) => worker.terminate()));
  }
  #assign() {
    if (this.#waiting.length === 0) return;
    const worker = this.#idle.pop() ?? (this.#busy.size < threadsMax ? this.#start() : void 0);
    const job = worker && this.#waiting.shift();
    if (worker === void 0 || job === void 0) return;
    this.#busy.set(worker, job);
    worker.postMessage(job.file);
  }
  #start() {
    const worker = new Worker(workerUrl, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 4 }
    });
    let reason = ended();
    worker.on("message", (answer) => {
      const outcome = this.#release(worker);
      if (answer.kind === "unreadable") outcome?.reject(new Error(answer.reason));
      else outcome?.resolve(answer);
      this.#idle.push(worker);
      this.#assign();
    });
    worker.on("error", (error) => {
      reason = error;
    });
    worker.on("exit", () => {
      this.#release(worker)?.reject(reason);
      const index = this.#idle.indexOf(worker);
      if (index >= 0) this.#idle.splice(index, 1);
      this.#assign();
    });
    return worker;
  }
  #release(worker) {
    const job = this.#busy.get(worker);
    this.#busy.delete(worker);
    return job?.outcome;
  }
};
function ended() {
  return new Error("the thread that hashes zips has ended");
}
__name(ended, "ended");

// src/proxy/module-proxy.ts
var goParallelism = 8;
async function startModuleProxy(options) {
  const list = groupUpstreams(parseGoproxy(options.goproxy), options.leftToGo);
  if (list.groups.length === 0) return nothingToStandInFor(options.goproxy);
  const mirrors = options.fallback === "" ? [] : parseGoproxy(options.fallback);
  const tally = new ProxyTally();
  const onEvent = /* @__PURE__ */ __name((event) => {
    tally.add(event);
    options.onEvent(event);
  }, "onEvent");
  const closing = new AbortController();
  const spoolDir = await mkdtemp(path2.join(options.scratchDir, "proxy-"));
  const hasher = new ZipHasher();
  const fetcher = {
    ...options,
    hostOf: hosts({ ...options, onEvent }),
    spoolFor: spools(spoolDir),
    checker: checker(options.checksums, (file) => hasher.hash(file)),
    signal: AbortSignal.any([options.signal, closing.signal]),
    onEvent
  };
  const source = moduleSource(
    fetcher,
    mirrors.flatMap((entry) => entry.kind === "url" ? [asUpstream(entry.url, "")] : []),
    options
  );
  const server = await startLoopbackServer(async (request, response) => {
    const [index = "", ...wire] = request.split("/");
    const group = list.groups.find((_, number) => String(number) === index);
    const file = parseRequest(wire.join("/"));
    if (group === void 0 || file === void 0) return void response.writeHead(404).end();
    onEvent({ kind: "asked", file });
    await answerWith(source, group, file, response);
  });
  const prefetching = list.first === void 0 ? void 0 : prefetch(source, list.first, options);
  const urlOfGroup = /* @__PURE__ */ __name((index) => `${server.url}/${index}`, "urlOfGroup");
  const goproxy = list.render(urlOfGroup);
  return {
    goproxy,
    env: /* @__PURE__ */ __name((base) => ({ GOMAXPROCS: String(goParallelism), ...base, GOPROXY: goproxy }), "env"),
    rewrite: /* @__PURE__ */ __name((text) => list.groups.reduce(
      (rewritten, { upstreams: [upstream] }, index) => rewritten.replaceAll(urlOfGroup(index), redactUrls(upstream?.url ?? "")),
      text
    ), "rewrite"),
    stats: /* @__PURE__ */ __name(() => tally.stats(), "stats"),
    async close() {
      closing.abort(new Error("the module proxy is being closed"));
      await hasher.close();
      await server.close();
      await prefetching;
      await rm3(spoolDir, { recursive: true, force: true, maxRetries: 3 });
    }
  };
}
__name(startModuleProxy, "startModuleProxy");
function nothingToStandInFor(goproxy) {
  return {
    goproxy,
    env: /* @__PURE__ */ __name((base) => ({ ...base, GOPROXY: goproxy }), "env"),
    rewrite: /* @__PURE__ */ __name((text) => text, "rewrite"),
    stats: /* @__PURE__ */ __name(() => new ProxyTally().stats(), "stats"),
    close: /* @__PURE__ */ __name(async () => {
    }, "close")
  };
}
__name(nothingToStandInFor, "nothingToStandInFor");
export {
  startModuleProxy
};
