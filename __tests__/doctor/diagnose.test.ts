import { describe, expect, test } from '@jest/globals';
import { diagnose } from '../../src/doctor/diagnose.ts';
import type { Endpoint, Facts, ModuleFact, Reply, Role } from '../../src/doctor/facts.ts';
import type { Certificate, Stage, StageFault, StageName } from '../../src/ports/prober.ts';

const now = Date.UTC(2026, 5, 1);

const proxyRole: Role = {
  kind: 'module-proxy',
  separator: ',',
  next: 'https://second.example.com',
  hasCredentials: false,
};
const last: Role = { ...proxyRole, separator: '', next: undefined };
const database: Role = { kind: 'checksum-database', name: 'sum.example.com', through: 'itself' };
const repository: Role = { kind: 'repository', modules: ['git.example.com/team/secret'] };

const certificate: Certificate = {
  subject: 'CN=first.example.com',
  issuer: 'CN=Corp Root',
  validFrom: Date.UTC(2027, 0, 1),
  validTo: Date.UTC(2026, 0, 1),
  names: ['other.example.com', '*.other.example.com'],
};

function answered(status: number): Reply {
  return { kind: 'answered', asked: 'example.com/alpha@v1.0.0', status, firstByte: 10, speed: undefined };
}

const silence: Reply = { kind: 'timeout', asked: 'example.com/alpha@v1.0.0', ms: 10_000 };

function failing(name: StageName, fault: StageFault): Stage {
  return { name, ms: 5, fault, detail: 'what the system said', ...(name === 'tls' && { certificate }) };
}

function endpoint(overrides: Partial<Endpoint> = {}): Endpoint {
  return {
    role: proxyRole,
    url: 'https://first.example.com',
    forwardProxy: undefined,
    stages: [],
    reply: answered(200),
    ...overrides,
  };
}

function facts(overrides: Partial<Facts> = {}): Facts {
  return { now, goVersion: 'go1.26.8', settings: [], mistakes: [], endpoints: [], modules: [], ...overrides };
}

function found(at: Partial<Endpoint>) {
  return diagnose(facts({ endpoints: [endpoint(at)] }));
}

describe('a stage that fails', () => {
  test.each<{ stage: StageName; fault: StageFault; code: string; change: string }>([
    {
      stage: 'dns',
      fault: 'no-such-host',
      code: 'no-such-host',
      change: 'Correct the name first.example.com',
    },
    { stage: 'dns', fault: 'timeout', code: 'no-such-host', change: '`https-proxy:' },
    { stage: 'tcp', fault: 'refused', code: 'refused', change: 'correct the port in `goproxy`' },
    { stage: 'tcp', fault: 'unreachable', code: 'unreachable', change: '`https-proxy:' },
    { stage: 'tcp', fault: 'timeout', code: 'stall', change: '`https-proxy:' },
    { stage: 'tls', fault: 'timeout', code: 'stall', change: '|https://second.example.com`' },
    { stage: 'tls', fault: 'broken', code: 'broken', change: '|https://second.example.com`' },
    {
      stage: 'tls',
      fault: 'unknown-ca',
      code: 'unknown-ca',
      change: '`ca-file: FILE`, with the certificate of CN=Corp Root',
    },
    { stage: 'tls', fault: 'expired', code: 'expired', change: 'if 2026-06-01 is wrong, set the clock' },
    { stage: 'tls', fault: 'not-yet-valid', code: 'not-yet-valid', change: 'Set the clock of this machine' },
    {
      stage: 'tls',
      fault: 'wrong-name',
      code: 'wrong-name',
      change: 'Write other.example.com instead of first',
    },
    { stage: 'tls', fault: 'no-tls', code: 'no-tls', change: '`http://first.example.com`' },
  ])('$stage, $fault: $code', ({ stage, fault, code, change }) => {
    const findings = found({ stages: [failing(stage, fault)], reply: undefined });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ code });
    expect(findings[0]?.changes.join('\n')).toContain(change);
  });

  test.each<{ stage: StageName; fault: StageFault; code: string; change: string }>([
    { stage: 'dns', fault: 'no-such-host', code: 'proxy-unreachable', change: 'Correct `https-proxy`' },
    { stage: 'tcp', fault: 'refused', code: 'proxy-unreachable', change: '`no-proxy: first.example.com`' },
    {
      stage: 'proxy',
      fault: 'proxy-login',
      code: 'proxy-login',
      change: '`https-proxy: http://USER:PASSWORD@proxy.example.com:3128`',
    },
    {
      stage: 'proxy',
      fault: 'proxy-refusal',
      code: 'proxy-refusal',
      change: 'Have first.example.com allowed',
    },
    { stage: 'tls', fault: 'unknown-ca', code: 'unknown-ca', change: '`ca-file: FILE`' },
  ])('by way of a forward proxy, $stage, $fault: $code', ({ stage, fault, code, change }) => {
    const forwardProxy = 'http://proxy.example.com:3128';
    const findings = found({ forwardProxy, stages: [failing(stage, fault)], reply: undefined });
    expect(findings).toMatchObject([{ code }]);
    expect(findings[0]?.changes.join('\n')).toContain(change);
  });

  test('of the same forward proxy is reported once for all servers behind it', () => {
    const forwardProxy = 'http://proxy.example.com:3128';
    const stages = [failing('proxy', 'proxy-login')];
    const endpoints = [proxyRole, database].map((role) =>
      endpoint({ role, forwardProxy, stages, reply: undefined }),
    );
    expect(diagnose(facts({ endpoints }))).toHaveLength(1);
  });

  test('on the way to the checksum database says how to do without', () => {
    const [finding] = found({ role: database, stages: [failing('tcp', 'refused')], reply: undefined });
    expect(finding?.code).toBe('checksum-database');
    expect(finding?.changes.join('\n')).toContain('Commit a complete go.sum');
  });

  test('on the way to a repository says how to do without', () => {
    const [finding] = found({ role: repository, stages: [failing('tcp', 'refused')], reply: undefined });
    expect(finding?.problem).toContain('git.example.com/team/secret');
    expect(finding?.changes.join('\n')).toContain('`gonoproxy: none`');
  });
});

describe('an answer', () => {
  test.each<{ name: string; at: Partial<Endpoint> }>([
    { name: '200', at: {} },
    { name: '404 of a module proxy, which only does not know this module', at: { reply: answered(404) } },
    { name: '410 of a module proxy', at: { reply: answered(410) } },
    { name: '200 of the checksum database', at: { role: database } },
    { name: '403 of the front page of a git host', at: { role: repository, reply: answered(403) } },
  ])('$name is fine', ({ at }) => {
    expect(found(at)).toEqual([]);
  });

  test.each<{ name: string; at: Partial<Endpoint>; code: string; change: string }>([
    {
      name: '403',
      at: { reply: answered(403) },
      code: 'forbidden',
      change: '`netrc: machine first.example.com login USER',
    },
    {
      name: '401',
      at: { reply: answered(401) },
      code: 'forbidden',
      change: '`netrc: machine first.example.com login USER',
    },
    {
      name: '503',
      at: { reply: answered(503) },
      code: 'server-error',
      change: '|https://second.example.com`',
    },
    {
      name: '503 of the only entry',
      at: { role: last, reply: answered(503) },
      code: 'server-error',
      change: '`fallback-goproxy:',
    },
    {
      name: '429',
      at: { reply: answered(429) },
      code: 'server-error',
      change: '|https://second.example.com`',
    },
    {
      name: '302 that leads nowhere',
      at: { reply: answered(302) },
      code: 'odd-status',
      change: 'Set `goproxy` to the URL',
    },
    { name: 'timeout', at: { reply: silence }, code: 'stall', change: '`stall-timeout: 5s`' },
    {
      name: '404 of the checksum database',
      at: { role: database, reply: answered(404) },
      code: 'checksum-database',
      change: '`goprivate: HOST/OWNER`',
    },
    {
      name: 'silence of the checksum database',
      at: { role: database, reply: silence },
      code: 'checksum-database',
      change: 'complete go.sum',
    },
    {
      name: '500 of a git host',
      at: { role: repository, reply: answered(500) },
      code: 'server-error',
      change: '`gonoproxy: none`',
    },
    {
      name: '407 to a plain http request',
      at: {
        url: 'http://first.example.com',
        forwardProxy: 'http://proxy.example.com:3128',
        reply: { kind: 'broken', asked: 'x', detail: 'said no', fromForwardProxy: 407 },
      },
      code: 'proxy-login',
      change: '`http-proxy: http://USER:PASSWORD@proxy.example.com:3128`',
    },
    {
      name: 'what breaks off',
      at: { reply: { kind: 'broken', asked: 'x', detail: 'reset' } },
      code: 'broken',
      change: '|https://second.example.com`',
    },
  ])('$name is found: $code', ({ at, code, change }) => {
    const findings = found(at);
    expect(findings).toMatchObject([{ code }]);
    expect(findings[0]?.changes.join('\n')).toContain(change);
  });

  test('403 in spite of credentials is said to be one of rights', () => {
    const role = { ...proxyRole, hasCredentials: true };
    expect(found({ role, reply: answered(403) })[0]?.problem).toContain('this user has no access');
  });

  test('where `|` stands behind an entry, nothing has to change for the run', () => {
    const role: Role = { ...proxyRole, separator: '|' };
    expect(found({ role, reply: answered(503) })[0]?.changes.join()).toContain('No change is needed');
  });
});

describe('a module', () => {
  const module = (path: string, answer: ModuleFact['answer']) => ({ path, version: 'v1.2.3', answer });

  test.each<{ path: string; answer: ModuleFact['answer']; code: string; change: string }>([
    {
      path: 'git.corp.example.com/team/secret',
      answer: 'unknown',
      code: 'private-path',
      change: '`goprivate: git.corp.example.com`',
    },
    {
      path: 'github.com/acme/secret/v2',
      answer: 'unknown',
      code: 'private-path',
      change: '`goprivate: github.com/acme`',
    },
    {
      path: 'example.com/alpha',
      answer: 'version-unknown',
      code: 'version-unknown',
      change: '`go list -m -versions example.com/alpha`',
    },
    {
      path: 'example.com/alpha',
      answer: { refusedBy: 'https://second.example.com', status: 403 },
      code: 'forbidden',
      change: 'owner to allow the module',
    },
  ])('$path, $code', ({ path, answer, code, change }) => {
    const findings = diagnose(facts({ modules: [module(path, answer)] }));
    expect(findings).toMatchObject([{ code }]);
    expect(findings[0]?.changes.join('\n')).toContain(change);
  });

  test('that is known is fine', () => {
    expect(diagnose(facts({ modules: [module('example.com/alpha', 'known')] }))).toEqual([]);
  });

  test('that a module proxy refuses like all others is reported like them', () => {
    const answer = { refusedBy: 'https://first.example.com', status: 403 };
    const endpoints = [endpoint({ reply: answered(403) })];
    const findings = diagnose(facts({ endpoints, modules: [module('example.com/alpha', answer)] }));
    expect(findings).toHaveLength(1);
  });
});

test('a mistake is a finding as it stands', () => {
  const mistakes = [{ code: 'goproxy-invalid', message: 'GOPROXY has no entries', hint: 'Write one.' }];
  expect(diagnose(facts({ mistakes }))).toEqual([
    { code: 'goproxy-invalid', problem: 'GOPROXY has no entries', changes: ['Write one.'] },
  ]);
});
