import type { FailureRule } from './rule.ts';

/** moduleRules are about what go.mod, go.sum, go.work and the code ask for. */
export const moduleRules: readonly FailureRule[] = [
  {
    code: 'go-version',
    class: 'go-version',
    transient: false,
    pattern:
      /requires go ?>?= ?\d|toolchain not available|invalid (?:go version|toolchain)|go\.mod requires go/,
    hint: 'Use a Go at least as new as go.mod asks for, or let the go command fetch it (`gotoolchain: auto`).',
  },
  {
    code: 'unknown-revision',
    class: 'version',
    transient: false,
    pattern: /unknown revision|no matching versions|couldn't find remote ref|reference is not a tree/i,
    readsResponse: true,
    hint: 'There is no such version, branch or commit: `go list -m -versions MODULE` names the versions there are. Tags can also be moved or deleted.',
  },
  {
    code: 'version-invalid',
    class: 'version',
    transient: false,
    pattern:
      /invalid pseudo-version|version "[^"]*" invalid|malformed version|should be v\d+, not v\d+|disallowed version string/,
    hint: 'Write a version as it was tagged, with its v, for example v1.2.3, and from v2 on with the major version in the module path.',
  },
  {
    code: 'go-sum-malformed',
    class: 'go-mod',
    transient: false,
    pattern: /malformed go(?:\.work)?\.sum/,
    hint: 'Remove the line that is named and run `go mod tidy`, or restore go.sum from version control.',
  },
  {
    code: 'missing-go-sum-entry',
    class: 'go-mod',
    transient: false,
    pattern: /missing go\.sum entry/,
    hint: 'go.sum is not complete: run `go mod tidy` and commit go.mod and go.sum.',
  },
  {
    code: 'go-mod-outdated',
    class: 'go-mod',
    transient: false,
    pattern: /updates to go\.(?:mod|work|sum) needed|inconsistent vendoring|missing go\.(?:mod|sum) line/,
    hint: 'go.mod does not fit the code or its requirements: run `go mod tidy` and commit go.mod and go.sum.',
  },
  {
    code: 'module-path-mismatch',
    class: 'go-mod',
    transient: false,
    pattern: /declares its path as/,
    hint: 'Require the module under the path it declares, or replace it where it is a fork.',
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
    pattern: /^stat [^\n]+: directory not found|^pattern [^\n]+: |"[^"\n]*" matched no packages/m,
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
    hint: 'Check the `use` lines of go.work: every folder needs a go.mod that is part of the checkout.',
  },
  {
    code: 'replacement-missing',
    class: 'go-mod',
    transient: false,
    pattern: /replacement directory .* does not exist|open .*go\.mod: no such file or directory/,
    hint: 'A `replace` names a folder that the checkout does not have: check it out too, or remove the line.',
  },
  {
    code: 'no-go-mod',
    class: 'go-mod',
    transient: false,
    pattern: /no modules specified|go\.mod file not found|no modules were found in the current workspace/,
    hint: 'Set `working-directory` to the folder of go.mod or go.work.',
  },
  {
    code: 'no-go-import',
    class: 'not-found',
    transient: false,
    pattern: /unrecognized import path|no go-import meta tags/,
    hint: 'Nothing at this address says where the module’s repository is: check the path for mistakes, or use a proxy that has the module.',
  },
  {
    code: 'go-mod-invalid',
    class: 'go-mod',
    transient: false,
    pattern: /errors parsing .*go\.mod|go\.mod:\d+: |parsing .*go\.mod:|ambiguous import/,
    hint: 'Correct the line of go.mod that is named.',
  },
];
