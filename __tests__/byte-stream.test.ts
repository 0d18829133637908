import { describe, expect, test } from '@jest/globals';
import { bytesOf, toBuffer } from '../src/byte-stream.ts';

async function collected(pieces: readonly unknown[]): Promise<Buffer[]> {
  async function* stream(): AsyncGenerator<unknown> {
    yield* pieces;
  }
  const given: Buffer[] = [];
  for await (const piece of bytesOf(stream())) given.push(piece);
  return given;
}

describe('bytesOf', () => {
  test('yields the pieces as they are', async () => {
    const pieces = [Buffer.from('a'), Buffer.alloc(0), Buffer.from('bc')];
    const given = await collected(pieces);
    expect(given).toHaveLength(pieces.length);
    for (const [index, piece] of pieces.entries()) expect(given[index]).toBe(piece);
  });

  test('stops at a piece of text', async () => {
    await expect(collected([Buffer.from('a'), 'b'])).rejects.toThrow('something else than bytes');
  });
});

test.each([
  ['text', 'a'],
  ['an array of another kind', new Uint8Array(1)],
  ['nothing', undefined],
])('toBuffer refuses %s', (_what, piece) => {
  expect(() => toBuffer(piece)).toThrow(TypeError);
});
