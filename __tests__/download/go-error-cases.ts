/** GoErrorCase is what one real output of the go command has to be classified as; a run without failures has no code. */
export interface GoErrorCase {
  readonly file: string;
  /** `class code` */
  readonly verdict: string;
  readonly transient: boolean;
  readonly modules: readonly string[];
  /** The servers that are named. */
  readonly hosts: readonly string[];
}

const corpus = `
conn-eof-before-headers-zip | network connection-broken | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
conn-eof-before-headers | network connection-broken | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
conn-reset-before-headers | network connection-broken | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
connection-refused | network connection-refused | transient | example.com/m0@v1.0.0 | 127.0.0.1:1
dial-timeout | network timed-out | transient | example.com/m0@v1.0.0 | 127.0.0.1:18096
disk-full-extract | disk disk-full | lasting | golang.org/x/text@v0.40.0
dns-no-such-host | network name-not-resolved | transient | example.com/m0@v1.0.0 | no-such-host.invalid
git-github-401-prompts-disabled | auth git-credentials | lasting | github.com/acme/priv@v1.0.0 | github.com
git-github-403 | auth git-credentials | lasting | github.com/acme/priv@v1.0.0 | github.com
git-github-404 | not-found repository-not-found | lasting | github.com/acme/priv@v1.0.0 | github.com
git-github-binary-missing | configuration git-missing | lasting | github.com/acme/priv@v1.0.0
git-github-dns | network git-network | transient | github.com/acme/priv@v1.0.0 | github.com
git-github-eof | network git-network | transient | github.com/acme/priv@v1.0.0 | github.com
git-github-proxy404-then-direct-401 | auth git-credentials | lasting | github.com/acme/priv@v1.0.0 | github.com
git-github-repo-missing-file | not-found repository-not-found | lasting | github.com/acme/priv@v1.0.0 | github.com
git-github-ssh-hostkey | auth ssh-host-key | lasting | github.com/acme/priv@v1.0.0 | github.com
git-github-ssh-publickey | auth git-credentials | lasting | github.com/acme/priv@v1.0.0 | github.com
git-github-tls-unknown-ca | tls git-certificate | lasting | github.com/acme/priv@v1.0.0 | github.com
goflags-mod-vendor
gomod-invalid-version | version version-invalid | lasting | example.com/m0@vNOPE | 127.0.0.1:18090
gomod-syntax | go-mod go-mod-invalid | lasting
goproxy-bad-url | configuration goproxy-invalid | lasting | example.com/m0@v1.0.0
goproxy-file-missing-dir | not-found module-not-found | lasting | example.com/m0@v1.0.0
goproxy-file-ok
goproxy-invalid-noscheme | configuration goproxy-invalid | lasting | example.com/m0@v1.0.0
goproxy-invalid-scheme | configuration goproxy-invalid | lasting | example.com/m0@v1.0.0
goproxy-userinfo-http | configuration goproxy-insecure-credentials | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
goproxy-userinfo-https-badpath | auth unauthorized | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18453
gosum-malformed | go-mod go-sum-malformed | lasting
gosum-mismatch-mod | checksum checksum-mismatch | lasting | example.com/m0@v1.0.0
gosum-missing-all-build | go-mod missing-go-sum-entry | lasting
gosum-missing-all-download
gosum-missing-all-list-m
gosum-only-gomod-lines-build | go-mod missing-go-sum-entry | lasting
gosum-only-gomod-lines-listdeps | go-mod missing-go-sum-entry | lasting
gotoolchain-unavailable | go-version go-version | lasting | go1.99.9
h2-reset-mid-body | network connection-broken | transient | example.com/m0@v1.0.0 | 127.0.0.1:18453
h2-trunc-mid-body | network connection-broken | transient | example.com/m0@v1.0.0 | 127.0.0.1:18453
http-400-all | server request-refused | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-400-zip | server request-refused | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-401-all | auth unauthorized | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-401-zip | auth unauthorized | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-403-then-comma | auth forbidden | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-403-zip | auth forbidden | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-404-all | not-found module-not-found | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-404-then-comma-ok
http-404-zip | not-found module-not-found | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-408-all | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-408-zip | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-410-all | not-found module-not-found | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-410-zip | not-found module-not-found | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-429-all | throttled throttled | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-429-html | throttled throttled | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-429-zip | throttled throttled | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-500-zip | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-502-all | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-502-html | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-502-zip | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-503-empty | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-503-multi | server server-error | transient | example.com/m0@v1.0.0 example.com/m1@v1.0.0 example.com/m2@v1.0.0 | 127.0.0.1:18090
http-503-then-comma | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-503-then-pipe-ok
http-504-all | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-504-zip | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-520-all | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
http-520-zip | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
info-garbage | server invalid-answer | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
mod-garbage-checksum | checksum checksum-mismatch | lasting | example.com/m0@v1.0.0
mod-truncated | network connection-broken | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
modcache-is-file | disk modcache-unusable | lasting | example.com/m0@v1.0.0
modcache-mkdir-permission-denied | disk disk-permission | lasting
modcache-relative | configuration modcache-setting | lasting | example.com/m0@v1.0.0
modcache-write-permission-denied | disk disk-permission | lasting
module-path-malformed | go-mod module-path-malformed | lasting | 127.0.0.1:1/x.git@v1.0.0
module-path-mismatch | go-mod module-path-mismatch | lasting | example.com/wrong@v1.0.0
no-dependencies
no-gomod | go-mod no-go-mod | lasting
private-git-binary-missing | configuration git-missing | lasting | git.example.test/priv.git@v1.0.0
private-git-http-401-noprompt | auth no-secure-protocol | transient | git.example.test/priv.git@v1.0.0 | git.example.test
private-git-http-404 | auth no-secure-protocol | transient | git.example.test/priv.git@v1.0.0 | git.example.test
private-git-insteadof-ok
private-git-refused | auth no-secure-protocol | transient | git.example.test/priv.git@v1.0.0 | git.example.test
private-git-ssh-hostkey | auth no-secure-protocol | transient | git.example.test/priv.git@v1.0.0 | git.example.test
private-git-unknown-hash | version unknown-revision | lasting | git.example.test/priv.git@deadbeefdead
private-git-unknown-revision | version unknown-revision | lasting | git.example.test/priv.git@v9.9.9
private-govcs-disallowed | configuration vcs-disallowed | lasting | git.example.test/priv.git@v1.0.0
private-not-in-goprivate | not-found module-not-found | lasting | git.example.test/priv.git@v1.0.0 | 127.0.0.1:18090
proxy-env-refused | network http-proxy-unreachable | transient | example.com/m0@v1.0.0 | proxy.example.test
query-latest-missing | not-found module-not-found | lasting | example.com/nope@latest | 127.0.0.1:18090
real-proxy-403 | auth forbidden | lasting | github.com/cli/cli/v2@latest | proxy.example.org
redirect-ok
stall-mid-mod
stall-mid-zip
sumdb-503 | server server-error | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
sumdb-invalid-setting | configuration checksum-database-setting | lasting | example.com/m0@v1.0.0
sumdb-mismatch-mod | checksum checksum-mismatch | lasting | golang.org/x/sync@v0.10.0
sumdb-mismatch-zip | checksum checksum-mismatch | lasting | golang.org/x/text@v0.3.0
sumdb-refused | network connection-refused | transient | example.com/m0@v1.0.0 | 127.0.0.1:1
sumdb-unreachable-dns | network name-not-resolved | transient | example.com/m0@v1.0.0 | no-such-host.invalid
tls-handshake-timeout | network timed-out | transient | example.com/m0@v1.0.0 | 127.0.0.1:18095
tls-hostname-mismatch | tls certificate | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18459
tls-insecure-goinsecure-proxy | tls certificate | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18453
tls-to-plain-http-server | tls tls | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18090
tls-unknown-authority | tls certificate | lasting | example.com/m0@v1.0.0 | 127.0.0.1:18453
version-not-exist-proxy | not-found module-not-found | lasting | example.com/m0@v1.9.9 | 127.0.0.1:18090
zip-404-after-mod-ok-then-comma
zip-empty | network damaged-download | transient | example.com/m0@v1.0.0
zip-garbage-then-pipe-ok | network damaged-download | transient | golang.org/x/text@v0.40.0
zip-garbage | network damaged-download | transient | example.com/m0@v1.0.0
zip-longer-content-length | network connection-broken | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
zip-reset-mid-body | network connection-broken | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
zip-short-but-valid-length | network damaged-download | transient | example.com/m0@v1.0.0
zip-trunc-then-pipe-ok
zip-truncated-chunked | network connection-broken | transient | example.com/m0@v1.0.0 | 127.0.0.1:18090
`;

const more = `
bzr-unsupported | configuration vcs-unsupported | lasting | vanity.example.test/lib@v1.0.0 | vanity.example.test
dependency-needs-newer-go | go-version go-version | lasting | example.com/new@v1.0.0
disk-full-zip | disk disk-full | lasting | example.com/big@v1.0.0 | 127.0.0.1:34441
disk-read-only | disk disk-permission | lasting | example.com/big@v1.0.0
forward-proxy-407-connect | auth http-proxy-denied | lasting | example.com/a@v1.0.0 | proxy.example.com
forward-proxy-407 | auth http-proxy-denied | lasting | example.com/a@v1.0.0 | proxy.example.com
git-unknown-branch | version unknown-revision | lasting | github.com/acme/lib@nosuchbranch
git-unknown-tag | version unknown-revision | lasting | github.com/acme/lib@v1.9.0
go-line-invalid | go-mod go-mod-invalid | lasting
go-line-newer | go-version go-version | lasting
gomod-merge-conflict | go-mod go-mod-invalid | lasting
gomod-godebug-removed | go-mod godebug-removed | lasting
gomod-not-tidy | go-mod package-without-module | lasting
gomod-unknown-directive | go-mod go-mod-invalid | lasting
gomod-updates-needed | go-mod missing-go-sum-entry | lasting | example.com/b@v1.0.0
goproxy-off | configuration goproxy-off | lasting | example.com/a@v1.0.0
h2-goaway | network connection-broken | transient | example.com/a@v1.0.0 | 127.0.0.1:34017
hg-missing | configuration vcs-missing | lasting | vanity.example.test/lib@v1.0.0
http-451 | auth forbidden | lasting | example.com/a@v1.0.0 | 127.0.0.1:39485
incompatible-misused | version major-version-mismatch | lasting | github.com/acme/lib@v2.0.0+incompatible
info-of-other-version | server invalid-answer | transient | example.com/a@v1.0.0
major-version-without-suffix | version major-version-mismatch | lasting | github.com/acme/lib@v2.0.0
mod-mod-off | configuration goproxy-off | lasting
modcache-uid-nobody | disk disk-permission | lasting
path-case-mismatch | go-mod module-path-mismatch | lasting | github.com/Acme/lib@v1.0.0
pseudo-version-short | version pseudo-version-invalid | lasting | github.com/acme/lib@v0.0.0-20240102030405-a204efa7
pseudo-version-timestamp | version pseudo-version-invalid | lasting | github.com/acme/lib@v0.0.0-20200101000000-a204efa7ec2e
pseudo-version-unknown-commit | version unknown-revision | lasting | github.com/acme/lib@v0.0.0-20240102030405-0123456789ab
replacement-folder-missing-list | go-mod replacement-missing | lasting | example.com/a@v1.0.0
replacement-folder-missing | go-mod replacement-missing | lasting | example.com/a@v1.0.0
retracted-latest | version no-matching-version | lasting | example.com/old@latest
retracted-only | version no-matching-version | lasting | example.com/old@<v2
sumdb-410-private | not-found checksum-database-lacks-module | lasting | git.example.test/priv@v1.0.0 | 127.0.0.1:39349
tls-certificate-expired | tls certificate-expired | lasting | example.com/a@v1.0.0 | 127.0.0.1:41369
tls-client-certificate-required | tls client-certificate | lasting | example.com/a@v1.0.0 | 127.0.0.1:39947
tls-too-old | tls tls | lasting | example.com/a@v1.0.0 | 127.0.0.1:42979
toolchain-no-sumdb | go-version go-version | lasting | go1.99.0
vanity-without-meta | not-found no-go-import | lasting | vanity.example.test/lib@v1.0.0 | vanity.example.test
workspace-go-too-old | go-mod workspace-go-line | lasting
workspace-member-missing | go-mod workspace-incomplete | lasting
workspace-mod-mod | configuration go-flags | lasting
zip-case-collision | version module-unusable | lasting | example.com/a@v1.0.0
zip-of-other-module | server module-zip-invalid | lasting | example.com/a@v1.0.0
zip-too-large | version module-too-large | lasting | example.com/big@v1.0.0
`;

/** goErrorCases are those in `data/go-errors/`: file, verdict, whether it can pass, modules, hosts. */
export const goErrorCases: readonly GoErrorCase[] = parsed(corpus);

/** moreErrorCases are those in `data/go-errors-more/`: further real outputs, some of which led to rules of their own. */
export const moreErrorCases: readonly GoErrorCase[] = parsed(more);

function parsed(table: string): GoErrorCase[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [file = '', verdict = '', lasting = '', modules = '', hosts = ''] = line
        .split('|')
        .map((cell) => cell.trim());
      return {
        file,
        verdict,
        transient: lasting === 'transient',
        modules: listed(modules),
        hosts: listed(hosts),
      };
    });
}

function listed(cell: string): string[] {
  return cell.split(' ').filter((item) => item !== '');
}
