import type { Reply } from './facts.ts';

/** leadsOn tells whether the go command goes on to the next entry of GOPROXY after a reply; undefined: there was none. */
export function leadsOn(reply: Reply | undefined, separator: ',' | '|' | ''): boolean {
  const notFound = reply?.kind === 'answered' && (reply.status === 404 || reply.status === 410);
  return notFound || separator === '|';
}
