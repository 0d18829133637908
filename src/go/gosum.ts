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
  /** `h1:` and the base64 of a SHA-256. */
  readonly h1: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** Checksums is what the go.sum files of a checkout vouch for, taken together. */
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
 * parseGoSum reads a go.sum as cmd/go does (modfetch, readGoSum): blank lines are skipped, and so are hashes of
 * unknown algorithms, which vouch for nothing. Throws ActionError `go-sum-malformed` for a line that does not
 * have three fields, and for an `h1:` that is no SHA-256: cmd/go would report whatever it downloads as forged.
 */
export function parseGoSum(text: string, file: string): GoSumLine[] {
  return text.split('\n').flatMap((content, index) => parseLine(content, file, index + 1) ?? []);
}

/**
 * mergeChecksums joins the lines of all go.sum files of a checkout. Throws ActionError `go-sum-conflict` when
 * two lines give different hashes for the same thing.
 */
export function mergeChecksums(files: readonly (readonly GoSumLine[])[]): Checksums {
  const byKind = { zip: new Map<string, GoSumLine>(), 'go.mod': new Map<string, GoSumLine>() };
  for (const line of files.flat()) {
    const known = byKind[line.kind];
    const earlier = known.get(moduleKey(line));
    if (earlier !== undefined && earlier.h1 !== line.h1) throw conflict(earlier, line);
    known.set(moduleKey(line), earlier ?? line);
  }
  return {
    zip: (module) => byKind.zip.get(moduleKey(module))?.h1,
    goMod: (module) => byKind['go.mod'].get(moduleKey(module))?.h1,
    zips: modulesOf(byKind.zip),
    goMods: modulesOf(byKind['go.mod']),
    lines: [...new Set(files.flat().map(formatLine))].sort(),
  };
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
  if (!isHash1(h1)) {
    const what = `\`${h1}\` is no whole hash: behind \`h1:\` there must be 44 characters of base64`;
    throw malformed(what, restoreHint, file, line);
  }
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

function conflict(a: GoSumLine, b: GoSumLine): ActionError {
  const what = a.kind === 'zip' ? moduleKey(a) : `the go.mod of ${moduleKey(a)}`;
  return new ActionError(
    `two checksums for ${what}: ${a.h1} in ${a.file}:${a.line}, but ${b.h1} in ${b.file}:${b.line}`,
    {
      code: 'go-sum-conflict',
      class: 'checksum',
      // Whoever is right of the two: the line that is wrong stands in the project.
      fault: 'go.mod',
      hint:
        "One of the two does not match what the module's author published. Find out which from its history, remove " +
        'that line, and let `go mod download` query the checksum database.',
      location: { file: b.file, line: b.line },
    },
  );
}
