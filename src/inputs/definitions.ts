import { cacheInputs } from './definitions/cache.ts';
import { credentialInputs } from './definitions/credentials.ts';
import type { InputDefinition } from './definitions/definition.ts';
import { goInputs } from './definitions/go.ts';
import { goItselfInputs } from './definitions/go-itself.ts';
import { networkInputs } from './definitions/network.ts';
import { projectInputs } from './definitions/project.ts';
import { reportInputs } from './definitions/report.ts';
import { s3Inputs } from './definitions/s3.ts';

/** inputDefinitions are all inputs, in the order of the documentation. read-inputs.ts parses their values. */
export const inputDefinitions = [
  ...projectInputs,
  ...goItselfInputs,
  ...goInputs,
  ...cacheInputs,
  ...s3Inputs,
  ...networkInputs,
  ...credentialInputs,
  ...reportInputs,
] as const satisfies readonly InputDefinition[];

/** InputName is the name of an input, in kebab-case. */
export type InputName = (typeof inputDefinitions)[number]['name'];

/** RawInputs are the inputs by name, as written; an input that was not given is absent or empty. */
export type RawInputs = Readonly<Record<string, string>>;

/** definitionOf finds the definition of an input; undefined if there is no input of that name. */
export function definitionOf(name: string): InputDefinition | undefined {
  return inputDefinitions.find((definition) => definition.name === name);
}
