import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/adapters/network/head-max.ts
var headMax = { bytes: 10 << 20, lines: 1e4 };

export {
  headMax
};
