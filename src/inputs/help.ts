import { commandFlags } from './arguments.ts';
import type { InputDefinition } from './definitions/definition.ts';
import { inputDefinitions } from './definitions.ts';

const lineWidth = 88;

/** helpText is what `--help` prints, made of the same table as action.yml. */
export function helpText(version: string): string {
  return `go-mod-download ${version}
Downloads the Go modules of a project into its module cache: restored from a cache where it can,
verified against go.sum, fetched again where the network fails.

Usage: go-mod-download [DIRECTORY] [--INPUT VALUE ...] [--report FILE] [--verbose]
       go-mod-download pack FILE [--go-sum FILE ...]
       go-mod-download doctor [DIRECTORY] [--INPUT VALUE ...]

DIRECTORY is where the module or workspace is; without it, the current directory.
pack shows what a cache entry holds and checks every file in it, against go.sum where it is given
(a directory of that name is written ./pack).
doctor looks at Go's settings and at every server that they lead to, and says what to change
(a directory of that name is written ./doctor).

Inputs, each also an input of the action:
${inputDefinitions.map(entryOf).join('\n')}

Flags of the command:
${commandFlags.map(entryOf).join('\n')}

Exit status: 0 done, 1 the download failed, a pack is not sound or doctor found
something, 2 wrong usage.

Examples:
  go-mod-download
  go-mod-download ./service --cache-directory /var/cache/go-mod --report report.json
  go-mod-download --extra-modules example.com/tool@v1.2.3 --cache off
`;
}

function entryOf({ name, kind, default: value, hint, description }: InputDefinition): string {
  const flag = `  --${name}${kind === 'switch' ? '' : ` ${hint}`}`;
  const said = value === '' || kind === 'switch' ? flag : `${flag} (default: ${value})`;
  const shown = kind === 'switch' && value === 'true' ? `${flag}[=false] (default: true)` : said;
  return [shown, ...wrapped(description, lineWidth - 6).map((line) => `      ${line}`)].join('\n');
}

/** wrapped breaks text between words into lines of at most `width` characters, where a word is not longer. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}
