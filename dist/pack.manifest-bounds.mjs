import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  limits
} from "./pack.format.mjs";
import {
  __name
} from "./errors.mjs";

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
__name(manifestBounds, "manifestBounds");
function countElements(json) {
  let elements = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === quote) at = endOfString(json, at);
    else if (byte === comma || byte === colon || byte === brace || byte === bracket) elements += 1;
  }
  return elements;
}
__name(countElements, "countElements");
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
__name(endOfString, "endOfString");

export {
  widestBounds,
  manifestBounds,
  countElements
};
