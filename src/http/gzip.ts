import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { messageOf } from '../errors.ts';
import type { HttpClient, HttpResponse } from '../ports/http-client.ts';
import { TransportError } from '../ports/transport-error.ts';

/**
 * decodeGzip makes a client that accepts compressed responses as Go's client does (net/http, Transport): gzip
 * is decoded, and bodies in any other encoding stay as they are.
 */
export function decodeGzip(client: HttpClient): HttpClient {
  return {
    send: async (request) => {
      const response = await client.send(request);
      return request.method === 'HEAD' ? response : decoded(response);
    },
    close: () => client.close(),
  };
}

function decoded(response: HttpResponse): HttpResponse {
  const { 'content-encoding': encoding, 'content-length': _, ...headers } = response.headers;
  if (encoding?.toLowerCase() !== 'gzip') return response;
  return { ...response, headers, body: gunzip(response.body), uncompressed: true };
}

/** In bytes. Each chunk takes a turn of the thread pool. */
const chunkSize = 2 ** 18;

async function* gunzip(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = createGunzip({ chunkSize });
  // An error of the body ends the decoder, and the reader gets it.
  pipeline(body, decoder).catch(() => undefined);
  try {
    for await (const chunk of decoder) yield chunk;
  } catch (error) {
    if (!Error.isError(error) || !('code' in error) || !String(error.code).startsWith('Z_')) throw error;
    throw new TransportError('broken', `the response is not gzip (${messageOf(error)})`, error);
  }
}
