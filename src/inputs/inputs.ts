import type { NetrcEntry } from '../http/netrc.ts';
import type { VersionSpec } from '../toolchain/version-spec.ts';

/** GoSettingName is a setting of the go command that is also an input, in Go's spelling. */
export type GoSettingName =
  | 'GOPROXY'
  | 'GOPRIVATE'
  | 'GONOPROXY'
  | 'GONOSUMDB'
  | 'GOSUMDB'
  | 'GOINSECURE'
  | 'GOAUTH'
  | 'GOTOOLCHAIN'
  | 'GOMODCACHE';

/** CacheMode is what a job may do with the cache, in GitHub's own words. */
export type CacheMode = 'write' | 'read' | 'write-only' | 'none';

/** CacheChoice says which backend keeps entries; `auto` is decided by where this runs. */
export type CacheChoice = 'auto' | 'github' | 'directory' | 'off';

/** Layout is the form in which modules are laid out in GOMODCACHE. */
export type Layout = 'full' | 'tree' | 'zip';

/** ModuleQuery is one line of `extra-modules`: a path and a version, tag, branch or commit. */
export interface ModuleQuery {
  readonly path: string;
  readonly query: string;
}

/** ForwardProxyInputs is how to get out of a fenced network; what is empty is taken from the environment. */
export interface ForwardProxyInputs {
  readonly http: string;
  readonly https: string;
  readonly noProxy: string;
}

/** CredentialInputs is what opens private modules. Everything but the hosts is secret; what was not given is empty. */
export interface CredentialInputs {
  readonly netrc: readonly NetrcEntry[];
  readonly token: string;
  /** In lower case, with the port where it is not 443. Empty: the server of this repository. */
  readonly tokenHosts: readonly string[];
  /** The text of a private key that ssh can read. */
  readonly sshKey: string;
  /** Lines of a known_hosts file. */
  readonly sshKnownHosts: string;
}

/** Inputs is everything a user can say, read once, checked and resolved. Durations in ms, sizes in bytes. */
export interface Inputs {
  /** Absolute path of an existing directory. */
  readonly workingDirectory: string;
  /** Patterns of go.mod and go.work files; a leading `!` excludes. Empty: find them. */
  readonly goModFiles: readonly string[];
  readonly packages: readonly string[];
  readonly extraModules: readonly ModuleQuery[];
  /** Absolute path; undefined means that no mirror is written. */
  readonly mirrorDirectory: string | undefined;
  /** Undefined when not given. */
  readonly goVersion: VersionSpec | undefined;
  /** Absolute path; undefined when not given. */
  readonly goVersionFile: string | undefined;
  /** Without a slash at its end; empty when not given. */
  readonly goDownloadBaseUrl: string;
  /** Only the settings that were given. */
  readonly goSettings: Readonly<Partial<Record<GoSettingName, string>>>;
  readonly cache: CacheChoice;
  /** Undefined when not given: the default depends on the event. */
  readonly cacheMode: CacheMode | undefined;
  readonly lookupOnly: boolean;
  /** Absolute path; undefined means the user's cache folder. */
  readonly cacheDirectory: string | undefined;
  readonly cacheMaxSize: number;
  readonly cacheKeyPrefix: string;
  readonly failOnCacheMiss: boolean;
  readonly clean: boolean;
  readonly layout: Layout;
  readonly attempts: number;
  readonly timeout: number;
  readonly stallTimeout: number;
  /** Requests at once to one server. */
  readonly concurrency: number;
  /** Mirrors, in the form of a GOPROXY list; empty: none. */
  readonly fallbackGoproxy: string;
  readonly forwardProxy: ForwardProxyInputs;
  /** Absolute path of a file of certificates. */
  readonly caFile: string | undefined;
  readonly credentials: CredentialInputs;
  readonly summary: boolean;
}
