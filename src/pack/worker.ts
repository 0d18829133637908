import { parentPort } from 'node:worker_threads';
import type { Job, WorkerMessage } from './messages.ts';
import { packShard } from './pack-shard.ts';
import { unpackShard } from './unpack-shard.ts';

/*
 * The entry of a worker thread: one job after the other, as they come. An error that is nobody's expectation ends
 * the thread, and the pool tells its message.
 */

const port = parentPort;
if (port === null) throw new Error('this is started by the pool, as a worker thread');

const say = (message: WorkerMessage): void => port.postMessage(message);

port.on('message', (job: Job) => {
  // A rejection is left unhandled on purpose: Node then ends the thread with it.
  void run(job);
});

async function run(job: Job): Promise<void> {
  if (job.kind === 'pack') say(await packShard(job.request));
  else say(await unpackShard(job.request, (index, outcome) => say({ kind: 'module', index, outcome })));
}
