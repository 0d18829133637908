import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { actionTypesYml, actionYml, readmeWith } from '../scripts/reference.ts';
import type { InputDefinition } from '../src/inputs/definitions/definition.ts';
import { inputDefinitions } from '../src/inputs/definitions.ts';
import { helpText } from '../src/inputs/help.ts';
import { readInputs } from '../src/inputs/read-inputs.ts';
import { outputDefinitions } from '../src/report/outputs.ts';

const action = await readFile('action.yml', 'utf8');
const readme = await readFile('README.md', 'utf8');

/** The names under a key of action.yml, read from its text and not from what it is made of. */
function namesUnder(key: string): string[] {
  const section = new RegExp(`^${key}:\\n((?: .*\\n|\\n)*)`, 'm').exec(action)?.[1] ?? '';
  return [...section.matchAll(/^ {2}([a-z0-9-]+):$/gm)].map(([, name]) => name ?? '');
}

/** The names in the first column of a table of the README. */
function namesBetween(marker: string): string[] {
  const table = readme.split(`<!-- ${marker}:begin -->`)[1]?.split(`<!-- ${marker}:end -->`)[0] ?? '';
  return [...table.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, name]) => name ?? '');
}

test('action.yml and the README are what the definitions make of them', () => {
  expect(action).toBe(actionYml());
  expect(readme).toBe(readmeWith(readme));
});

test('action.yml, the code, --help and the README have the same inputs', () => {
  const names = inputDefinitions.map(({ name }) => name);
  const helped = [...helpText('1.0.0').matchAll(/^ {2}--([a-z0-9-]+)/gm)].map(([, name]) => name);
  expect(namesUnder('inputs')).toEqual(names);
  expect(namesBetween('inputs')).toEqual(names);
  expect(helped.slice(0, names.length)).toEqual(names);
});

test('action.yml, the code and the README have the same outputs', () => {
  const names = outputDefinitions.map(({ name }) => name);
  expect(namesUnder('outputs')).toEqual(names);
  expect(namesBetween('outputs')).toEqual(names);
});

test('action-types.yml gives each input and output a type', async () => {
  const text = await readFile('action-types.yml', 'utf8');
  expect(text).toBe(actionTypesYml());
  const types = parse(text);
  expect(Object.keys(types.inputs)).toEqual(inputDefinitions.map(({ name }) => name));
  expect(Object.keys(types.outputs)).toEqual(outputDefinitions.map(({ name }) => name));
  expect(types.inputs).toMatchObject({
    layout: { type: 'enum', 'allowed-values': ['full', 'tree', 'zip'] },
    clean: { type: 'boolean' },
    attempts: { type: 'integer' },
    packages: { type: 'list', separator: '\\n', 'list-item': { type: 'string' } },
  });
  expect(types.outputs).toMatchObject({ 'cache-hit': { type: 'boolean' }, modules: { type: 'integer' } });
});

test('the values that are listed for an input are those that its refusal of another one names', async () => {
  const definitions: readonly InputDefinition[] = inputDefinitions;
  const context = { cwd: process.cwd(), platform: process.platform };
  for (const { name, values } of definitions) {
    if (values === undefined) continue;
    const refusal: Error = await readInputs({ [name]: 'other' }, context).then(
      () => new Error('accepted'),
      (error) => error,
    );
    const named = [...refusal.message.matchAll(/`([^`]+)`/g)].map(([, word]) => word);
    const expected = [name, 'other', ...values];
    expect([...new Set(named)].sort()).toEqual(expected.sort());
  }
});

test('every input and output is described in whole sentences', () => {
  for (const { name, description } of [...inputDefinitions, ...outputDefinitions]) {
    expect([name, description]).toEqual([name, expect.stringMatching(/^[A-Z].*\.$/)]);
  }
});

test('the action runs on Node 24 from the bundle, and has no post step', () => {
  expect(action).toMatch(/^runs:\n {2}using: node24\n {2}main: dist\/main\.mjs\n$/m);
});
