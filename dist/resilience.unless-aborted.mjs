import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/resilience/unless-aborted.ts
async function unlessAborted(work, signal) {
  const aborted = Promise.withResolvers();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

export {
  unlessAborted
};
