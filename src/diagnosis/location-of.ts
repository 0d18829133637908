import path from 'node:path';
import { onOneLine } from '../download/failures/words.ts';
import type { GoMod, Replace } from '../go/gomod.ts';
import type { GoSumLine } from '../go/gosum.ts';
import { type ModuleVersion, parseModuleKey, unescapePath } from '../go/module.ts';
import { type MainRoot, modulesOf, rootDir, sumsOf } from '../plan/main-modules.ts';
import type { Location } from '../ports/runner.ts';
import type { ErrorRecord } from '../record.ts';

/** Failed is the part of a failure that its location depends on. */
export type Failed = Pick<ErrorRecord, 'class' | 'code' | 'module' | 'original'>;

/**
 * locationOf finds the line of the checkout that a failure is about: the one that the go command names; for a
 * checksum, the line of go.sum; for a Go that is too old, the `go` or `toolchain` line; for a workspace, the
 * line of go.work; otherwise the line of go.mod that requires or replaces the module, or the module through
 * which it is needed.
 */
export function locationOf(failed: Failed, roots: readonly MainRoot[]): Location | undefined {
  const words = onOneLine(failed.original ?? '');
  return (
    namedLocation(failed, words, roots) ??
    (failed.class === 'checksum' || failed.code === 'go-sum-malformed'
      ? goSumLine(failed, words, roots)
      : undefined) ??
    (failed.class === 'go-version' ? goLine(words, roots) : undefined) ??
    (failed.code.startsWith('workspace-') ? goWorkLine(failed, words, roots) : undefined) ??
    moduleLine(failed, words, roots)
  );
}

const namedPattern = /(?:^|[\s(])(?<file>[^\s:()]*(?:go\.(?:mod|work|sum)|\.go)):(?<line>\d+)(?::\d+)?: /;

/** `errors parsing` is about a file of the checkout, `parsing` alone about one of a dependency. */
function namedLocation({ module }: Failed, words: string, roots: readonly MainRoot[]): Location | undefined {
  const { file = '', line } = namedPattern.exec(words)?.groups ?? {};
  if (file === '' || (module !== undefined && !/errors parsing|^\S+\.go:\d/.test(words))) return undefined;
  const known = roots.flatMap(filesOf);
  const dirs = roots.map(rootDir);
  const candidates = path.isAbsolute(file) ? [file] : dirs.map((dir) => path.resolve(dir, file));
  const found = candidates.find((candidate) => known.includes(candidate)) ?? candidates[0];
  return found === undefined ? undefined : { file: found, line: Number(line) };
}

function filesOf(root: MainRoot): string[] {
  const modules = modulesOf(root).flatMap(({ goMod, goSumFile }) => [goMod.file, goSumFile]);
  return root.kind === 'workspace' ? [root.workspace.goWork.file, ...modules] : modules;
}

function goSumLine({ module }: Failed, words: string, roots: readonly MainRoot[]): Location | undefined {
  const wanted = module === undefined ? undefined : parseModuleKey(module);
  const kind = words.includes(`${module}/go.mod`) || words.includes('verifying go.mod') ? 'go.mod' : 'zip';
  const isWanted = (line: GoSumLine) => line.path === wanted?.path && line.version === wanted.version;
  const lines = roots.flatMap(sumsOf).filter(isWanted);
  const ofKind = lines.filter((line) => line.kind === kind);
  // Of several lines that disagree, the go command names the hash of the one that is not what it downloaded.
  const found = ofKind.find(({ h1 }) => words.includes(`sum: ${h1}`)) ?? ofKind[0] ?? lines[0];
  return found === undefined ? undefined : { file: found.file, line: found.line };
}

function goLine(words: string, roots: readonly MainRoot[]): Location | undefined {
  // If a dependency requires another Go, the line that requires the dependency matters.
  if (/@[^\s@]+ requires go/.test(words)) return undefined;
  const wanted = /(?:requires go >= |download go|toolchain:? "?go)(?<version>\d[\w.]*)/.exec(words)?.groups?.[
    'version'
  ];
  const lines = roots.flatMap(goLinesOf);
  return (lines.find(({ version }) => version === wanted) ?? lines[0])?.location;
}

function goLinesOf(root: MainRoot): { version: string | undefined; location: Location }[] {
  const files = [
    ...modulesOf(root).map(({ goMod }) => goMod),
    ...(root.kind === 'workspace' ? [{ ...root.workspace.goWork, toolchainLine: undefined }] : []),
  ];
  return files.flatMap(({ file, go, goLine: line, toolchain, toolchainLine }) => [
    ...(toolchainLine === undefined
      ? []
      : [{ version: toolchain?.replace(/^go/, ''), location: { file, line: toolchainLine } }]),
    ...(line === undefined ? [] : [{ version: go, location: { file, line } }]),
  ]);
}

function goWorkLine({ code }: Failed, words: string, roots: readonly MainRoot[]): Location | undefined {
  const folder = /module (?<dir>\S+) listed in go\.work/.exec(words)?.groups?.['dir'];
  for (const root of roots) {
    if (root.kind !== 'workspace') continue;
    const { goWork, dir } = root.workspace;
    const used = goWork.uses.find(
      (use) => folder !== undefined && path.resolve(dir, use.path) === path.resolve(dir, folder),
    );
    const line = code === 'workspace-go-line' ? goWork.goLine : used?.line;
    if (line !== undefined) return { file: goWork.file, line };
  }
  return undefined;
}

/** The module itself, and then every module of a chain `A requires B requires C: …`, from its end. */
function chainOf({ module }: Failed, words: string): ModuleVersion[] {
  const chain = /(?<![^\s@])(?<chain>(?:[^\s@]+@[^\s@]+ requires )+)/.exec(words)?.groups?.['chain'] ?? '';
  const keys = [...chain.matchAll(/(?<![^\s@])(?<key>[^\s@]+@[^\s@]+) requires /g)].map(
    ({ groups }) => groups?.['key'] ?? '',
  );
  const modules = [module ?? '', ...keys.toReversed()].flatMap((key) => parseModuleKey(key) ?? []);
  return [...modules, ...folderInCache(words)];
}

/** Disk errors name the folder of a module, without a version. */
function folderInCache(words: string): ModuleVersion[] {
  const folder = /cache[\\/]download[\\/](?<path>\S+?)[\\/]@v\b/.exec(words)?.groups?.['path'];
  const module = unescapePath(folder?.replaceAll('\\', '/') ?? '');
  return module === undefined ? [] : [{ path: module, version: '' }];
}

function moduleLine(failed: Failed, words: string, roots: readonly MainRoot[]): Location | undefined {
  const goMods = roots.flatMap((root) => modulesOf(root).map(({ goMod }) => goMod));
  const goWorks = roots.flatMap((root) => (root.kind === 'workspace' ? [root.workspace.goWork] : []));
  for (const module of chainOf(failed, words)) {
    const location =
      (failed.code === 'replacement-missing' ? replaceLine(module, [...goWorks, ...goMods]) : undefined) ??
      requireLine(module, goMods) ??
      replaceLine(module, [...goWorks, ...goMods]);
    if (location !== undefined) return location;
  }
  return undefined;
}

function requireLine(
  { path: wanted, version }: ModuleVersion,
  goMods: readonly GoMod[],
): Location | undefined {
  const lines = goMods.flatMap(({ file, requires }) =>
    requires.filter((require) => require.path === wanted).map((require) => ({ ...require, file })),
  );
  const found = lines.find((line) => line.version === version) ?? lines[0];
  return found === undefined ? undefined : { file: found.file, line: found.line };
}

function replaceLine(
  { path: wanted, version }: ModuleVersion,
  files: readonly { readonly file: string; readonly replaces: readonly Replace[] }[],
): Location | undefined {
  for (const { file, replaces } of files) {
    const found =
      replaces.find((replace) => replace.new.path === wanted && replace.new.version === version) ??
      replaces.find((replace) => replace.old.path === wanted);
    if (found !== undefined) return { file, line: found.line };
  }
  return undefined;
}
