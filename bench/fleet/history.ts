import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import { moduleKey } from '../../src/go/module.ts';

/** State is the go.sum of one commit. */
export interface State {
  readonly name: string;
  /** How many modules go.sum lists with a hash of their zip. */
  readonly modules: number;
  /** For each earlier state, by its index: how many of these modules it does not list. */
  readonly added: readonly number[];
}

/** History is what the main branch of a project goes through, in order. */
export interface History {
  readonly project: string;
  readonly states: readonly State[];
}

/**
 * readHistory reads the states of `project` from `DIR/PROJECT/STATE/go.sum`. It begins with the first release by name, and
 * goes on with the state that adds the fewest modules to the last: small bumps are what most weeks consist of.
 */
export function readHistory(corpora: string, project: string): History {
  const folder = path.join(corpora, project);
  const names = readdirSync(folder).sort();
  const sets = new Map(names.map((name) => [name, modulesOf(path.join(folder, name, 'go.sum'))]));
  const [first] = names.toSorted(
    (a, b) => Number(!isRelease(a)) - Number(!isRelease(b)) || a.localeCompare(b, 'en', { numeric: true }),
  );
  if (first === undefined) throw new Error(`${folder} has no states`);
  return { project, states: statesOf(chainFrom(first, sets), sets) };
}

type Sets = ReadonlyMap<string, ReadonlySet<string>>;

function isRelease(name: string): boolean {
  return /^v\d/.test(name);
}

function modulesOf(file: string): ReadonlySet<string> {
  return new Set(mergeChecksums([parseGoSum(readFileSync(file, 'utf8'), file)]).zips.map(moduleKey));
}

function chainFrom(first: string, sets: Sets): string[] {
  const chain = [first];
  while (chain.length < sets.size) {
    const rest = [...sets.keys()].filter((name) => !chain.includes(name));
    const distance = (name: string) => addedTo(sets, chain.at(-1) ?? '', name);
    const [next = ''] = rest.toSorted((a, b) => distance(a) - distance(b));
    chain.push(next);
  }
  return chain;
}

function statesOf(chain: readonly string[], sets: Sets): State[] {
  return chain.map((name, index) => ({
    name,
    modules: sets.get(name)?.size ?? 0,
    added: chain.slice(0, index).map((earlier) => addedTo(sets, earlier, name)),
  }));
}

function addedTo(sets: Sets, earlier: string, later: string): number {
  return [...(sets.get(later) ?? [])].filter((module) => sets.get(earlier)?.has(module) !== true).length;
}
