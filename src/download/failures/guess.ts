import type { FailureRule } from './rule.ts';

type Guess = Pick<FailureRule, 'class' | 'transient' | 'hint'> & { readonly pattern: RegExp };

const guesses: readonly Guess[] = [
  {
    class: 'checksum',
    transient: false,
    pattern: /checksum|\bh1:|\bhash\b.*(?:differ|match)|tampered/i,
    hint: 'The download seems not to match the recorded checksum: first find out which of the two is right.',
  },
  {
    class: 'disk',
    transient: false,
    pattern:
      /\b(?:disk|quota|inode)s?\b|no space|read-only|(?:open|mkdir|write|rename|chmod) \/\S+: |input\/output/i,
    hint: 'Check that GOMODCACHE is on a disk that works and has free space, and that the user of this job may write there.',
  },
  {
    class: 'tls',
    transient: false,
    pattern: /certificate|x509|\btls\b|\bssl\b|handshake fail/i,
    hint: 'This machine does not accept the server’s certificate or its TLS version: see `ca-file`, and check the URL.',
  },
  {
    class: 'throttled',
    transient: true,
    pattern: /too many requests|rate.?limit|throttl|slow down/i,
    hint: 'The server is rate-limiting: run fewer jobs at once, lower `concurrency`, or use a proxy of your own.',
  },
  {
    class: 'auth',
    transient: false,
    pattern:
      /unauthori[sz]ed|forbidden|access denied|credential|authenticat|password|\btoken\b|log ?in\b|: 40[13]\b/i,
    hint: 'A server requires authentication: set `netrc`, `token` with `token-hosts`, or `ssh-key`.',
  },
  {
    class: 'server',
    transient: true,
    pattern: /: 5\d\d\b|bad gateway|unavailable|internal (?:server )?error|gateway time-?out/i,
    hint: 'The server is failing: check its status page, and run the job again later.',
  },
  {
    class: 'network',
    transient: true,
    pattern:
      /time[d-]? ?out|\breset\b|unexpected end|\bEOF\b|unreachable|refused|broken pipe|\bdns\b|resolve host|lookup \S+|connection|\bdial\b|hung up/i,
    hint: 'The network seems to be the cause: run the job again, and check that this machine can reach the server.',
  },
  {
    class: 'go-version',
    transient: false,
    pattern: /toolchain|requires (?:a newer )?go\b|go ?version|newer version of go/i,
    hint: 'Use a Go at least as new as go.mod requires, or let the go command download it (`gotoolchain: auto`).',
  },
  {
    class: 'go-mod',
    transient: false,
    pattern: /\bgo\.(?:mod|sum|work)\b|\breplace|\brequire/i,
    hint: 'Run the same go command locally, then `go mod tidy`, and commit the change.',
  },
  {
    class: 'not-found',
    transient: false,
    pattern: /: 4(?:04|10)\b|not found|no such (?:repo|module)|does not exist|import path/i,
    hint: 'Check path and version for mistakes. Name a private module in `goprivate`, or its proxy in `goproxy`.',
  },
  {
    class: 'version',
    transient: false,
    pattern: /\b(?:version|revision|commit|tag|branch)\b/i,
    hint: 'Check the version: `go list -m -versions MODULE` lists those that exist.',
  },
  {
    class: 'server',
    transient: false,
    pattern: /\b(?:https?|ssh):\/\//,
    hint: 'Open the URL from a machine like this one to see its answer.',
  },
];

/**
 * guessedRule is for messages that no rule fits, most often new ones. It looks at single words, so it only
 * chooses a class; the code is always `unknown`.
 */
export function guessedRule(words: string): Omit<FailureRule, 'pattern'> {
  const guess = guesses.find(({ pattern }) => pattern.test(words));
  if (guess !== undefined)
    return { code: 'unknown', class: guess.class, transient: guess.transient, hint: guess.hint };
  return {
    code: 'unknown',
    class: 'configuration',
    transient: false,
    hint: 'Run the same go command by hand in this folder.',
  };
}
