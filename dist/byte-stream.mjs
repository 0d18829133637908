import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/byte-stream.ts
async function* bytesOf(stream) {
  for await (const piece of stream) yield toBuffer(piece);
}
function toBuffer(piece) {
  if (!Buffer.isBuffer(piece)) throw new TypeError("a byte stream gave something else than bytes");
  return piece;
}

export {
  bytesOf,
  toBuffer
};
