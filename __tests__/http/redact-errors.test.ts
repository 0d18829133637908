import { expect, test } from '@jest/globals';
import { redactErrors } from '../../src/http/redact-errors.ts';
import type { HttpClient, HttpResponse } from '../../src/ports/http-client.ts';

const secret = 'S3cretS3cret';

function answering(status: number, chunks: readonly string[]): HttpClient {
  return redactErrors(
    {
      send: async () => ({
        status,
        statusText: `No ${secret}`,
        headers: { 'www-authenticate': `Basic realm="${secret}"` },
        body: (async function* () {
          for (const chunk of chunks) yield Buffer.from(chunk);
        })(),
        discard: () => undefined,
      }),
      close: async () => undefined,
    },
    (text) => text.replaceAll(secret, '***'),
  );
}

async function textOf({ body }: HttpResponse): Promise<string> {
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  return text;
}

const request = { url: 'https://proxy.example.com', headers: {}, signal: new AbortController().signal };

test('an error that repeats a secret is reported without it, however it comes', async () => {
  const response = await answering(403, ['you are S3cretS', '3cret, and we', ' know']).send(request);
  expect(response.statusText).toBe('No ***');
  expect(response.headers).toEqual({ 'www-authenticate': 'Basic realm="***"' });
  expect(await textOf(response)).toBe('you are ***, and we know');
});

test('an endless error is not read to its end', async () => {
  const response = await answering(500, Array(1000).fill('x'.repeat(1000))).send(request);
  expect((await textOf(response)).length).toBeLessThan(20_000);
});

test('what is no error passes as it is', async () => {
  const response = await answering(200, [secret]).send(request);
  expect(await textOf(response)).toBe(secret);
});
