import type { FailureRule } from './rule.ts';

/**
 * passingRules are failures of transport that can be over a moment later. They come before what a record says about
 * modules, for the go command wraps them: `go.mod:5: require …: version "main" invalid: Get "…": EOF`.
 */
export const passingRules: readonly FailureRule[] = [
  {
    // Some public proxies answer 404 when their own upstream failed, and mean 502.
    code: 'masked-server-error',
    class: 'server',
    transient: true,
    pattern: /: (?:404|410) [^\n]*\n\s*server response: [^\n]*(?:bad upstream|fetch timed out|bad gateway)/,
    readsResponse: true,
    hint: 'The proxy could not reach its own source: run the job again later, or use another proxy.',
  },
  {
    code: 'throttled',
    class: 'throttled',
    transient: true,
    pattern: /: 429 /,
    hint: 'The server wants fewer requests: run fewer jobs at once, or have a proxy of your own.',
  },
  {
    code: 'server-error',
    class: 'server',
    transient: true,
    pattern: /reading \S+: (?:408|425|5(?!01|05|11)\d\d) /,
    hint: 'The server has trouble: look at its status page and run the job again later, or add a second proxy to `goproxy` behind `|`.',
  },
  {
    code: 'http-proxy-unreachable',
    class: 'network',
    transient: true,
    pattern: /proxyconnect tcp: /,
    hint: 'The HTTP proxy of this machine did not answer: check HTTP_PROXY, HTTPS_PROXY and NO_PROXY.',
  },
  {
    code: 'name-not-resolved',
    class: 'network',
    transient: true,
    pattern: /no such host|server misbehaving|Temporary failure in name resolution/,
    hint: 'The name of the server could not be resolved: check it in `goproxy` for mistakes, and the DNS of this machine.',
  },
  {
    code: 'connection-refused',
    class: 'network',
    transient: true,
    pattern: /connection refused|actively refused|network is unreachable|no route to host/,
    hint: 'Nothing answers at this address: check `goproxy`, and the firewall and HTTP proxy of this machine.',
  },
  {
    code: 'timed-out',
    class: 'network',
    transient: true,
    pattern:
      /i\/o timeout|handshake timeout|deadline exceeded|Client\.Timeout|connection timed out|did not properly respond/,
    hint: 'The server did not answer in time: check that this machine reaches it, also through its HTTP proxy.',
  },
  {
    code: 'connection-broken',
    class: 'network',
    transient: true,
    pattern:
      /(?:Get|Head|Post|read) "[^"]*": [^\n]*(?:EOF|connection reset|broken pipe|forcibly closed|connection was aborted|stream error|http2: |connection broken|use of closed)/,
    hint: 'The connection broke before everything had arrived. If this happens often, look at the HTTP proxy or firewall between this machine and the server.',
  },
  {
    code: 'damaged-download',
    class: 'network',
    transient: true,
    pattern: /zip: not a valid zip file|zip: checksum error|unexpected EOF|flate: corrupt input/,
    hint: 'What arrived is not a whole zip. If it stays so, the proxy holds a damaged copy, or something in between answers in its place.',
  },
  {
    code: 'invalid-answer',
    class: 'server',
    transient: true,
    pattern: /invalid response from proxy|unexpected end of JSON input|invalid character '.+' /,
    hint: 'The server answered with something that is not of the module proxy protocol: check that `goproxy` names a module proxy and that nobody has to log in there first.',
  },
];

/** lastingRules are answers that will be the same the next time; they come after what a record says about modules. */
export const lastingRules: readonly FailureRule[] = [
  {
    code: 'certificate',
    class: 'tls',
    transient: false,
    pattern: /x509: |failed to verify certificate/,
    hint: 'This machine does not trust the server’s certificate. Behind a TLS-inspecting proxy add its authority, for example with SSL_CERT_FILE; else check the host name.',
  },
  {
    code: 'tls',
    class: 'tls',
    transient: false,
    pattern: /gave HTTP response to HTTPS client|\btls: /,
    hint: 'The server and the go command found no common way to speak TLS: check the scheme and port of the URL.',
  },
  {
    code: 'access-denied',
    class: 'auth',
    transient: false,
    pattern: /reading \S+: (?:401|403|407) /,
    hint: 'The server refuses this request: give credentials that may read the module. Some proxies answer 403 for modules or versions that they block or do not have.',
  },
  {
    code: 'module-not-found',
    class: 'not-found',
    transient: false,
    pattern: /reading \S+: (?:(?:404|410) |no such file or directory|The system cannot find)/,
    hint: 'Check path and version for mistakes and that the version was published. A private module has to be named in `goprivate`, or its proxy in `goproxy`.',
  },
  {
    code: 'redirects',
    class: 'server',
    transient: false,
    pattern: /stopped after \d+ redirects|redirect from secure URL/,
    hint: 'The server redirects without end, or away from https: open the URL in a browser to see where to; often it is a page to log in.',
  },
  {
    code: 'request-refused',
    class: 'server',
    transient: false,
    pattern: /reading \S+: [3-5]\d\d /,
    hint: 'The server does not accept this request: check that `goproxy` names a module proxy, with the whole path it is served under.',
  },
];
