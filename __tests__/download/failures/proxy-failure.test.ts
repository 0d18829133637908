import { describe, expect, test } from '@jest/globals';
import { childProcessExec } from '../../../src/adapters/child-process-exec.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { classifyRecord, type GoFailure } from '../../../src/download/classify.ts';
import { downloadModules } from '../../../src/download/download.ts';
import { noProxy } from '../../../src/download/proxy-hooks.ts';
import { FetchFailure } from '../../../src/fetch/failure.ts';
import type { FailureReason } from '../../../src/fetch/failure-reason.ts';
import { NotFetched, type Tried } from '../../../src/fetch/not-fetched.ts';
import { moduleFile } from '../../../src/fetch/requested-file.ts';
import { asUpstream } from '../../../src/fetch/upstream.ts';
import { type Describe, describeFailure } from '../../../src/fetch/wording.ts';
import type { HttpClient } from '../../../src/ports/http-client.ts';
import { scriptedHttp } from '../../http/scripted-http.ts';
import { goThroughProxy } from '../../proxy/go-through-proxy.ts';
import { fakeGoproxy } from '../../support/fake-goproxy.ts';
import { fakeSumdb } from '../../support/fake-sumdb.ts';
import { recordingGuard } from '../../support/recording-guard.ts';
import { recordingRunner } from '../../support/recording-runner.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { alpha, cases, type ProxyFailureCase, source } from './proxy-failure-cases.ts';

const sumdb = fakeSumdb({ modules: [] });

/** An upstream that has alpha and a checksum database, but fails as the case says. */
function upstreamOf({ file, answer }: ProxyFailureCase): HttpClient {
  return scriptedHttp((request, time) => {
    const { pathname } = new URL(request.url);
    if (file === 'all' || pathname.includes(file)) return answer(request, time);
    const kind = /\.(info|mod|zip)$/.exec(pathname)?.[1];
    if (kind === 'info' || kind === 'mod' || kind === 'zip') return { body: [alpha[kind]] };
    const [, path = ''] = pathname.split(`/sumdb/${sumdb.name}/`);
    const record = sumdb.answer(path);
    return record === undefined ? { status: 404 } : { body: [record] };
  });
}

/** How go is run: for a checksum database, without a go.sum. */
function runOf({ file }: ProxyFailureCase): {
  readonly query: readonly string[];
  readonly env: Record<string, string>;
} {
  if (file === '/lookup/') return { query: ['example.com/alpha@v1.0.0'], env: { GOSUMDB: sumdb.key } };
  return { query: file === '/@v/list' ? ['example.com/alpha@latest'] : [], env: {} };
}

/** What the classifier makes of `go mod download` through our proxy, and what kept the proxy from answering. */
async function outcome(failing: ProxyFailureCase, describe: Describe) {
  const { allowed, goproxy, gonoproxy } = failing;
  await using project = await fakeGoproxy({ modules: [source] });
  await using through = await goThroughProxy(project, {
    http: upstreamOf(failing),
    goproxy,
    gonoproxy,
    modules: [],
    attempts: allowed,
    stallTimeout: 1000,
    describe,
  });
  const { proxy, gomodcache } = through;
  if (goproxy.includes('|')) await openCircuit(proxy.goproxy);
  const known: unknown[] = [];
  const failureOf = (url: string): unknown => {
    const failure = proxy.failureOf(url);
    if (failure !== undefined) known.push(failure);
    if (failure instanceof NotFetched) reword(failure, describe);
    return failure;
  };
  const { query, env } = runOf(failing);
  await using elsewhere = await tempDir();
  const cwd = query.length > 0 ? elsewhere.path : through.dir;
  const args = ['mod', 'download', '-json', '-x', ...query];
  const ended = await downloadModules(
    {
      jobs: [{ label: 'go mod download', kind: 'mod-download', cwd, args, env }],
      gomodcache,
      env: through.env,
      attempts: 1,
      stallTimeout: 30_000,
      signal: new AbortController().signal,
      hooks: { ...noProxy, rewrite: proxy.rewrite, failureOf, describe: proxy.describe },
    },
    {
      exec: childProcessExec(recordingGuard()),
      clock: systemClock,
      random: () => 0,
      log: recordingRunner().log,
      progress: () => undefined,
    },
  );
  return { failures: ended.kind === 'failed' ? ended.failures : [], known };
}

/** Errors have words of their own, too. */
function reword(error: NotFetched, describe: Describe): void {
  for (const { failure } of error.tried) failure.message = describe(failure);
  error.message = describe(error.failure);
}

/** By as many failures as it takes, of modules that nothing else is about. */
async function openCircuit(proxyUrl: string): Promise<void> {
  for (let count = 0; count < 6; count++) {
    await fetch(`${proxyUrl}/example.com/other/@v/v1.0.${count}.info`);
  }
}

const verdictOf = ({ class: errorClass, code, fault, transient }: GoFailure) =>
  `${errorClass} ${code} ${fault} ${transient ? 'transient' : 'lasting'}`;

/** A failure without what is only for people, and without what differs from run to run. */
function withoutWords({ message: _, original: __, ...facts }: GoFailure): unknown {
  return JSON.parse(JSON.stringify(facts).replaceAll(/127\.0\.0\.1:\d+/g, 'loopback'));
}

/** Words that mislead whatever reads them. */
const nonsense: Describe = () =>
  'x509: checksum mismatch, no such host: 404 Not Found\n\ngo: reading https://nowhere.example.com: 429\0 unknown revision';

const rows = Object.entries(cases).flatMap(([reason, group]) =>
  group.map((failing) => ({ ...failing, reason, failing })),
);

describe('a failure of our proxy is reported by its value, not by what the go command prints of it', () => {
  test.each(rows)(
    '$reason, $name: $verdict',
    async ({ failing, reason, verdict, attempts, goMightSucceed }) => {
      const told = await outcome(failing, describeFailure);
      expect(told.failures.map(verdictOf)).toEqual([verdict]);
      expect(told.failures).toMatchObject([
        { attempts, goMightSucceed, module: expect.stringMatching(/^example\.com\/alpha@/) },
      ]);
      const reasons = told.known.map((error) =>
        error instanceof NotFetched ? error.failure.reason.kind : error,
      );
      expect([...new Set(reasons)]).toEqual([reason]);
      const misled = await outcome(failing, nonsense);
      expect(misled.failures.map(withoutWords)).toEqual(told.failures.map(withoutWords));
    },
  );
});

/** What the go command prints of a file that our proxy did not give, for `error`. */
function classified(error: unknown): GoFailure {
  const url = 'http://127.0.0.1:1/secret/0/example.com/alpha/@v/v1.0.0.zip';
  const record = `go: example.com/alpha@v1.0.0: reading ${url}: 500 Internal Server Error\n\tserver response: words`;
  const failureOf = (asked: string) => (asked === url ? error : undefined);
  return classifyRecord(record, undefined, { ...noProxy, failureOf });
}

test('a failure of the checksum database is not reported as one of the module', async () => {
  const [refused] = Object.values(cases).flatMap((group) =>
    group.filter(({ name }) => name === '403 of the checksum database'),
  );
  if (refused === undefined) throw new Error('there is such a case');
  const { failures } = await outcome(refused, describeFailure);
  expect(failures[0]?.message).toBe(
    'example.com/alpha@v1.0.0: reading the checksum database: 403 Forbidden (blocked) (from proxy.example.com)',
  );
  expect(failures[0]?.hint).toContain('/sumdb/');
});

describe('what kept our proxy from answering need not be an upstream', () => {
  test.each([
    ['ENOSPC', 'disk disk-full infrastructure lasting'],
    ['EDQUOT', 'disk disk-full infrastructure lasting'],
    ['EACCES', 'disk disk-permission settings lasting'],
    ['EPERM', 'disk disk-permission settings lasting'],
    ['EROFS', 'disk disk-permission settings lasting'],
    ['EIO', 'disk modcache-unusable infrastructure lasting'],
    [undefined, 'internal proxy-fault program lasting'],
  ])('%s: %s', (code, verdict) => {
    const failure = classified(Object.assign(new Error('it did not work'), code && { code }));
    expect(verdictOf(failure)).toBe(verdict);
    expect(failure).toMatchObject({
      goMightSucceed: true,
      message: 'example.com/alpha@v1.0.0: it did not work',
    });
  });
});

describe('of several upstreams', () => {
  const file = moduleFile(alpha, 'zip');
  const failed = (host: string, reason: FailureReason): Tried => ({
    upstream: asUpstream(`https://${host}`, '|'),
    failure: new FetchFailure(reason),
  });
  const down = failed('one.example.com', { kind: 'status', status: 503, body: 'try later. '.repeat(90) });
  const policy = failed('two.example.com', {
    kind: 'status',
    status: 403,
    phrase: 'Blocked by policy 17',
    body: `see the wiki. ${'More. '.repeat(400)}End.`,
  });

  test('each is named with what it said, the one that decides first', () => {
    const failure = classified(new NotFetched(file, policy.failure, [down, policy]));
    expect(failure).toMatchObject({ code: 'forbidden', host: 'two.example.com' });
    expect(failure.message).toMatch(
      /^example\.com\/alpha@v1\.0\.0: 403 Blocked by policy 17 \(see .*\(from two\.example\.com\); 503 Service .*\(from one\.example\.com\)$/,
    );
  });

  test('the value holds all that a server wrote, whatever is shown of it', () => {
    expect(policy.failure.reason).toMatchObject({ body: expect.stringMatching(/End\.$/) });
  });
});
