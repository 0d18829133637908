import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { escapePath, escapeVersion, type ModuleVersion } from '../go/module.ts';

/** MirrorPaths is where a module version lies in a mirror, with the separators of this system. */
export interface MirrorPaths {
  /** The `@v` folder, which all of the module's versions share. */
  readonly versions: string;
  readonly info: string;
  readonly mod: string;
  readonly zip: string;
}

/**
 * mirrorPaths names the files of a module version below a mirror: those of the GOPROXY protocol
 * (https://go.dev/ref/mod#goproxy-protocol), which a file:// URL reads as they stand. Throws like escapePath.
 */
export function mirrorPaths(dir: string, module: ModuleVersion): MirrorPaths {
  const versions = path.join(dir, escapePath(module.path), '@v');
  const file = (suffix: string): string => path.join(versions, `${escapeVersion(module.version)}.${suffix}`);
  return { versions, info: file('info'), mod: file('mod'), zip: file('zip') };
}

/** mirrorGoproxy is the value of GOPROXY with which the go command knows a mirror and nothing else. */
export function mirrorGoproxy(dir: string): string {
  // Go's list has its own use for these two, and decodes what is percent-encoded.
  const url = pathToFileURL(dir).href.replaceAll(',', '%2C').replaceAll('|', '%7C');
  return `${url},off`;
}
