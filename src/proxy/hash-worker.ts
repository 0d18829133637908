import { parentPort } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import { hashZip } from './hash-zip.ts';
import type { HashAnswer } from './zip-hasher.ts';

/* The entry of a worker thread: it hashes the zip whose name it gets. The next name comes when it has answered. */

const port = parentPort;
if (port === null) throw new Error('this is started by the module proxy, as a worker thread');

port.on('message', async (file: string) => port.postMessage(await answer(file)));

async function answer(file: string): Promise<HashAnswer> {
  try {
    return await hashZip(file);
  } catch (error) {
    return { kind: 'unreadable', reason: messageOf(error) };
  }
}
