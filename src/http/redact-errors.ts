import type { HttpClient, HttpResponse } from '../ports/http-client.ts';

/** More of what a server says of an error is not read, in bytes. Nothing that is shown is nearly as long. */
const wordsMax = 16 * 1024;

/**
 * redactErrors makes a client whose error answers (400 and above) are without secrets: a server may repeat
 * the credentials it was shown. It has to come before anything cuts these texts, because a piece of a secret
 * is not recognized.
 */
export function redactErrors(client: HttpClient, redact: (text: string) => string): HttpClient {
  return {
    async send(request) {
      const response = await client.send(request);
      if (response.status < 400) return response;
      const headers = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, redact(value)]),
      );
      const { statusText } = response;
      const told = statusText === undefined ? {} : { statusText: redact(statusText) };
      return { ...response, ...told, headers, body: redacted(response, redact) };
    },
    close: () => client.close(),
  };
}

async function* redacted(
  response: HttpResponse,
  redact: (text: string) => string,
): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= wordsMax) break;
  }
  yield Buffer.from(redact(Buffer.concat(chunks).toString()));
}
