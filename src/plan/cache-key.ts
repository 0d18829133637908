import { createHash } from 'node:crypto';
import { type MainRoot, modulesOf, sumsOf } from './main-modules.ts';

/** BuildFacts are what the set of modules depends on with `packages`, in addition to go.mod and go.sum. */
export interface BuildFacts {
  readonly GOOS: string;
  readonly GOARCH: string;
  readonly CGO_ENABLED: string;
  readonly GOFLAGS: string;
  readonly GOEXPERIMENT: string;
  /** For example `go1.26`. */
  readonly goMinor: string;
}

/** KeyRequest is everything that a key depends on. */
export interface KeyRequest {
  readonly prefix: string;
  readonly roots: readonly MainRoot[];
  readonly packages: readonly string[];
  readonly build: BuildFacts;
}

/** CacheKey names the module set of a checkout; equal sets have equal keys on every machine. */
export interface CacheKey {
  /** `PREFIX-v1-SCOPE-DIGEST`. Entries are stored under it with a number: `KEY-1`. */
  readonly key: string;
  /** `PREFIX-v1-SCOPE-`: what the entries of older states of the same project start with. */
  readonly scopePrefix: string;
  /** What the key depends on, one readable line each. */
  readonly ingredients: readonly string[];
}

/**
 * makeCacheKey computes the cache key (docs/how-it-works.md). It does not depend on the machine (unless
 * `packages` makes the set depend on it), the path of the checkout, line endings, comments or the order of
 * lines.
 */
export function makeCacheKey(request: KeyRequest): CacheKey {
  const { roots, packages, build } = request;
  const modulePaths = roots.flatMap((root) => modulesOf(root).map((module) => module.goMod.module)).sort();
  const scope = digest(['modules', ...modulePaths, 'packages', ...packages.toSorted()]).slice(0, 12);
  const sums = sumLines(roots);
  const directives = directiveLines(roots);
  const buildLines =
    packages.length === 0 ? [] : Object.entries(build).map(([name, value]) => `${name}=${value}`);
  const full = digest(['go.sum', ...sums, 'go.mod', ...directives, 'build', ...buildLines]).slice(0, 40);
  const scopePrefix = `${request.prefix}-v1-${scope}-`;
  return {
    key: `${scopePrefix}${full}`,
    scopePrefix,
    ingredients: [
      `main modules: ${modulePaths.join(', ')}`,
      ...(packages.length === 0 ? [] : [`packages: ${packages.join(' ')}`, ...buildLines]),
      `checksums: ${sums.length} lines of go.sum and go.work.sum`,
      `requirements: ${directives.length} directives of go.mod and go.work`,
    ],
  };
}

function sumLines(roots: readonly MainRoot[]): string[] {
  const lines = roots.flatMap((root) =>
    sumsOf(root).map(
      (line) => `${line.path} ${line.version}${line.kind === 'zip' ? '' : '/go.mod'} ${line.h1}`,
    ),
  );
  return [...new Set(lines)].sort();
}

/** Each directive is prefixed with its module: the same line means a different set in another go.mod. */
function directiveLines(roots: readonly MainRoot[]): string[] {
  const files = roots.flatMap((root) => [
    ...(root.kind === 'workspace'
      ? [
          { owner: 'go.work', directives: root.workspace.goWork.directives },
          ...root.workspace.localReplacements.map(ownedBy),
        ]
      : []),
    ...modulesOf(root).flatMap((module) => [ownedBy(module.goMod), ...module.localReplacements.map(ownedBy)]),
  ]);
  const lines = files.flatMap(({ owner, directives }) =>
    directives.map((directive) => `${owner}: ${directive}`),
  );
  return [...new Set(lines)].sort();
}

function ownedBy(goMod: { readonly module: string | undefined; readonly directives: readonly string[] }) {
  return { owner: goMod.module ?? '', directives: goMod.directives };
}

function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
