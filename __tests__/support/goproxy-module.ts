import { createHash } from 'node:crypto';
import { goModHash, hash1 } from '../../src/go/dirhash.ts';
import type { ModuleVersion } from '../../src/go/module.ts';
import { storedZip } from '../go/stored-zip.ts';

/** FakeModule describes a module for the fake GOPROXY; what is left out is made up. */
export interface FakeModule extends ModuleVersion {
  /** Its files beside go.mod, by their names within the module. */
  readonly files?: Readonly<Record<string, string>>;
  readonly goMod?: string;
}

/** BuiltModule is a module as a GOPROXY serves it. */
export interface BuiltModule extends ModuleVersion {
  readonly info: Buffer;
  readonly mod: Buffer;
  readonly zip: Buffer;
  /** The hashes that go.sum lists. */
  readonly h1: string;
  readonly goModH1: string;
}

/** buildModule makes the real files of a module. */
export function buildModule({ path, version, files, goMod }: FakeModule): BuiltModule {
  const mod = goMod ?? `module ${path}\n\ngo 1.21\n`;
  const contents = files ?? { [`${nameOf(path)}.go`]: `package ${nameOf(path)}\n` };
  const named = Object.fromEntries(
    Object.entries({ 'go.mod': mod, ...contents }).map(([name, text]) => [
      `${path}@${version}/${name}`,
      text,
    ]),
  );
  return {
    path,
    version,
    info: Buffer.from(JSON.stringify({ Version: version, Time: '2024-01-02T03:04:05Z' })),
    mod: Buffer.from(mod),
    zip: storedZip(named),
    h1: hash1(Object.entries(named).map(([name, text]) => ({ name, sha256: sha256(text) }))),
    goModH1: goModHash(Buffer.from(mod)),
  };
}

/** goSumOf lists modules as go.sum does. */
export function goSumOf(modules: readonly BuiltModule[]): string {
  return modules
    .flatMap(({ path, version, h1, goModH1 }) => [
      `${path} ${version} ${h1}\n`,
      `${path} ${version}/go.mod ${goModH1}\n`,
    ])
    .join('');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A package name: the last element that is no major version, in lower case. */
function nameOf(path: string): string {
  const element = path.split('/').findLast((part) => !/^v\d+$/.test(part)) ?? path;
  return element.toLowerCase().replace(/[^a-z]/g, '') || 'pkg';
}
