import type { InputDefinition } from './definition.ts';

/** reportInputs say what is reported. */
export const reportInputs = [
  {
    name: 'summary',
    kind: 'switch',
    default: 'true',
    hint: '',
    values: ['true', 'false', 'on-failure'],
    description: 'Write the job summary: `true`, `false`, or `on-failure` for failed runs only.',
  },
] as const satisfies readonly InputDefinition[];
