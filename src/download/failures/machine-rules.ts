import type { FailureRule } from './rule.ts';

/** machineRules are about the disk, the programs and the settings of the machine that runs the go command. */
export const machineRules: readonly FailureRule[] = [
  {
    code: 'disk-full',
    class: 'disk',
    transient: false,
    pattern: /no space left on device|not enough space on the disk|disk quota exceeded/i,
    hint: 'Free disk space, or set GOMODCACHE to a directory on a larger disk.',
  },
  {
    code: 'disk-permission',
    class: 'disk',
    transient: false,
    fault: 'settings',
    pattern: /: permission denied|: Access is denied|read-only file system|operation not permitted/,
    hint: 'Check the owner of GOMODCACHE and that the user of this job may write there, or set GOMODCACHE to another directory.',
  },
  {
    code: 'modcache-unusable',
    class: 'disk',
    transient: false,
    pattern: /could not create module cache|input\/output error|stale NFS file handle|too many open files/,
    hint: 'Check that GOMODCACHE is a directory on a disk that works.',
  },
  {
    code: 'modcache-setting',
    class: 'configuration',
    transient: false,
    pattern: /GOMODCACHE entry is relative|module cache not found/,
    hint: 'Set GOMODCACHE to an absolute path, or leave it unset.',
  },
  {
    code: 'goproxy-invalid',
    class: 'configuration',
    transient: false,
    input: 'goproxy',
    pattern: /invalid proxy URL|GOPROXY list|: parse "[^"]*": (?!no go-import)/,
    hint: 'Write `goproxy` as a list of URLs, `direct` or `off`, for example `https://proxy.example.com,direct`.',
  },
  {
    code: 'goproxy-insecure-credentials',
    class: 'configuration',
    transient: false,
    input: 'goproxy',
    pattern: /refusing to pass credentials to insecure URL/,
    hint: 'The go command sends credentials over https only: use an https:// URL in `goproxy`.',
  },
  {
    code: 'goproxy-off',
    class: 'configuration',
    transient: false,
    input: 'goproxy',
    pattern: /disabled by GOPROXY=off/,
    hint: 'No entry of GOPROXY before `off` has the module: add a proxy that has it, or `direct`.',
  },
  {
    code: 'go-flags',
    class: 'configuration',
    transient: false,
    pattern:
      /parsing \$?GOFLAGS|flag provided but not defined|build flag -mod=|-mod may only be set to|unknown GOEXPERIMENT/,
    hint: 'Check GOFLAGS and GOEXPERIMENT: this go command rejects them. Most often the cause is `-mod=mod` or `-mod=vendor`; without it, the go command chooses.',
  },
  {
    code: 'git-missing',
    class: 'configuration',
    transient: false,
    pattern: /missing Git command|exec: "git": executable file not found/,
    hint: 'This module is fetched from its repository: install git, or use a proxy that has the module.',
  },
  {
    code: 'vcs-missing',
    class: 'configuration',
    transient: false,
    pattern: /exec: "(?:hg|svn|bzr|fossil)": executable file not found|missing \w+ command/,
    hint: 'This module is fetched from its repository, which is not a git repository: install the program in the message, or use a proxy that has the module.',
  },
  {
    // Go 1.27 dropped bzr.
    code: 'vcs-unsupported',
    class: 'configuration',
    transient: false,
    pattern: /unknown vcs "/,
    hint: 'This Go has no support for the version control system of this module: Go 1.27 dropped Bazaar (bzr). Use a proxy that has the module.',
  },
  {
    code: 'vcs-disallowed',
    class: 'configuration',
    transient: false,
    pattern: /GOVCS disallows/,
    hint: 'Allow the version control system for this path in GOVCS (see `go help vcs`), or use a proxy that has the module.',
  },
  {
    code: 'out-of-memory',
    class: 'configuration',
    transient: false,
    fault: 'infrastructure',
    pattern: /out of memory|cannot allocate memory|signal: killed/,
    hint: 'The machine ran out of memory: run fewer programs beside this step, or use a larger machine.',
  },
];
