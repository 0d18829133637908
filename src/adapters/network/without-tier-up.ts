import { setFlagsFromString } from 'node:v8';

/** Flags and their defaults are V8's own; these are those of Node 24, which the action runs on. */
const isKnown = process.versions.v8.startsWith('13.6.');

/** In V8's measure, about the bytes of code that are run before a function is optimized. */
const never = 2 ** 31 - 1;
const usual = 13_000_000;

let isDone = false;

/**
 * withoutTierUp calls `instantiate`, and V8 does not optimize the WebAssembly that this instantiates; the first call in
 * a process counts. It is for undici's parser of HTTP/1.1, most of which is one function: V8 would optimize it after some
 * two hundred pieces of a body, for 45 ms of a processor and 20 MB, and nothing that a run receives repays that. The flag
 * is read at the instantiation. It does not stay: V8 discards compiled code of Node's own modules while a flag differs.
 */
export function withoutTierUp(instantiate: () => void): void {
  if (isDone || !isKnown) {
    instantiate();
    return;
  }
  isDone = true;
  setFlagsFromString(`--wasm-tiering-budget=${never}`);
  try {
    instantiate();
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${usual}`);
  }
}
