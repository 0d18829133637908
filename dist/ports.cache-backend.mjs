import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/ports/cache-backend.ts
var EntryInterrupted = class extends Error {
  name = "EntryInterrupted";
};

export {
  EntryInterrupted
};
