import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { routeTo } from '../../src/adapters/network/route.ts';
import { moduleFile } from '../../src/fetch/requested-file.ts';
import { asUpstream, urlOf } from '../../src/fetch/upstream.ts';
import { parseGoproxy } from '../../src/go/goproxy.ts';
import { listening } from '../support/listening.ts';
import { tempDir } from '../support/temp-dir.ts';

/** What may stand behind the host of a GOPROXY entry. */
const paths = [
  ...[
    '',
    '/',
    '/a/',
    '/a b',
    '/a%20b',
    '/a\\b',
    '/caf\u00e9',
    '/caf%C3%A9',
    '/a%2Fb',
    '/a(b)',
    "/a'b",
    '/a[b]',
  ],
  ...[
    '/a{b}',
    '/a^b',
    '/a"b',
    '/a`b',
    '/a;b',
    '/a:b',
    '/a@b',
    '/a=b&c',
    '/a+b',
    '/a~b',
    '/a/../b',
    '/%41',
    '/a%00',
    '//a//b',
    '/a///',
    '/a/%2e%2e/b',
    '/./a/.',
  ],
  ...['/a?x=1', '/a?x=%zz', '/a/?x=y/z', '/a#b', '?x=1'],
];

test('an odd path of GOPROXY is asked for as the go command asks for it', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(500).end();
  });
  await using at = await listening(server);
  await using dir = await tempDir({ 'go.mod': 'module example.com/app\n\ngo 1.21\n' });
  const module = { path: 'example.com/Lib', version: 'v1.0.0' };
  for (const path of paths) {
    const env = {
      ...process.env,
      GOPROXY: at.url + path,
      GOFLAGS: '-mod=mod',
      GONOSUMDB: '*',
      GOWORK: 'off',
    };
    const args = ['mod', 'download', `${module.path}@${module.version}`];
    await promisify(execFile)('go', args, { cwd: dir.path, env }).catch(() => undefined);
  }
  const ours = paths.map((path) => {
    const [entry] = parseGoproxy(at.url + path);
    if (entry?.kind !== 'url') throw new Error('it is a URL');
    return routeTo(urlOf(asUpstream(entry.url, ''), moduleFile(module, 'info')), undefined).path;
  });
  expect(ours).toEqual(asked);
}, 60_000);
