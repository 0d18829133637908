import type { InputProblem } from './input-error.ts';
import type { Inputs } from './inputs.ts';

/** mirrorProblems lists the other inputs that would leave `mirror-directory` without zips. */
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
