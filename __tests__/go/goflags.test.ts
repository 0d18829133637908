import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { goflag, isGoflagSet, splitGoflags } from '../../src/go/goflags.ts';

test.each<[goflags: string, flags: string[]]>([
  ['', []],
  [' \t\r\n', []],
  ['-mod=mod  -trimpath', ['-mod=mod', '-trimpath']],
  ["'-tags=a b' -v", ['-tags=a b', '-v']],
  [`"-ldflags=-X 'main.v=1'" -x`, ["-ldflags=-X 'main.v=1'", '-x']],
  ['-tags="a b"', ['-tags="a', 'b"']],
  [`'-a'"-b"`, ['-a', '-b']],
  [`-v "never closed`, []],
])('%j splits as in the go command', (goflags, flags) => {
  expect(splitGoflags(goflags)).toEqual(flags);
});

test.each<[goflags: string, name: string, value: string | undefined]>([
  ['-modfile=ci.mod', 'modfile', 'ci.mod'],
  ['-mod=mod --modfile=ci/go.mod -trimpath', 'modfile', 'ci/go.mod'],
  ["'-modfile=a folder/ci.mod'", 'modfile', 'a folder/ci.mod'],
  ['"--modfile=c=d.mod"', 'modfile', 'c=d.mod'],
  ['-mod=vendor -mod=mod', 'mod', 'mod'],
  ['-mod=mod', 'modfile', undefined],
  ['-tags=-modfile=x', 'modfile', undefined],
  ['---mod=mod', 'mod', undefined],
  ['-trimpath', 'trimpath', 'true'],
])('GOFLAGS=%s sets %s to %s', (goflags, name, value) => {
  expect(goflag(goflags, name)).toBe(value);
});

test.each<[goflags: string, isSet: boolean]>([
  ['-modcacherw', true],
  ['--modcacherw=T', true],
  ['-modcacherw=1', true],
  ['-modcacherw -modcacherw=false', false],
  ['-modcacherw=yes', false],
  ['-modcacherwx', false],
  ['', false],
])('GOFLAGS=%s sets -modcacherw: %s', (goflags, isSet) => {
  expect(isGoflagSet(goflags, 'modcacherw')).toBe(isSet);
});

/** What the go command says of GOFLAGS without any dash: it refuses the first field, and quotes it. */
function saidByGo(goflags: string): string {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', GOFLAGS: goflags, GOENV: 'off' };
  const { stderr } = spawnSync('go', ['mod', 'edit', '-json', '/dev/null'], { env, encoding: 'utf8' });
  return stderr;
}

test('the first field is the one that the go command finds, and an open quote is one for it, too', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-c='" \t]{0,14}$/), (goflags) => {
      const said = saidByGo(goflags);
      const [first] = splitGoflags(goflags);
      const refused = /non-flag (?<quoted>".*")/.exec(said)?.groups?.['quoted'];
      if (refused !== undefined) expect(first).toBe(JSON.parse(refused));
      else expect(/unterminated/.test(said) || goflags.trim() === '').toBe(first === undefined);
    }),
    { numRuns: 100 },
  );
});
