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
      ? [
          {
            input,
            message: 'needs zips, and `layout: tree` keeps none. Write `layout: zip` or `layout: full`.',
          },
        ]
      : []),
    ...(lookupOnly
      ? [{ input, message: 'needs the modules, and `lookup-only` downloads none. Remove one of the two.' }]
      : []),
  ];
}
