import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  contentBytesOf,
  encrypt,
  FrameOpener,
  framesOf,
  headerBytes,
  isHeader,
  sealedFrameBytes,
} from '../../../src/adapters/encrypted-cache/frames.ts';
import { encryptionKeyOf } from '../../../src/adapters/encrypted-cache/key.ts';

const key = await encryptionKeyOf('a passphrase for tests');
const name = 'go-mod-v1-entry-1';
const frame = 2 ** 20;

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function sealed(contents: Buffer, pieceSize = 300_000): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of encrypt(inPieces(contents, pieceSize), key, name)) parts.push(part);
  return Buffer.concat(parts);
}

/** Undefined where anything about it is rejected. */
async function opened(bytes: Buffer, as = name, withKey = key): Promise<Buffer | undefined> {
  const header = bytes.subarray(0, headerBytes);
  if (contentBytesOf(bytes.length) === undefined || !isHeader(header)) return undefined;
  const opener = new FrameOpener(header, withKey, as);
  const parts: Buffer[] = [];
  for await (const each of framesOf(inPieces(bytes.subarray(headerBytes), 400_000), sealedFrameBytes)) {
    const part = opener.open(each);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const contents = randomBytes(2 * frame + 12_345);
const whole = await sealed(contents);

describe('an encrypted entry', () => {
  test.each([1, 15, 16, frame - 1, frame, frame + 1, 2 * frame, 2 * frame + 5])(
    'of %i bytes comes back, and its size is known beforehand',
    async (size) => {
      const bytes = randomBytes(size);
      const stored = await sealed(bytes);
      expect(contentBytesOf(stored.length)).toBe(size);
      expect(bytes.equals((await opened(stored)) ?? Buffer.of())).toBe(true);
    },
  );

  test('is the same, however the contents are cut into pieces', async () => {
    const bytes = randomBytes(frame + 7);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 50_000, max: 2 * frame }), async (size) => {
        expect(bytes.equals((await opened(await sealed(bytes, size))) ?? Buffer.of())).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  test('never looks the same twice, and shows nothing of what it holds', async () => {
    const bytes = Buffer.alloc(1000, 'private ');
    const [one, other] = [await sealed(bytes), await sealed(bytes)];
    expect(one.subarray(headerBytes).equals(other.subarray(headerBytes))).toBe(false);
    expect(one.includes('private')).toBe(false);
  });
});

describe('is rejected:', () => {
  test('an entry with any byte changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const changed = Buffer.from(whole);
          changed.writeUInt8(changed.readUInt8(at) ^ change, at);
          expect(await opened(changed)).toBeUndefined();
        },
      ),
      { numRuns: 40 },
    );
  });

  test('an entry cut anywhere, also between two frames', async () => {
    const edges = [0, headerBytes, headerBytes + sealedFrameBytes, headerBytes + 2 * sealedFrameBytes];
    for (const at of edges) expect(await opened(whole.subarray(0, at))).toBeUndefined();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (at) => {
        expect(await opened(whole.subarray(0, at))).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  test('an entry with something appended, a frame of its own included', async () => {
    for (const more of [
      Buffer.of(0),
      whole.subarray(-100),
      whole.subarray(headerBytes + 2 * sealedFrameBytes),
    ]) {
      expect(await opened(Buffer.concat([whole, more]))).toBeUndefined();
    }
  });

  test('frames in another order, left out, or of another entry', async () => {
    const header = whole.subarray(0, headerBytes);
    const [a, b, c] = [0, 1, 2].map((index) =>
      whole.subarray(headerBytes + index * sealedFrameBytes).subarray(0, sealedFrameBytes),
    ) as [Buffer, Buffer, Buffer];
    const other = (await sealed(contents)).subarray(headerBytes, headerBytes + sealedFrameBytes);
    for (const frames of [
      [b, a, c],
      [a, c],
      [b, c],
      [a, a, b, c],
      [other, b, c],
    ]) {
      expect(await opened(Buffer.concat([header, ...frames]))).toBeUndefined();
    }
    expect(await opened(Buffer.concat([header, a, b, c]))).toBeDefined();
  });

  test('an entry under the name of another, or read with another key', async () => {
    expect(await opened(whole, 'go-mod-v1-entry-2')).toBeUndefined();
    expect(await opened(whole, name, await encryptionKeyOf('another passphrase'))).toBeUndefined();
  });
});

test('a size that no encrypted entry has is reported', () => {
  for (const bytes of [0, headerBytes, headerBytes + 16, headerBytes + sealedFrameBytes + 16]) {
    expect(contentBytesOf(bytes)).toBeUndefined();
  }
  expect(contentBytesOf(headerBytes + 17)).toBe(1);
});

describe('a key', () => {
  test('is the same for the same text on every machine, however its letters are composed', async () => {
    const composed = await encryptionKeyOf('na\u00efve passphrase');
    expect(await encryptionKeyOf('nai\u0308ve passphrase')).toEqual(composed);
    expect(composed.id).toMatch(/^[0-9a-f]{12}$/);
  });

  test('has an id that tells it from others, and is no part of it', async () => {
    const other = await encryptionKeyOf('another passphrase');
    expect(other.id).not.toBe(key.id);
    expect(key.secret.toString('hex')).not.toContain(key.id);
  });
});
