import type { FailureRule } from './rule.ts';

/** saysUnknownRevision is how proxies that know why say in a 404 that there is no such version. */
export const saysUnknownRevision =
  /unknown revision|no matching versions?|couldn't find remote ref|invalid version/i;

/** versionRules are about versions that do not exist or cannot be used. */
const versionRules: readonly FailureRule[] = [
  {
    code: 'pseudo-version-invalid',
    class: 'version',
    transient: false,
    pattern: /invalid pseudo-version/,
    hint: 'Do not write a pseudo-version by hand: run `go get MODULE@COMMIT`, and commit go.mod and go.sum.',
  },
  {
    code: 'no-matching-version',
    class: 'version',
    transient: false,
    pattern: /no matching versions? /,
    hint: 'No version matches this query, or all that match were retracted: `go list -m -versions -retracted MODULE` lists them all.',
  },
  {
    code: 'unknown-revision',
    class: 'version',
    transient: false,
    pattern: /unknown revision|couldn't find remote ref|reference is not a tree/i,
    hint: 'There is no such version, branch or commit: `go list -m -versions MODULE` lists the versions that exist. Tags can also be moved or deleted.',
  },
  {
    // Some proxies say why there is no such version.
    code: 'unknown-revision',
    class: 'version',
    transient: false,
    pattern: /: (?:404|410)\b/,
    response: saysUnknownRevision,
    hint: 'There is no such version, branch or commit: `go list -m -versions MODULE` lists the versions that exist. Tags can also be moved or deleted.',
  },
  {
    code: 'major-version-mismatch',
    class: 'version',
    transient: false,
    pattern:
      /should be v\d+(?: or v\d+)?, not v\d+|has (?:post|non)-\S+ module path|module contains a go\.mod file, so|must match major version/,
    hint: 'From v2 on, the major version belongs in the module path (`MODULE/v2 v2.1.0`); `+incompatible` is only for versions without a go.mod.',
  },
  {
    code: 'module-too-large',
    class: 'version',
    transient: false,
    pattern: /zip file (?:is )?too large/,
    hint: 'Go accepts no module zip of more than 500 MB: require a smaller version, or have large files moved to another module.',
  },
  {
    code: 'module-unusable',
    class: 'version',
    transient: false,
    pattern: /file name collision|malformed file path|contains? (?:an )?invalid (?:file )?(?:name|path)/,
    hint: 'No go command can extract this version of the module: require another one, and tell its authors.',
  },
  {
    code: 'version-invalid',
    class: 'version',
    transient: false,
    pattern: /version "[^"]*" invalid|malformed version|disallowed version string/,
    hint: 'Write the version as it was tagged, with its v, for example v1.2.3, and from v2 on with the major version in the module path.',
  },
];

/** moduleRules are about what go.mod, go.sum, go.work and the code require. */
export const moduleRules: readonly FailureRule[] = [
  {
    code: 'workspace-go-line',
    class: 'go-mod',
    transient: false,
    pattern: /listed in go\.work file requires go|but go\.work lists go/,
    hint: 'The go line of go.work must not be older than those of its modules: run `go work use` in its folder and commit go.work.',
  },
  {
    code: 'go-version',
    class: 'go-version',
    transient: false,
    input: 'go-version',
    pattern:
      /requires go ?>?= ?\d|toolchain not available|invalid (?:go version '\d+\.\d+(?:\.\d+)?'|(?:GO)?toolchain)|go\.mod requires go/i,
    hint: 'Use a Go at least as new as go.mod requires (`go-version`, or `go-version-file: go.mod`), or let the go command download it (`gotoolchain: auto`).',
  },
  {
    code: 'godebug-removed',
    class: 'go-mod',
    transient: false,
    pattern: /(?:removed GODEBUG|use of removed \S+) "/,
    hint: 'This Go no longer has the old behavior that the `godebug` line asks for: remove the line from go.mod or go.work.',
  },
  ...versionRules,
  {
    code: 'go-sum-malformed',
    class: 'go-mod',
    transient: false,
    pattern: /malformed go(?:\.work)?\.sum/,
    hint: 'Remove the line in the message and run `go mod tidy`, or restore go.sum from version control.',
  },
  {
    code: 'missing-go-sum-entry',
    class: 'go-mod',
    transient: false,
    pattern: /missing go\.sum entry/,
    hint: 'go.sum is not complete: run `go mod tidy`, and commit go.mod and go.sum.',
  },
  {
    code: 'go-mod-outdated',
    class: 'go-mod',
    transient: false,
    pattern: /updates to go\.(?:mod|work|sum) needed|inconsistent vendoring|missing go\.(?:mod|sum) line/,
    hint: 'go.mod does not match the code or its requirements: run `go mod tidy`, and commit go.mod and go.sum.',
  },
  {
    code: 'module-path-mismatch',
    class: 'go-mod',
    transient: false,
    pattern: /declares its path as/,
    hint: 'Require the module under the path it declares, or use `replace` for a fork.',
  },
  {
    code: 'module-path-malformed',
    class: 'go-mod',
    transient: false,
    pattern: /malformed (?:module|import) path|missing dot in first path element/,
    hint: 'A module path begins with a host name and consists of letters, digits and `-._~/`.',
  },
  {
    code: 'package-pattern',
    class: 'configuration',
    transient: false,
    input: 'packages',
    pattern:
      /(?:^|\s)stat \S.*: directory not found|(?:^|\s)pattern \S+: (?!no matching files found|cannot embed|invalid pattern|contains no embeddable)|"[^"]*" matched no packages/,
    hint: 'Correct `packages`: its patterns are relative to `working-directory`, as `./cmd/...` is.',
  },
  {
    code: 'package-without-module',
    class: 'go-mod',
    transient: false,
    pattern:
      /no required module provides package|(?:cannot find module providing|does not contain) package|is not in std\b/,
    hint: 'Run `go mod tidy`, so that go.mod requires a module for every package that the code imports.',
  },
  {
    code: 'workspace-incomplete',
    class: 'go-mod',
    transient: false,
    pattern: /listed in go\.work file|errors parsing go\.work|go\.work:\d+: /,
    hint: 'Check the `use` lines of go.work: each directory needs a go.mod in the checkout.',
  },
  {
    code: 'replacement-missing',
    class: 'go-mod',
    transient: false,
    pattern: /replacement directory .* does not exist|open .*go\.mod: no such file or directory/,
    hint: 'A `replace` names a directory that is not in the checkout: check it out too, or remove the line.',
  },
  {
    code: 'no-go-mod',
    class: 'go-mod',
    transient: false,
    input: 'working-directory',
    pattern: /no modules specified|go\.mod file not found|no modules were found in the current workspace/,
    hint: 'Set `working-directory` to the directory of go.mod or go.work.',
  },
  {
    code: 'no-go-import',
    class: 'not-found',
    transient: false,
    // A refusal of that server, or its certificate, says more: see the transport rules.
    pattern:
      /(?:unrecognized import path|no go-import meta tags)(?!.*(?:: 40[137]\b|: 451\b|x509: |\btls: ))/,
    hint: 'No page at this address names the module’s repository: check the path for mistakes, or use a proxy that has the module.',
  },
  {
    code: 'go-mod-invalid',
    class: 'go-mod',
    transient: false,
    pattern: /errors parsing .*go\.mod|go\.mod:\d+: |parsing .*go\.mod:|ambiguous import/,
    hint: 'Correct the line of go.mod in the message; `go mod edit -fmt` shows whether the file can be parsed.',
  },
];
