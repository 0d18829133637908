import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./errors.mjs";

// src/pack/shard-channel.ts
var fill = 0;
var reads = 1;
var headerBytes = 8;
var endFlag = 1 << 28;
var interruptedFlag = 1 << 29;
var fillMask = endFlag - 1;
var piecesPerRing = 8;
var pieceMax = 2 ** 18;
var ShardInterrupted = class extends Error {
  static {
    __name(this, "ShardInterrupted");
  }
};
function channelBytes(bytes) {
  return headerBytes + bytes;
}
__name(channelBytes, "channelBytes");
var ChannelWriter = class {
  static {
    __name(this, "ChannelWriter");
  }
  #control;
  #ring;
  #at = 0;
  #abandoned = false;
  /** Nothing may be reading from the slice. */
  constructor({ memory, offset, bytes }) {
    this.#control = new Int32Array(memory, offset, 2);
    this.#control.fill(0);
    this.#ring = new Uint8Array(memory, offset + headerBytes, bytes - headerBytes);
  }
  /** Resolves when all of `piece` is in the channel, or when its reader has gone. */
  async write(piece) {
    for (let rest = piece; rest.length > 0 && !this.#abandoned; ) {
      const read = Atomics.load(this.#control, reads);
      const written = this.#fill(rest);
      rest = rest.subarray(written);
      if (written === 0) await Atomics.waitAsync(this.#control, reads, read).value;
    }
  }
  /** Says that the shard is complete. */
  end() {
    this.#raise(endFlag);
  }
  /** Says that the rest of the shard will not come. */
  interrupt() {
    this.#raise(interruptedFlag);
  }
  /** Says that nothing reads the channel any more. */
  abandon() {
    this.#abandoned = true;
    Atomics.add(this.#control, reads, 1);
    Atomics.notify(this.#control, reads);
  }
  /** Writes what there is room for without a break, and returns how many bytes that is. */
  #fill(bytes) {
    const room = this.#ring.length - (Atomics.load(this.#control, fill) & fillMask);
    const written = bytes.subarray(0, Math.min(room, this.#ring.length - this.#at));
    if (written.length === 0) return 0;
    this.#ring.set(written, this.#at);
    this.#at = (this.#at + written.length) % this.#ring.length;
    Atomics.add(this.#control, fill, written.length);
    Atomics.notify(this.#control, fill);
    return written.length;
  }
  #raise(flag) {
    Atomics.or(this.#control, fill, flag);
    Atomics.notify(this.#control, fill);
  }
};
function* readChannel({ memory, offset, bytes }) {
  const control = new Int32Array(memory, offset, 2);
  const ring = Buffer.from(memory, offset + headerBytes, bytes - headerBytes);
  const pieceBytes = Math.min(Math.ceil(ring.length / piecesPerRing), pieceMax);
  for (let at = 0; ; ) {
    const state = Atomics.load(control, fill);
    const filled = state & fillMask;
    if (filled > 0) {
      const piece = ring.subarray(at, at + Math.min(filled, pieceBytes));
      yield piece;
      at = (at + piece.length) % ring.length;
      Atomics.sub(control, fill, piece.length);
      Atomics.add(control, reads, 1);
      Atomics.notify(control, reads);
    } else if ((state & interruptedFlag) !== 0) {
      throw new ShardInterrupted();
    } else if ((state & endFlag) !== 0) {
      return;
    } else {
      Atomics.wait(control, fill, state);
    }
  }
}
__name(readChannel, "readChannel");

export {
  ShardInterrupted,
  channelBytes,
  ChannelWriter,
  readChannel
};
