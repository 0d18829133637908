import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./errors.mjs";

// src/byte-stream.ts
async function* bytesOf(stream) {
  for await (const piece of stream) yield toBuffer(piece);
}
__name(bytesOf, "bytesOf");
function toBuffer(piece) {
  if (!Buffer.isBuffer(piece)) throw new TypeError("a byte stream gave something else than bytes");
  return piece;
}
__name(toBuffer, "toBuffer");

export {
  bytesOf,
  toBuffer
};
