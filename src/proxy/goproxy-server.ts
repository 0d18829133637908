import type { Group } from '../fetch/goproxy-list.ts';
import { parseRequest, type RequestedFile } from '../fetch/requested-file.ts';
import { type AnswerContext, answerWith, refuse } from './answer.ts';
import { startLoopbackServer } from './loopback-server.ts';
import { rewriteUrls } from './rewrite-urls.ts';

/** GoproxyServer is what the go command requests files from. Each group of upstreams has a URL of its own. */
export interface GoproxyServer {
  urlOfGroup(index: number): string;
  /** Replaces URLs of this server as rewriteUrls does. */
  rewrite(text: string): string;
  /** Why the last request for a URL was not answered with a file; undefined if it was, or for a URL of others. */
  failureOf(url: string): unknown;
  close(): Promise<void>;
}

/** GoproxyServerOptions also say who is told of each request, and when failures no longer count. */
export interface GoproxyServerOptions extends AnswerContext {
  readonly onAsked: (file: RequestedFile) => void;
  readonly signal: AbortSignal;
}

/** startGoproxyServer starts an HTTP server on loopback that answers as a GOPROXY does, for each group. */
export async function startGoproxyServer(
  groups: readonly Group[],
  { onAsked, signal, ...context }: GoproxyServerOptions,
): Promise<GoproxyServer> {
  const failures = new Map<string, unknown>();
  const server = await startLoopbackServer(async (request, response) => {
    const [index = '', ...wire] = request.split('/');
    const group = groups.find((_, number) => String(number) === index);
    const file = parseRequest(wire.join('/'));
    if (group === undefined) return void response.writeHead(404).end();
    if (file === undefined) return refuse(response);
    onAsked(file);
    const failure = await answerWith(context, group, file, response);
    if (failure === undefined || signal.aborted) failures.delete(request);
    else failures.set(request, failure);
  });
  return {
    urlOfGroup: (index) => `${server.url}/${index}`,
    rewrite: (text) => rewriteUrls(text, { base: server.url, groups, failures }),
    failureOf: (url) =>
      url.startsWith(`${server.url}/`) ? failures.get(url.slice(server.url.length + 1)) : undefined,
    close: () => server.close(),
  };
}
