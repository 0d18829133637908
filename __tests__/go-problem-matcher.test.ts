import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { tempDir } from './support/temp-dir.ts';

interface Problem {
  readonly file: string | undefined;
  readonly line: string | undefined;
  readonly column: string | undefined;
  readonly message: string | undefined;
}

const { problemMatcher } = JSON.parse(await readFile('go-problem-matcher.json', 'utf8'));
const [{ pattern }] = problemMatcher;
const [{ regexp, ...groups }] = pattern;

/** What GitHub's runner would make annotations of. */
function problemsIn(output: string): Problem[] {
  return output.split('\n').flatMap((line) => {
    const found = new RegExp(regexp).exec(line);
    if (found === null) return [];
    const part = (name: string) => found[groups[name]];
    return [{ file: part('file'), line: part('line'), column: part('column'), message: part('message') }];
  });
}

test('it finds what the Go compiler and a failed test report, at its line', async () => {
  await using dir = await tempDir({
    'go.mod': 'module example.com/main\n\ngo 1.24\n',
    'broken/broken.go': 'package broken\n\nvar Name string = 7\n',
    'tested/tested_test.go':
      'package tested\n\nimport "testing"\n\nfunc TestIt(t *testing.T) {\n\tt.Error("not so")\n}\n',
  });
  const go = (...args: string[]) =>
    promisify(execFile)('go', args, { cwd: dir.path, env: { ...process.env, GOFLAGS: '', GOWORK: 'off' } })
      .then(() => '')
      .catch((error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}`);
  expect(problemsIn(await go('build', './broken'))).toEqual([
    { file: 'broken/broken.go', line: '3', column: '19', message: expect.stringContaining('cannot use 7') },
  ]);
  expect(problemsIn(await go('test', './tested'))).toEqual([
    { file: 'tested_test.go', line: '6', column: undefined, message: 'not so' },
  ]);
}, 60_000);

test.each([
  ['..\\pkg\\a b.go:1:2: undefined: x', '..\\pkg\\a b.go'],
  ['vet: C:\\src\\main.go:10:3: unreachable code', 'C:\\src\\main.go'],
])('%s', (line, file) => {
  expect(problemsIn(line)).toMatchObject([{ file }]);
});

test.each([
  'ok  \texample.com/main\t0.2s',
  'go: downloading golang.org/x/text v0.30.0',
  'main.go',
  '# pkg.go',
])('"%s" is no problem', (line) => {
  expect(problemsIn(line)).toEqual([]);
});
