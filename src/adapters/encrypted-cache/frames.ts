import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type EncryptionKey, entryKeyOf } from './key.ts';

/**
 * The format of an encrypted entry, numbers in big-endian order:
 *
 *     header   40 bytes: `GOMODEN1` and a random salt of 32 bytes, from which the key of this entry is derived
 *     frames   AES-256-GCM, each of 1 MiB of the entry (the last: what is left, at least one byte) and a tag of 16 bytes
 *
 * The nonce of a frame is 7 zero bytes, its number (32 bits), and 1 for the last frame, else 0. A key is used for one entry
 * only, so that no nonce occurs twice. A frame that is changed, moved, left out, appended or taken from another entry does
 * not decrypt. This is STREAM of Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its
 * Nonce-Reuse Misuse-Resistance", CRYPTO 2015 (https://eprint.iacr.org/2015/189).
 */
const magic = Buffer.from('GOMODEN1', 'latin1');
const saltBytes = 32;
const frameBytes = 2 ** 20;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';

/** headerBytes is the length of the header. */
export const headerBytes = magic.length + saltBytes;

/** sealedFrameBytes is the length of each frame but the last. */
export const sealedFrameBytes = frameBytes + tagBytes;

/** contentBytesOf returns how many bytes an encrypted entry of `bytes` bytes holds; undefined where none has this size. */
export function contentBytesOf(bytes: number): number | undefined {
  const sealed = bytes - headerBytes;
  const frames = Math.ceil(sealed / sealedFrameBytes);
  const last = sealed - (frames - 1) * sealedFrameBytes;
  return frames >= 1 && last > tagBytes ? sealed - frames * tagBytes : undefined;
}

/** isHeader tells whether an encrypted entry can begin like this. */
export function isHeader(header: Uint8Array): boolean {
  return header.length === headerBytes && magic.equals(header.subarray(0, magic.length));
}

/** encrypt yields an entry in encrypted form. `name` is part of what is protected. */
export async function* encrypt(
  contents: AsyncIterable<Uint8Array>,
  key: EncryptionKey,
  name: string,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes);
  yield Buffer.concat([magic, salt]);
  const entryKey = entryKeyOf(key, salt, name);
  for await (const { number, isLast, bytes } of framesOf(contents, frameBytes)) {
    const cipher = createCipheriv(algorithm, entryKey, nonceOf(number, isLast));
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Frame is a part of an entry, valid until the next is asked for. */
export interface Frame {
  readonly number: number;
  readonly isLast: boolean;
  readonly bytes: Uint8Array;
}

/** framesOf cuts a stream into frames of `size` bytes; the last may be shorter. An empty stream has none. */
export async function* framesOf(pieces: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Frame> {
  const memory = Buffer.allocUnsafe(size);
  let [number, filled] = [0, 0];
  for await (const piece of pieces) {
    for (let rest = piece; rest.length > 0; ) {
      // Only when more comes is it known that a full frame is not the last.
      if (filled === size) {
        yield { number: number++, isLast: false, bytes: memory };
        filled = 0;
      }
      const part = rest.subarray(0, size - filled);
      memory.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
    }
  }
  if (filled > 0) yield { number, isLast: true, bytes: memory.subarray(0, filled) };
}

/** FrameOpener decrypts the frames of one entry. */
export class FrameOpener {
  readonly #key: Buffer;

  /** `header` is the first of the entry, which isHeader accepts; `name` is what it was encrypted as. */
  constructor(header: Uint8Array, key: EncryptionKey, name: string) {
    this.#key = entryKeyOf(key, header.subarray(magic.length), name);
  }

  /** Returns what a frame holds; undefined where it is not what was stored in this place with this key. */
  open({ number, isLast, bytes }: Frame): Buffer | undefined {
    if (bytes.length <= tagBytes) return undefined;
    const decipher = createDecipheriv(algorithm, this.#key, nonceOf(number, isLast));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const contents = decipher.update(bytes.subarray(0, -tagBytes));
    try {
      return Buffer.concat([contents, decipher.final()]);
    } catch {
      // The one thing that `final` throws for is a tag that does not match.
      return undefined;
    }
  }
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}
