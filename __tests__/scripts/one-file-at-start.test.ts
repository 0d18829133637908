import { describe, expect, test } from '@jest/globals';
import type { Metafile } from 'esbuild';
import { startPlan } from '../../scripts/one-file-at-start.ts';

/** Modules with what they import; `?` marks what import() loads. */
function inputs(imports: Record<string, readonly string[]>): Metafile['inputs'] {
  return Object.fromEntries(
    Object.entries(imports).map(([module, of]) => [
      module,
      {
        bytes: 1,
        imports: of.map((path) => ({
          path: path.replace(/^\?/, ''),
          kind: path.startsWith('?') ? ('dynamic-import' as const) : ('import-statement' as const),
        })),
      },
    ]),
  );
}

describe('of two entries that share code', () => {
  const plan = startPlan(
    inputs({
      'src/main.ts': ['src/run.ts', 'src/action.ts'],
      'src/command.ts': ['src/run.ts', '?src/doctor.ts'],
      'src/run.ts': ['src/errors.ts', 'node_modules/some/index.js', '?src/save.ts'],
      'src/action.ts': [],
      'src/errors.ts': [],
      'src/save.ts': ['src/errors.ts', '?src/packer.ts'],
      'src/packer.ts': [],
      'src/doctor.ts': [],
      'node_modules/some/index.js': [],
    }),
    ['src/main.ts', 'src/command.ts'],
  );

  test('what both import is loaded at the start', () => {
    expect(plan.atStart).toEqual(['src/errors.ts', 'src/run.ts']);
  });

  test('what import() loads comes later', () => {
    expect([...plan.later].sort()).toEqual(['src/doctor.ts', 'src/packer.ts', 'src/save.ts']);
  });
});
