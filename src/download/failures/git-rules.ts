import type { FailureRule } from './rule.ts';

/** gitRules recognize errors of git, with which the go command fetches from repositories itself. */
export const gitRules: readonly FailureRule[] = [
  {
    code: 'git-credentials',
    class: 'auth',
    transient: false,
    input: 'token',
    pattern:
      /could not read (?:Username|Password)|terminal prompts disabled|Authentication failed|Permission denied \(|Invalid username or |returned error: 40[13]\b/,
    hint: 'Give git credentials for this host that may read the repository: a token for https (`token` with `token-hosts`, or `netrc`), a key for ssh (`ssh-key`).',
  },
  {
    code: 'ssh-host-key',
    class: 'auth',
    transient: false,
    input: 'ssh-known-hosts',
    pattern: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/,
    hint: 'Add the host key of this server to `ssh-known-hosts`, from a source you trust. If it was known before and has changed, find out why first.',
  },
  {
    code: 'repository-not-found',
    class: 'not-found',
    transient: false,
    pattern:
      /Repository not found|repository '[^']*' not found|does not appear to be a git repository|returned error: (?:404|410)\b/i,
    hint: 'Check the module path. Servers also say this of a private repository when the credentials are missing or may not read it.',
  },
  {
    code: 'git-certificate',
    class: 'tls',
    transient: false,
    input: 'ca-file',
    pattern:
      /server certificate verification failed|SSL certificate problem|unable to get local issuer certificate|no alternative certificate subject name/,
    hint: 'git does not trust the authority that signed this server’s certificate: add its certificate with `ca-file`.',
  },
  {
    code: 'git-throttled',
    class: 'throttled',
    transient: true,
    pattern: /returned error: 429\b/,
    hint: 'The server is rate-limiting: fetch with credentials, which usually have a higher limit, or through a proxy.',
  },
  {
    code: 'git-server',
    class: 'server',
    transient: true,
    pattern: /returned error: (?:408|5\d\d)\b/,
    hint: 'The server of the repository is failing: check its status page, and run the job again later.',
  },
  {
    code: 'git-network',
    class: 'network',
    transient: true,
    pattern:
      /Could not resolve host|Failed to connect|Couldn't connect|Empty reply from server|early EOF|hung up|RPC failed|unexpected disconnect|index-pack failed|TLS connection was non-properly terminated|(?:fatal|error|ssh): .*(?:Connection (?:reset|refused|timed out|closed)|timed out)|kex_exchange_identification/i,
    hint: 'The connection to the server of the repository failed: check that this machine can reach it, also through its HTTP proxy.',
  },
  {
    code: 'no-secure-protocol',
    class: 'auth',
    // The go command does not print the cause, which may have been the network.
    transient: true,
    input: 'token',
    asksRepository: true,
    pattern: /no secure protocol found for repository/,
    hint: 'git could not read the repository with https or ssh. Most often credentials are missing: run `git ls-remote` on it to see the cause.',
  },
];
