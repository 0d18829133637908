import type { FailureRule } from './rule.ts';

/**
 * passingRules are failures of transport that can be over a moment later. They come before what a record says about
 * modules, for the go command wraps them: `go.mod:5: require …: version "main" invalid: Get "…": EOF`. They are about
 * what the go command asks itself: failures of our module proxy are told by value (proxy-failure.ts).
 */
export const passingRules: readonly FailureRule[] = [
  {
    // Some public proxies answer 404 when their own upstream failed, and mean 502.
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
    hint: 'The server wants fewer requests: run fewer jobs at once, lower `concurrency`, or have a proxy of your own.',
  },
  {
    code: 'server-error',
    class: 'server',
    transient: true,
    pattern: /reading \S+: (?:408|425|5(?!01|05|11)\d\d)\b/,
    hint: 'The server has trouble: look at its status page and run the job again later, or add a second proxy to `goproxy` behind `|` or in `fallback-goproxy`.',
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
    hint: 'The server did not answer in time: check that this machine reaches it, also through its HTTP proxy.',
  },
  {
    code: 'connection-broken',
    class: 'network',
    transient: true,
    pattern:
      /(?:Get|Head|Post|read) "[^"]*": .*(?:EOF|connection reset|broken pipe|forcibly closed|connection was aborted|stream error|http2: |connection broken|use of closed)/,
    hint: 'The connection broke before everything had arrived. If this happens often, look at the HTTP proxy or firewall between this machine and the server.',
  },
  {
    code: 'damaged-download',
    class: 'network',
    transient: true,
    pattern: /zip: not a valid zip file|zip: checksum error|unexpected EOF|flate: corrupt input/,
    hint: 'What arrived is not what was sent. If it stays so, the proxy holds a damaged copy, or something in between answers in its place.',
  },
  {
    code: 'invalid-answer',
    class: 'server',
    transient: true,
    input: 'goproxy',
    pattern:
      /invalid response from proxy|unexpected end of JSON input|invalid character '.+' |proxy returned info for/,
    hint: 'The server answered with something that is not of the module proxy protocol: check that `goproxy` names a module proxy and that nobody has to log in there first.',
  },
];

/** lastingRules are answers that will be the same the next time; they come after what a record says about modules. */
export const lastingRules: readonly FailureRule[] = [
  {
    code: 'certificate-expired',
    class: 'tls',
    transient: false,
    pattern: /certificate has expired/,
    hint: 'The server’s certificate is not valid today: those who run the server have to renew it. If others can use it, check the clock of this machine.',
  },
  {
    code: 'client-certificate',
    class: 'tls',
    transient: false,
    pattern: /tls: certificate required|certificate required|tls: bad certificate/,
    hint: 'The server wants a client certificate, which the go command cannot send: use an address of it that takes a token, or a proxy in between that has the certificate.',
  },
  {
    code: 'certificate',
    class: 'tls',
    transient: false,
    input: 'ca-file',
    pattern: /x509: |failed to verify certificate/,
    hint: 'This machine does not trust the server’s certificate. If it belongs to your company’s server or TLS-inspecting proxy, give the authority’s certificate in `ca-file`; else check the host name.',
  },
  {
    code: 'tls',
    class: 'tls',
    transient: false,
    input: 'goproxy',
    pattern: /gave HTTP response to HTTPS client|\btls: /,
    hint: 'There is no common way to speak TLS with this server: check the scheme and the port of its URL, and that the server speaks TLS 1.2 or newer.',
  },
  {
    code: 'http-proxy-denied',
    class: 'auth',
    transient: false,
    input: 'https-proxy',
    pattern: /: 407\b|Proxy Authentication Required/,
    hint: 'The HTTP proxy of this machine does not let this request through: give it a user and a password in `https-proxy` (`http://USER:PASSWORD@HOST:PORT`, from a secret), or name the server in `no-proxy`.',
  },
  {
    code: 'unauthorized',
    class: 'auth',
    transient: false,
    input: 'netrc',
    pattern: /reading \S+: 401\b/,
    hint: 'The server wants to know who asks: give credentials for it in `netrc`, or in `token` with its name in `token-hosts`.',
  },
  {
    code: 'forbidden',
    class: 'auth',
    transient: false,
    pattern: /reading \S+: (?:403|451)\b/,
    hint: 'The server will not give out this module. On a curated registry that is policy: ask those who run it to allow the module, or require a version that is allowed. Otherwise the credentials may not read it.',
  },
  {
    code: 'module-not-found',
    class: 'not-found',
    transient: false,
    pattern: /reading \S+: (?:(?:404|410)\b|no such file or directory|The system cannot find)/,
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
    code: 'module-zip-invalid',
    class: 'server',
    transient: false,
    pattern: /has unexpected file|malformed zip|zip (?:for|of) \S+ (?:has|is) /,
    hint: 'What the proxy serves as the zip of this module is not one: tell those who run the proxy, and use another one until then.',
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
