import type { Results } from '../report/report.ts';
import type { Sizes } from './ways.ts';

/** sizesOf returns the sizes of a project as bench/pack measured them; undefined where it did not. */
export function sizesOf(project: string, growth: Results['growth']): Sizes | undefined {
  const save = growth?.sets.find((set) => set.project === project)?.save;
  const [full, archive] = ['full', 'setup-go'].map(
    (name) => save?.find(({ contestant }) => contestant === name)?.bytes,
  );
  return full === undefined || archive === undefined ? undefined : { full, archive };
}
