import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/resilience/deadline.ts
var DeadlineExceeded = class extends Error {
  static {
    __name(this, "DeadlineExceeded");
  }
  name = "DeadlineExceeded";
  /** The time allowed, in ms. */
  ms;
  constructor(ms) {
    super(`not done within ${ms / 1e3} s`);
    this.ms = ms;
  }
};
var over = new Error("the body is done");
async function withDeadline({ ms, clock, parent }, body) {
  const deadline = new AbortController();
  const done = new AbortController();
  const timer = expire(deadline, ms, clock, done.signal);
  try {
    return await body(parent === void 0 ? deadline.signal : AbortSignal.any([parent, deadline.signal]));
  } finally {
    done.abort(over);
    await timer;
  }
}
__name(withDeadline, "withDeadline");
var lookEveryMs = 1e3;
async function expire(deadline, ms, clock, done) {
  const since = clock.now();
  const allowed = typeof ms === "function" ? ms : () => ms;
  const step = typeof ms === "function" ? lookEveryMs : Number.POSITIVE_INFINITY;
  try {
    for (let left = allowed(); left > 0; left = allowed() - (clock.now() - since)) {
      await clock.sleep(Math.min(left, step), done);
    }
  } catch (error) {
    if (error === done.reason) return;
    throw error;
  }
  deadline.abort(new DeadlineExceeded(allowed()));
}
__name(expire, "expire");

export {
  DeadlineExceeded,
  withDeadline
};
