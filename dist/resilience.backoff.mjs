import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/resilience/watchdog.ts
var Stalled = class extends Error {
  static {
    __name(this, "Stalled");
  }
  name = "Stalled";
  /** How long there had been no sign of life, in ms. */
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
  while (await slept(clock, stallTimeout / looksPerTimeout, done)) {
    const found = await probe?.(clock.now() - life.last);
    if (found !== seen) life.last = clock.now();
    seen = found;
    const silence = clock.now() - life.last;
    if (silence >= stallTimeout) return stalled.abort(new Stalled(silence));
  }
}
__name(keepWatch, "keepWatch");
async function slept(clock, ms, done) {
  try {
    await clock.sleep(ms, done);
    return true;
  } catch (error) {
    if (error === done.reason) return false;
    throw error;
  }
}
__name(slept, "slept");

// src/resilience/backoff.ts
function fullJitter(failures, { base, factor = 2, cap }, random) {
  const growth = Math.min(Number.MAX_VALUE, factor ** (failures - 1));
  return random() * Math.min(cap, base * growth);
}
__name(fullJitter, "fullJitter");

export {
  Stalled,
  withWatchdog,
  fullJitter
};
