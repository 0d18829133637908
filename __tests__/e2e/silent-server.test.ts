import { createServer, type Server, type Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { processesOf } from '../support/machine-processes.ts';
import { waitUntil } from '../support/processes.ts';
import { workflow } from '../support/workflow.ts';

const modules = [{ path: 'example.com/alpha', version: 'v1.0.0' }];

/** A server that says `greeting` to whoever comes, and then nothing more. */
async function silentServer(greeting: string) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.resume().write(greeting);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  return {
    host: `127.0.0.1:${address.port}`,
    /** Connections that nobody has ended. */
    open: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const begun =
  'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 500\r\n\r\nmodule example.com/alpha\n';

describe('a step whose only proxy is silent ends at its deadline, names host and module, and leaves nothing', () => {
  test.each([
    { name: 'before TLS', scheme: 'https', greeting: '' },
    { name: 'before the answer', scheme: 'http', greeting: '' },
    { name: 'in the headers of the answer', scheme: 'http', greeting: 'HTTP/1.1 200 OK\r\ncontent-' },
    { name: 'in the body of the answer', scheme: 'http', greeting: begun },
  ])('$name', async ({ scheme, greeting }) => {
    await using flow = await workflow({ modules });
    await using server = await silentServer(greeting);
    const job = await flow.job({
      inputs: { cache: 'off', goproxy: `${scheme}://${server.host}`, timeout: '8s' },
    });
    expect(job.code).toBe(1);
    expect(Number(job.outputs['duration-ms'])).toBeLessThan(30_000);
    expect(job.report?.errors).toMatchObject([{ code: 'deadline' }]);
    expect(job.report?.errors[0]?.message).toContain(server.host);
    expect(job.report?.errors[0]?.message).toContain('example.com/alpha@v1.0.0');
    expect(await processesOf(job.machine)).toEqual([]);
    await waitUntil(() => server.open() === 0);
  });
});
