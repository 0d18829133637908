import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/adapters/network/max-header-size.ts
var maxHeaderSize = 10 << 20;

export {
  maxHeaderSize
};
