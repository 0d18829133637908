import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  lookUpEntry
} from "./adapters.github-cache.look-up-entry.mjs";
import "./adapters.github-cache.entry-version.mjs";
import "./http.read-start.mjs";
import "./run.mjs";
import "./adapters.process-tree.mjs";
export {
  lookUpEntry
};
