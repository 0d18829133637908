import { ActionError } from '../errors.ts';
import { isHash1 } from './dirhash.ts';
import { conflictHint, isConflictMarker } from './merge-conflict.ts';
import { checkModule, compareModules, type ModuleVersion, moduleKey } from './module.ts';

/** GoSumLine is a line of go.sum or go.work.sum, with the place it stands at. */
export interface GoSumLine {
  readonly path: string;
  readonly version: string;
  /** What the hash is of: the whole module, or its go.mod alone. */
  readonly kind: 'zip' | 'go.mod';
  /** `h1:` and, unless the line was cut off, the base64 of a SHA-256. */
  readonly h1: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * Checksums is what the go.sum files of a checkout vouch for, taken together. Where lines for one thing
 * disagree, or a hash is not whole, nothing is vouched for: the go command decides about that module, if it
 * needs it (modfetch, haveModSumLocked: the first line counts, until it sorts the file).
 */
export interface Checksums {
  /** The h1 of the module's files, if a line gives it. */
  zip(module: ModuleVersion): string | undefined;
  /** The h1 of the module's go.mod, if a line gives it. */
  goMod(module: ModuleVersion): string | undefined;
  /** The modules whose zip is vouched for, in the order of compareModules, each once. */
  readonly zips: readonly ModuleVersion[];
  /** The modules whose go.mod is vouched for, in the order of compareModules, each once. */
  readonly goMods: readonly ModuleVersion[];
  /** Every line in normal form, sorted, each once: the part of a cache key that go.sum determines. */
  readonly lines: readonly string[];
}

/** Of an empty go.mod; an old bug wrote it for what are no modules, and the go command drops such lines. */
const emptyGoModHash = 'h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=';

const restoreHint =
  'Restore the file from version control (`git checkout go.sum`), or remove the line and run `go mod tidy`.';

/**
 * parseGoSum reads a go.sum as cmd/go does (modfetch, readGoSum): blank lines are skipped, and so are hashes
 * of unknown algorithms, which vouch for nothing. Throws ActionError `go-sum-malformed` for a line that does
 * not have three fields.
 */
export function parseGoSum(text: string, file: string): GoSumLine[] {
  return text.split('\n').flatMap((content, index) => parseLine(content, file, index + 1) ?? []);
}

/** mergeChecksums joins the lines of all go.sum files of a checkout. */
export function mergeChecksums(files: readonly (readonly GoSumLine[])[]): Checksums {
  const lines = files.flat();
  const zips = vouchedFor(lines.filter(({ kind }) => kind === 'zip'));
  const goMods = vouchedFor(lines.filter(({ kind }) => kind === 'go.mod'));
  return {
    zip: (module) => zips.get(moduleKey(module))?.h1,
    goMod: (module) => goMods.get(moduleKey(module))?.h1,
    zips: modulesOf(zips),
    goMods: modulesOf(goMods),
    lines: [...new Set(lines.map(formatLine))].sort(),
  };
}

/** The first line of each `path@version` whose lines agree. */
function vouchedFor(lines: readonly GoSumLine[]): ReadonlyMap<string, GoSumLine> {
  const vouched = new Map<string, GoSumLine>();
  for (const [key, [line, ...others]] of Map.groupBy(lines, moduleKey)) {
    if (line !== undefined && isHash1(line.h1) && others.every(({ h1 }) => h1 === line.h1))
      vouched.set(key, line);
  }
  return vouched;
}

function parseLine(content: string, file: string, line: number): GoSumLine | undefined {
  if (isConflictMarker(content)) throw malformed('a merge conflict marker', conflictHint, file, line);
  const fields = content.split(/\p{White_Space}+/u).filter((field) => field !== '');
  if (fields.length === 0) return undefined;
  const [path, version, h1] = fields;
  if (path === undefined || version === undefined || h1 === undefined || fields.length > 3) {
    const what = `${fields.length} fields where there must be 3 (module, version, hash)`;
    throw malformed(what, restoreHint, file, line);
  }
  if (!h1.startsWith('h1:') || h1 === emptyGoModHash) return undefined;
  const ofGoMod = version.endsWith('/go.mod');
  return {
    path,
    version: ofGoMod ? version.slice(0, -'/go.mod'.length) : version,
    kind: ofGoMod ? 'go.mod' : 'zip',
    h1,
    file,
    line,
  };
}

function formatLine({ path, version, kind, h1 }: GoSumLine): string {
  return `${path} ${version}${kind === 'go.mod' ? '/go.mod' : ''} ${h1}`;
}

/** A line for what cannot be a module is without effect: the go command never looks it up. */
function modulesOf(lines: ReadonlyMap<string, GoSumLine>): ModuleVersion[] {
  return [...lines.values()]
    .map(({ path, version }): ModuleVersion => ({ path, version }))
    .filter((module) => checkModule(module) === undefined)
    .sort(compareModules);
}

function malformed(what: string, hint: string, file: string, line: number): ActionError {
  return new ActionError(`${file}:${line}: malformed go.sum: ${what}`, {
    code: 'go-sum-malformed',
    class: 'go-mod',
    hint,
    location: { file, line },
  });
}
