import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/modcache/zlib-engine.ts
import { isUint32Array } from "node:util/types";
var EngineFault = class extends Error {
};
var ZlibEngine = class _ZlibEngine {
  #stream;
  #handle;
  /** After each call: how much room is left in the output, and how much of the input. */
  #left;
  #output;
  #fault;
  constructor(stream, handle, left, outputBytes) {
    this.#stream = stream;
    this.#handle = handle;
    this.#left = left;
    this.#output = Buffer.allocUnsafeSlow(outputBytes);
    handle.onerror = (message) => {
      this.#fault = message;
    };
  }
  /**
   * The engine behind `stream`, which must not be used for anything else then; undefined where it cannot be reached. What
   * `run` gives comes in pieces of at most `outputBytes`.
   */
  static behind(stream, outputBytes = 0) {
    const handle = Reflect.get(stream, "_handle");
    const left = Reflect.get(stream, "_writeState");
    if (isHandle(handle) && isUint32Array(left)) return new _ZlibEngine(stream, handle, left, outputBytes);
    stream.destroy();
    return void 0;
  }
  /** Takes all of `input` in and hands over what comes out, as `pieces` gives it. Throws as that does, and what `take` throws. */
  run(flush, input, take) {
    for (const piece of this.pieces(flush, input)) take(piece);
  }
  /**
   * Takes all of `input` in and yields what comes out, each time in the same memory, which is filled before it is handed over:
   * frames of one byte each are as few pieces as one large frame. `flush` is one of node:zlib's constants. Throws EngineFault.
   */
  *pieces(flush, input) {
    const output = this.#output;
    let filled = 0;
    for (let left = input.length; ; ) {
      const free = output.subarray(filled);
      const { room, unread } = this.#write(flush, input.subarray(input.length - left), free);
      filled = output.length - room;
      const isOver = room > 0 && unread === 0;
      if (room === free.length && unread === left && !isOver)
        throw new EngineFault("something follows its end");
      left = unread;
      if (filled > 0 && (isOver || room === 0)) {
        yield output.subarray(0, filled);
        filled = 0;
      }
      if (isOver) return;
    }
  }
  /** Takes in what fits from `input`, as the beginning of something new, and returns how much of `output` it has filled. */
  once(flush, input, output) {
    this.#handle.reset();
    return output.length - this.#write(flush, input, output).room;
  }
  /** Frees its memory. A frame that was not ended, or that had a fault, is the end of its engine. */
  close() {
    this.#stream.destroy();
  }
  #write(flush, input, output) {
    this.#fault = void 0;
    this.#handle.writeSync(flush, input, 0, input.length, output, 0, output.length);
    if (this.#fault !== void 0) throw new EngineFault(this.#fault);
    const [room = 0, unread = 0] = this.#left;
    return { room, unread };
  }
};
function isHandle(value) {
  if (typeof value !== "object" || value === null) return false;
  const methods = ["reset", "writeSync"].every((name) => typeof Reflect.get(value, name) === "function");
  return methods && "onerror" in value;
}

export {
  EngineFault,
  ZlibEngine
};
