import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ok,
  problem
} from "./run.mjs";

// src/pack/format.ts
var formatVersion = 1;
var magic = Buffer.from("GOMODPCK", "latin1");
var encryptedMagic = Buffer.from("GOMODEN1", "latin1");
var headBytes = 16;
var limits = {
  /** Of the manifest, decompressed. */
  manifestBytes: 64 * 2 ** 20,
  /** Of the time that downloading took, as far as it is told: a day. */
  downloadMs: 864e5,
  /** Base-2 logarithm of the zstd window: it bounds what a reader of one shard has to remember. */
  windowLog: 24
};
function encodeHead({ manifestBytes }) {
  const head = Buffer.alloc(headBytes);
  magic.copy(head);
  head.writeUInt32LE(formatVersion, 8);
  head.writeUInt32LE(manifestBytes, 12);
  return head;
}
function decodeHead(head, fileBytes) {
  if (head.length < headBytes) return problem("not a pack: too short");
  if (head.subarray(0, magic.length).equals(encryptedMagic)) {
    return problem("it is encrypted: it was stored with `cache-encryption-key`");
  }
  if (!head.subarray(0, magic.length).equals(magic)) return problem("not a pack: it does not begin like one");
  const version = head.readUInt32LE(8);
  if (version !== formatVersion)
    return problem(`unknown format version ${version} (known: ${formatVersion})`);
  const manifestBytes = head.readUInt32LE(12);
  return headBytes + manifestBytes <= fileBytes ? ok({ manifestBytes }) : problem("it is truncated within its manifest");
}

// src/pack/manifest-bounds.ts
var widestBounds = { bytes: limits.manifestBytes, elements: 8e6 };
var elementsPerModule = 40;
var bytesPerModule = 64 * 2 ** 10;
var shrinkFactor = 4;
var modulesAtLeast = 1e3;
var bytesAtLeast = 2 * 2 ** 20;
function manifestBounds(modules) {
  return {
    bytes: Math.min(widestBounds.bytes, bytesAtLeast + bytesPerModule * modules),
    elements: Math.min(widestBounds.elements, elementsPerModule * (modulesAtLeast + shrinkFactor * modules))
  };
}
function countElements(json) {
  let elements = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === quote) at = endOfString(json, at);
    else if (byte === comma || byte === colon || byte === brace || byte === bracket) elements += 1;
  }
  return elements;
}
var [quote, comma, colon, brace, bracket, backslash] = Buffer.from('",:{[\\');
function endOfString(json, start) {
  for (let end = start; ; ) {
    end = json.indexOf('"', end + 1, "latin1");
    if (end < 0) return json.length;
    let escapes = 0;
    while (json[end - 1 - escapes] === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
}

export {
  formatVersion,
  headBytes,
  limits,
  encodeHead,
  decodeHead,
  widestBounds,
  manifestBounds,
  countElements
};
