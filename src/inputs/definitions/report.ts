import type { InputDefinition } from './definition.ts';

/** reportInputs say what is reported. */
export const reportInputs = [
  {
    name: 'summary',
    kind: 'switch',
    default: 'true',
    hint: '',
    description: 'Write the job summary.',
  },
] as const satisfies readonly InputDefinition[];
