import { createServer as createHttpServer } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { runCommand } from '../support/command.ts';
import { type FakeGoproxy, type FakeGoproxyOptions, fakeGoproxy } from '../support/fake-goproxy.ts';
import { closedPort, listening } from '../support/listening.ts';
import { tempDir } from '../support/temp-dir.ts';
import { tlsFront } from '../support/tls-front.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const required = `require ${alpha.path} ${alpha.version}\n`;

/** What is set up for one examination; all of it ends with the scope. */
class Stand extends AsyncDisposableStack {
  async goproxy(options: Partial<FakeGoproxyOptions> = {}): Promise<FakeGoproxy> {
    return this.use(await fakeGoproxy({ modules: [alpha], ...options }));
  }

  /** A forward proxy that answers every request and every CONNECT with a status. */
  async forwardProxy(status: number): Promise<string> {
    const server = createHttpServer((_, response) => response.writeHead(status).end());
    server.on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`));
    return this.use(await listening(server)).url;
  }
}

interface Case {
  readonly name: string;
  /** What is wrong: Go's settings, inputs as flags, and lines of go.mod. */
  readonly arrange: (
    stand: Stand,
  ) => Promise<{ env: Record<string, string>; args?: readonly string[]; goMod?: string }>;
  /** What the finding says, and the change it proposes. */
  readonly problem: RegExp;
  readonly change: RegExp;
}

const cases: readonly Case[] = [
  {
    name: 'bad DNS',
    arrange: async () => ({ env: { GOPROXY: 'https://goproxy.invalid' } }),
    problem:
      /The module proxy https:\/\/goproxy\.invalid cannot be found: DNS has no address for goproxy\.invalid/,
    change: /Correct the name goproxy\.invalid in `goproxy`/,
  },
  {
    name: 'a refused connection',
    arrange: async () => ({ env: { GOPROXY: `http://127.0.0.1:${await closedPort()}` } }),
    problem: /refuses the connection: nothing listens on 127\.0\.0\.1:\d+/,
    change: /correct the port in `goproxy`/,
  },
  {
    name: 'a forward proxy that wants a login',
    arrange: async (stand) => ({
      env: { GOPROXY: 'https://proxy.example.com' },
      args: ['--https-proxy', await stand.forwardProxy(407)],
    }),
    problem:
      /The forward proxy http:\/\/127\.0\.0\.1:\d+\/? requires a \(different\) user and password \(407\)/,
    change: /`https-proxy: http:\/\/USER:PASSWORD@127\.0\.0\.1:\d+`/,
  },
  {
    name: 'an unknown CA',
    arrange: async (stand) => {
      const front = stand.use(await tlsFront((await stand.goproxy()).url));
      return { env: { GOPROXY: `https://${front.host}` } };
    },
    problem: /a certificate for O=Acme Co that is not trusted here; its issuer is O=Acme Co/,
    change: /`ca-file: FILE`, with the certificate of O=Acme Co/,
  },
  {
    name: 'an expired certificate',
    arrange: async (stand) => {
      const dates = ['-start-date', 'Jan 1 00:00:00 2020', '-duration', '24h'];
      const front = stand.use(await tlsFront((await stand.goproxy()).url, [], dates));
      return {
        env: { GOPROXY: `https://${front.host},direct` },
        args: ['--ca-file', front.certificate],
      };
    },
    problem: /a certificate that expired on 2020-01-02/,
    change:
      /Ask the operator of 127\.0\.0\.1 to renew it[\s\S]*`goproxy: https:\/\/127\.0\.0\.1:\d+\|direct`/,
  },
  {
    name: 'a registry that forbids',
    arrange: async (stand) => {
      const proxy = await stand.goproxy({ script: () => ({ kind: 'status', status: 403 }) });
      return { env: { GOPROXY: proxy.url } };
    },
    problem:
      /responds with 403 for example\.com\/alpha@v1\.0\.0: it requires a login, or its policy denies this module/,
    change: /`netrc: machine 127\.0\.0\.1 login USER password PASSWORD`[\s\S]*registry's owner to allow/,
  },
  {
    name: 'a GOPROXY that is no list of URLs',
    arrange: async () => ({ env: { GOPROXY: 'htps://proxy.example.com' } }),
    problem: /GOPROXY entry `htps:\/\/proxy\.example\.com` has the scheme htps/,
    change: /URLs that begin with https:\/\//,
  },
  {
    name: 'a private path without GOPRIVATE',
    arrange: async (stand) => ({
      env: { GOPROXY: (await stand.goproxy()).url },
      goMod: 'require git.corp.example.com/team/secret v1.2.3\n',
    }),
    problem: /No module proxy in GOPROXY has git\.corp\.example\.com\/team\/secret@v1\.2\.3/,
    change: /`goprivate: git\.corp\.example\.com`/,
  },
  {
    name: 'a checksum database that is blocked',
    arrange: async (stand) => {
      const GOSUMDB = `sum.example.com+033de0ae+Ac4zctda0e5eza http://127.0.0.1:${await closedPort()}`;
      return { env: { GOPROXY: (await stand.goproxy()).url, GOSUMDB } };
    },
    problem: /The checksum database sum\.example\.com \(at http:\/\/127\.0\.0\.1:\d+\) refuses/,
    change:
      /Allow access to sum\.example\.com, or list first in `goproxy` a module proxy that relays it[\s\S]*complete go\.sum/,
  },
  {
    name: 'a checksum database that the module proxy forbids',
    arrange: async (stand) => {
      const proxy = await stand.goproxy({
        script: ({ path }) => (path.startsWith('/sumdb/') ? { kind: 'status', status: 403 } : undefined),
      });
      return { env: { GOPROXY: proxy.url, GOSUMDB: 'sum.example.com' } };
    },
    problem: /The checksum database sum\.example\.com \(at http:\/\/127\.0\.0\.1:\d+\) responds with 403/,
    change: /complete go\.sum/,
  },
  {
    name: 'a stall',
    arrange: async (stand) => {
      const proxy = await stand.goproxy({ script: () => ({ kind: 'stall' }) });
      return { env: { GOPROXY: proxy.url } };
    },
    problem: /accepts the connection and then sends nothing for 1\.0 s/,
    change: /`fallback-goproxy: https:\/\/proxy\.example\.com`/,
  },
];

async function examined({
  env,
  args = [],
  goMod = '',
}: {
  env: Record<string, string>;
  args?: readonly string[];
  goMod?: string;
}) {
  await using dir = await tempDir({
    'p/go.mod': `module example.com/main\n\ngo 1.21\n\n${required}${goMod}`,
  });
  const quiet = { GOSUMDB: 'off', GOENV: 'off', GOFLAGS: '', GOTOOLCHAIN: 'local', HOME: dir.path };
  return await runCommand(['doctor', 'p', '--stall-timeout', '1s', ...args], {
    cwd: dir.path,
    env: { ...quiet, ...env },
  });
}

describe('doctor finds, and proposes what to change about', () => {
  test.each(cases)('$name', async ({ arrange, problem, change }) => {
    await using stand = new Stand();
    const { stdout, stderr, code } = await examined(await arrange(stand));
    expect(stderr).toBe('');
    const findings = stdout.slice(stdout.indexOf('1 problem found:'));
    expect(findings).toMatch(/^1 problem found:\n {2}1\. /);
    expect(findings).toMatch(problem);
    expect(findings).toMatch(change);
    expect(code).toBe(1);
  });
});

test('where nothing is wrong, doctor says so and shows what it saw', async () => {
  await using stand = new Stand();
  const proxy = await stand.goproxy({
    script: ({ path }) => (path.startsWith('/sumdb/') ? { kind: 'body', body: 'ok' } : undefined),
  });
  const front = stand.use(await tlsFront(proxy.url));
  const { stdout, stderr, code } = await examined({
    env: { GOPROXY: `https://${front.host}|direct`, GOSUMDB: 'sum.example.com' },
    args: ['--ca-file', front.certificate],
  });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^Go: go1\.\d+/);
  expect(stdout).toContain(`GOPROXY=https://${front.host}|direct (environment)`);
  expect(stdout).toMatch(/TCP {4}127\.0\.0\.1 port \d+/);
  expect(stdout).toMatch(/TLS {4}TLSv1\.3, certificate of O=Acme Co, by O=Acme Co, until \d{4}-\d\d-\d\d/);
  expect(stdout).toMatch(/HTTP {3}200 for example\.com\/alpha@v1\.0\.0, first byte after/);
  expect(stdout).toMatch(/speed {2}\d+ B in/);
  expect(stdout).toContain('HTTP   200 for the latest state of sum.example.com');
  expect(stdout).toMatch(/No problems found\.\n$/);
  expect(code).toBe(0);
});

test('no secret is shown', async () => {
  await using stand = new Stand();
  const proxy = await stand.forwardProxy(403);
  const secrets = ['s3cret-of-goproxy', 's3cret-of-forward-proxy', 's3cret-of-netrc'];
  const [first, second, third] = secrets;
  const { stdout, stderr, code } = await examined({
    env: { GOPROXY: `https://user:${first}@proxy.example.com,direct` },
    args: [
      '--https-proxy',
      proxy.replace('http://', `http://user:${second}@`),
      '--netrc',
      `machine proxy.example.com login user password ${third}`,
    ],
  });
  expect(code).toBe(1);
  expect(stdout).toContain('refuses to connect to proxy.example.com: it responds with 403');
  for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
});

test.each([
  { name: 'a flag that there is not', args: ['--no-such-flag'], says: 'Unknown flag --no-such-flag' },
  { name: 'an input that is not valid', args: ['--timeout', 'soon'], says: '`timeout`' },
  { name: 'two directories', args: ['another'], says: 'There are two directories' },
])('$name is wrong usage', async ({ args, says }) => {
  const { code, stderr } = await examined({ env: {}, args });
  expect(code).toBe(2);
  expect(stderr).toContain(says);
  expect(stderr).toContain('Usage: go-mod-download doctor');
});
