import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { dial } from '../../../src/adapters/network/dial.ts';
import { busyListener } from '../../support/busy-listener.ts';
import { closedPort } from '../../support/listening.ts';

const never = new AbortController().signal;
const onLinux = process.platform === 'linux' ? describe : describe.skip;

/** All of 127.0.0.0/8 is this machine on Linux; the family is only what the addresses are sorted by. */
const v4 = (address: string): LookupAddress => ({ address, family: 4 });
const v6 = (address: string): LookupAddress => ({ address, family: 6 });
const lookupOf = (...addresses: LookupAddress[]) => ({ lookup: async () => addresses });

async function server(host: string, port = 0) {
  const at = createServer((socket) => socket.on('error', () => undefined).end('here'));
  at.listen(port, host);
  await once(at, 'listening');
  return {
    port: (at.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      at.close();
      await once(at, 'close');
    },
  };
}

onLinux('a host with several addresses', () => {
  test('is reached although its handshake takes a second and its other address has no route', async () => {
    await using busy = await busyListener(800);
    const addresses = lookupOf(v4('127.0.0.1'), v6('127.0.0.2'));
    const socket = await dial({ host: 'slow.example.com', port: busy.port }, never, addresses);
    expect(await text(socket)).toBe('late');
  });

  test('is reached at its other family soon when the first says nothing', async () => {
    await using silent = await busyListener(60_000);
    await using other = await server('127.0.0.2', silent.port);
    const start = performance.now();
    const addresses = lookupOf(v4('127.0.0.1'), v6('127.0.0.2'));
    const socket = await dial({ host: 'dual.example.com', port: other.port }, never, addresses);
    const ms = performance.now() - start;
    expect(socket.remoteAddress).toBe('127.0.0.2');
    expect(ms).toBeGreaterThanOrEqual(299);
    expect(ms).toBeLessThan(30_000);
    socket.destroy();
  });

  test('is reached at its other family at once when the first refuses', async () => {
    await using at = await server('127.0.0.2');
    const addresses = lookupOf(v4('127.0.0.1'), v6('127.0.0.2'));
    const patient = { ...addresses, fallbackDelay: 60_000 };
    const socket = await dial({ host: 'dual.example.com', port: at.port }, never, patient);
    expect(socket.remoteAddress).toBe('127.0.0.2');
    socket.destroy();
  });

  test('is reached at the next address of one family when the first says nothing', async () => {
    await using silent = await busyListener(60_000);
    await using other = await server('127.0.0.2', silent.port);
    const addresses = lookupOf(v4('127.0.0.1'), v4('127.0.0.2'));
    const socket = await dial({ host: 'two.example.com', port: other.port }, never, {
      ...addresses,
      timeout: 4000,
    });
    expect(socket.remoteAddress).toBe('127.0.0.2');
    socket.destroy();
  });

  test('that all refuse fails with what the first one said', async () => {
    const port = await closedPort();
    const addresses = lookupOf(v4('127.0.0.1'), v6('127.0.0.2'), v4('127.0.0.3'));
    await expect(dial({ host: 'dual.example.com', port }, never, addresses)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      address: '127.0.0.1',
    });
  });

  test('that says nothing anywhere fails in time', async () => {
    await using silent = await busyListener(60_000);
    const limits = { ...lookupOf(v4('127.0.0.1')), timeout: 200 };
    await expect(
      dial({ host: 'silent.example.com', port: silent.port }, never, limits),
    ).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    });
  });

  test('is given up with the reason of the signal', async () => {
    await using silent = await busyListener(60_000);
    const aborting = new AbortController();
    const dialing = dial({ host: '127.0.0.1', port: silent.port }, aborting.signal);
    setImmediate(() => aborting.abort(new Error('enough')));
    await expect(dialing).rejects.toThrow('enough');
  });
});

describe('a host', () => {
  test.each(['127.0.0.1', 'localhost'])('%s is reached', async (host) => {
    await using at = await server('127.0.0.1');
    expect(await text(await dial({ host, port: at.port }, never))).toBe('here');
  });

  test('that no DNS knows is not', async () => {
    await expect(dial({ host: 'nowhere.invalid', port: 9 }, never)).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:ENOTFOUND|EAI_AGAIN)$/),
    });
  });
});
