import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { listening } from './servers.ts';

const script = `
  const { undiciClient } = await import(process.argv[1]);
  const proxies = { httpProxy: '', httpsProxy: '', noProxy: '' };
  const http = undiciClient({ proxies, ca: () => [], connections: 1 });
  const { signal } = new AbortController();
  for (let request = 0; request < 60; request++) {
    const { body } = await http.send({ url: process.argv[2], headers: {}, signal });
    for await (const piece of body);
  }
  await http.close();
`;

/** Which compilers V8 used for what is larger than all functions but the one that undici's parser is. */
async function compilersOfParser(url: string): Promise<string[]> {
  const client = new URL('../../../src/adapters/network/client.ts', import.meta.url).href;
  const trace = ['--trace-wasm-compilation-times', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, [...trace, client, url]);
  return [...stdout.matchAll(/ using (\w+), .* bodysize (\d+)/g)]
    .filter(([, , bytes]) => Number(bytes) > 30_000)
    .map(([, compiler = '']) => compiler);
}

test('the parser of HTTP/1.1 is compiled once, however much it parses', async () => {
  const body = Buffer.alloc(2 ** 20);
  await using server = await listening(createServer((_, response) => response.end(body)));
  expect(await compilersOfParser(`http://127.0.0.1:${server.port}/`)).toEqual(['Liftoff']);
});
