import { describe, expect, test } from '@jest/globals';
import { rawFromActionEnv } from '../../src/inputs/action-env.ts';
import { commandFlags, rawFromArguments } from '../../src/inputs/arguments.ts';
import { inputDefinitions } from '../../src/inputs/definitions.ts';
import { helpText } from '../../src/inputs/help.ts';

const run = { kind: 'run', raw: {}, report: undefined, verbose: false };

describe('the command line', () => {
  test.each<[string, string[], object]>([
    ['nothing', [], run],
    ['a directory', ['./my service'], { ...run, raw: { 'working-directory': './my service' } }],
    ['a directory after --', ['--', '-odd'], { ...run, raw: { 'working-directory': '-odd' } }],
    ['a value behind a flag', ['--cache', 'off'], { ...run, raw: { cache: 'off' } }],
    [
      'a value behind =',
      ['--goproxy=https://proxy.example.com/?a=b'],
      { ...run, raw: { goproxy: 'https://proxy.example.com/?a=b' } },
    ],
    ['a boolean alone', ['--clean'], { ...run, raw: { clean: 'true' } }],
    [
      'a boolean before a directory',
      ['--clean', 'dir'],
      { ...run, raw: { clean: 'true', 'working-directory': 'dir' } },
    ],
    ['a boolean with a value', ['--summary', 'false'], { ...run, raw: { summary: 'false' } }],
    ['a boolean with =', ['--summary=False'], { ...run, raw: { summary: 'False' } }],
    [
      'a list given twice',
      ['--packages', './a', '--packages=./b'],
      { ...run, raw: { packages: './a\n./b' } },
    ],
    [
      'a value given twice: the last',
      ['--cache', 'off', '--cache', 'auto'],
      { ...run, raw: { cache: 'auto' } },
    ],
    [
      'an excluding pattern',
      ['--go-mod-files', '!x/go.mod'],
      { ...run, raw: { 'go-mod-files': '!x/go.mod' } },
    ],
    [
      'a report and details',
      ['--report', 'r.json', '--verbose'],
      { ...run, report: 'r.json', verbose: true },
    ],
    ['help', ['--help'], { kind: 'help' }],
    ['help among others', ['dir', '-h', '--cache', 'off'], { kind: 'help' }],
    ['the version', ['--version'], { kind: 'version' }],
  ])('reads %s', (_name, args, wanted) => {
    expect(rawFromArguments(args)).toEqual(wanted);
  });

  test.each<[string, string[], string]>([
    ['a misspelled input', ['--pakcages', './x'], 'Unknown flag --pakcages. Did you mean --packages?'],
    ['a misspelled input with a value', ['--cahce=off'], 'Unknown flag --cahce. Did you mean --cache?'],
    ['one hyphen too few', ['-clean'], 'Unknown flag -clean. Did you mean --clean?'],
    ['something else', ['--frobnicate'], 'Unknown flag --frobnicate.'],
    ['a missing value at the end', ['--cache'], '--cache needs a value: --cache BACKEND.'],
    ['a missing value before a flag', ['--report', '--verbose'], '--report needs a value: --report FILE.'],
    ['two directories', ['a', 'b'], 'There are two directories, "a" and "b".'],
    ['a directory given twice', ['a', '--working-directory', 'b'], 'The directory is given twice'],
    ['a flag that is neither on nor off', ['--verbose=very'], '--verbose: `very` is neither true nor false.'],
  ])('refuses %s', (_name, args, message) => {
    expect(() => rawFromArguments(args)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(message) }),
    );
  });

  test('help names every input and flag with its default', () => {
    const help = helpText('1.2.3');
    expect(help).toContain('go-mod-download 1.2.3');
    for (const { name, default: value, kind } of inputDefinitions) {
      expect(help).toMatch(new RegExp(`^  --${name}\\b`, 'm'));
      if (kind !== 'switch' && value !== '')
        expect(help).toMatch(new RegExp(`--${name} [A-Z]+ \\(default: ${value}\\)`));
    }
    for (const { name } of commandFlags) expect(help).toMatch(new RegExp(`^  --${name}\\b`, 'm'));
    expect(help.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });
});

describe('the environment of a step', () => {
  test('holds each input in capitals with its hyphens', () => {
    expect(
      rawFromActionEnv({ 'INPUT_CACHE-MODE': 'read', INPUT_GOPROXY: '', INPUT_OTHER: 'x', CACHE: 'off' }),
    ).toEqual({
      'cache-mode': 'read',
      goproxy: '',
    });
  });

  test('has a flag for every input', () => {
    const env = Object.fromEntries(inputDefinitions.map(({ name }) => [`INPUT_${name.toUpperCase()}`, name]));
    expect(rawFromActionEnv(env)).toEqual(
      Object.fromEntries(inputDefinitions.map(({ name }) => [name, name])),
    );
  });
});
