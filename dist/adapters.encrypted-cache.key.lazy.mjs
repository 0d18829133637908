import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  encryptionKeyOf,
  entryKeyOf
} from "./adapters.encrypted-cache.key.mjs";
import "./run.mjs";
import "./adapters.process-tree.mjs";
export {
  encryptionKeyOf,
  entryKeyOf
};
