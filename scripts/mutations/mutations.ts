import { cache } from './cache.ts';
import type { ChecksByFile, Mutation } from './mutation.ts';
import { proxy } from './proxy.ts';
import { readingPacks } from './reading-packs.ts';
import { writingPacks } from './writing-packs.ts';

/** mutations are all of them, in the order of the tables. */
export const mutations: readonly Mutation[] = [readingPacks, writingPacks, cache, proxy].flatMap(listed);

function listed(checks: ChecksByFile): Mutation[] {
  return Object.entries(checks).flatMap(([file, inFile]) =>
    inFile.map(([name, from, to, test]) => ({ name, file, from, to, test })),
  );
}
