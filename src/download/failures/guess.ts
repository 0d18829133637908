import type { FailureRule } from './rule.ts';

type Guess = Pick<FailureRule, 'class' | 'transient' | 'hint'> & { readonly pattern: RegExp };

const guesses: readonly Guess[] = [
  {
    class: 'checksum',
    transient: false,
    pattern: /checksum|\bh1:|\bhash\b.*(?:differ|match)|tampered/i,
    hint: 'What was downloaded seems not to be what was recorded: find out which of the two is right before anything else.',
  },
  {
    class: 'disk',
    transient: false,
    pattern:
      /\b(?:disk|quota|inode)s?\b|no space|read-only|(?:open|mkdir|write|rename|chmod) \/\S+: |input\/output/i,
    hint: 'Check that GOMODCACHE lies on a disk that works, has room, and may be written to by the user this runs as.',
  },
  {
    class: 'tls',
    transient: false,
    pattern: /certificate|x509|\btls\b|\bssl\b|handshake fail/i,
    hint: 'The server’s certificate, or how it speaks TLS, is not as this machine wants it: see `ca-file`, and check the URL.',
  },
  {
    class: 'throttled',
    transient: true,
    pattern: /too many requests|rate.?limit|throttl|slow down/i,
    hint: 'The server wants fewer requests: run fewer jobs at once, lower `concurrency`, or have a proxy of your own.',
  },
  {
    class: 'auth',
    transient: false,
    pattern:
      /unauthori[sz]ed|forbidden|access denied|credential|authenticat|password|\btoken\b|log ?in\b|: 40[13]\b/i,
    hint: 'A server wants to know who asks: give credentials for it in `netrc`, `token` with `token-hosts`, or `ssh-key`.',
  },
  {
    class: 'server',
    transient: true,
    pattern: /: 5\d\d\b|bad gateway|unavailable|internal (?:server )?error|gateway time-?out/i,
    hint: 'The server has trouble: look at its status page and run the job again later.',
  },
  {
    class: 'network',
    transient: true,
    pattern:
      /time[d-]? ?out|\breset\b|unexpected end|\bEOF\b|unreachable|refused|broken pipe|\bdns\b|resolve host|lookup \S+|connection|\bdial\b|hung up/i,
    hint: 'The network seems to be at fault: run the job again, and check that this machine reaches the server.',
  },
  {
    class: 'go-version',
    transient: false,
    pattern: /toolchain|requires (?:a newer )?go\b|go ?version|newer version of go/i,
    hint: 'Use a Go at least as new as go.mod asks for, or let the go command fetch it (`gotoolchain: auto`).',
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
    hint: 'Check path and version for mistakes. A private module has to be named in `goprivate`, or its proxy in `goproxy`.',
  },
  {
    class: 'version',
    transient: false,
    pattern: /\b(?:version|revision|commit|tag|branch)\b/i,
    hint: 'Check the version: `go list -m -versions MODULE` names those there are.',
  },
  {
    class: 'server',
    transient: false,
    pattern: /\b(?:https?|ssh):\/\//,
    hint: 'Open the URL by hand from a machine like this one to see its answer.',
  },
];

/**
 * guessedRule is for what no rule knows: a new wording, most often. It goes by single words, so it only chooses a class;
 * the code is always `unknown`.
 */
export function guessedRule(words: string): Omit<FailureRule, 'pattern'> {
  const guess = guesses.find(({ pattern }) => pattern.test(words));
  if (guess !== undefined)
    return { code: 'unknown', class: guess.class, transient: guess.transient, hint: guess.hint };
  return {
    code: 'unknown',
    class: 'configuration',
    transient: false,
    hint: 'Run the same go command by hand in this folder to look into it.',
  };
}
