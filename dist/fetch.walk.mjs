import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  answerFailure,
  lowSpeed
} from "./fetch.answer-failure.mjs";
import {
  retry
} from "./http.read-start.mjs";
import {
  asUpstream,
  urlOf
} from "./fetch.upstream.mjs";
import {
  isRfc3339
} from "./go.rfc3339.mjs";
import {
  FetchFailure,
  NotFetched,
  asFailure,
  fullJitter,
  goModHash,
  isLarge,
  laneOf,
  parseGoproxy,
  withDeadline,
  withWatchdog
} from "./run.mjs";

// src/fetch/goproxy-list.ts
function groupUpstreams(entries, leftToGo = /* @__PURE__ */ new Set()) {
  const groups = [];
  const parts = [];
  let run = [];
  for (const [index, entry] of entries.entries()) {
    if (!isOurs(entry, leftToGo)) {
      parts.push("url" in entry ? entry.url + entry.separator : entry.kind);
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
    render: (urlOfGroup) => parts.map((part) => typeof part === "string" ? part : urlOfGroup(part.group) + part.separator).join("")
  };
}
function upstreamsIn(list) {
  if (list === "") return [];
  return parseGoproxy(list).flatMap((entry) => entry.kind === "url" ? [asUpstream(entry.url, "")] : []);
}
function isOurs(entry, leftToGo) {
  if (entry.kind !== "url" || leftToGo.has(entry.url)) return false;
  const { protocol, username, password } = new URL(entry.url);
  return protocol === "https:" || protocol === "http:" && username === "" && password === "";
}

// src/resilience/adaptive-timeout.ts
var samplesMax = 200;
var multiple = 4;
var AdaptiveTimeout = class {
  #options;
  #samples = [];
  constructor(options) {
    this.#options = options;
  }
  /** Adds the time to a first byte, in ms after the request. */
  measured(ms) {
    this.#samples.push(ms);
    if (this.#samples.length > samplesMax) this.#samples.shift();
  }
  /** How long to wait for a first byte, in ms. It doubles each time the same request has timed out. */
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

// src/resilience/priority-limiter.ts
var priorities = ["now", "soon", "later"];
function isHigher(a, b) {
  return priorities.indexOf(a) < priorities.indexOf(b);
}
var PriorityLimiter = class {
  #slots;
  #waiting = [];
  #running = 0;
  #runningLarge = 0;
  constructor(slots) {
    this.#slots = slots;
  }
  /** Settles as `body` does, or rejects with the signal's reason if that aborts before `body` has begun. */
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
  /** To be called when the priority of a demand has risen. */
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
  #first(isLarge2) {
    const waiting = this.#waiting.filter(({ demand }) => demand.isLarge === isLarge2);
    return waiting.find(({ demand }) => demand.priority === "soon") ?? waiting[0];
  }
  #enter(demand, signal) {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal.reason);
      };
      const enter = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const waiting = { demand, enter };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.push(waiting);
      this.admit();
    });
  }
};

// src/resilience/retry-budget.ts
var RetryBudget = class {
  #options;
  #tokens;
  #since;
  constructor(options) {
    this.#options = options;
    this.#tokens = options.burst;
    this.#since = options.clock.now();
  }
  /** Takes a token, if there is one. */
  tryTake() {
    this.#refill();
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
  /** Takes a token, and returns after how many ms it is due. */
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
  #add(tokens2) {
    this.#tokens = Math.min(this.#options.burst, this.#tokens + tokens2);
  }
};

// src/resilience/circuit-breaker.ts
var CircuitBreaker = class {
  #options;
  #outcomes = [];
  #state = "closed";
  #openUntil = 0;
  constructor(options) {
    this.#options = options;
  }
  /** Whether it lets no request through now. */
  get refuses() {
    return this.#state !== "closed" && this.#options.clock.now() < this.#openUntil;
  }
  /** Whether a request may be sent now. A half-open breaker allows only the trial. */
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

// src/fetch/circuit.ts
var breaker = { failures: 5, window: 2e4, openFor: 1e4 };
var Circuit = class {
  #breakers;
  /** Requests that wait for a first byte, each called when a breaker opens. */
  #waiting = /* @__PURE__ */ new Set();
  /** Why the last request failed that can be retried. */
  #last;
  constructor({ clock, onChange }) {
    const breakerOf = (lane) => new CircuitBreaker({
      ...breaker,
      clock,
      onChange: (state) => {
        onChange(lane, state);
        for (const abort of state === "open" ? [...this.#waiting] : []) abort(lane);
      }
    });
    this.#breakers = { zip: breakerOf("zip"), small: breakerOf("small") };
  }
  isOpenFor(file) {
    return this.#breakers[laneOf(file)].refuses || this.#breakers.small.refuses;
  }
  /** Whether a request may be sent now; a half-open breaker lets one request through. */
  allows(file) {
    return !this.isOpenFor(file) && this.#breakers[laneOf(file)].allows();
  }
  succeeded(file) {
    this.#breakers[laneOf(file)].succeeded();
  }
  /** A failure that is an answer is a sign of life, whatever it says. */
  failed(file, { kind, transient, reason }) {
    if (kind === "circuit-open") return;
    if (transient) this.#last = reason;
    if (transient || kind === "mismatch") this.#breakers[laneOf(file)].failed();
    else this.#breakers[laneOf(file)].succeeded();
  }
  /** The failure of a request that is not sent because the circuit is open. */
  skipped() {
    return new FetchFailure({ kind: "circuit-open", last: this.#last });
  }
  /**
   * Runs `body` with a signal that aborts as soon as the circuit opens for this file, or with the reason of
   * `parent`.
   */
  async abortWhenOpened(file, parent, body) {
    const opened = new AbortController();
    const abort = (lane) => {
      if (lane === "small" || lane === laneOf(file)) opened.abort(this.skipped());
    };
    this.#waiting.add(abort);
    try {
      return await body(AbortSignal.any([parent, opened.signal]));
    } finally {
      this.#waiting.delete(abort);
    }
  }
};

// src/fetch/host-health.ts
var HostHealth = class {
  #reached = false;
  #failure;
  #probe;
  /** The failure of the whole host, if there is one. */
  get failure() {
    return this.#failure;
  }
  isProbe(requester) {
    return this.#probe?.by === requester;
  }
  /** Whether another request is probing the host, and this one has to wait for it. */
  mustWait(requester) {
    return this.#probe !== void 0 && !this.isProbe(requester) && !requester.hasFallback;
  }
  /** Resolves when `requester` need not wait any longer. Rejects with the signal's reason. */
  async waitForProbe(requester, signal) {
    while (this.#probe !== void 0 && this.mustWait(requester)) {
      await aborted(AbortSignal.any([this.#probe.ended.signal, signal]));
      signal.throwIfAborted();
    }
  }
  /** To be called when an answer begins. */
  answered(status) {
    if (status === 407) return;
    this.#reached = true;
    this.#failure = void 0;
    this.#endProbe();
  }
  /** To be called after each attempt that failed. */
  failed(requester, failure) {
    if (this.#reached || this.#failure !== void 0) return;
    if (isRefusal(failure)) {
      this.#failure = failure;
      this.#endProbe();
    } else if (isUnreachable(failure) && !requester.hasFallback) {
      this.#probe ??= { by: requester, ended: new AbortController() };
    }
  }
  /** To be called when `requester` has made its last attempt, which ended with `error`. */
  ended(requester, error) {
    if (!this.isProbe(requester)) return;
    this.#endProbe();
    if (!(error instanceof FetchFailure)) return;
    error.givenUp = true;
    this.#failure = error;
  }
  #endProbe() {
    this.#probe?.ended.abort();
    this.#probe = void 0;
  }
};
function isRefusal({ status, reason }) {
  return status === 407 || reason.kind === "transport" && /^(?:tls|proxy-refused)$/.test(reason.fault);
}
function isUnreachable({ reason }) {
  return reason.kind === "transport" && /^(?:unreachable|proxy-failed)$/.test(reason.fault);
}
async function aborted(signal) {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}

// src/fetch/login-health.ts
var unauthorizedMax = 8;
var LoginHealth = class {
  #served = false;
  #unauthorized = 0;
  #failure;
  /** The 401 that a request would get; undefined when that has to be seen. */
  failureFor({ priority }) {
    return this.#unauthorized >= unauthorizedMax || priority !== "now" ? this.#failure : void 0;
  }
  isShared(error) {
    return this.#failure !== void 0 && error === this.#failure;
  }
  /** To be called when an answer begins. */
  answered(status) {
    if (status === 401 || status === 407) return;
    this.#served = true;
    this.#failure = void 0;
  }
  /** To be called after each attempt that failed. */
  failed(failure) {
    if (failure.status !== 401) return;
    this.#unauthorized++;
    if (!this.#served) this.#failure = failure;
  }
};

// src/fetch/servers.ts
var budget = { burst: 50, perSecond: 2 };
var timeouts = {
  // Before anything has been measured there are names to look up, and connections and TLS to be set up.
  small: { least: 1e3, unmeasured: 3e3 },
  // A proxy that has to fetch and pack a module first is slow, but works.
  zip: { least: 5e3, unmeasured: 6e4 }
};
function servers({ concurrency, stallTimeout }, clock, onEvent) {
  const hosts = /* @__PURE__ */ new Map();
  const known = /* @__PURE__ */ new Map();
  const makeHost = () => ({
    limiter: new PriorityLimiter(concurrency),
    budget: new RetryBudget({ ...budget, clock }),
    health: new HostHealth()
  });
  const makeServer = ({ host: name }) => {
    const timeoutOf = (lane) => new AdaptiveTimeout({ ...timeouts[lane], most: stallTimeout });
    return {
      host: keptIn(hosts, name, makeHost),
      login: new LoginHealth(),
      circuit: new Circuit({
        clock,
        onChange: (lane, state) => onEvent({ kind: "breaker", host: name, lane, state })
      }),
      timeout: { zip: timeoutOf("zip"), small: timeoutOf("small") }
    };
  };
  return {
    of: (upstream) => keptIn(known, keyOf(upstream), () => makeServer(upstream)),
    admit() {
      for (const { limiter } of hosts.values()) limiter.admit();
    }
  };
}
function knownFailure({ host, login }, { demand }) {
  return host.health.failure ?? login.failureFor(demand);
}
function isKnown({ host, login }, error) {
  return error !== void 0 && error === host.health.failure || login.isShared(error);
}
function keptIn(map, key, make) {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
function keyOf({ url, authorization = "" }) {
  return `${url} ${authorization}`;
}

// src/fetch/spool.ts
import { open, rm } from "node:fs/promises";
import path from "node:path";
var bytesMax = { zip: 500 * 2 ** 20, info: 2 ** 20, other: 32 * 2 ** 20 };
function spools(dir) {
  let count = 0;
  return (file) => {
    const { kind } = file;
    if (isLarge(file)) return new FileSpool(path.join(dir, `${count++}.zip`));
    return memorySpool(kind === "info" || kind === "latest" ? bytesMax.info : bytesMax.other);
  };
}
function memorySpool(max) {
  let chunks = [];
  let size = 0;
  const reset = async () => {
    chunks = [];
    size = 0;
  };
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
    content: async () => ({ kind: "memory", bytes: Buffer.concat(chunks) }),
    close: async () => {
    }
  };
}
var batchBytes = 2 ** 18;
var FileSpool = class {
  #file;
  #handle;
  #batch = [];
  #written = 0;
  #size = 0;
  /** The range being filled before bytes that are here already. */
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
function refuseAbove(max, bytes) {
  if (bytes > max) throw new FetchFailure({ kind: "too-large", max });
}

// src/fetch/info.ts
function parseInfo(bytes) {
  const members = membersOf(bytes.toString());
  if (members === void 0) return { kind: "invalid", problem: "json" };
  let info = { kind: "info", version: void 0, time: void 0, origin: void 0 };
  for (const [name, text] of members) {
    const member = memberOf(name, text);
    if (typeof member === "string") return { kind: "invalid", problem: member };
    info = { ...info, ...member };
  }
  return info;
}
function formatInfo({ version, time, origin }) {
  const fields = [
    ...version === void 0 ? [] : [`"Version":${JSON.stringify(version)}`],
    ...time === void 0 ? [] : [`"Time":"${time}"`],
    ...origin === void 0 ? [] : [`"Origin":${origin}`]
  ];
  return Buffer.from(`{${fields.join(",")}}`);
}
var names = { version: /^version$/iu, time: /^time$/iu, origin: /^origin$/iu };
function memberOf(name, text) {
  if (names.origin.test(name)) return { origin: isOrigin(text) ? text : void 0 };
  if (text === "null") return {};
  if (names.version.test(name)) {
    const version = JSON.parse(text);
    return typeof version === "string" ? { version } : "json";
  }
  if (!names.time.test(name)) return {};
  const time = text.slice(1, -1);
  return text.startsWith('"') && isRfc3339(time) ? { time } : "time";
}
var originMax = 8192;
function isOrigin(text) {
  if (!text.startsWith("{") || text.length > originMax) return false;
  return (membersOf(text) ?? []).every(
    ([name, value]) => !originFields.test(name) || value.startsWith('"') || value === "null"
  );
}
var originFields = /^(?:vcs|url|subdir|hash|tagprefix|tagsum|ref|reposum)$/iu;
var tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;
function membersOf(text) {
  if (!isObject(text)) return void 0;
  const members = [];
  let name;
  let start = 0;
  for (const { token, index } of outerTokens(text)) {
    if (token === ":") start = index + 1;
    else if (token !== "," && token !== "}") name ??= String(JSON.parse(token));
    else if (name !== void 0) {
      members.push([name, text.slice(start, index).trim()]);
      name = void 0;
    }
  }
  return members;
}
function* outerTokens(text) {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (depth === 1) yield { token, index };
    if (token === "{" || token === "[") depth++;
    if (token === "}" || token === "]") depth--;
  }
}
function isObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

// src/fetch/verify.ts
function verifier(checksums, readZip) {
  const expectedHash = ({ kind, module }) => {
    if (module === void 0) return void 0;
    if (kind === "zip") return checksums.zip(module);
    return kind === "mod" ? checksums.goMod(module) : void 0;
  };
  return {
    expectedHash,
    async verify(file, received, wrongHashes) {
      if (file.kind === "info" || file.kind === "latest") return rebuiltInfo(file, received);
      const expected = expectedHash(file);
      const read = await readReceived(file, received, expected, readZip);
      if (read.kind === "placed") return read;
      const { wrong } = read;
      if (read.kind === "damaged")
        throw new FetchFailure({ kind: "invalid-zip", problem: read.reason }, { wrong });
      const { h1: found } = read;
      if (expected !== void 0 && found !== expected)
        throw wrongHash({ found, expected }, wrongHashes, { wrong });
      return received;
    }
  };
}
var accidentsMax = 3;
function wrongHash(hashes, wrongHashes, details) {
  const count = (wrongHashes.get(hashes.found) ?? 0) + 1;
  wrongHashes.set(hashes.found, count);
  if (count >= accidentsMax) return new FetchFailure({ kind: "mismatch", ...hashes });
  return new FetchFailure({ kind: "wrong-hash", ...hashes }, details);
}
async function readReceived({ kind, module }, received, expected, readZip) {
  if (received.kind === "file") return readZip(received, module, expected);
  return { kind: "hashed", h1: kind === "mod" ? goModHash(received.bytes) : "" };
}
function rebuiltInfo({ module }, received) {
  if (received.kind === "file") throw new Error("an .info is kept in memory");
  const info = parseInfo(received.bytes);
  if (info.kind === "invalid") throw new FetchFailure({ kind: "invalid-info", problem: info.problem });
  const { version } = info;
  if (module === void 0 ? version === void 0 : version !== module.version)
    throw new FetchFailure({ kind: "invalid-info", problem: "version" });
  return { kind: "memory", bytes: formatInfo(info) };
}

// src/fetch/partial-body.ts
var PartialBody = class {
  #spool;
  #hashKnown;
  #validator;
  #total;
  #answers = 0;
  /** Whether it cannot be resumed, because the bytes here do not tell where the rest begins. */
  #isWhole = false;
  /** Where the requested range ends, when the bytes behind it are here already. */
  #until;
  constructor(spool, hashKnown) {
    this.#spool = spool;
    this.#hashKnown = hashKnown;
  }
  /** Whether the bytes here came in several answers. */
  get isPatched() {
    return this.#answers > 1;
  }
  /** The headers that request what is missing; none of them for the whole file. */
  headers() {
    const { size } = this.#spool;
    if (size === 0 && this.#until === void 0 || size === this.#total || this.#isWhole) return {};
    const range = `bytes=${size}-${this.#until === void 0 ? "" : this.#until - 1}`;
    if (this.#validator !== void 0) return { range, "if-range": this.#validator };
    return this.#hashKnown ? { range } : {};
  }
  /**
   * Makes the bytes in `range` missing again and returns true, if the body came whole and in one answer;
   * false if it has to be fetched from the beginning.
   */
  async reopen(range) {
    if (this.isPatched || !this.#hashKnown || this.#total !== this.#spool.size) return false;
    this.#until = range.until;
    await this.#spool.reopen(range);
    return true;
  }
  /** Prepares for the body of a 200 or 206; true when it resumes. Throws FetchFailure. */
  async begin({ status, headers, uncompressed = false }) {
    if (status === 206 && !uncompressed) return this.#resume(headers);
    await this.reset();
    if (status === 206) throw new FetchFailure({ kind: "compressed-part" });
    this.#answers = 1;
    this.#isWhole = uncompressed;
    this.#total = lengthOf(headers["content-length"]);
    this.#validator = validatorOf(headers);
    return false;
  }
  /** Checks that the body is complete. Throws FetchFailure; the bytes of a truncated one are kept. */
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
  async #resume(headers) {
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
function lengthOf(text) {
  return text !== void 0 && /^\d+$/.test(text) ? Number(text) : void 0;
}

// src/fetch/retry-state.ts
var backoffs = {
  quick: { base: 200, cap: 1e4 },
  slow: { base: 400, factor: 3, cap: 15e3 }
};
var retryAfterMax = 6e4;
var RetryState = class {
  #request;
  #server;
  #context;
  #stalls = 0;
  #throttled = 0;
  constructor(request, server, context) {
    this.#request = request;
    this.#server = server;
    this.#context = context;
  }
  get stalls() {
    return this.#stalls;
  }
  /** To be called after each attempt that failed, unless its failure is shared with others. */
  failed(failure) {
    if (failure.kind === "stalled") this.#stalls++;
    if (failure.kind === "throttled") this.#throttled++;
    this.#server.circuit.failed(this.#request.file, failure);
  }
  /** The pause in ms after the `failures`-th failure (1 for the first); undefined: no retry. */
  pauseAfter = (error, failures) => {
    const { file, upstream } = this.#request;
    if (!(error instanceof FetchFailure) || !this.#isRetryable(error)) return void 0;
    if (this.#server.host.health.mustWait(this.#request)) return 0;
    if (this.#request.hasFallback && this.#isEnough(error)) return void 0;
    const due = this.#tokenDue();
    if (due === void 0) return void 0;
    const pause = Math.max(due, error.retryAfter + this.#backoff(error, failures));
    this.#context.onEvent({ kind: "retry", file, host: upstream.host, failure: error, pause });
    return pause;
  };
  #isRetryable(failure) {
    return failure.transient && failure.retryAfter <= retryAfterMax && !isKnown(this.#server, failure);
  }
  #backoff({ kind }, failures) {
    const isThrottled = kind === "throttled";
    const backoff = isThrottled && !this.#request.hasFallback ? backoffs.slow : backoffs.quick;
    const alike = isThrottled ? this.#throttled : failures - this.#throttled;
    return fullJitter(alike, backoff, this.#context.random);
  }
  /**
   * Prefetches do not spend the last retry tokens: a later request of the go command will. The probe needs
   * none.
   */
  #tokenDue() {
    const { budget: budget2, health } = this.#server.host;
    if (health.isProbe(this.#request)) return 0;
    if (this.#request.demand.priority === "now") return budget2.take();
    return budget2.tryTake() ? 0 : void 0;
  }
  /** With a fallback: stalls cost most, and a file that is invalid here can be valid there. */
  #isEnough({ kind }) {
    const { file } = this.#request;
    if (kind === "circuit-open" || kind === "invalid" || this.#server.circuit.isOpenFor(file)) return true;
    return kind === "stalled" && this.#stalls >= (laneOf(file) === "zip" ? 1 : 2);
  }
};

// src/fetch/transfer.ts
var speedFloor = 2e3;
async function transfer(job, context) {
  const { request, server } = job;
  const { limiter, health } = server.host;
  for (let done = false; !done; ) {
    await health.waitForProbe(request, context.signal);
    done = await limiter.run(request.demand, context.signal, () => transferInSlot(job, context));
  }
}
async function transferInSlot(job, context) {
  const { request, server } = job;
  const known = knownFailure(server, request);
  if (known !== void 0) throw known;
  if (server.host.health.mustWait(request)) return false;
  if (request.hasFallback && !server.circuit.allows(request.file)) throw server.circuit.skipped();
  try {
    await exchange(job, context);
    return true;
  } catch (error) {
    const failure = asFailure(error);
    if (failure instanceof FetchFailure) {
      server.host.health.failed(request, failure);
      server.login.failed(failure);
    }
    throw failure;
  }
}
async function exchange(job, context) {
  const { request, server, stalls } = job;
  const { clock, signal: parent } = context;
  const timeout = server.timeout[laneOf(request.file)];
  const response = await firstAnswer(job, context);
  const stallTimeout = timeout.forBody(stalls);
  await withWatchdog({ stallTimeout, clock, parent }, ({ signal, progress }) => {
    const alive = lowSpeed(speedFloor * stallTimeout / 1e3, progress);
    return receive(job, context, { response, signal, alive });
  });
}
async function firstAnswer(job, context) {
  const { request, server, attempt, stalls } = job;
  const { file, upstream, hasFallback } = request;
  const { clock, signal: parent, onEvent } = context;
  const timeout = server.timeout[laneOf(file)];
  onEvent({ kind: "attempt", file, host: upstream.host, attempt });
  const start = clock.now();
  const ms = () => timeout.forFirstByte(stalls);
  const answer = (within) => withDeadline({ ms, clock, parent: within }, (signal) => send(job, context.http, signal));
  const response = hasFallback ? await server.circuit.abortWhenOpened(file, parent, answer) : await answer(parent);
  const firstByte = clock.now() - start;
  server.host.health.answered(response.status);
  server.login.answered(response.status);
  timeout.measured(firstByte);
  onEvent({ kind: "first-byte", file, host: upstream.host, ms: firstByte });
  return response;
}
function send({ request: { upstream, file }, partial }, http, signal) {
  const authorization = upstream.authorization === void 0 ? {} : { authorization: upstream.authorization };
  const headers = { "accept-encoding": "identity", ...authorization, ...partial.headers() };
  return http.send({ url: urlOf(upstream, file), headers, signal });
}
async function receive({ request: { file, upstream }, spool, partial }, { clock, onEvent }, { response, signal, alive }) {
  const { host } = upstream;
  const end = () => response.discard(signal.reason);
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

// src/fetch/fetch.ts
async function fetchFrom(context, request) {
  const { file, upstream, hasFallback } = request;
  const { attempts, verifier: verifier2, clock, onEvent, signal } = context;
  const server = context.servers.of(upstream);
  const known = knownFailure(server, request);
  if (known !== void 0) throw known;
  if (hasFallback && server.circuit.isOpenFor(file)) throw server.circuit.skipped();
  const spool = context.spoolFor(file);
  const partial = new PartialBody(spool, verifier2.expectedHash(file) !== void 0);
  const retries = new RetryState(request, server, context);
  const fetch = { request, server, spool, partial, retries };
  let content;
  try {
    const { pauseAfter } = retries;
    content = await retry(
      { attempts, pauseAfter, clock, signal },
      (attempt) => attemptOnce(fetch, context, attempt)
    );
    server.host.budget.succeeded();
    server.circuit.succeeded(file);
    onEvent({ kind: "fetched", file, host: upstream.host, bytes: spool.size });
    return content;
  } catch (error) {
    server.host.health.ended(request, error);
    throw error;
  } finally {
    await spool.close(content !== void 0);
  }
}
async function attemptOnce(fetch, context, attempt) {
  const { partial, retries, server } = fetch;
  try {
    return await getOrMend(fetch, context, attempt);
  } catch (error) {
    const failure = asFailure(error);
    if (failure instanceof FetchFailure && !isKnown(server, failure)) {
      failure.attempts = attempt;
      retries.failed(failure);
      if (failure.kind === "invalid") await partial.reset();
    }
    throw failure;
  }
}
async function getOrMend(fetch, context, attempt) {
  const { file, upstream, hasFallback } = fetch.request;
  try {
    return await get(fetch, context, attempt);
  } catch (error) {
    if (!(error instanceof FetchFailure) || error.wrong === void 0 || hasFallback) throw error;
    if (!await fetch.partial.reopen(error.wrong)) throw error;
    context.onEvent({ kind: "retry", file, host: upstream.host, failure: error, pause: 0 });
    return get(fetch, context, attempt);
  }
}
async function get(fetch, context, attempt) {
  const { request, server, spool, partial, retries } = fetch;
  await transfer({ request, server, spool, partial, attempt, stalls: retries.stalls }, context);
  const wrongHashes = partial.isPatched ? /* @__PURE__ */ new Map() : request.wrongHashes;
  return context.verifier.verify(request.file, await spool.content(), wrongHashes);
}

// src/fetch/walk.ts
async function walkUpstreams(context, { group, fallback }, file, demand) {
  const walked = [];
  const wrongHashes = /* @__PURE__ */ new Map();
  const ask = (candidate, tried2) => askOne(context, { ...candidate, file, demand, wrongHashes }, tried2);
  for (const candidate of inOrder(group, fallback.length > 0)) {
    const content = await ask(candidate, walked);
    if (content !== void 0) return content;
    if (candidate.upstream.separator === "," && walked.at(-1)?.failure.kind !== "absent") break;
  }
  const tried = [...walked];
  for (const [index, upstream] of mayFallBack(walked) ? fallback.entries() : []) {
    const content = await ask({ upstream, hasFallback: index < fallback.length - 1 }, tried);
    if (content !== void 0) return content;
  }
  throw new NotFetched(file, decisive(walked, tried, group), tried);
}
function inOrder({ upstreams }, hasMirrors) {
  return upstreams.map((upstream, index) => ({
    upstream,
    hasFallback: hasMirrors || upstream.separator === "|" && index < upstreams.length - 1
  }));
}
async function askOne(context, request, tried) {
  const { upstream, file } = request;
  const last = tried.at(-1);
  if (last !== void 0 && last.failure.kind !== "absent") {
    const { upstream: from, failure } = last;
    context.onEvent({ kind: "failover", file, from: from.host, to: upstream.host, failure });
  }
  try {
    return await fetchFrom(context, request);
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    tried.push({ upstream, failure: error });
    return void 0;
  }
}
function mayFallBack(walked) {
  const last = walked.at(-1)?.failure;
  return last !== void 0 && (last.transient || last.kind === "mismatch");
}
function decisive(walked, tried, { hasTail }) {
  const failures = walked.map(({ failure: failure2 }) => failure2);
  const mismatch = tried.find(({ failure: failure2 }) => failure2.kind === "mismatch")?.failure;
  const last = failures.at(-1);
  const real = hasTail && last?.kind === "absent" ? last : failures.findLast(({ kind }) => kind !== "absent");
  const failure = mismatch ?? real ?? last;
  if (failure === void 0) throw new Error("a walk asks at least one upstream");
  return failure;
}

export {
  groupUpstreams,
  upstreamsIn,
  isHigher,
  servers,
  spools,
  verifier,
  wrongHash,
  walkUpstreams
};
