import path from 'node:path';
import { ActionError } from '../errors.ts';
import { parseGoMod, parseGoWork } from '../go/gomod.ts';
import { goName, parseToolchainName } from './go-version.ts';
import { exactly, parseVersionSpec, type VersionSpec } from './version-spec.ts';

/**
 * parseVersionFile reads which Go a file requires: a go.mod or go.work in its `toolchain` line, otherwise in
 * its `go` line; a .tool-versions in its `golang` or `go` line; any other file in its first line that is not
 * a comment. `file` is its name for messages. Throws ActionError `go-version-file-invalid`, or what
 * parseGoMod throws.
 */
export function parseVersionFile(text: string, file: string): VersionSpec {
  if (/\.(?:mod|work)$/.test(file)) return fromModfile(text, file);
  const named = path.basename(file) === '.tool-versions';
  const lines = text.split(/\r?\n/).map((line, index) => ({ number: index + 1, words: wordsOf(line) }));
  const line = lines.find(({ words: [first = ''] }) =>
    named ? /^(?:golang|go)$/.test(first) : first !== '',
  );
  const word = named ? line?.words[1] : line?.words.join(' ');
  if (line === undefined || word === undefined) {
    throw invalid(
      file,
      'contains no Go version',
      named ? 'Add a line such as `golang 1.26.8`.' : 'Write for example `1.26.8`.',
    );
  }
  const spec = parseVersionSpec(word);
  if (spec !== undefined) return spec;
  throw invalid(
    file,
    `contains \`${word}\`, which is not a Go version`,
    'Write for example `1.26.8`.',
    line.number,
  );
}

function fromModfile(text: string, file: string): VersionSpec {
  const { go, toolchain } = file.endsWith('.work') ? parseGoWork(text, file) : parseGoMod(text, file);
  const named =
    toolchain === undefined || toolchain === 'default' ? undefined : parseToolchainName(toolchain);
  if (named !== undefined) return exactly(named, goName(named).slice('go'.length));
  const spec = parseVersionSpec(go ?? '');
  if (spec !== undefined) return spec;
  throw invalid(file, 'has no `go` line', 'Add `go 1.26.8`, or set `go-version`.');
}

function wordsOf(line: string): string[] {
  return line
    .replace(/#.*/, '')
    .split(/\s+/)
    .filter((word) => word !== '');
}

function invalid(file: string, what: string, hint: string, line?: number): ActionError {
  return new ActionError(`${file} ${what}`, {
    code: 'go-version-file-invalid',
    class: 'configuration',
    hint,
    location: line === undefined ? { file } : { file, line },
  });
}
