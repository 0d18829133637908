import { execFileSync } from 'node:child_process';
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

test('what is split here is what the go command takes for flags', () => {
  const word = fc.stringMatching(/^[-a-z='" \t]{0,12}$/);
  const refused = (goflags: string): boolean => {
    try {
      execFileSync('go', ['mod', 'edit', '-json', '/dev/null'], {
        env: { PATH: process.env['PATH'], HOME: '/nonexistent', GOFLAGS: goflags, GOENV: 'off' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      return false;
    } catch (error) {
      return /unterminated|non-flag|unknown flag/.test(String((error as { stderr: unknown }).stderr));
    }
  };
  const isFlag = (text: string) => /^--?(?:mod|modfile|v|x|trimpath)(?:=|$)/.test(text);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 3 }), (words) => {
      const goflags = words.join(' ');
      const flags = splitGoflags(goflags);
      const isBlank = goflags.trim() === '';
      if (!isBlank && (flags.length === 0 || !flags.every(isFlag))) expect(refused(goflags)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
