import type { GoSettings } from '../go/setting-names.ts';
import type { NetrcEntry } from '../http/netrc.ts';
import type { Layout } from '../layout.ts';
import type { VersionSpec } from '../toolchain/version-spec.ts';
import type { ScopedToken } from './token.ts';

/** CacheMode is what a job may do with the cache, in GitHub's terms. */
export type CacheMode = 'write' | 'read' | 'write-only' | 'none';

/** CacheChoice selects the backend; `auto` depends on where this runs. */
export type CacheChoice = 'auto' | 'github' | 'directory' | 's3' | 'off';

/** SummaryChoice says after which runs the job summary is written. */
export type SummaryChoice = 'always' | 'never' | 'on-failure';

/** ModuleQuery is one line of `extra-modules`: a path and a version, tag, branch or commit. */
export interface ModuleQuery {
  readonly path: string;
  readonly query: string;
}

/** ForwardProxyInputs are the forward proxies to use; what is undefined is taken from the environment. */
export interface ForwardProxyInputs {
  readonly http: string | undefined;
  readonly https: string | undefined;
  readonly noProxy: string | undefined;
}

/** CredentialInputs give access to private modules. Everything but the hosts is secret. */
export interface CredentialInputs {
  readonly netrc: readonly NetrcEntry[];
  /** For each of `tokenHosts`. */
  readonly token: string | undefined;
  readonly scopedTokens: readonly ScopedToken[];
  /**
   * In lower case, with the port unless it is 443. If empty, the token is for the server of this repository.
   */
  readonly tokenHosts: readonly string[];
  /** The text of a private key that ssh can read. */
  readonly sshKey: string | undefined;
  /** Lines of a known_hosts file. */
  readonly sshKnownHosts: string | undefined;
}

/**
 * S3Inputs say which bucket keeps entries, and who asks for them; what is undefined comes from the
 * environment.
 */
export interface S3Inputs {
  readonly bucket: string | undefined;
  /** An http or https URL. */
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly prefix: string | undefined;
  readonly pathStyle: boolean | undefined;
  /** The ARN of a role. */
  readonly role: string | undefined;
  /** Secret, but for the id. */
  readonly accessKey:
    | { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
    | undefined;
}

/** Inputs is everything a user can set, read once, checked and resolved. Durations in ms, sizes in bytes. */
export interface Inputs {
  /** Absolute path of an existing directory. */
  readonly workingDirectory: string;
  /** Patterns of go.mod and go.work files; a leading `!` excludes. If empty, the files are searched for. */
  readonly goModFiles: readonly string[];
  readonly packages: readonly string[];
  readonly extraModules: readonly ModuleQuery[];
  /** Absolute path; if undefined, no mirror is written. */
  readonly mirrorDirectory: string | undefined;
  readonly goVersion: VersionSpec | undefined;
  /** Absolute path. */
  readonly goVersionFile: string | undefined;
  /** Without a trailing slash. */
  readonly goDownloadBaseUrl: string | undefined;
  /** Only the settings that were given. */
  readonly goSettings: GoSettings;
  readonly cache: CacheChoice;
  /** If undefined, the default depends on the event. */
  readonly cacheMode: CacheMode | undefined;
  /** As parseHost has them. */
  readonly cacheServiceHosts: readonly string[];
  readonly lookupOnly: boolean;
  /** Absolute path; if undefined, it is in the user's cache directory. */
  readonly cacheDirectory: string | undefined;
  readonly cacheMaxSize: number;
  readonly s3: S3Inputs;
  readonly cacheKeyPrefix: string;
  /** Secret; if undefined, entries are not encrypted. */
  readonly cacheEncryptionKey: string | undefined;
  readonly failOnCacheMiss: boolean;
  readonly clean: boolean;
  readonly layout: Layout;
  readonly attempts: number;
  readonly timeout: number;
  readonly stallTimeout: number;
  /** Concurrent requests per server. */
  readonly concurrency: number;
  /** Mirrors, as a GOPROXY list. */
  readonly fallbackGoproxy: string | undefined;
  readonly forwardProxy: ForwardProxyInputs;
  /** Absolute path of a file of certificates. */
  readonly caFile: string | undefined;
  readonly credentials: CredentialInputs;
  readonly summary: SummaryChoice;
}
