import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  classifyRecord,
  classifyStderr,
  type GoFailure,
  withoutRepeats,
} from '../../src/download/classify.ts';
import { splitRecords } from '../../src/download/failures/records.ts';
import { asGoModule, jsonObjects } from '../../src/download/go-json.ts';
import { type GoErrorCase, goErrorCases, moreErrorCases } from './go-error-cases.ts';

/** One part of a file: what stands between its heading and the next. */
function part(text: string, heading: string): string | undefined {
  const at = text.indexOf(`--- ${heading}\n`);
  if (at < 0) return undefined;
  const rest = text.slice(at + heading.length + 5);
  return rest.split(/^--- /m)[0];
}

/** What `go … -json` said, or where it was not run so, what it said without. */
function failuresIn(text: string): GoFailure[] {
  const failures = classifyStderr(part(text, '[-json] stderr') ?? part(text, 'stderr') ?? '');
  const objects = jsonObjects((value) => {
    const module = asGoModule(value);
    if (module?.error !== undefined)
      failures.push(classifyRecord(module.error, `${module.path}@${module.version}`));
  });
  objects.read(part(text, '[-json] stdout') ?? '');
  return withoutRepeats(failures);
}

interface NamedCase extends GoErrorCase {
  readonly folder: string;
}

const inOtherWords = readdirSync(path.resolve(import.meta.dirname, '..', 'data', 'go-errors-1.27'));

const cases: readonly NamedCase[] = [
  ...goErrorCases.map((row) => ({ ...row, folder: 'go-errors' })),
  ...moreErrorCases.map((row) => ({ ...row, folder: 'go-errors-more' })),
  // What Go 1.27 tells in other words; scripts/record-go-errors.ts found that it is all there is.
  ...goErrorCases
    .filter(({ file }) => inOtherWords.includes(`${file}.txt`))
    .map((row) => ({ ...row, folder: 'go-errors-1.27' })),
];

function outputOf({ folder, file }: NamedCase): string {
  return readFileSync(path.resolve(import.meta.dirname, '..', 'data', folder, `${file}.txt`), 'utf8');
}

describe('the real outputs of the go command', () => {
  test.each(['go-errors', 'go-errors-more', 'go-errors-1.27'])('are all in the table: %s', (folder) => {
    const files = readdirSync(path.resolve(import.meta.dirname, '..', 'data', folder));
    const listed = cases.filter((row) => row.folder === folder).map(({ file }) => `${file}.txt`);
    expect(listed.sort()).toEqual(files.sort());
  });

  test.each(cases)('$file: $verdict', (row) => {
    const { verdict, transient, modules, hosts } = row;
    const text = outputOf(row);
    const verdicts = (failures: readonly GoFailure[]) => [
      ...new Set(failures.map((failure) => `${failure.class} ${failure.code}`)),
    ];
    const failures = failuresIn(text);
    const plain = classifyStderr(part(text, 'stderr') ?? '');
    expect(verdicts(failures)).toEqual(verdict === '' ? [] : [verdict]);
    expect(verdicts(plain)).toEqual(verdict === '' ? [] : [verdict]);
    expect(failures.flatMap(({ module }) => module ?? [])).toEqual(modules);
    expect([...new Set(failures.flatMap(({ host }) => host ?? []))]).toEqual(hosts);
    for (const failure of [...failures, ...plain]) {
      expect(failure.transient).toBe(transient);
      expect(failure.hint).toMatch(/^\S.{20,}\.$/);
      expect(failure.message).toMatch(/^[^\n]+$/);
    }
  });

  test.each(cases.filter(({ verdict }) => verdict !== ''))(
    '$file, told in another way, is still the same failure',
    (row) => {
      const records = splitRecords(part(outputOf(row), 'stderr') ?? '');
      for (const record of records) {
        const verdict = ({ class: errorClass, code }: GoFailure) => `${errorClass} ${code}`;
        const as = verdict(classifyRecord(record));
        for (const retold of retellings(record)) expect(verdict(classifyRecord(retold))).toBe(as);
      }
    },
  );

  test('never suggest turning the verification off when a checksum does not match', () => {
    const mismatches = cases.filter(({ verdict }) => verdict.startsWith('checksum'));
    expect(mismatches.length).toBeGreaterThan(3);
    for (const row of mismatches) {
      const [failure] = failuresIn(outputOf(row));
      expect(failure?.hint).not.toMatch(
        /GOSUMDB|GONOSUMDB|GOPRIVATE|GOFLAGS|gosumdb|gonosumdb|goprivate|off/,
      );
    }
  });
});

/** The same record about another module and server, without its beginning, wrapped, with Windows' line ends, quoted by CI. */
function retellings(record: string): string[] {
  const [first = '', ...rest] = record.split('\n');
  return [
    record.replaceAll('example.com', 'corp.example.org').replaceAll('acme', 'ajax'),
    record.replaceAll(/127\.0\.0\.1(?::\d+)?/g, 'goproxy.example.net'),
    record.replace(/^go: /, ''),
    `go: ${record}`,
    [first.replaceAll(' ', '\n\t'), ...rest].join('\n'),
    record.replaceAll('\n', '\r\n'),
    record.replaceAll(/\s*\n\s*/g, ' '),
    `2026-01-01T00:00:00Z ${record}`,
    `${record}\nexit status 1`,
  ];
}

describe('what is not in the table of real outputs', () => {
  test.each([
    {
      name: 'the upstream of the proxy failed, and the proxy says 404',
      record:
        'go: m.io/a@v1.0.0: reading https://p.example.com/m.io/a/@v/v1.0.0.mod: 404 Not Found\n\tserver response: not found: bad upstream',
      code: 'masked-server-error',
      transient: true,
    },
    {
      name: 'the proxy knows why there is no such version',
      record:
        'go: m.io/a@v9.0.0: reading https://p.example.com/m.io/a/@v/v9.0.0.info: 404 Not Found\n\tserver response: not found: m.io/a@v9.0.0: invalid version: unknown revision v9.0.0',
      code: 'unknown-revision',
      transient: false,
    },
    {
      name: 'the disk of the server, not ours, is full',
      record:
        'go: m.io/a@v1.0.0: reading https://p.example.com/m.io/a/@v/v1.0.0.zip: 500 Internal Server Error\n\tserver response: write /data: no space left on device',
      code: 'server-error',
      transient: true,
    },
    {
      name: 'a query in go.mod cannot be answered for the moment',
      record:
        'go: errors parsing go.mod:\ngo.mod:5: require m.io/a: version "main" invalid: Get "https://p.example.com/m.io/a/@v/main.info": EOF',
      code: 'connection-broken',
      transient: true,
    },
    {
      name: 'the private module is unknown to the checksum database',
      record:
        'go: m.io/a@v1.0.0: verifying module: m.io/a@v1.0.0: reading https://sum.example.com/lookup/m.io/a@v1.0.0: 410 Gone',
      code: 'checksum-database-lacks-module',
      transient: false,
    },
    {
      name: 'the checksum database is not given out',
      record:
        'go: m.io/a@v1.0.0: verifying module: m.io/a@v1.0.0: reading https://p.example.com/sumdb/sum.example.com/supported: 403 Forbidden\n\tserver response: blocked',
      code: 'checksum-database-refused',
      transient: false,
    },
    {
      name: 'the checksum database is busy',
      record:
        'go: m.io/a@v1.0.0: verifying module: m.io/a@v1.0.0: reading https://sum.example.com/lookup/m.io/a@v1.0.0: 429 Too Many Requests',
      code: 'throttled',
      transient: true,
    },
    {
      name: 'Windows says it in its own words',
      record:
        'go: m.io/a@v1.0.0: read "https://p.example.com/m.io/a/@v/v1.0.0.zip": read tcp 10.0.0.1:1->10.0.0.2:443: wsarecv: An existing connection was forcibly closed by the remote host.',
      code: 'connection-broken',
      transient: true,
    },
    {
      name: 'the server of a vanity path requires authentication',
      record:
        'go: git.example.com/team/priv@v1.0.0: unrecognized import path "git.example.com/team/priv": reading https://git.example.com/team/priv?go-get=1: 401 Unauthorized',
      code: 'unauthorized',
      transient: false,
    },
    {
      name: 'the server of a vanity path has a certificate that is not trusted',
      record:
        'go: git.example.com/priv@v1.0.0: unrecognized import path "git.example.com/priv": https fetch: Get "https://git.example.com/priv?go-get=1": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      code: 'certificate',
      transient: false,
    },
    {
      name: 'files that code embeds are generated later',
      record: 'pattern dist/*: no matching files found',
      code: 'unknown',
      transient: false,
    },
    {
      name: 'the Go of this machine is too old',
      record: 'go: go.mod requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)',
      code: 'go-version',
      transient: false,
    },
    {
      name: 'an unknown text about a server',
      record: 'go: frobnicating https://p.example.com/x: no',
      code: 'unknown',
      transient: false,
    },
    {
      name: 'an unknown text',
      record: 'go: frobnication failed',
      code: 'unknown',
      transient: false,
    },
  ])('$name', ({ record, code, transient }) => {
    expect(classifyRecord(record)).toMatchObject({ code, transient });
  });

  test('of a chain of requirements the last module is the one that failed', () => {
    const [failure] = classifyStderr(
      'go: m.io/a@v1.0.0 requires\n\tm.io/b@v1.1.0 requires\n\tm.io/c@v1.2.0: reading https://p.example.com/m.io/c/@v/v1.2.0.mod: 404 Not Found',
    );
    expect(failure).toMatchObject({
      module: 'm.io/c@v1.2.0',
      code: 'module-not-found',
      host: 'p.example.com',
    });
    expect(failure?.message).toContain('m.io/c@v1.2.0');
  });

  test('lines before the first message are a failure of their own', () => {
    expect(classifyStderr('fatal error: out of memory\ngoroutine 1 [running]:\n')).toMatchObject([
      { code: 'out-of-memory', original: 'fatal error: out of memory\ngoroutine 1 [running]:' },
    ]);
  });

  test('passwords in URLs do not get through', () => {
    const url = 'https://me:hunter2@git.example.com/m';
    const failure = classifyRecord(
      `go: m.io/a@v1.0.0: git fetch ${url}: exit status 128:\n\tfatal: unable to access '${url}/'`,
    );
    expect(JSON.stringify(failure)).not.toContain('hunter2');
    expect(failure.url).toBe('https://me:xxxxx@git.example.com/m');
  });

  test('any text whatever is classified, in one line and without a crash', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const failure of classifyStderr(`go: ${text}`)) {
          expect(failure.message).not.toContain('\n');
          expect(failure.hint).not.toBe('');
        }
      }),
    );
  });
});

describe('a checksum mismatch is for go.sum to mend', () => {
  const whole = `h1:${'D'.repeat(43)}=`;
  const mismatch = (file: string, hash: string) =>
    `verifying example.com/a@v1.0.0: checksum mismatch\n\tdownloaded: ${whole}\n\t${file}:     ${hash}\n\nSECURITY ERROR\nThis download does NOT match an earlier download recorded in go.sum.\n`;

  test.each([
    ['go.sum', 'h1:DDD', 'go-sum-malformed'],
    ['go.work.sum', 'h1:', 'go-sum-malformed'],
    ['go.sum', `${whole}=`, 'go-sum-malformed'],
    ['go.sum', whole, 'checksum-mismatch'],
  ])('when %s has %s: %s', (file, hash, code) => {
    expect(classifyStderr(mismatch(file, hash))).toMatchObject([{ code, module: 'example.com/a@v1.0.0' }]);
  });
});

describe('withoutRepeats', () => {
  test('keeps what is said of different modules, and the same of one module once', () => {
    const say = (module: string) => classifyRecord('zip: not a valid zip file', module);
    const kept = withoutRepeats([say('m.io/a@v1.0.0'), say('m.io/b@v1.0.0'), say('m.io/a@v1.0.0')]);
    expect(kept.map(({ module }) => module)).toEqual(['m.io/a@v1.0.0', 'm.io/b@v1.0.0']);
  });
});
