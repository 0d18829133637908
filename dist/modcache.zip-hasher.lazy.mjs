import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ZipHasher
} from "./modcache.zip-hasher.mjs";
import "./worker-thread.mjs";
import "./run.mjs";
import "./parsed.mjs";
import "./modcache.modcache.mjs";
import "./adapters.guard.end-process.mjs";
import "./adapters.process-tree.mjs";
import "./errors.mjs";
export {
  ZipHasher
};
