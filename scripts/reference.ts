/**
 * Writes action.yml, action-types.yml, and the tables of inputs and outputs in README.md, from the definitions in
 * src/; with `--check` it only tells whether they are up to date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { InputDefinition } from '../src/inputs/definitions/definition.ts';
import { inputDefinitions } from '../src/inputs/definitions.ts';
import { wrapped } from '../src/inputs/help.ts';
import { outputDefinitions } from '../src/report/outputs.ts';

/** actionYml is the text of action.yml. */
export function actionYml(): string {
  const inputs = inputDefinitions.map(({ name, default: value, description }) =>
    [
      `  ${name}:`,
      ...folded(description),
      ...(value === '' ? [] : [`    default: '${value.replaceAll("'", "''")}'`]),
    ].join('\n'),
  );
  const outputs = outputDefinitions.map(({ name, description }) =>
    [`  ${name}:`, ...folded(description)].join('\n'),
  );
  return `# Written by "npm run reference" from src/inputs/definitions/ and src/report/outputs.ts.
name: Go mod download
description: Pre-downloads a project's Go modules - cached as verified packs, resilient against a bad network
author: The go-mod-download authors
branding:
  icon: download-cloud
  color: blue

inputs:
${inputs.join('\n')}

outputs:
${outputs.join('\n')}

runs:
  using: node24
  main: dist/main.mjs
`;
}

/** actionTypesYml is the text of action-types.yml: the type of each input and output, for tools that write workflows. */
export function actionTypesYml(): string {
  const inputs = inputDefinitions.map((definition) =>
    [`  ${definition.name}:`, ...typeOf(definition)].join('\n'),
  );
  const outputs = outputDefinitions.map(({ name, type }) => `  ${name}:\n    type: ${outputTypes[type]}`);
  return `# Written by "npm run reference" from src/inputs/definitions/ and src/report/outputs.ts.
# See https://github.com/typesafegithub/github-actions-typing
inputs:
${inputs.join('\n')}

outputs:
${outputs.join('\n')}
`;
}

const outputTypes = { boolean: 'boolean', number: 'integer', text: 'string' } as const;

/** Every list may be written one entry a line. */
function typeOf({ kind, values, isInteger }: InputDefinition): string[] {
  if (kind === 'switch' && values === undefined) return ['    type: boolean'];
  if (kind === 'list') {
    return ['    type: list', "    separator: '\\n'", '    list-item:', '      type: string'];
  }
  if (values !== undefined) {
    return ['    type: enum', '    allowed-values:', ...values.map((value) => `      - '${value}'`)];
  }
  return [`    type: ${isInteger === true ? 'integer' : 'string'}`];
}

/** readmeWith puts the tables between their markers in the text of README.md. Throws when a marker is missing. */
export function readmeWith(readme: string): string {
  const inputs = inputDefinitions.map(({ name, default: value, description }) => [
    `\`${name}\``,
    value === '' ? '' : `\`${value}\``,
    description,
  ]);
  const outputs = outputDefinitions.map(({ name, description }) => [`\`${name}\``, description]);
  return between(
    between(readme, 'inputs', markdownTable(['Input', 'Default', 'Meaning'], inputs)),
    'outputs',
    markdownTable(['Output', 'Meaning'], outputs),
  );
}

/** A block scalar of YAML whose lines are folded into one: nothing in it needs escaping. */
function folded(text: string): string[] {
  return ['    description: >-', ...wrapped(text, 100).map((line) => `      ${line}`)];
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  return [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function between(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`README.md has no ${begin} followed by ${end}`);
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}

function main(): void {
  const root = path.dirname(import.meta.dirname);
  const readmeFile = path.join(root, 'README.md');
  const wanted = new Map([
    [path.join(root, 'action.yml'), actionYml()],
    [path.join(root, 'action-types.yml'), actionTypesYml()],
    [readmeFile, readmeWith(readFileSync(readmeFile, 'utf8'))],
  ]);
  const stale = [...wanted].filter(
    ([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text,
  );
  if (!process.argv.includes('--check')) {
    for (const [file, text] of stale) writeFileSync(file, text);
  } else if (stale.length > 0) {
    const names = stale.map(([file]) => path.basename(file)).join(', ');
    console.error(`Not what src/ says: ${names}. Run "npm run reference" and commit the result.`);
    process.exitCode = 1;
  }
}

if (import.meta.main) main();
