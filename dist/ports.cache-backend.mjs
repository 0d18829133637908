import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/ports/cache-backend.ts
var EntryInterrupted = class extends Error {
  name = "EntryInterrupted";
  isDamaged;
  constructor(reason, { isDamaged, cause }) {
    super(reason, { cause });
    this.isDamaged = isDamaged;
  }
  get reason() {
    return this.message;
  }
};

export {
  EntryInterrupted
};
