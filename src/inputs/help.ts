import { commandFlags } from './arguments.ts';
import type { InputDefinition } from './definitions/definition.ts';
import { inputDefinitions } from './definitions.ts';

const lineWidth = 88;

/** helpText is the output of `--help`, from the same table as action.yml. */
export function helpText(version: string): string {
  return `go-mod-download ${version}
Downloads a project's Go modules into the module cache: from a cache verified against go.sum,
otherwise from the network, with retries, resume and fallback.

Usage: go-mod-download [DIRECTORY] [--INPUT VALUE ...] [--report FILE] [--verbose]
       go-mod-download pack FILE [--go-sum FILE ...]
       go-mod-download doctor [DIRECTORY] [--INPUT VALUE ...]

DIRECTORY is the directory of the module or workspace (default: the current directory).
pack lists the contents of a cache entry and verifies every file in it, with --go-sum against go.sum
(write ./pack for a directory of that name).
doctor checks Go's settings and every server that they lead to, and says what to change
(write ./doctor for a directory of that name).

Inputs, each of which is also an input of the action:
${inputDefinitions.map(entryOf).join('\n')}

Flags of the command:
${commandFlags.map(entryOf).join('\n')}

Exit status: 0 success; 1 the download failed, the pack is invalid or doctor found a problem;
2 incorrect usage.

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

/**
 * wrapped breaks text between words into lines of at most `width` characters; a longer word has its own line.
 */
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
