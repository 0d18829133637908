import type { HttpClient, HttpRequest, HttpResponse } from '../../src/ports/http-client.ts';

/** ScriptedAnswer is what a server is made to say; a body given in pieces comes in them, and `hang` never ends. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: readonly (string | Uint8Array)[];
  readonly uncompressed?: boolean;
  /** What happens after the pieces: the end, silence, or an error. */
  readonly finally?: 'hang' | Error;
}

/** ScriptedHttp is an HttpClient without a network; `requests` is what it was asked. */
export interface ScriptedHttp extends HttpClient {
  readonly requests: HttpRequest[];
}

/** scriptedHttp answers by `script`, which gets how often the URL has been asked for (1 for the first time). */
export function scriptedHttp(
  script: (request: HttpRequest, time: number) => ScriptedAnswer | Error | 'hang',
): ScriptedHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    async send(request) {
      requests.push(request);
      const answer = script(request, requests.filter(({ url }) => url === request.url).length);
      if (answer === 'hang') return rejection(request.signal);
      if (Error.isError(answer)) throw answer;
      return response(answer, request.signal);
    },
    close: async () => {},
  };
}

function response(
  {
    status = 200,
    statusText = '',
    headers = {},
    body = [],
    uncompressed = false,
    finally: last,
  }: ScriptedAnswer,
  signal: AbortSignal,
): HttpResponse {
  const discarded = new AbortController();
  return {
    status,
    statusText,
    headers,
    uncompressed,
    body: pieces(body, last, AbortSignal.any([signal, discarded.signal])),
    discard: (reason) => discarded.abort(reason),
  };
}

async function* pieces(
  body: readonly (string | Uint8Array)[],
  last: ScriptedAnswer['finally'],
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (const piece of body) yield Buffer.from(piece);
  if (last === 'hang') await rejection(signal);
  else if (last !== undefined) throw last;
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
