import type { GoFailure } from '../download/classify.ts';
import { type ModuleVersion, parseModuleKey } from '../go/module.ts';
import type { InputName } from '../inputs/definitions.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import type { DiskSpace } from './disk-space.ts';
import type { KnownVersions } from './known-versions.ts';
import { mistypedPath } from './mistyped-path.ts';
import { nearestVersions } from './nearest-versions.ts';

/** Facts are known circumstances of a failure. */
export interface Facts {
  readonly versions: KnownVersions;
  /** The disk of the module cache; undefined if it was not checked. */
  readonly disk: DiskSpace | undefined;
  /** The zips on disk, their total size in bytes, and the number of modules expected. */
  readonly zips: { readonly count: number; readonly bytes: number; readonly expected: number };
  readonly goflags: string;
}

/** Advice refines what the rule that recognized a failure says. */
export type Advice = Partial<Pick<GoFailure, 'class' | 'code' | 'fault' | 'hint'>> & {
  /** Empty: no input has anything to do with it, whatever the rule said. */
  readonly input?: InputName | '';
};

/** Codes of failures that can mean that a version or module does not exist. */
export const aboutVersions: ReadonlySet<string> = new Set([
  'module-not-found',
  'unknown-revision',
  'no-matching-version',
  'version-invalid',
  'pseudo-version-invalid',
  'repository-not-found',
  'no-go-import',
]);

/** adviceFor returns what the facts add to a failure; empty if they add nothing. */
export function adviceFor(failure: GoFailure, facts: Facts): Advice {
  const module = failure.module === undefined ? undefined : parseModuleKey(failure.module);
  if (module !== undefined && aboutVersions.has(failure.code)) return aboutVersion(failure, module, facts);
  switch (failure.code) {
    case 'major-version-mismatch':
      return module === undefined ? {} : aboutMajorVersion(failure, module);
    case 'module-path-mismatch':
      return aboutDeclaredPath(failure);
    case 'go-version':
      return aboutGo(failure);
    case 'disk-full':
      return aboutDisk(facts);
    default:
      return aboutFlags(failure, facts);
  }
}

function aboutVersion(failure: GoFailure, { path, version }: ModuleVersion, { versions }: Facts): Advice {
  const known = versions.get(path);
  if (known === undefined || known.length === 0) return aboutPath(failure, path);
  if (known.includes(version)) {
    return {
      fault: 'infrastructure',
      input: '',
      hint: `${version} is in the list of versions, but cannot be downloaded: run the job again later, use another proxy, or tell the operator of this one.`,
    };
  }
  const nearest = nearestVersions(version, known).join(', ');
  const why = failure.code === 'pseudo-version-invalid' ? `${pseudoVersionWords(failure)} ` : '';
  return {
    class: 'version',
    input: '',
    code: failure.class === 'version' ? failure.code : 'version-not-found',
    fault: 'go.mod',
    hint: `${why}Version ${version} of ${path} does not exist: it was never published, was retracted, or its tag was removed. Nearest versions: ${nearest}. Choose one with \`go get ${path}@VERSION\`, and commit go.mod and go.sum.`,
  };
}

/** The go command reports the value that it expected. */
function pseudoVersionWords({ original }: GoFailure): string {
  const expected = /\(expected (?<expected>[^)]+)\)/.exec(original)?.groups?.['expected'];
  const correct = expected === undefined ? '' : ` (it expects ${expected} here)`;
  return `Pseudo-versions are written by the go command, not by hand${correct}: run \`go get MODULE@COMMIT\`.`;
}

function aboutPath(failure: GoFailure, path: string): Advice {
  const mistyped = mistypedPath(path);
  if (mistyped !== undefined)
    return { input: '', hint: `${path} was not found. ${mistyped} ${failure.hint}` };
  if (failure.code === 'pseudo-version-invalid') return { hint: pseudoVersionWords(failure) };
  return {};
}

function aboutMajorVersion({ original }: GoFailure, { path, version }: ModuleVersion): Advice {
  const declared = /module path "(?<path>[^"]+)"/.exec(original)?.groups?.['path'];
  const plain = version.replace(/\+incompatible$/, '');
  const [major = ''] = plain.split('.');
  const right =
    declared ?? (/^v(?:[2-9]|\d\d+)$/.test(major) ? `${path.replace(/\/v\d+$/, '')}/${major}` : undefined);
  if (right === undefined) return {};
  return {
    hint: `From v2 on, the major version belongs in the module path: require \`${right} ${plain}\`, and import it under that path. \`+incompatible\` is only for versions without a go.mod.`,
  };
}

function aboutDeclaredPath({ original }: GoFailure): Advice {
  const paths = /declares its path as:\s+(?<declared>\S+)\s+but was required as:\s+(?<required>\S+)/.exec(
    original,
  );
  const { declared, required } = paths?.groups ?? {};
  if (declared === undefined || required === undefined) return {};
  if (declared.toLowerCase() === required.toLowerCase()) {
    return {
      hint: `The path differs only in capitalization: write \`${declared}\` in go.mod and in every import, and run \`go mod tidy\`.`,
    };
  }
  return {
    hint: `Require it as \`${declared}\`. If ${required} is a fork, require the original and add \`replace ${declared} => ${required} VERSION\`.`,
  };
}

function aboutGo({ original }: GoFailure): Advice {
  const found =
    /requires go >= (?<wanted>\S+)(?: \(running go (?<running>[^;)\s]+)(?:; GOTOOLCHAIN=(?<toolchain>[^)]+))?\))?/;
  const { wanted, running, toolchain } = found.exec(original)?.groups ?? {};
  if (wanted !== undefined) {
    const now = running === undefined ? '' : `, but Go ${running} is running`;
    const or =
      toolchain === 'local'
        ? '. GOTOOLCHAIN=local prevents the go command from downloading it: to allow that, set `gotoolchain: auto`'
        : ', or let the go command download it with `gotoolchain: auto`';
    return { hint: `Go ${wanted} is required${now}. Install it with \`go-version: '${wanted}'\`${or}.` };
  }
  const absent = /download go(?<version>\S+) for (?<platform>\S+): toolchain not available/.exec(
    original,
  )?.groups;
  if (absent === undefined) return {};
  return {
    hint: `GOPROXY has no Go ${absent['version']} for ${absent['platform']}: check the go and toolchain lines for a version that was never released, and check that the proxy serves toolchains; or install that Go before this step.`,
  };
}

/**
 * A tree takes about five times the space of its zip: 279 MB and 1.4 GB for 249 modules, 207 MB and 1.2 GB
 * for 186.
 */
const treeFactor = 5.5;

function aboutDisk({ disk, zips }: Facts): Advice {
  if (disk === undefined) return {};
  const { count, bytes, expected } = zips;
  const room = `The disk of ${disk.dir} has ${formatBytes(disk.free)} of ${formatBytes(disk.total)} free.`;
  const missing = expected - count;
  const needed =
    bytes > 0 && missing > 0
      ? ` Judging by ${formatCount(count, 'downloaded module')}, the remaining ${missing} need about ${formatBytes((bytes / count) * (1 + treeFactor) * missing)}.`
      : '';
  return { hint: `${room}${needed} Free some space, or set GOMODCACHE to a directory on a larger disk.` };
}

const flagCodes = new Set(['goproxy-off', 'package-without-module', 'go-mod-outdated', 'go-flags']);

function aboutFlags({ code, hint }: GoFailure, { goflags }: Facts): Advice {
  if (!flagCodes.has(code) || !/(?:^|\s)-?-mod=mod(?:\s|$)/.test(goflags)) return {};
  return {
    hint: `${hint} GOFLAGS has \`-mod=mod\`, which makes the go command look for modules that go.mod does not list and does not work in a workspace: remove it.`,
  };
}
