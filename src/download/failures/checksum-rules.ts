import type { FailureRule } from './rule.ts';

/** checksumRules come first: whatever else a record says, a checksum mismatch takes precedence. */
export const checksumRules: readonly FailureRule[] = [
  {
    code: 'go-sum-malformed',
    class: 'go-mod',
    transient: false,
    pattern: /checksum mismatch.*\bgo\.(?:work\.)?sum:\s+h1:(?![A-Za-z0-9+/]{43}=(?:\s|$))/s,
    hint: 'The hash in go.sum is not whole: its line was cut off. Restore the file from version control (`git checkout go.sum`), or remove the line and run `go mod tidy`.',
  },
  {
    code: 'checksum-mismatch',
    class: 'checksum',
    transient: false,
    pattern: /checksum mismatch|SECURITY ERROR|hash mismatch|inconsistent checksum database/,
    hint: 'The download does not match the recorded checksum. First find out which of the two is right: compare with a machine that downloaded the module earlier, ask its authors whether they moved the tag, and ask the operators of the proxy. Only if the recorded one is proven wrong, remove its line and run `go mod tidy`.',
  },
  {
    code: 'checksum-database-setting',
    class: 'configuration',
    transient: false,
    input: 'gosumdb',
    pattern:
      /invalid GOSUMDB|missing GOSUMDB|malformed verifier id|checksum database disabled by GOSUMDB=off/,
    hint: 'Write the name of a checksum database into `gosumdb`, or leave it empty for the default. Modules that no go.sum lists yet, and Go toolchains, need one.',
  },
  {
    code: 'checksum-database-lacks-module',
    class: 'not-found',
    transient: false,
    fault: 'settings',
    input: 'goprivate',
    pattern: /verifying (?:module|go\.mod): .*reading \S+: (?:404|410)\b/,
    hint: 'The checksum database does not know this module. If it is private, name its path in `goprivate`; if it is public, check that the version was published.',
  },
  {
    code: 'checksum-database-refused',
    class: 'auth',
    transient: false,
    pattern: /verifying (?:module|go\.mod): .*reading \S+: (?:40[0-35-79]|451)\b/,
    hint: 'go.sum does not list this module, and the server denies access to the checksum database (paths that begin with /sumdb/). Complete go.sum with `go mod tidy` where the checksum database can be reached, or ask the operators of the server to allow these paths. Name a private module in `goprivate`.',
  },
];
