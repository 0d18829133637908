import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  describeReason
} from "./fetch.failure-reason.mjs";
import {
  DeadlineExceeded
} from "./resilience.deadline.mjs";
import {
  errnoOf
} from "./errors.mjs";
import {
  TransportError
} from "./ports.transport-error.mjs";
import {
  __name
} from "./runtime.mjs";

// src/resilience/sleep.ts
async function sleepUnlessAborted(clock, ms, signal) {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
__name(sleepUnlessAborted, "sleepUnlessAborted");

// src/resilience/watchdog.ts
var Stalled = class extends Error {
  static {
    __name(this, "Stalled");
  }
  name = "Stalled";
  /** How long there had been no progress, in ms. */
  silence;
  constructor(silence) {
    super(`no progress for ${Math.round(silence / 1e3)} s`);
    this.silence = silence;
  }
};
var looksPerTimeout = 8;
var over = new Error("the body is done");
async function withWatchdog(options, body) {
  const stalled = new AbortController();
  const done = new AbortController();
  const life = { last: options.clock.now() };
  const signal = options.parent === void 0 ? stalled.signal : AbortSignal.any([options.parent, stalled.signal]);
  const watch = keepWatch(options, life, stalled, done.signal);
  try {
    return await body({ signal, progress: /* @__PURE__ */ __name(() => life.last = options.clock.now(), "progress") });
  } finally {
    done.abort(over);
    await watch;
  }
}
__name(withWatchdog, "withWatchdog");
async function keepWatch({ stallTimeout, clock, probe }, life, stalled, done) {
  let seen = await probe?.(0);
  while (await sleepUnlessAborted(clock, stallTimeout / looksPerTimeout, done)) {
    const found = await probe?.(clock.now() - life.last);
    if (found !== seen) life.last = clock.now();
    seen = found;
    const silence = clock.now() - life.last;
    if (silence >= stallTimeout) return stalled.abort(new Stalled(silence));
  }
}
__name(keepWatch, "keepWatch");

// src/fetch/failure.ts
var FetchFailure = class extends Error {
  static {
    __name(this, "FetchFailure");
  }
  name = "FetchFailure";
  kind;
  reason;
  retryAfter;
  wrong;
  /** After how many attempts there were no more. */
  attempts = 1;
  /** True when the host is not asked again in this run. */
  givenUp = false;
  constructor(reason, details = {}) {
    super(describeReason(reason), { cause: details.cause });
    this.kind = kindOf(reason);
    this.reason = reason;
    this.retryAfter = details.retryAfter ?? 0;
    this.wrong = details.wrong;
  }
  /** Whether the same request can succeed a moment later. */
  get transient() {
    return transientKinds.has(this.kind);
  }
  /** The status of the upstream's answer, if there was one. */
  get status() {
    return this.reason.kind === "status" ? this.reason.status : void 0;
  }
};
var transientKinds = /* @__PURE__ */ new Set([
  "throttled",
  "circuit-open",
  "broken",
  "stalled",
  "invalid"
]);
var kinds = {
  "no-answer": "stalled",
  stalled: "stalled",
  "circuit-open": "circuit-open",
  "no-proxy-allowed": "refused",
  truncated: "broken",
  "wrong-range": "broken",
  excess: "invalid",
  changed: "refused",
  "html-page": "refused",
  "compressed-part": "broken",
  "too-large": "refused",
  "invalid-zip": "invalid",
  "invalid-info": "invalid",
  "wrong-hash": "invalid",
  mismatch: "mismatch"
};
var kindOfFault = {
  unreachable: "throttled",
  "proxy-failed": "throttled",
  broken: "broken",
  "proxy-refused": "refused",
  tls: "refused",
  redirect: "refused"
};
function kindOf(reason) {
  if (reason.kind === "status") return kindOfStatus(reason);
  if (reason.kind === "transport") return kindOfFault[reason.fault];
  return kinds[reason.kind];
}
__name(kindOf, "kindOf");
function kindOfStatus({ status, body }) {
  if (status === 404 || status === 410) {
    return /bad upstream|fetch timed out|bad gateway/i.test(body) ? "broken" : "absent";
  }
  if (status === 429 || status === 503) return "throttled";
  if (status === 408 || status === 425) return "broken";
  return status >= 500 && ![501, 505, 511].includes(status) ? "broken" : "refused";
}
__name(kindOfStatus, "kindOfStatus");
function asFailure(error) {
  if (error instanceof DeadlineExceeded) {
    return new FetchFailure({ kind: "no-answer", ms: error.ms }, { cause: error });
  }
  if (error instanceof Stalled) {
    return new FetchFailure({ kind: "stalled", ms: error.silence }, { cause: error });
  }
  if (!(error instanceof TransportError)) return error;
  const { fault, message: text } = error;
  return new FetchFailure({ kind: "transport", fault, code: systemCode(error), text }, { cause: error });
}
__name(asFailure, "asFailure");
function systemCode(error) {
  if (!Error.isError(error)) return void 0;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return systemCode(inner) ?? errnoOf(error);
}
__name(systemCode, "systemCode");
var clearRefusals = /* @__PURE__ */ new Set([401, 403, 404, 407, 410, 429, 451]);
function goMightSucceed(failure) {
  const { reason, kind } = failure;
  if (reason.kind === "status") return kind !== "absent" && !clearRefusals.has(reason.status);
  if (reason.kind === "transport") return reason.fault !== "proxy-refused";
  return !["mismatch", "too-large", "no-proxy-allowed"].includes(reason.kind);
}
__name(goMightSucceed, "goMightSucceed");

export {
  sleepUnlessAborted,
  Stalled,
  withWatchdog,
  FetchFailure,
  asFailure,
  goMightSucceed
};
