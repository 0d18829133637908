import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** BusyListener is a port on 127.0.0.1 whose queue is full: who connects waits. */
export interface BusyListener extends AsyncDisposable {
  readonly port: number;
}

const program = (ms: number) => `
  const server = require('node:net').createServer((socket) => socket.on('error', () => {}).end('late'));
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port) + '\\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});
  });
`;

/**
 * busyListener makes a port that takes no connection for `ms`: its process sleeps, two connections fill the queue of the
 * system, and the system drops every further request for a connection until one is repeated, a second later (Linux).
 */
export async function busyListener(ms: number): Promise<BusyListener> {
  const child = spawn(process.execPath, ['-e', program(ms)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const port = Number(line);
  const fillers: Socket[] = [];
  while (fillers.length < 2) {
    const filler = connect(port, '127.0.0.1').on('error', () => undefined);
    await once(filler, 'connect');
    fillers.push(filler);
  }
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
