import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./errors.mjs";

// src/resilience/unless-aborted.ts
async function unlessAborted(work, signal) {
  const aborted = Promise.withResolvers();
  const abort = /* @__PURE__ */ __name(() => aborted.reject(signal.reason), "abort");
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
__name(unlessAborted, "unlessAborted");

export {
  unlessAborted
};
