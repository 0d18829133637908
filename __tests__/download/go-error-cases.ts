/** GoErrorCase is what one file of `data/go-errors/` has to be classified as; a run without failures has no code. */
export interface GoErrorCase {
  readonly file: string;
  /** `class code` */
  readonly verdict: string;
  readonly transient: boolean;
  readonly modules: readonly string[];
}

const table = `
conn-eof-before-headers-zip | network connection-broken | transient | example.com/m0@v1.0.0
conn-eof-before-headers | network connection-broken | transient | example.com/m0@v1.0.0
conn-reset-before-headers | network connection-broken | transient | example.com/m0@v1.0.0
connection-refused | network connection-refused | transient | example.com/m0@v1.0.0
dial-timeout | network timed-out | transient | example.com/m0@v1.0.0
disk-full-extract | disk disk-full | lasting | golang.org/x/text@v0.40.0
dns-no-such-host | network name-not-resolved | transient | example.com/m0@v1.0.0
git-github-401-prompts-disabled | auth git-credentials | lasting | github.com/acme/priv@v1.0.0
git-github-403 | auth git-credentials | lasting | github.com/acme/priv@v1.0.0
git-github-404 | not-found repository-not-found | lasting | github.com/acme/priv@v1.0.0
git-github-binary-missing | configuration git-missing | lasting | github.com/acme/priv@v1.0.0
git-github-dns | network git-network | transient | github.com/acme/priv@v1.0.0
git-github-eof | network git-network | transient | github.com/acme/priv@v1.0.0
git-github-proxy404-then-direct-401 | auth git-credentials | lasting | github.com/acme/priv@v1.0.0
git-github-repo-missing-file | not-found repository-not-found | lasting | github.com/acme/priv@v1.0.0
git-github-ssh-hostkey | auth ssh-host-key | lasting | github.com/acme/priv@v1.0.0
git-github-ssh-publickey | auth git-credentials | lasting | github.com/acme/priv@v1.0.0
git-github-tls-unknown-ca | tls git-certificate | lasting | github.com/acme/priv@v1.0.0
goflags-mod-vendor |
gomod-invalid-version | version version-invalid | lasting | example.com/m0@vNOPE
gomod-syntax | go-mod go-mod-invalid | lasting
goproxy-bad-url | configuration goproxy-invalid | lasting | example.com/m0@v1.0.0
goproxy-file-missing-dir | not-found module-not-found | lasting | example.com/m0@v1.0.0
goproxy-file-ok |
goproxy-invalid-noscheme | configuration goproxy-invalid | lasting | example.com/m0@v1.0.0
goproxy-invalid-scheme | configuration goproxy-invalid | lasting | example.com/m0@v1.0.0
goproxy-userinfo-http | configuration goproxy-insecure-credentials | lasting | example.com/m0@v1.0.0
goproxy-userinfo-https-badpath | auth access-denied | lasting | example.com/m0@v1.0.0
gosum-malformed | go-mod go-sum-malformed | lasting
gosum-mismatch-mod | checksum checksum-mismatch | lasting | example.com/m0@v1.0.0
gosum-missing-all-build | go-mod missing-go-sum-entry | lasting
gosum-missing-all-download |
gosum-missing-all-list-m |
gosum-only-gomod-lines-build | go-mod missing-go-sum-entry | lasting
gosum-only-gomod-lines-listdeps | go-mod missing-go-sum-entry | lasting
gotoolchain-unavailable | go-version go-version | lasting | go1.99.9
h2-reset-mid-body | network connection-broken | transient | example.com/m0@v1.0.0
h2-trunc-mid-body | network connection-broken | transient | example.com/m0@v1.0.0
http-400-all | server request-refused | lasting | example.com/m0@v1.0.0
http-400-zip | server request-refused | lasting | example.com/m0@v1.0.0
http-401-all | auth access-denied | lasting | example.com/m0@v1.0.0
http-401-zip | auth access-denied | lasting | example.com/m0@v1.0.0
http-403-then-comma | auth access-denied | lasting | example.com/m0@v1.0.0
http-403-zip | auth access-denied | lasting | example.com/m0@v1.0.0
http-404-all | not-found module-not-found | lasting | example.com/m0@v1.0.0
http-404-then-comma-ok |
http-404-zip | not-found module-not-found | lasting | example.com/m0@v1.0.0
http-408-all | server server-error | transient | example.com/m0@v1.0.0
http-408-zip | server server-error | transient | example.com/m0@v1.0.0
http-410-all | not-found module-not-found | lasting | example.com/m0@v1.0.0
http-410-zip | not-found module-not-found | lasting | example.com/m0@v1.0.0
http-429-all | throttled throttled | transient | example.com/m0@v1.0.0
http-429-html | throttled throttled | transient | example.com/m0@v1.0.0
http-429-zip | throttled throttled | transient | example.com/m0@v1.0.0
http-500-zip | server server-error | transient | example.com/m0@v1.0.0
http-502-all | server server-error | transient | example.com/m0@v1.0.0
http-502-html | server server-error | transient | example.com/m0@v1.0.0
http-502-zip | server server-error | transient | example.com/m0@v1.0.0
http-503-empty | server server-error | transient | example.com/m0@v1.0.0
http-503-multi | server server-error | transient | example.com/m0@v1.0.0 example.com/m1@v1.0.0 example.com/m2@v1.0.0
http-503-then-comma | server server-error | transient | example.com/m0@v1.0.0
http-503-then-pipe-ok |
http-504-all | server server-error | transient | example.com/m0@v1.0.0
http-504-zip | server server-error | transient | example.com/m0@v1.0.0
http-520-all | server server-error | transient | example.com/m0@v1.0.0
http-520-zip | server server-error | transient | example.com/m0@v1.0.0
info-garbage | server invalid-answer | transient | example.com/m0@v1.0.0
mod-garbage-checksum | checksum checksum-mismatch | lasting | example.com/m0@v1.0.0
mod-truncated | network connection-broken | transient | example.com/m0@v1.0.0
modcache-is-file | disk modcache-unusable | lasting | example.com/m0@v1.0.0
modcache-mkdir-permission-denied | disk disk-permission | lasting
modcache-relative | configuration modcache-setting | lasting | example.com/m0@v1.0.0
modcache-write-permission-denied | disk disk-permission | lasting
module-path-malformed | go-mod module-path-malformed | lasting | 127.0.0.1:1/x.git@v1.0.0
module-path-mismatch | go-mod module-path-mismatch | lasting | example.com/wrong@v1.0.0
no-dependencies |
no-gomod | go-mod no-go-mod | lasting
private-git-binary-missing | configuration git-missing | lasting | git.example.test/priv.git@v1.0.0
private-git-http-401-noprompt | auth no-secure-protocol | transient | git.example.test/priv.git@v1.0.0
private-git-http-404 | auth no-secure-protocol | transient | git.example.test/priv.git@v1.0.0
private-git-insteadof-ok |
private-git-refused | auth no-secure-protocol | transient | git.example.test/priv.git@v1.0.0
private-git-ssh-hostkey | auth no-secure-protocol | transient | git.example.test/priv.git@v1.0.0
private-git-unknown-hash | version unknown-revision | lasting | git.example.test/priv.git@deadbeefdead
private-git-unknown-revision | version unknown-revision | lasting | git.example.test/priv.git@v9.9.9
private-govcs-disallowed | configuration vcs-disallowed | lasting | git.example.test/priv.git@v1.0.0
private-not-in-goprivate | not-found module-not-found | lasting | git.example.test/priv.git@v1.0.0
proxy-env-refused | network http-proxy-unreachable | transient | example.com/m0@v1.0.0
query-latest-missing | not-found module-not-found | lasting | example.com/nope@latest
real-proxy-403 | auth access-denied | lasting | github.com/cli/cli/v2@latest
redirect-ok |
stall-mid-mod |
stall-mid-zip |
sumdb-503 | server server-error | transient | example.com/m0@v1.0.0
sumdb-invalid-setting | configuration checksum-database-setting | lasting | example.com/m0@v1.0.0
sumdb-mismatch-mod | checksum checksum-mismatch | lasting | golang.org/x/sync@v0.10.0
sumdb-mismatch-zip | checksum checksum-mismatch | lasting | golang.org/x/text@v0.3.0
sumdb-refused | network connection-refused | transient | example.com/m0@v1.0.0
sumdb-unreachable-dns | network name-not-resolved | transient | example.com/m0@v1.0.0
tls-handshake-timeout | network timed-out | transient | example.com/m0@v1.0.0
tls-hostname-mismatch | tls certificate | lasting | example.com/m0@v1.0.0
tls-insecure-goinsecure-proxy | tls certificate | lasting | example.com/m0@v1.0.0
tls-to-plain-http-server | tls tls | lasting | example.com/m0@v1.0.0
tls-unknown-authority | tls certificate | lasting | example.com/m0@v1.0.0
version-not-exist-proxy | not-found module-not-found | lasting | example.com/m0@v1.9.9
zip-404-after-mod-ok-then-comma |
zip-empty | network damaged-download | transient | example.com/m0@v1.0.0
zip-garbage-then-pipe-ok | network damaged-download | transient | golang.org/x/text@v0.40.0
zip-garbage | network damaged-download | transient | example.com/m0@v1.0.0
zip-longer-content-length | network connection-broken | transient | example.com/m0@v1.0.0
zip-reset-mid-body | network connection-broken | transient | example.com/m0@v1.0.0
zip-short-but-valid-length | network damaged-download | transient | example.com/m0@v1.0.0
zip-trunc-then-pipe-ok |
zip-truncated-chunked | network connection-broken | transient | example.com/m0@v1.0.0
`;

/** goErrorCases are the real outputs of the go command with what they mean, one line each: file, verdict, modules. */
export const goErrorCases: readonly GoErrorCase[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [file = '', verdict = '', lasting = '', modules = ''] = line.split('|').map((cell) => cell.trim());
    return {
      file,
      verdict,
      transient: lasting === 'transient',
      modules: modules.split(' ').filter((module) => module !== ''),
    };
  });
