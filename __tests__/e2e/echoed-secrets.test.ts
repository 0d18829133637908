import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { listening } from '../support/listening.ts';
import { placesOf } from '../support/secret-scan.ts';
import { tlsFront } from '../support/tls-front.ts';
import { type JobOptions, workflow } from '../support/workflow.ts';

// Elsewhere the go command looks for authorities in the system's own store only.
const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

const modules = [{ path: 'example.com/alpha', version: 'v1.0.0' }];
const password = 'Sup3r-S3cret/Passw0rd+OfTheRegistryThatIsLong';

/** A server that refuses all, with `padding` characters and then what it was told, as it came and decoded. */
async function echo(padding: number, status = 403) {
  await using servers = new AsyncDisposableStack();
  const server = createServer((request, response) => {
    const said = request.headers.authorization ?? 'nothing';
    const decoded = Buffer.from(said.replace(/^Basic /, ''), 'base64').toString();
    response.writeHead(status, { 'content-type': 'text/plain' });
    response.end(`${'x'.repeat(padding)} ${said} = ${decoded}`);
  });
  const at = servers.use(await listening(server));
  const front = servers.use(await tlsFront(at.url));
  const owned = servers.move();
  return { ...front, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Pieces of a secret that nothing else can be; eight characters are enough to look for the rest. */
function piecesOf(secret: string): string[] {
  return [secret, Buffer.from(`ci:${secret}`).toString('base64')].flatMap((form) =>
    Array.from({ length: Math.floor(form.length / 8) }, (_, index) => form.slice(index * 8, index * 8 + 8)),
  );
}

describeOnLinux('a registry that repeats what it was told leaves no piece of a password anywhere', () => {
  const ways: readonly [string, number, (host: string) => JobOptions][] = [
    [
      'netrc, where the words are cut',
      270,
      (host) => ({
        inputs: { netrc: `machine ${host} login ci password ${password}`, goproxy: `https://${host}` },
      }),
    ],
    [
      'a URL, where the words are cut',
      250,
      (host) => ({ inputs: { goproxy: `https://ci:${encodeURIComponent(password)}@${host}` } }),
    ],
    [
      'netrc, where the sentence is cut',
      150,
      (host) => ({
        inputs: { netrc: `machine ${host} login ci password ${password}`, goproxy: `https://${host}` },
      }),
    ],
    [
      'netrc, while Go is installed',
      0,
      (host) => ({
        inputs: {
          netrc: `machine ${host} login ci password ${password}`,
          goproxy: `https://${host}`,
          'go-version': '~1.20',
        },
        env: { GOSUMDB: 'sum.golang.org', https_proxy: 'http://127.0.0.1:9', no_proxy: '127.0.0.1' },
      }),
    ],
  ];

  test.each(ways)('%s', async (_name, padding, options) => {
    await using flow = await workflow({ modules });
    await using server = await echo(padding);
    const { inputs, env = {} } = options(server.host);
    const job = await flow.job({
      inputs: { cache: 'off', attempts: '1', 'ca-file': server.certificate, ...inputs },
      env,
    });
    expect(job.code).toBe(1);
    expect((await placesOf(piecesOf(password), flow, [job])).found).toEqual([]);
  });

  test.each([404, 410])(
    'a URL, where the go command is given the words of a %d as they are',
    async (status) => {
      await using flow = await workflow({ modules });
      await using server = await echo(20, status);
      const goproxy = `https://ci:${encodeURIComponent(password)}@${server.host}`;
      const job = await flow.job({
        inputs: { cache: 'off', attempts: '1', 'ca-file': server.certificate, goproxy },
      });
      expect(job.code).toBe(1);
      expect(job.log).toMatch(/server response: x{20} Basic \*\*\*/);
      expect((await placesOf(piecesOf(password), flow, [job])).found).toEqual([]);
    },
  );

  test('the netrc file of the machine', async () => {
    await using flow = await workflow({ modules });
    await using server = await echo(3);
    const netrc = path.join(flow.dir, 'netrc');
    await writeFile(netrc, `machine ${server.host} login ci password ${password}\n`);
    const job = await flow.job({
      inputs: {
        cache: 'off',
        attempts: '1',
        'ca-file': server.certificate,
        goproxy: `https://${server.host}`,
      },
      env: { NETRC: netrc },
    });
    expect(job.code).toBe(1);
    const { found } = await placesOf(piecesOf(password), flow, [job]);
    expect(found.filter((place) => !place.startsWith('netrc has'))).toEqual([]);
  });
});

describe('a value that is refused is not repeated', () => {
  test.each([
    ['https-proxy', 'ci:S3cretS3cret@:x'],
    ['http-proxy', 'http://ci:S3cretS3cret/@h.example.com:3128'],
    ['fallback-goproxy', 'ssh://ci:S3cretS3cret@h.example.com'],
    ['token-hosts', 'S3cretS3cret_'],
    ['token', 'github.com/acme/*=S3cretS3cret'],
    ['token', 'github.com/acme=xxxxxxxx\nS3cretS3cret'],
    ['go-download-base-url', 'https//ci:S3cretS3cret@h.example.com'],
    ['goproxy', 'https://ci:S3cretS3cret,x@h.example.com'],
  ])('%s: %s', async (input, value) => {
    await using flow = await workflow({ modules });
    const job = await flow.job({ inputs: { cache: 'off', [input]: value } });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([{ class: 'configuration' }]);
    expect((await placesOf(['S3cretS3cret'], flow, [job])).found).toEqual([]);
  });
});
