import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/pack/format.ts
var formatVersion = 1;
var magic = Buffer.from("GOMODPCK", "latin1");
var footerBytes = 28;
var limits = {
  /** Of the manifest, decompressed. */
  manifestBytes: 64 * 2 ** 20,
  /** Of all go.mod texts together when writing, so that the manifest stays readable whatever JSON adds. */
  goModTotalBytes: 40 * 2 ** 20,
  /** Of a module's files together (golang.org/x/mod/zip, MaxZipFile). */
  moduleBytes: 500 * 2 ** 20,
  /** Of a module's go.mod and LICENSE, each (golang.org/x/mod/zip, MaxGoMod and MaxLICENSE). */
  goModBytes: 16 * 2 ** 20,
  /** Of the listing of a module's files. */
  listingBytes: 64 * 2 ** 20,
  /** Of files in one module; the largest module known has 60 000. */
  moduleFiles: 1e6,
  /** Of the time that downloading took, as far as it is told: a day. */
  downloadMs: 864e5,
  /** Base-2 logarithm of the zstd window: it bounds what a reader of one shard has to remember. */
  windowLog: 24
};
function encodeFooter({ offset, bytes }) {
  const footer = Buffer.alloc(footerBytes);
  footer.writeBigUInt64LE(BigInt(offset), 0);
  footer.writeBigUInt64LE(BigInt(bytes), 8);
  footer.writeUInt32LE(formatVersion, 16);
  magic.copy(footer, 20);
  return footer;
}
__name(encodeFooter, "encodeFooter");
function decodeFooter(footer, fileBytes) {
  if (footer.length !== footerBytes || !footer.subarray(20).equals(magic)) {
    return "not a pack, or cut short: the last bytes are not a footer";
  }
  const version = footer.readUInt32LE(16);
  if (version !== formatVersion) return `unknown format version ${version} (known: ${formatVersion})`;
  const offset = Number(footer.readBigUInt64LE(0));
  const bytes = Number(footer.readBigUInt64LE(8));
  const fits = offset >= magic.length && bytes > 0 && offset + bytes + footerBytes === fileBytes;
  return fits ? { offset, bytes } : "the manifest does not lie between the shards and the footer";
}
__name(decodeFooter, "decodeFooter");

export {
  formatVersion,
  magic,
  footerBytes,
  limits,
  encodeFooter,
  decodeFooter
};
