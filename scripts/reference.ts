/**
 * Writes action.yml, action-types.yml, and the tables of inputs and outputs in README.md and README.zh-CN.md, from
 * the definitions in src/; with `--check` it only tells whether they are up to date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { InputDefinition } from '../src/inputs/definitions/definition.ts';
import { inputDefinitions } from '../src/inputs/definitions.ts';
import { wrapped } from '../src/inputs/help.ts';
import { outputDefinitions } from '../src/report/outputs.ts';
import { chineseInputs, chineseOutputs } from './reference/zh-cn.ts';

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
  return withTables(readme, {
    file: 'README.md',
    inputs: ['Input', 'Default', 'Meaning'],
    outputs: ['Output', 'Meaning'],
    ofInput: ({ description }) => description,
    ofOutput: ({ description }) => description,
  });
}

/**
 * chineseReadmeWith does the same in the text of README.zh-CN.md. Throws when a marker is missing, or an input or output
 * has no Chinese description.
 */
export function chineseReadmeWith(readme: string): string {
  return withTables(readme, {
    file: 'README.zh-CN.md',
    inputs: ['输入', '默认值', '含义'],
    outputs: ['输出', '含义'],
    ofInput: ({ name }) => chineseDescription(chineseInputs, name),
    ofOutput: ({ name }) => chineseDescription(chineseOutputs, name),
  });
}

function chineseDescription(descriptions: Readonly<Record<string, string>>, name: string): string {
  const description = descriptions[name];
  if (description === undefined) throw new Error(`scripts/reference/zh-cn.ts does not describe \`${name}\``);
  return description;
}

interface Tables {
  readonly file: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly ofInput: (input: InputDefinition) => string;
  readonly ofOutput: (output: (typeof outputDefinitions)[number]) => string;
}

function withTables(text: string, { file, inputs, outputs, ofInput, ofOutput }: Tables): string {
  const inputRows = inputDefinitions.map((input) => [
    `\`${input.name}\``,
    input.default === '' ? '' : `\`${input.default}\``,
    ofInput(input),
  ]);
  const outputRows = outputDefinitions.map((output) => [`\`${output.name}\``, ofOutput(output)]);
  const withInputs = between(file, text, 'inputs', markdownTable(inputs, inputRows));
  return between(file, withInputs, 'outputs', markdownTable(outputs, outputRows));
}

/** A block scalar of YAML whose lines are folded into one: nothing in it needs escaping. */
function folded(text: string): string[] {
  return ['    description: >-', ...wrapped(text, 100).map((line) => `      ${line}`)];
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  return [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function between(file: string, text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${file} has no ${begin} followed by ${end}`);
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}

function main(): void {
  const root = path.dirname(import.meta.dirname);
  const [readmeFile, chineseFile] = [path.join(root, 'README.md'), path.join(root, 'README.zh-CN.md')];
  const wanted = new Map([
    [path.join(root, 'action.yml'), actionYml()],
    [path.join(root, 'action-types.yml'), actionTypesYml()],
    [readmeFile, readmeWith(readFileSync(readmeFile, 'utf8'))],
    [chineseFile, chineseReadmeWith(readFileSync(chineseFile, 'utf8'))],
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
