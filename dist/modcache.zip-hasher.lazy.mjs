import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ZipHasher
} from "./modcache.zip-hasher.mjs";
import "./worker-thread.mjs";
import "./run.mjs";
import "./adapters.process-tree.mjs";
export {
  ZipHasher
};
