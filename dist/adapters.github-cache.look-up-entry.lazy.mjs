import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  lookUpEntry
} from "./adapters.github-cache.look-up-entry.mjs";
import "./http.read-start.mjs";
import "./adapters.github-cache.entry-version.mjs";
import "./run.mjs";
import "./parsed.mjs";
import "./modcache.modcache.mjs";
import "./adapters.guard.end-process.mjs";
import "./adapters.process-tree.mjs";
import "./errors.mjs";
export {
  lookUpEntry
};
