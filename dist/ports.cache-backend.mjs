import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./errors.mjs";

// src/ports/cache-backend.ts
var EntryInterrupted = class extends Error {
  static {
    __name(this, "EntryInterrupted");
  }
  name = "EntryInterrupted";
};

export {
  EntryInterrupted
};
