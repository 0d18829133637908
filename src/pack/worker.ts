import { parentPort } from 'node:worker_threads';
import type { Job, WorkerMessage } from './messages.ts';
import { packShard } from './pack-shard.ts';
import { unpackShard } from './unpack-shard.ts';

/*
 * The entry of a worker thread: one job after the other, as they come. An unexpected error ends the
 * thread, and the pool reports its message.
 */

const port = parentPort;
if (port === null) throw new Error('this is started by the pool, as a worker thread');

const send = (message: WorkerMessage): void => port.postMessage(message);

port.on('message', (job: Job) => {
  // A rejection is left unhandled on purpose: Node then ends the thread with it.
  void run(job);
});

async function run(job: Job): Promise<void> {
  if (job.kind === 'pack') send(await packShard(job.request));
  else send(await unpackShard(job.request, (index, outcome) => send({ kind: 'module', index, outcome })));
}
