import { runCacheRequest } from './adapters/github-cache/operation.ts';
import { type CacheAnswer, type CacheReply, parseCacheRequest } from './adapters/github-cache/protocol.ts';
import { endOwnTree } from './adapters/process-tree.ts';

/** In the order they came; the first is being served. */
const requests: unknown[] = [];

process.once('disconnect', endOwnTree);
process.on('message', (message) => {
  // A rejection is left unhandled on purpose: Node then ends the process with it.
  if (requests.push(message) === 1) void serve();
});
// The parent may have died before the first line of this file ran.
if (!process.connected) endOwnTree();

async function serve(): Promise<void> {
  const request = parseCacheRequest(requests[0]);
  process.chdir(request.work);
  const answer = await runCacheRequest(request);
  if (answer.kind !== 'matched' || requests.length === 1) return end(answer);
  reply({ answer, goesOn: true });
  requests.shift();
  return serve();
}

/** What the library printed tells the cause of a failure, and is only in the pipe once this write is through. */
function end(answer: CacheAnswer): void {
  process.stdout.write('\n', () => reply({ answer, goesOn: false }, () => process.exit()));
}

function reply(message: CacheReply, sent?: () => void): void {
  process.send?.(message, undefined, undefined, sent);
}
