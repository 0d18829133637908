import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  parseDependencyGoMod,
  parseGoMod,
  parseGoWork,
  type Replace,
  relocateGoWork,
  replacementFor,
} from '../../src/go/gomod.ts';
import { tempDir } from '../support/temp-dir.ts';

const corpora = fileURLToPath(new URL('../data/corpora/', import.meta.url));

/** What the go command itself reads in a go.mod or go.work. */
async function goEdit(subject: 'mod' | 'work', file: string) {
  const env = { ...process.env, GOTOOLCHAIN: 'local', GOWORK: 'off' };
  const { stdout } = await promisify(execFile)('go', [subject, 'edit', '-json', file], { env });
  return JSON.parse(stdout);
}

interface Printed {
  readonly Path: string;
  readonly Version?: string;
}

const versioned = ({ Path, Version }: Printed) =>
  Version === undefined ? { path: Path } : { path: Path, version: Version };

describe('parseGoMod reads what the go command reads', () => {
  test.each([
    'gin',
    'cobra',
    'mux',
    'lazygit',
    'prometheus',
    'prometheus/internal/tools',
    'prometheus/compliance',
  ])('in the go.mod of %s', async (name) => {
    const file = `${corpora}${name}/go.mod`;
    const { Module, Go, Require, Replace: replaces, Exclude } = await goEdit('mod', file);
    const goMod = parseGoMod(await readFile(file, 'utf8'), file);
    expect(goMod.module).toBe(Module.Path);
    expect(goMod.go).toBe(Go);
    expect(goMod.requires.map(({ line, ...rest }) => rest)).toEqual(
      (Require ?? []).map(({ Indirect = false, ...rest }: Printed & { Indirect?: boolean }) => ({
        ...versioned(rest),
        indirect: Indirect,
      })),
    );
    expect(goMod.replaces.map((replace) => [replace.old, replace.new])).toEqual(
      (replaces ?? []).map((replace: { Old: Printed; New: Printed }) => [
        versioned(replace.Old),
        versioned(replace.New),
      ]),
    );
    expect(goMod.excludes.map(({ line, ...rest }) => rest)).toEqual((Exclude ?? []).map(versioned));
  });
});

const everything = `// Deprecated: a comment
module "example.com/\\u006dain" // trailing

go 1.24.0
toolchain go1.25.1
godebug default=go1.24

require example.com/a v1.2.3
require (
	example.com/b/v2 v2.0.0 // indirect
	"example.com/c" v0.0.0-20240102030405-0123456789ab // indirect; why
	// example.com/commented v1.0.0
	example.com/d v1.0.0 // indirectly
)
exclude ( example.com/x v1.0.0 )
replace (
	example.com/a => "../with space"
	example.com/a v1.2.3 => example.com/fork v1.2.4
)
retract [v1.0.0, v1.1.0] // broken
tool example.com/a/cmd/tool
tool (
)
ignore ./node_modules
someday (
	a => [b]
)
`.replace('exclude ( example.com/x v1.0.0 )', 'exclude (\n\texample.com/x v1.0.0\n)');

describe('parseGoMod', () => {
  test('reads blocks, quotes, comments, and passes over what it does not know', () => {
    expect(parseGoMod(everything, 'go.mod')).toEqual({
      file: 'go.mod',
      module: 'example.com/main',
      go: '1.24.0',
      goLine: 4,
      toolchain: 'go1.25.1',
      toolchainLine: 5,
      requires: [
        { path: 'example.com/a', version: 'v1.2.3', line: 8, indirect: false },
        { path: 'example.com/b/v2', version: 'v2.0.0', line: 10, indirect: true },
        { path: 'example.com/c', version: 'v0.0.0-20240102030405-0123456789ab', line: 11, indirect: true },
        { path: 'example.com/d', version: 'v1.0.0', line: 13, indirect: false },
      ],
      excludes: [{ path: 'example.com/x', version: 'v1.0.0', line: 16 }],
      replaces: [
        { old: { path: 'example.com/a' }, new: { path: '../with space' }, line: 19 },
        {
          old: { path: 'example.com/a', version: 'v1.2.3' },
          new: { path: 'example.com/fork', version: 'v1.2.4' },
          line: 20,
        },
      ],
      tools: ['example.com/a/cmd/tool'],
      directives: [
        'exclude example.com/x v1.0.0',
        'go 1.24.0',
        'replace example.com/a => "../with space"',
        'replace example.com/a v1.2.3 => example.com/fork v1.2.4',
        'require example.com/a v1.2.3',
        'require example.com/b/v2 v2.0.0',
        'require example.com/c v0.0.0-20240102030405-0123456789ab',
        'require example.com/d v1.0.0',
      ],
    });
  });

  test('reads CRLF as it reads LF', () => {
    expect(parseGoMod(everything.replaceAll('\n', '\r\n'), 'go.mod')).toEqual(
      parseGoMod(everything, 'go.mod'),
    );
  });

  test('finds the same directives whatever the order, the grouping, the quotes and the comments', () => {
    const statement = fc.record({
      verb: fc.constantFrom('require', 'exclude'),
      path: fc.constantFrom('example.com/a', 'example.com/b', 'example.com/c'),
      version: fc.constantFrom('v1.0.0', 'v1.1.0-rc.1'),
    });
    const style = fc.record({
      block: fc.boolean(),
      quoted: fc.boolean(),
      comment: fc.constantFrom('', ' // indirect', ' // x ('),
    });
    const styled = fc
      .array(fc.tuple(statement, style))
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(styled, fc.constantFrom('\n', '\r\n', '\n\n'), ([all, shuffled], end) => {
        const plain = all.map(([{ verb, path, version }]) => `${verb} ${path} ${version}`);
        const fancy = shuffled.map(([{ verb, path, version }, { block, quoted, comment }]) => {
          const words = `${quoted ? `"${path}"` : path} ${version}${comment}`;
          return block ? `${verb} (${end}\t${words}${end})` : `${verb}  ${words}`;
        });
        const expected = parseGoMod(['module m', ...plain].join('\n'), 'go.mod').directives;
        expect(parseGoMod([...fancy, 'module m'].join(end), 'go.mod').directives).toEqual(expected);
        expect(expected).toEqual([...new Set(plain)].sort());
      }),
    );
  });

  test.each([
    ['no module directive', 'go 1.21\n', 1, 'there is no `module` directive'],
    ['two module directives', 'module a\nmodule b\n', 2, 'a second `module`'],
    ['an open block', 'module a\n\nrequire (\n\texample.com/a v1.0.0\n', 3, 'never closed'],
    ['a stray bracket', 'module a\n)\n', 2, 'unmatched `)`'],
    ['words behind a block', 'module a\nrequire (\n) x\n', 3, 'after the closing'],
    ['a require without version', 'module a\nrequire example.com/a\n', 2, 'malformed `require`'],
    ['a require of too much', 'module a\nrequire (\n\texample.com/a v1.0.0 x\n)\n', 3, 'malformed `require`'],
    ['an open string', 'module a\nrequire "example.com/a v1.0.0\n', 2, 'not closed'],
    ['a broken escape', 'module a\nrequire "example.com/\\q" v1.0.0\n', 2, 'malformed string'],
    ['a quote within a word', 'module a\nrequire example.com/"a" v1.0.0\n', 2, 'malformed string'],
    ['a C comment', 'module a\n/* x */\n', 2, '`/* */`'],
    ['a replace without arrow', 'module a\nreplace example.com/a ../a\n', 2, 'malformed `replace`'],
    ['a folder with a version', 'module a\nreplace example.com/a => ../a v1.0.0\n', 2, 'malformed `replace`'],
    [
      'a module without a version',
      'module a\nreplace example.com/a => example.com/b\n',
      2,
      'malformed `replace`',
    ],
    ['a raw string', 'module `a`\n', 1, 'malformed string'],
    ['a quoted Go version', 'module a\ngo "1.21"\n', 2, 'not a Go version'],
    [
      'a version of another major',
      'module a\nrequire x.com/a/v2 v1.0.0\n',
      2,
      'version should be v2, not v1',
    ],
    [
      'an exclude of another major',
      'module a\nexclude x.com/a v2.0.0\n',
      2,
      'version should be v0 or v1, not v2',
    ],
    ['a replacement of another major', 'module a\nreplace x.com/a => x.com/b v3.0.0\n', 2, 'not v3'],
    [
      'a path that only looks like a major',
      'module a\nrequire x.com/a/v1 v1.0.0\n',
      2,
      'malformed module path',
    ],
    ['a toolchain of no form', 'module a\ntoolchain 1.21\n', 2, 'not a toolchain'],
    ['a block of go versions', 'module a\ngo (\n1.21\n)\n', 2, 'cannot begin a block'],
    ['a godebug without value', 'module a\ngodebug default\n', 2, 'malformed `godebug`'],
    ['a retract without bracket', 'module a\nretract [v1.0.0, v1.1.0\n', 2, 'malformed `retract`'],
    ['a retract of another major', 'module x.com/a\nretract v2.0.0\n', 2, 'not v2'],
    ['an ignore of two folders', 'module a\nignore a b\n', 2, 'malformed `ignore`'],
    ['a Go version that is none', 'module a\ngo latest\n', 2, 'not a Go version'],
    ['a merge conflict', 'module a\n<<<<<<< HEAD\n', 2, 'merge conflict'],
    ['a byte order mark', '\ufeffmodule a\n', 1, 'a byte order mark'],
  ])('names the line with %s', (_, text, line, message) => {
    expect(() => parseGoMod(text, 'sub/go.mod')).toThrow(
      expect.objectContaining({
        code: 'go-mod-malformed',
        class: 'go-mod',
        location: { file: 'sub/go.mod', line },
        message: expect.stringMatching(new RegExp(`^sub/go\\.mod:${line}: `)),
        hint: expect.stringMatching(/\.$/),
      }),
    );
    expect(() => parseGoMod(text, 'sub/go.mod')).toThrow(message);
  });

  test('takes versions that the go command asks for, and those of an old form', () => {
    const text = 'module m\nrequire x.com/a/v2 main\nrequire gopkg.in/a.v2 v0.0.0-gopkgin-v2.1.0\n';
    expect(parseGoMod(text, 'go.mod').requires.map(({ version }) => version)).toEqual([
      'main',
      'v0.0.0-gopkgin-v2.1.0',
    ]);
  });

  test('takes only what Go takes for white space before `indirect`', () => {
    const requires = ['// indirect', '//\u00a0indirect; x', '// \ufeffindirect', '// indirect;x'].map(
      (comment, index) => `require x.com/a${index}b v1.0.0 ${comment}\n`,
    );
    const { requires: read } = parseGoMod(`module m\n${requires.join('')}`, 'go.mod');
    expect(read.map(({ indirect }) => indirect)).toEqual([true, true, false, false]);
  });

  test('takes an empty block for nothing', () => {
    expect(parseGoMod('module m\nrequire ()\nreplace ( )\n', 'go.mod').requires).toEqual([]);
  });
});

describe('replacementFor', () => {
  const replaces: Replace[] = [
    { old: { path: 'example.com/a', version: 'v1.0.0' }, new: { path: './fork' }, line: 1 },
    { old: { path: 'example.com/a' }, new: { path: 'example.com/fork', version: 'v1.1.0' }, line: 2 },
    { old: { path: 'example.com/b', version: 'v1.0.0' }, new: { path: '../b' }, line: 3 },
  ];

  test.each([
    ['example.com/a', 'v1.0.0', { kind: 'local', dir: './fork' }],
    ['example.com/a', 'v1.0.1', { kind: 'module', module: { path: 'example.com/fork', version: 'v1.1.0' } }],
    ['example.com/b', 'v1.0.1', { kind: 'none' }],
    ['example.com/a/v2', 'v2.0.0', { kind: 'none' }],
  ])('%s@%s', (path, version, expected) => {
    expect(replacementFor({ path, version }, replaces)).toEqual(expected);
  });
});

const workspace = `// a workspace
go 1.24.0 // the version
toolchain go1.25.1

godebug (
	default=go1.24
)
use . // here
use (
	./a
	"./with space"
	../sibling
	/abs/olute
)
replace example.com/a => ./fork // local
replace example.com/b v1.0.0 => example.com/c v1.2.0
`;

describe('parseGoWork', () => {
  test('reads uses, replaces and what determines the modules', () => {
    const work = parseGoWork(workspace, 'go.work');
    expect(work.uses).toEqual([
      { path: '.', line: 8 },
      { path: './a', line: 10 },
      { path: './with space', line: 11 },
      { path: '../sibling', line: 12 },
      { path: '/abs/olute', line: 13 },
    ]);
    expect(work).toMatchObject({
      go: '1.24.0',
      toolchain: 'go1.25.1',
      replaces: [{ line: 15 }, { line: 16 }],
    });
    expect(work.directives).toContain('use "./with space"');
    expect(work.directives).toContain('replace example.com/a => ./fork');
    expect(work.directives).toHaveLength(8);
  });

  test('names the line of a use without a folder', () => {
    expect(() => parseGoWork('go 1.24\nuse\n', 'go.work')).toThrow('go.work:2: malformed `use`');
  });

  test.each([
    ['alone', '// a workspace\n\nfoo bar\n', 3],
    ['in a block', 'go 1.24\nfoo (\n\tbar\n)\n', 3],
    ['of a go.mod', 'go 1.24\nrequire example.com/a v1.0.0\n', 2],
  ])('refuses an unknown directive, %s, where it names no module', (_, text, line) => {
    expect(() => parseGoWork(text, 'sub/go.work')).toThrow(
      expect.objectContaining({
        code: 'go-mod-malformed',
        location: { file: 'sub/go.work', line },
        message: expect.stringMatching(`^sub/go.work:${line}: unknown directive: (foo|require)$`),
        hint: expect.stringContaining('`use ./folder`'),
      }),
    );
  });

  test('passes over directives of future Go versions', () => {
    expect(parseGoWork('go 1.24\nuse ./a\nfuture thing\n', 'go.work').uses).toHaveLength(1);
    expect(parseGoWork('go 1.24\ntoolchain go1.25.1\ngodebug default=go1.24\n', 'go.work').uses).toEqual([]);
  });
});

describe('relocateGoWork', () => {
  const relocated = relocateGoWork(parseGoWork(workspace, 'go.work'), workspace, path.resolve('/re po'));
  const absolute = (dir: string): string => path.resolve('/re po', dir);
  const quoted = (dir: string): string => JSON.stringify(absolute(dir));

  test('makes every folder absolute and leaves the rest as it is, to the last comment', () => {
    expect(relocated).toBe(
      workspace
        .replace('use .', `use ${quoted('.')}`)
        .replace('./a', quoted('a'))
        .replace('"./with space"', quoted('with space'))
        .replace('../sibling', absolute('../sibling'))
        .replace('/abs/olute', absolute('/abs/olute'))
        .replace('./fork', quoted('fork')),
    );
  });

  test('is read by the go command as the same workspace', async () => {
    await using dir = await tempDir({ 'moved.work': relocated });
    const { Use, Replace: replaces } = await goEdit('work', path.join(dir.path, 'moved.work'));
    expect(Use.map(({ DiskPath }: { DiskPath: string }) => DiskPath)).toEqual(
      ['.', 'a', 'with space', '../sibling', '/abs/olute'].map(absolute),
    );
    expect(replaces[0].New).toEqual({ Path: absolute('fork') });
    expect(replaces[1].New).toEqual({ Path: 'example.com/c', Version: 'v1.2.0' });
  });

  test('changes nothing when done twice', () => {
    expect(relocateGoWork(parseGoWork(relocated, 'go.work'), relocated, '/elsewhere')).toBe(relocated);
  });

  test('keeps the members of a real workspace', async () => {
    const file = `${corpora}prometheus/go.work`;
    const text = await readFile(file, 'utf8');
    const { uses } = parseGoWork(relocateGoWork(parseGoWork(text, file), text, path.resolve('/repo')), file);
    expect(uses.map((use) => use.path)).toEqual(
      [
        '.',
        'compliance',
        'documentation/examples/remote_storage',
        'internal/tools',
        'web/ui/mantine-ui/src/promql/tools',
      ].map((member) => path.resolve('/repo', member)),
    );
  });
});

describe('parseDependencyGoMod', () => {
  test('passes over what only the go.mod of a main module may not have', () => {
    const text = [
      'go (',
      '1.30',
      ')',
      'two words (',
      'require x.com/b v1.0.0',
      ')',
      ')',
      '<<<<<<< HEAD',
      'godebug x',
      'retract [',
      'require x.com/a v1.0.0',
    ].join('\n');
    expect(parseDependencyGoMod(text, 'go.mod')).toMatchObject({
      module: undefined,
      go: undefined,
      requires: [{ path: 'x.com/a', version: 'v1.0.0' }],
    });
  });

  test.each([
    ['go 1.21 1.22', 'malformed `go`'],
    ['retract v1.0.0', '`retract` without `module`'],
    ['ignore', 'malformed `ignore`'],
    ['require x.com/a/v2 v1.0.0', 'should be v2'],
  ])('refuses `%s` as the go command does', (text, message) => {
    expect(() => parseDependencyGoMod(text, 'go.mod')).toThrow(message);
  });
});
