import { describe, expect, test } from '@jest/globals';
import { IncomingFile } from '../../src/adapters/github-cache/incoming-file.ts';
import { ShardQueue } from '../../src/pack/shard-queue.ts';

/** Three shards of 10 bytes each in the file, of which the last holds the most. */
const jobs = [30, 10, 50].map((contentBytes, index) => ({
  shard: { offset: index * 10, bytes: 10, contentBytes },
}));

async function numberOf(next: Promise<[number, unknown] | undefined>): Promise<number | undefined> {
  return (await next)?.[0];
}

describe('the queue of shards', () => {
  test('gives the largest first when all of them are there', async () => {
    const queue = new ShardQueue(jobs, undefined);
    const order = [];
    for (let next = await queue.next(); next !== undefined; next = await queue.next()) order.push(next[0]);
    expect(order).toEqual([2, 0, 1]);
    expect(queue.cut).toBeUndefined();
  });

  test('gives what is there, and waits for the next that comes', async () => {
    const incoming = new IncomingFile();
    const queue = new ShardQueue(jobs, incoming);
    const first = queue.next();
    incoming.advance(9);
    incoming.advance(1);
    expect(await numberOf(first)).toBe(0);
    const [second, third] = [queue.next(), queue.next()];
    incoming.advance(10);
    expect(await numberOf(second)).toBe(1);
    incoming.advance(10);
    expect(await numberOf(third)).toBe(2);
    expect(await queue.next()).toBeUndefined();
    expect(queue.cut).toBeUndefined();
  });

  test('gives the largest of several that have come meanwhile', async () => {
    const incoming = new IncomingFile();
    const queue = new ShardQueue(jobs, incoming);
    incoming.advance(30);
    expect(await numberOf(queue.next())).toBe(2);
  });

  test('ends when the rest will not come, and says why', async () => {
    const incoming = new IncomingFile();
    const queue = new ShardQueue(jobs, incoming);
    incoming.advance(15);
    expect(await numberOf(queue.next())).toBe(0);
    const waiting = [queue.next(), queue.next()];
    incoming.end('the line went dead');
    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
    expect(queue.cut).toBe('the line went dead');
  });
});
