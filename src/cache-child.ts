import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { runCacheRequest } from './adapters/github-cache/operation.ts';
import { parseCacheRequest } from './adapters/github-cache/protocol.ts';
import { endOwnTree } from './adapters/process-tree.ts';

// GitHub's client connects as Node does, which gives an address up after 250 ms if the host has another one. A slow
// route needs more, and a lost SYN is only repeated after a second.
setDefaultAutoSelectFamilyAttemptTimeout(3000);

process.once('disconnect', endOwnTree);
process.once('message', (message) => {
  // A rejection is left unhandled on purpose: Node then ends the process with it.
  void serve(message);
});
// The parent may have died before the first line of this file ran.
if (!process.connected) endOwnTree();

async function serve(message: unknown): Promise<void> {
  const request = parseCacheRequest(message);
  process.chdir(request.work);
  const answer = await runCacheRequest(request);
  // What the library printed tells the cause of a failure, and is only in the pipe once this write is through.
  process.stdout.write('\n', () => process.send?.(answer, undefined, undefined, () => process.exit()));
}
