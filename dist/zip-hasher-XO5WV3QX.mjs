import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ZipHasher
} from "./chunk-NE63JZFA.mjs";
import "./chunk-DXQMW3HQ.mjs";
export {
  ZipHasher
};
