import type { Machine } from '../ports/tool-cache.ts';
import { type GoVersion, goName, parseGoVersion } from './go-version.ts';

/** GoPlatform is an operating system and a processor, by Go's names. */
export interface GoPlatform {
  readonly goos: string;
  readonly goarch: string;
}

const systems: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };
const processors: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', mipsel: 'mipsle' };

/** goPlatform translates Node's names of a machine. */
export function goPlatform({ platform, arch, endianness }: Machine): GoPlatform {
  const goarch = arch === 'ppc64' && endianness === 'LE' ? 'ppc64le' : (processors[arch] ?? arch);
  return { goos: systems[platform] ?? platform, goarch };
}

/**
 * archiveArch is the name of a processor in the archives of the Go download site, which differs for 32-bit
 * ARM.
 */
export function archiveArch({ goarch }: GoPlatform): string {
  return goarch === 'arm' ? 'armv6l' : goarch;
}

/** toolchainModule is the path of the module that contains Go itself (https://go.dev/doc/toolchain#name). */
export const toolchainModule = 'golang.org/toolchain';

/** toolchainVersion is the version of that module for a Go on a platform. */
export function toolchainVersion(version: GoVersion, { goos, goarch }: GoPlatform): string {
  return `v0.0.1-${goName(version)}.${goos}-${goarch}`;
}

/** goVersionsIn picks the versions for a platform from the module's list of versions, one per line. */
export function goVersionsIn(list: string, { goos, goarch }: GoPlatform): GoVersion[] {
  const suffix = `.${goos}-${goarch}`;
  return list.split(/\s+/).flatMap((line) => {
    if (!line.startsWith('v0.0.1-go') || !line.endsWith(suffix)) return [];
    return parseGoVersion(line.slice('v0.0.1-'.length, -suffix.length)) ?? [];
  });
}
