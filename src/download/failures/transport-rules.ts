import type { FailureRule } from './rule.ts';

/**
 * passingRules are transient failures of transport. They come before the rules about modules, because the go
 * command wraps them: `go.mod:5: require …: version "main" invalid: Get "…": EOF`. They are for requests of
 * the go command itself; failures of our module proxy are classified by value (proxy-failure.ts).
 */
export const passingRules: readonly FailureRule[] = [
  {
    // Some public proxies answer 404 instead of 502 when their own upstream failed.
    code: 'masked-server-error',
    class: 'server',
    transient: true,
    pattern: /: (?:404|410)\b/,
    response: /bad upstream|fetch timed out|bad gateway/i,
    hint: 'The proxy could not reach its own source: run the job again later, or use another proxy.',
  },
  {
    code: 'throttled',
    class: 'throttled',
    transient: true,
    pattern: /: 429\b/,
    hint: 'The server is rate-limiting: run fewer jobs at once, lower `concurrency`, or use a proxy of your own.',
  },
  {
    code: 'server-error',
    class: 'server',
    transient: true,
    pattern: /reading \S+: (?:408|425|5(?!01|05|11)\d\d)\b/,
    hint: 'The server is failing: check its status page and run the job again later, or add a second proxy to `goproxy` behind `|` or in `fallback-goproxy`.',
  },
  {
    code: 'http-proxy-unreachable',
    class: 'network',
    transient: true,
    pattern: /proxyconnect tcp: /,
    hint: 'The HTTP proxy of this machine did not answer, or could not reach the server: check HTTP_PROXY, HTTPS_PROXY and NO_PROXY, or `http-proxy`, `https-proxy` and `no-proxy`.',
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
    pattern:
      /connection refused|actively refused|network is (?:unreachable|down)|no route to host|host is down/,
    hint: 'Nothing answers at this address: check `goproxy`, and the firewall and HTTP proxy of this machine.',
  },
  {
    code: 'timed-out',
    class: 'network',
    transient: true,
    pattern:
      /i\/o timeout|handshake timeout|deadline exceeded|Client\.Timeout|connection timed out|did not properly respond/,
    hint: 'The server did not answer in time: check that this machine can reach it, also through its HTTP proxy.',
  },
  {
    code: 'connection-broken',
    class: 'network',
    transient: true,
    pattern:
      /(?:Get|Head|Post|read) "[^"]*": .*(?:EOF|connection reset|broken pipe|forcibly closed|connection was aborted|stream error|http2: |connection broken|use of closed)/,
    hint: 'The connection broke before everything had arrived. If this happens often, check the HTTP proxy or firewall between this machine and the server.',
  },
  {
    code: 'damaged-download',
    class: 'network',
    transient: true,
    pattern: /zip: not a valid zip file|zip: checksum error|unexpected EOF|flate: corrupt input/,
    hint: 'The file that arrived is invalid. If this persists, the proxy has an invalid copy, or something between here and the proxy answers in its place.',
  },
  {
    code: 'invalid-answer',
    class: 'server',
    transient: true,
    input: 'goproxy',
    pattern:
      /invalid response from proxy|unexpected end of JSON input|invalid character '.+' |proxy returned info for/,
    hint: 'The answer does not follow the module proxy protocol: check that `goproxy` names a module proxy, and that it does not require a login first.',
  },
];

/** lastingRules are failures of transport that are not transient; they come after the rules about modules. */
export const lastingRules: readonly FailureRule[] = [
  {
    code: 'certificate-expired',
    class: 'tls',
    transient: false,
    pattern: /certificate has expired/,
    hint: 'The server’s certificate is not valid today: its operators have to renew it. If others can use it, check the clock of this machine.',
  },
  {
    code: 'client-certificate',
    class: 'tls',
    transient: false,
    pattern: /tls: certificate required|certificate required|tls: bad certificate/,
    hint: 'The server requires a client certificate, which the go command cannot send: use an address of it that accepts a token, or a proxy that has the certificate.',
  },
  {
    code: 'certificate',
    class: 'tls',
    transient: false,
    input: 'ca-file',
    pattern: /x509: |failed to verify certificate/,
    hint: 'This machine does not trust the server’s certificate. If it belongs to your company’s server or TLS-inspecting proxy, add the authority’s certificate with `ca-file`; otherwise check the host name.',
  },
  {
    code: 'tls',
    class: 'tls',
    transient: false,
    input: 'goproxy',
    pattern: /gave HTTP response to HTTPS client|\btls: /,
    hint: 'This server and this machine have no TLS version or cipher in common: check the scheme and the port of its URL, and that the server supports TLS 1.2 or newer.',
  },
  {
    code: 'http-proxy-denied',
    class: 'auth',
    transient: false,
    input: 'https-proxy',
    pattern: /: 407\b|Proxy Authentication Required/,
    hint: 'The HTTP proxy of this machine denies this request: set a user and a password in `https-proxy` (`http://USER:PASSWORD@HOST:PORT`, from a secret), or name the server in `no-proxy`.',
  },
  {
    code: 'unauthorized',
    class: 'auth',
    transient: false,
    input: 'netrc',
    pattern: /reading \S+: 401\b/,
    hint: 'The server requires authentication: set `netrc`, or `token` with the server’s name in `token-hosts`.',
  },
  {
    code: 'forbidden',
    class: 'auth',
    transient: false,
    pattern: /reading \S+: (?:403|451)\b/,
    hint: 'The server denies access to this module. On a curated registry that is policy: ask its operators to allow the module, or require a version that is allowed. Otherwise the credentials lack permission.',
  },
  {
    code: 'module-not-found',
    class: 'not-found',
    transient: false,
    pattern: /reading \S+: (?:(?:404|410)\b|no such file or directory|The system cannot find)/,
    hint: 'Check path and version for mistakes and that the version was published. Name a private module in `goprivate`, or its proxy in `goproxy`.',
  },
  {
    code: 'redirects',
    class: 'server',
    transient: false,
    pattern: /stopped after \d+ redirects|redirect from secure URL/,
    hint: 'The server redirects endlessly, or away from https: open the URL in a browser to see where; often it is a login page.',
  },
  {
    code: 'module-zip-invalid',
    class: 'server',
    transient: false,
    pattern: /has unexpected file|malformed zip|zip (?:for|of) \S+ (?:has|is) /,
    hint: 'The zip that the proxy serves for this module is invalid: tell its operators, and use another proxy until then.',
  },
  {
    code: 'request-refused',
    class: 'server',
    transient: false,
    input: 'goproxy',
    pattern: /reading \S+: [3-5]\d\d\b/,
    hint: 'The server does not accept this request: check that `goproxy` names a module proxy, with the whole path it is served under.',
  },
];
