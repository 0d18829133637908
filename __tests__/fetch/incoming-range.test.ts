import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IncomingRange } from '../../src/fetch/incoming-range.ts';

const kib = 1024;

function range(bytes: number): IncomingRange {
  return new IncomingRange(0, bytes, Buffer.alloc(bytes));
}

describe('a range that is coming', () => {
  test('is read in pieces that are worth the cost of one', () => {
    const coming = range(1024 * kib);
    coming.push(Buffer.alloc(255 * kib));
    expect(coming.after(0)).toBeUndefined();
    coming.push(Buffer.alloc(kib));
    expect(coming.after(0)?.length).toBe(256 * kib);
    expect(coming.after(kib)).toBeUndefined();
  });

  test('is read to its end, however little is left', () => {
    const coming = range(10);
    coming.push(Buffer.from('0123456789'));
    expect(coming.after(9)?.toString()).toBe('9');
  });

  test('gives what came before it failed, and then why', async () => {
    const reason = new Error('the line went dead');
    const coming = range(1024 * kib);
    coming.push(Buffer.from('some'));
    const waiting = coming.arrival(0);
    coming.fail(reason);
    coming.fail(new Error('a consequence'));
    await waiting;
    expect(coming.after(0)?.toString()).toBe('some');
    expect(() => coming.after(4)).toThrow(reason);
    await coming.arrival(4);
  });

  test('is read whole and in order, whatever it comes in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 300 * kib }), { maxLength: 20 }), async (sizes) => {
        const content = Buffer.concat(sizes.map((size, index) => Buffer.alloc(size, index)));
        const coming = range(content.length);
        const reading = (async () => {
          const pieces: Buffer[] = [];
          for (let read = 0; read < content.length; ) {
            await coming.arrival(read);
            const piece = coming.after(read) ?? Buffer.alloc(0);
            pieces.push(Buffer.from(piece));
            read += piece.length;
          }
          return Buffer.concat(pieces);
        })();
        let at = 0;
        for (const size of sizes) {
          coming.push(content.subarray(at, at + size));
          at += size;
          await Promise.resolve();
        }
        return (await reading).equals(content);
      }),
      { numRuns: 30 },
    );
  });
});
