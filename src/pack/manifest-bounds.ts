import { limits } from './format.ts';

/** ManifestBounds is how large a manifest may be before it is parsed. */
export interface ManifestBounds {
  /** Of its JSON, in bytes. */
  readonly bytes: number;
  /** How many times its JSON may begin an object, a list or another element of one. */
  readonly elements: number;
}

/** widestBounds accepts whatever the format allows, for a reader that has no go.sum. */
export const widestBounds: ManifestBounds = { bytes: limits.manifestBytes, elements: 8_000_000 };

/** What one module adds at most: its entry, its go.mod file, and a shard. */
const elementsPerModule = 40;
const bytesPerModule = 64 * 2 ** 10;

/** An older entry of a project may hold more modules than today's go.sum lists. */
const shrinkFactor = 4;
const modulesAtLeast = 1000;
const bytesAtLeast = 2 * 2 ** 20;

/**
 * manifestBounds returns the bounds for a checkout whose go.sum lists the go.mod files of `modules` modules. JSON can
 * take fifty times its size in memory, so its size alone bounds nothing.
 */
export function manifestBounds(modules: number): ManifestBounds {
  return {
    bytes: Math.min(widestBounds.bytes, bytesAtLeast + bytesPerModule * modules),
    elements: Math.min(widestBounds.elements, elementsPerModule * (modulesAtLeast + shrinkFactor * modules)),
  };
}

/** countElements counts what `elements` of ManifestBounds limits, in JSON that need not be valid. */
export function countElements(json: Buffer): number {
  let elements = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === quote) at = endOfString(json, at);
    else if (byte === comma || byte === colon || byte === brace || byte === bracket) elements += 1;
  }
  return elements;
}

const [quote, comma, colon, brace, bracket, backslash] = Buffer.from('",:{[\\');

/** Where the string that begins at `start` ends. */
function endOfString(json: Buffer, start: number): number {
  for (let end = start; ; ) {
    end = json.indexOf('"', end + 1, 'latin1');
    if (end < 0) return json.length;
    let escapes = 0;
    while (json[end - 1 - escapes] === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
}
