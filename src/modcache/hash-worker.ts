import { parentPort } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import { hashZip } from './hash-zip.ts';
import { receiveZip } from './receive-zip.ts';
import { withDamage } from './zip-damage.ts';
import type { HashAnswer, HashJob } from './zip-hasher.ts';

/* The entry of a worker thread: it hashes the zip it is told of, and places it where it is told to. The next one comes
when it has answered. */

const port = parentPort;
if (port === null) throw new Error('this is started by the module proxy, as a worker thread');

port.on('message', async (job: HashJob) => port.postMessage(await answer(job)));

async function answer({ file, target, h1 }: HashJob): Promise<HashAnswer> {
  try {
    const receipt = await (target === undefined ? hashZip(file) : receiveZip(file, target));
    return receipt.kind === 'placed' ? receipt : await withDamage(receipt, file, h1);
  } catch (error) {
    return { kind: 'unreadable', reason: messageOf(error) };
  }
}
