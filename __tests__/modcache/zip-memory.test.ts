import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { freshMemory, reusedMemory } from '../../src/modcache/zip-memory.ts';

const memories = [
  ['of its own', freshMemory],
  ['used again', reusedMemory()],
] as const;

describe.each(memories)('memory %s', (_, memory) => {
  test('holds what was deflated, one content after the other', () => {
    const content = fc.uint8Array({ maxLength: 300_000, size: 'max' });
    fc.assert(
      fc.property(content, fc.integer({ min: 0, max: 9 }), (bytes, level) => {
        const compressed = deflateRawSync(bytes, { level });
        expect(memory.inflate(compressed, bytes.length).equals(bytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('gives room to read into, as much as is asked for', () => {
    for (const bytes of [0, 10, 1_000_000, 10]) expect(memory.input(bytes)).toHaveLength(bytes);
  });

  const text = Buffer.from('text '.repeat(1000));
  const deflated = deflateRawSync(text);
  test.each([
    ['cut short', deflated.subarray(0, deflated.length - 4), 'unexpected end of file'],
    ['empty', Buffer.alloc(0), 'unexpected end of file'],
    ['another thing', Buffer.from([0xff, 0xff, 0xff, 0xff]), 'invalid block type'],
  ])('says what is wrong with what is %s, and goes on', (_what, compressed, fault) => {
    expect(() => memory.inflate(compressed, text.length)).toThrow(fault);
    expect(memory.inflate(deflated, text.length).equals(text)).toBe(true);
  });

  test('never takes what is longer than it should be for what it should be', () => {
    for (const declared of [0, 1, text.length - 2, text.length - 1]) {
      let bytes: number | undefined;
      try {
        bytes = memory.inflate(deflated, declared).length;
      } catch {
        bytes = undefined;
      }
      expect(bytes ?? declared + 1).toBe(declared + 1);
    }
  });
});

test('memory that is used again holds only what came last', () => {
  const memory = reusedMemory();
  const first = memory.inflate(deflateRawSync('first'), 5);
  memory.inflate(deflateRawSync('other'), 5);
  expect(first.toString()).toBe('other');
});
