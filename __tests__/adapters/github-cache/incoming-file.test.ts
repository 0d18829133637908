import { describe, expect, test } from '@jest/globals';
import { IncomingFile } from '../../../src/adapters/github-cache/incoming-file.ts';

describe('a file that is coming in', () => {
  test('tells those who wait when enough of it is there, and nobody before', async () => {
    const incoming = new IncomingFile();
    const told: number[] = [];
    const wait = async (bytes: number) => {
      expect(await incoming.upTo(bytes)).toBeUndefined();
      told.push(bytes);
    };
    const [last, first, second] = [wait(30), wait(10), wait(20)];
    incoming.advance(9);
    incoming.advance(1);
    await first;
    expect(told).toEqual([10]);
    incoming.advance(19);
    await second;
    expect(told).toEqual([10, 20]);
    incoming.advance(1);
    await last;
  });

  test('tells at once of what is there already, also when it has ended', async () => {
    const incoming = new IncomingFile();
    expect(await incoming.upTo(0)).toBeUndefined();
    incoming.advance(10);
    incoming.end('it broke off');
    expect(await incoming.upTo(10)).toBeUndefined();
    expect(await incoming.upTo(11)).toEqual({ kind: 'unavailable', reason: 'it broke off' });
  });

  test('ends for those who wait, with the first reason', async () => {
    const incoming = new IncomingFile();
    const waiting = incoming.upTo(1);
    incoming.end('it broke off');
    incoming.end('the transfer has ended');
    expect(await waiting).toEqual({ kind: 'unavailable', reason: 'it broke off' });
  });
});
