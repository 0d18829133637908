import type { FailureRule } from './rule.ts';

const mismatch: Omit<FailureRule, 'pattern'> = {
  code: 'checksum-mismatch',
  class: 'checksum',
  transient: false,
  hint: 'What was downloaded is not what was recorded. Find out which of the two is right before anything else: compare with a machine that has the module, ask its authors whether they moved the tag, and ask who runs the proxy.',
};

/** checksumRules come before all others: whatever else a record says, bytes that do not match are its point. */
export const checksumRules: readonly FailureRule[] = [
  {
    ...mismatch,
    pattern: /checksum mismatch|SECURITY ERROR|hash mismatch|inconsistent checksum database/,
  },
  {
    // How our own module proxy answers, which checks before the go command can.
    ...mismatch,
    pattern: /: 422 [^\n]*\n\s*server response:[\s\S]*checksum mismatch/,
    readsResponse: true,
  },
  {
    code: 'checksum-database-setting',
    class: 'configuration',
    transient: false,
    pattern:
      /invalid GOSUMDB|missing GOSUMDB|malformed verifier id|checksum database disabled by GOSUMDB=off/,
    hint: 'Write the name of a checksum database into `gosumdb`, or leave it empty for the default. Modules that no go.sum lists yet, and Go toolchains, need one.',
  },
  {
    code: 'checksum-database-lacks-module',
    class: 'not-found',
    transient: false,
    pattern: /verifying (?:module|go\.mod): [^\n]*reading \S+: (?:404|410) /,
    hint: 'The checksum database does not know this module. If it is private, name its path in `goprivate`; if it is public, check that the version was published.',
  },
];
