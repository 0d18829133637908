import { type GoVersion, goName, parseGoVersion } from './go-version.ts';

/** GoPlatform is a system and a processor, in Go's words. */
export interface GoPlatform {
  readonly goos: string;
  readonly goarch: string;
}

const systems: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };
const processors: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', mipsel: 'mipsle' };

/** goPlatform translates what Node calls a system and a processor (`os.platform`, `os.arch`, `os.endianness`). */
export function goPlatform(platform: string, arch: string, endianness: string): GoPlatform {
  const goarch = arch === 'ppc64' && endianness === 'LE' ? 'ppc64le' : (processors[arch] ?? arch);
  return { goos: systems[platform] ?? platform, goarch };
}

/** archiveArch is how the archives of the Go download site call a processor: those for 32-bit ARM say which one. */
export function archiveArch({ goarch }: GoPlatform): string {
  return goarch === 'arm' ? 'armv6l' : goarch;
}

/** toolchainModule is the path of the module that Go itself comes as (https://go.dev/doc/toolchain#name). */
export const toolchainModule = 'golang.org/toolchain';

/** toolchainVersion is the version under which that module has a Go for a platform. */
export function toolchainVersion(version: GoVersion, { goos, goarch }: GoPlatform): string {
  return `v0.0.1-${goName(version)}.${goos}-${goarch}`;
}

/** goVersionsIn picks from the module's list of versions, one a line, those for a platform. */
export function goVersionsIn(list: string, { goos, goarch }: GoPlatform): GoVersion[] {
  const suffix = `.${goos}-${goarch}`;
  return list.split(/\s+/).flatMap((line) => {
    if (!line.startsWith('v0.0.1-go') || !line.endsWith(suffix)) return [];
    return parseGoVersion(line.slice('v0.0.1-'.length, -suffix.length)) ?? [];
  });
}
