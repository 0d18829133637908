import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  answerFailure,
  lowSpeed
} from "./fetch.answer-failure.mjs";
import {
  retry
} from "./http.read-start.mjs";
import {
  FetchFailure,
  TransportError,
  asFailure,
  fullJitter,
  withWatchdog
} from "./run.mjs";

// src/fetch/byte-range.ts
function formatRange(from, to) {
  return `bytes=${from}-${to}`;
}
function parseContentRange(value) {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/i.exec(value?.trim() ?? "");
  if (match === null) return void 0;
  const [from, to, bytes] = match.slice(1).map(Number);
  return from <= to && to < bytes ? { from, to, bytes } : void 0;
}

// src/fetch/incoming-range.ts
var pieceMin = 2 ** 18;
var IncomingRange = class {
  /** Where it begins in the body, in bytes. */
  from;
  bytes;
  #memory;
  #filled = 0;
  #failure;
  #changed = Promise.withResolvers();
  /** `memory` is at least as large as the range, and belongs to it until it has been read. */
  constructor(from, bytes, memory) {
    this.from = from;
    this.bytes = bytes;
    this.#memory = memory;
  }
  /** How much of it is here, in bytes. */
  get filled() {
    return this.#filled;
  }
  get isComplete() {
    return this.#filled === this.bytes;
  }
  /** Takes in what comes next. Throws FetchFailure for more than there should be. */
  push(piece) {
    if (piece.length > this.bytes - this.#filled) {
      throw new FetchFailure({ kind: "excess" });
    }
    this.#memory.set(piece, this.#filled);
    this.#filled += piece.length;
    this.#tell();
  }
  /** Says that nothing more will come, and why. */
  fail(error) {
    this.#failure ??= error;
    this.#tell();
  }
  /**
   * What is here beyond the first `read` bytes; undefined while that is less than a piece and more will come. Throws what
   * `fail` was given, after all that came before.
   */
  after(read) {
    if (this.#isAwaited(read)) return void 0;
    if (this.#filled === read) throw this.#failure;
    return this.#memory.subarray(read, this.#filled);
  }
  /** Resolves when `after` returns a piece, or throws. */
  async arrival(read) {
    while (this.#isAwaited(read)) await this.#changed.promise;
  }
  #isAwaited(read) {
    return this.#failure === void 0 && this.#filled < Math.min(read + pieceMin, this.bytes);
  }
  /** The memory, for another range, once this one has been read. */
  release() {
    return this.#memory;
  }
  #tell() {
    const changed = this.#changed;
    this.#changed = Promise.withResolvers();
    changed.resolve();
  }
};
var Ranges = class {
  waiting = [];
  #bytes;
  #rangeBytes;
  #from = 0;
  constructor(bytes, rangeBytes) {
    this.#bytes = bytes;
    this.#rangeBytes = rangeBytes;
  }
  /** Returns the range that is to be requested next; undefined after the last. */
  next(memory) {
    const bytes = Math.min(this.#rangeBytes, this.#bytes - this.#from);
    if (bytes <= 0) return void 0;
    const range = new IncomingRange(this.#from, bytes, memory ?? Buffer.allocUnsafeSlow(bytes));
    this.waiting.push(range);
    this.#from += bytes;
    return range;
  }
};

// src/fetch/range-requests.ts
var backoff = { base: 200, cap: 2e3 };
var retryAfterMax = 5e3;
var RangeRequests = class {
  #options;
  #onReceived;
  constructor(options, onReceived) {
    this.#options = options;
    this.#onReceived = onReceived;
  }
  /**
   * Resolves with the answer to a request for the first `rangeBytes` of a body, or for all of it where it is smaller: with
   * status 200 it is the whole body all the same. Rejects with FetchFailure, or the signal's reason.
   */
  first(rangeBytes) {
    return this.#retrying(() => this.#ask(0, rangeBytes - 1));
  }
  /**
   * Has a range come, with `response` as the answer to its first request where there is one already. What breaks off is
   * resumed. Rejects with FetchFailure, or the signal's reason.
   */
  fill(range, version, response) {
    let given = response;
    return this.#retrying(async () => {
      const answer = given ?? await this.#askFor(range, version);
      given = void 0;
      await this.#receive(answer, range);
    });
  }
  async #askFor(range, version) {
    const [from, to] = [range.from + range.filled, range.from + range.bytes - 1];
    const response = await this.#ask(from, to, version.etag);
    const found = parseContentRange(response.headers["content-range"]);
    if (response.status === 206 && found?.from === from && found.to === to && found.bytes === version.bytes) {
      return response;
    }
    response.discard();
    throw new FetchFailure({ kind: "wrong-range" });
  }
  async #ask(from, to, etag) {
    const { send, clock, requestTimeout, signal: parent } = this.#options;
    const headers = { "accept-encoding": "identity", range: formatRange(from, to), ...ifMatch(etag) };
    const response = await withWatchdog(
      { stallTimeout: requestTimeout, clock, parent },
      ({ signal }) => send(headers, signal)
    );
    if (response.status === 412) {
      response.discard();
      throw new FetchFailure({ kind: "changed" });
    }
    if (response.status !== 200 && response.status !== 206) throw await answerFailure(response, clock.now());
    if (!/^text\/html\b/i.test(response.headers["content-type"] ?? "")) return response;
    response.discard();
    throw new FetchFailure({ kind: "html-page" });
  }
  async #receive(response, range) {
    const { clock, requestTimeout, signal: parent } = this.#options;
    await withWatchdog({ stallTimeout: requestTimeout, clock, parent }, async ({ signal, progress }) => {
      const end = () => response.discard(signal.reason);
      signal.addEventListener("abort", end, { once: true });
      try {
        for await (const piece of response.body) {
          progress();
          this.#onReceived(piece.length);
          range.push(piece);
        }
      } catch (error) {
        throw inBody(error, range.filled, range.bytes);
      } finally {
        signal.removeEventListener("abort", end);
        response.discard();
      }
      if (!range.isComplete) throw truncated(range.filled, range.bytes);
    });
  }
  #retrying(attempt) {
    const { attempts = 4, clock, random, signal } = this.#options;
    const pauseAfter = (error, failures) => {
      if (!(error instanceof FetchFailure) || !error.transient || error.retryAfter > retryAfterMax)
        return void 0;
      return error.retryAfter + fullJitter(failures, backoff, random);
    };
    return retry({ attempts, pauseAfter, clock, signal }, async () => {
      try {
        return await attempt();
      } catch (error) {
        throw asFailure(error);
      }
    });
  }
};
function ifMatch(etag) {
  return etag === void 0 ? {} : { "if-match": etag };
}
function truncated(received, total) {
  return new FetchFailure({ kind: "truncated", received, total });
}
function inBody(error, received, total) {
  const broke = error instanceof TransportError && error.fault === "broken" && total !== void 0;
  return broke ? truncated(received, total) : asFailure(error);
}

// src/fetch/transfer-watch.ts
var TransferWatch = class {
  #limits;
  #progress;
  /** How long the reader has waited since enough bytes came, in ms, without the wait that began at `#since`. */
  #waited = 0;
  #since;
  #received = 0;
  constructor(limits) {
    this.#limits = limits;
    const { speedFloor, stallTimeout, clock } = limits;
    this.#progress = lowSpeed(Math.max(1, speedFloor * stallTimeout / 1e3), () => {
      this.#waited = 0;
      this.#received = 0;
      if (this.#since !== void 0) this.#since = clock.now();
    });
  }
  /** Counts bytes that have come, whether or not the reader waits for them. */
  received(bytes) {
    this.#received += bytes;
    this.#progress(bytes);
  }
  /** Settles as `bytes` does, or rejects with a FetchFailure when the reader has waited for too long. */
  async wait(bytes) {
    const arrived = new AbortController();
    this.#since = this.#limits.clock.now();
    try {
      return await Promise.race([bytes, this.#expire(arrived.signal)]);
    } finally {
      this.#waited = this.#silence();
      this.#since = void 0;
      arrived.abort(over);
    }
  }
  #silence() {
    return this.#waited + (this.#since === void 0 ? 0 : this.#limits.clock.now() - this.#since);
  }
  async #expire(arrived) {
    const { stallTimeout, clock } = this.#limits;
    for (let left = stallTimeout - this.#silence(); left > 0; left = stallTimeout - this.#silence()) {
      await clock.sleep(left, arrived);
    }
    throw this.#tooSlow();
  }
  #tooSlow() {
    const { stallTimeout, speedFloor } = this.#limits;
    const floor = this.#received === 0 ? {} : { floor: speedFloor };
    return new FetchFailure({ kind: "stalled", ms: stallTimeout, ...floor });
  }
};
var over = new Error("the bytes have come");

// src/fetch/read-ranges.ts
async function readRanges(options) {
  const reader = new RangeReader(options);
  return reader.begin();
}
var RangeReader = class {
  #options;
  #watch;
  #requests;
  #rangeBytes;
  #closed = new AbortController();
  #filling = /* @__PURE__ */ new Set();
  constructor(options) {
    this.#options = options;
    this.#watch = new TransferWatch(options);
    const signal = AbortSignal.any([options.signal, this.#closed.signal]);
    this.#requests = new RangeRequests({ ...options, signal }, (bytes) => this.#watch.received(bytes));
    this.#rangeBytes = options.rangeBytes ?? 4 * 2 ** 20;
  }
  async begin() {
    const close = () => this.#close();
    try {
      const response = await this.#watch.wait(this.#requests.first(this.#rangeBytes));
      const { sizeLimit } = this.#options;
      const bytes = response.status === 206 ? firstOf(response, this.#rangeBytes).bytes : lengthOf(response);
      if ((bytes ?? 0) > sizeLimit) throw tooLarge(sizeLimit);
      if (response.status === 200) return { bytes, pieces: this.#stream(response, bytes), close };
      const version = { bytes: bytes ?? 0, etag: strong(response.headers["etag"]) };
      return { bytes, pieces: this.#inOrder(version, this.#start(version, response)), close };
    } catch (error) {
      await close();
      throw asFailure(error);
    }
  }
  async #close() {
    this.#closed.abort(new Error("the body is no longer needed"));
    await Promise.all(this.#filling);
  }
  async *#stream(response, bytes) {
    const { sizeLimit } = this.#options;
    const body = response.body[Symbol.asyncIterator]();
    let received = 0;
    try {
      for (; ; ) {
        const { done, value } = await this.#watch.wait(body.next());
        if (done) break;
        this.#watch.received(value.length);
        received += value.length;
        if (received > sizeLimit) throw tooLarge(sizeLimit);
        yield value;
      }
      if (bytes !== void 0 && received !== bytes) throw truncated(received, bytes);
      return void 0;
    } catch (error) {
      throw inBody(error, received, bytes);
    } finally {
      await this.#close();
    }
  }
  /** Requests the first ranges: they arrive before the reader asks for them. */
  #start(version, response) {
    const { parallel = 6 } = this.#options;
    const ranges = new Ranges(version.bytes, this.#rangeBytes);
    const first = ranges.next();
    if (first !== void 0) this.#fill(first, version, response);
    while (ranges.waiting.length < parallel) {
      const range = ranges.next();
      if (range === void 0) break;
      this.#fill(range, version);
    }
    return ranges;
  }
  async *#inOrder(version, ranges) {
    try {
      for (let range = ranges.waiting.shift(); range !== void 0; range = ranges.waiting.shift()) {
        for (let read = 0; read < range.bytes; ) {
          const piece = range.after(read);
          if (piece === void 0) {
            await this.#waitFor(range, read);
          } else {
            read += piece.length;
            yield piece;
          }
        }
        const next = ranges.next(range.release());
        if (next !== void 0) this.#fill(next, version);
      }
      return void 0;
    } catch (error) {
      throw asFailure(error);
    } finally {
      await this.#close();
    }
  }
  /** Each wait has a timer of its own. When it expires, what has come is still read before the failure is told. */
  async #waitFor(range, read) {
    try {
      await this.#watch.wait(range.arrival(read));
    } catch (error) {
      range.fail(error);
    }
  }
  #fill(range, version, response) {
    const filling = this.#requests.fill(range, version, response).catch((error) => range.fail(error));
    this.#filling.add(filling);
    void filling.then(() => this.#filling.delete(filling));
  }
};
function firstOf(response, rangeBytes) {
  const found = parseContentRange(response.headers["content-range"]);
  if (found?.from === 0 && found.to + 1 === Math.min(rangeBytes, found.bytes)) return found;
  response.discard();
  throw new FetchFailure({ kind: "wrong-range" });
}
function lengthOf({ headers }) {
  const value = headers["content-length"] ?? "";
  return /^\d{1,15}$/.test(value) ? Number(value) : void 0;
}
function strong(etag) {
  return etag !== void 0 && /^"[\x21\x23-\x7e]*"$/.test(etag) ? etag : void 0;
}
function tooLarge(sizeLimit) {
  return new FetchFailure({ kind: "too-large", max: sizeLimit });
}

export {
  readRanges
};
