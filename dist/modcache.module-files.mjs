import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/modcache/module-files.ts
var UnreadableModule = class extends Error {
  static {
    __name(this, "UnreadableModule");
  }
};
function wrongLength({ name, bytes }) {
  return new UnreadableModule(`\`${name}\` does not have the ${bytes} bytes it should have`);
}
__name(wrongLength, "wrongLength");
var wholeBytes = 8 * 2 ** 20;
var pieceBytes = 2 ** 20;
var moduleLimits = {
  /** Of all files together, and of the zip (MaxZipFile). */
  moduleBytes: 500 * 2 ** 20,
  /** Of go.mod and LICENSE, each (MaxGoMod and MaxLICENSE). */
  goModBytes: 16 * 2 ** 20
};

export {
  UnreadableModule,
  wrongLength,
  wholeBytes,
  pieceBytes,
  moduleLimits
};
