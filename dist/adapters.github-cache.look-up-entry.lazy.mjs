import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  lookUpEntry
} from "./adapters.github-cache.look-up-entry.mjs";
import "./http.retry-after.mjs";
import "./adapters.github-cache.endpoint.mjs";
import "./resilience.backoff.mjs";
import "./fetch.failure.mjs";
import "./fetch.failure-reason.mjs";
import "./resilience.deadline.mjs";
import "./adapters.github-cache.entry-version.mjs";
import "./errors.mjs";
import "./ports.transport-error.mjs";
import "./runtime.mjs";
export {
  lookUpEntry
};
