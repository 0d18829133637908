import { describe, expect, test } from '@jest/globals';
import { parseVersionFile } from '../../src/toolchain/version-file.ts';

describe('a file says which Go is wanted', () => {
  test.each([
    ['go.mod', 'module m\n\ngo 1.25.4\n', '1.25.4'],
    ['sub/go.mod', 'module m\r\ngo 1.25\r\n', '1.25'],
    ['go.mod', 'module m\n\ngo 1.25.4\n\ntoolchain go1.26.8\n', '1.26.8'],
    ['go.mod', 'module m\n\ngo 1.25.4\n\ntoolchain go1.26.8-vendor\n', '1.26.8'],
    ['go.mod', 'module m\n\ngo 1.25.4\n\ntoolchain default\n', '1.25.4'],
    ['go.mod', 'module m\n\ngo 1.26rc1\n', '1.26rc1'],
    ['go.work', 'go 1.24.1\n\nuse .\n', '1.24.1'],
    ['go.work', 'go 1.24.1\ntoolchain go1.26.0\n', '1.26.0'],
    ['.go-version', '1.26.8\n', '1.26.8'],
    ['.go-version', '# the Go of production\n\ngo1.26\n', 'go1.26'],
    ['VERSION', '>=1.24 <1.26', '>=1.24 <1.26'],
    ['.tool-versions', 'nodejs 24.1.0\ngolang 1.26.8 # pinned\n', '1.26.8'],
    ['.tool-versions', 'go 1.25.1 1.24.0\ngolangci-lint 2.1\n', '1.25.1'],
  ])('%s with %j asks for %s', (file, text, wanted) => {
    expect(parseVersionFile(text, file).text).toBe(wanted);
  });

  test.each([
    ['go.mod', 'module m\n', { code: 'go-version-file-invalid' }],
    ['go.mod', 'module m\ngo one\n', { code: 'go-mod-malformed', location: { file: 'go.mod', line: 2 } }],
    ['.go-version', '\n# nothing\n', { code: 'go-version-file-invalid', location: { file: '.go-version' } }],
    [
      '.go-version',
      '\nsystem\n',
      { code: 'go-version-file-invalid', location: { file: '.go-version', line: 2 } },
    ],
    ['.tool-versions', 'nodejs 24.1.0\n', { code: 'go-version-file-invalid' }],
    ['.tool-versions', 'nodejs 24\ngolang\n', { code: 'go-version-file-invalid' }],
    ['.tool-versions', 'golang latest\n', { location: { file: '.tool-versions', line: 1 } }],
  ])('%s with %j is an error that says where', (file, text, error) => {
    expect(() => parseVersionFile(text, file)).toThrow(expect.objectContaining(error));
  });
});
