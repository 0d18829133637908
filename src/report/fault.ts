import type { Fault } from '../errors.ts';

/** faultInWords is the cause of a failure, as the annotation and the summary show it. */
export const faultInWords: Readonly<Record<Fault, string>> = {
  infrastructure: 'infrastructure (not your go.mod)',
  'go.mod': 'your go.mod, go.sum or code',
  settings: 'your settings',
  program: 'go-mod-download itself',
};
