import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  encryptionKeyOf,
  entryKeyOf
} from "./adapters.encrypted-cache.key.mjs";
import "./run.mjs";
import "./parsed.mjs";
import "./modcache.modcache.mjs";
import "./adapters.guard.end-process.mjs";
import "./adapters.process-tree.mjs";
import "./errors.mjs";
export {
  encryptionKeyOf,
  entryKeyOf
};
