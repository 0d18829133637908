import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { decodeGzip } from '../../src/http/gzip.ts';
import { TransportError } from '../../src/ports/transport-error.ts';
import { type ScriptedAnswer, scriptedHttp } from './scripted-http.ts';

const never = new AbortController().signal;
const text = 'module example.com/lib\n'.repeat(5000);
const packed = gzipSync(text);

async function answerTo(answer: ScriptedAnswer, method: 'GET' | 'HEAD' = 'GET') {
  const http = decodeGzip(scriptedHttp(() => answer));
  return http.send({ method, url: 'https://proxy.example.com/', headers: {}, signal: never });
}

async function bytesOf({ body }: { body: AsyncIterable<Uint8Array> }): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('an answer', () => {
  test.each(['gzip', 'GZIP'])('in %s is decoded, and its length is gone', async (encoding) => {
    const pieces = [packed.subarray(0, 11), packed.subarray(11)];
    const headers = { 'content-encoding': encoding, 'content-length': String(packed.length), etag: '"1"' };
    const response = await answerTo({ headers, body: pieces });
    expect(response).toMatchObject({ status: 200, headers: { etag: '"1"' }, uncompressed: true });
    expect(Object.keys(response.headers)).toEqual(['etag']);
    expect((await bytesOf(response)).toString()).toBe(text);
  });

  test('in several gzip members is decoded to its end', async () => {
    const body = [gzipSync('one '), gzipSync('two')];
    const response = await answerTo({ headers: { 'content-encoding': 'gzip' }, body });
    expect((await bytesOf(response)).toString()).toBe('one two');
  });

  test.each(['identity', 'br', 'aws-chunked', ''])('in %j stays as it is', async (encoding) => {
    const headers = { 'content-encoding': encoding, 'content-length': '3' };
    const response = await answerTo({ headers, body: ['abc'] });
    expect(response).toMatchObject({ headers, uncompressed: false });
    expect((await bytesOf(response)).toString()).toBe('abc');
  });

  test('to HEAD has no body to decode', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-length': '10' };
    expect((await answerTo({ headers }, 'HEAD')).headers).toEqual(headers);
  });

  test.each([
    { name: 'is not gzip', body: ['<!doctype html>'], says: 'the response is not gzip' },
    { name: 'ends early', body: [packed.subarray(0, 40)], says: 'the response is not gzip' },
  ])('that $name is broken', async ({ body, says }) => {
    const response = await answerTo({ headers: { 'content-encoding': 'gzip' }, body });
    await expect(bytesOf(response)).rejects.toMatchObject({
      name: 'TransportError',
      fault: 'broken',
      message: expect.stringContaining(says),
    });
  });

  test('that breaks says why', async () => {
    const broken = new TransportError('broken', 'connection reset by peer');
    const body = [packed.subarray(0, 40)];
    const response = await answerTo({ headers: { 'content-encoding': 'gzip' }, body, finally: broken });
    await expect(bytesOf(response)).rejects.toBe(broken);
  });
});
