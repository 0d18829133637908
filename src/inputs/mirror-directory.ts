import type { InputProblem } from './input-error.ts';
import type { Inputs } from './inputs.ts';

/** mirrorProblems says which other inputs leave `mirror-directory` without the zips that a mirror is made of. */
export function mirrorProblems({
  mirrorDirectory,
  layout,
  lookupOnly,
}: Pick<Inputs, 'mirrorDirectory' | 'layout' | 'lookupOnly'>): InputProblem[] {
  if (mirrorDirectory === undefined) return [];
  const input = 'mirror-directory';
  return [
    ...(layout === 'tree'
      ? [{ input, message: 'is made of zips, and `layout: tree` keeps none. Write `layout: zip` or `full`.' }]
      : []),
    ...(lookupOnly
      ? [{ input, message: 'needs the modules, and `lookup-only` brings none. Leave one of the two out.' }]
      : []),
  ];
}
