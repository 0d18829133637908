import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  NotFetched,
  describeFailure,
  describeNotFetched
} from "./fetch.not-fetched.mjs";
import {
  redactUrls
} from "./go.url-credentials.mjs";
import {
  goMightSucceed
} from "./fetch.failure.mjs";
import {
  moduleKey,
  unescapePath,
  unescapeVersion
} from "./go.module.mjs";
import {
  errnoOf,
  faultOf,
  messageOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/download/cut-at-word.ts
function cutAtWord(text, max) {
  if (text.length <= max) return text;
  let end = max;
  while (end > 0 && !/\s/.test(text.charAt(end))) end--;
  return text.slice(0, end);
}
__name(cutAtWord, "cutAtWord");

// src/download/failures/checksum-rules.ts
var checksumRules = [
  {
    code: "go-sum-malformed",
    class: "go-mod",
    transient: false,
    pattern: /checksum mismatch.*\bgo\.(?:work\.)?sum:\s+h1:(?![A-Za-z0-9+/]{43}=(?:\s|$))/s,
    hint: "The hash in go.sum is not whole: its line was cut off. Restore the file from version control (`git checkout go.sum`), or remove the line and run `go mod tidy`."
  },
  {
    code: "checksum-mismatch",
    class: "checksum",
    transient: false,
    pattern: /checksum mismatch|SECURITY ERROR|hash mismatch|inconsistent checksum database/,
    hint: "The download does not match the recorded checksum. First find out which of the two is right: compare with a machine that downloaded the module earlier, ask its authors whether they moved the tag, and ask the operators of the proxy. Only if the recorded one is proven wrong, remove its line and run `go mod tidy`."
  },
  {
    code: "checksum-database-setting",
    class: "configuration",
    transient: false,
    input: "gosumdb",
    pattern: /invalid GOSUMDB|missing GOSUMDB|malformed verifier id|checksum database disabled by GOSUMDB=off/,
    hint: "Write the name of a checksum database into `gosumdb`, or leave it empty for the default. Modules that no go.sum lists yet, and Go toolchains, need one."
  },
  {
    code: "checksum-database-lacks-module",
    class: "not-found",
    transient: false,
    fault: "settings",
    input: "goprivate",
    pattern: /verifying (?:module|go\.mod): .*reading \S+: (?:404|410)\b/,
    hint: "The checksum database does not know this module. If it is private, name its path in `goprivate`; if it is public, check that the version was published."
  },
  {
    code: "checksum-database-refused",
    class: "auth",
    transient: false,
    pattern: /verifying (?:module|go\.mod): .*reading \S+: (?:40[0-35-79]|451)\b/,
    hint: "go.sum does not list this module, and the server denies access to the checksum database (paths that begin with /sumdb/). Complete go.sum with `go mod tidy` where the checksum database can be reached, or ask the operators of the server to allow these paths. Name a private module in `goprivate`."
  }
];

// src/download/failures/git-rules.ts
var gitRules = [
  {
    code: "git-credentials",
    class: "auth",
    transient: false,
    input: "token",
    pattern: /could not read (?:Username|Password)|terminal prompts disabled|Authentication failed|Permission denied \(|Invalid username or |returned error: 40[13]\b/,
    hint: "Give git credentials for this host that may read the repository: a token for https (`token` with `token-hosts`, or `netrc`), a key for ssh (`ssh-key`)."
  },
  {
    code: "ssh-host-key",
    class: "auth",
    transient: false,
    input: "ssh-known-hosts",
    pattern: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/,
    hint: "Add the host key of this server to `ssh-known-hosts`, from a source you trust. If it was known before and has changed, find out why first."
  },
  {
    code: "repository-not-found",
    class: "not-found",
    transient: false,
    pattern: /Repository not found|repository '[^']*' not found|does not appear to be a git repository|returned error: (?:404|410)\b/i,
    hint: "Check the module path. Servers also say this of a private repository when the credentials are missing or may not read it."
  },
  {
    code: "git-certificate",
    class: "tls",
    transient: false,
    input: "ca-file",
    pattern: /server certificate verification failed|SSL certificate problem|unable to get local issuer certificate|no alternative certificate subject name/,
    hint: "git does not trust the authority that signed this server’s certificate: add its certificate with `ca-file`."
  },
  {
    code: "git-throttled",
    class: "throttled",
    transient: true,
    pattern: /returned error: 429\b/,
    hint: "The server is rate-limiting: fetch with credentials, which usually have a higher limit, or through a proxy."
  },
  {
    code: "git-server",
    class: "server",
    transient: true,
    pattern: /returned error: (?:408|5\d\d)\b/,
    hint: "The server of the repository is failing: check its status page, and run the job again later."
  },
  {
    code: "git-network",
    class: "network",
    transient: true,
    pattern: /Could not resolve host|Failed to connect|Couldn't connect|Empty reply from server|early EOF|hung up|RPC failed|unexpected disconnect|index-pack failed|TLS connection was non-properly terminated|(?:fatal|error|ssh): .*(?:Connection (?:reset|refused|timed out|closed)|timed out)|kex_exchange_identification/i,
    hint: "The connection to the server of the repository failed: check that this machine can reach it, also through its HTTP proxy."
  },
  {
    code: "no-secure-protocol",
    class: "auth",
    // The go command does not print the cause, which may have been the network.
    transient: true,
    input: "token",
    asksRepository: true,
    pattern: /no secure protocol found for repository/,
    hint: "git could not read the repository with https or ssh. Most often credentials are missing: run `git ls-remote` on it to see the cause."
  }
];

// src/download/failures/guess.ts
var guesses = [
  {
    class: "checksum",
    transient: false,
    pattern: /checksum|\bh1:|\bhash\b.*(?:differ|match)|tampered/i,
    hint: "The download seems not to match the recorded checksum: first find out which of the two is right."
  },
  {
    class: "disk",
    transient: false,
    pattern: /\b(?:disk|quota|inode)s?\b|no space|read-only|(?:open|mkdir|write|rename|chmod) \/\S+: |input\/output/i,
    hint: "Check that GOMODCACHE is on a disk that works and has free space, and that the user of this job may write there."
  },
  {
    class: "tls",
    transient: false,
    pattern: /certificate|x509|\btls\b|\bssl\b|handshake fail/i,
    hint: "This machine does not accept the server’s certificate or its TLS version: see `ca-file`, and check the URL."
  },
  {
    class: "throttled",
    transient: true,
    pattern: /too many requests|rate.?limit|throttl|slow down/i,
    hint: "The server is rate-limiting: run fewer jobs at once, lower `concurrency`, or use a proxy of your own."
  },
  {
    class: "auth",
    transient: false,
    pattern: /unauthori[sz]ed|forbidden|access denied|credential|authenticat|password|\btoken\b|log ?in\b|: 40[13]\b/i,
    hint: "A server requires authentication: set `netrc`, `token` with `token-hosts`, or `ssh-key`."
  },
  {
    class: "server",
    transient: true,
    pattern: /: 5\d\d\b|bad gateway|unavailable|internal (?:server )?error|gateway time-?out/i,
    hint: "The server is failing: check its status page, and run the job again later."
  },
  {
    class: "network",
    transient: true,
    pattern: /time[d-]? ?out|\breset\b|unexpected end|\bEOF\b|unreachable|refused|broken pipe|\bdns\b|resolve host|lookup \S+|connection|\bdial\b|hung up/i,
    hint: "The network seems to be the cause: run the job again, and check that this machine can reach the server."
  },
  {
    class: "go-version",
    transient: false,
    pattern: /toolchain|requires (?:a newer )?go\b|go ?version|newer version of go/i,
    hint: "Use a Go at least as new as go.mod requires, or let the go command download it (`gotoolchain: auto`)."
  },
  {
    class: "go-mod",
    transient: false,
    pattern: /\bgo\.(?:mod|sum|work)\b|\breplace|\brequire/i,
    hint: "Run the same go command locally, then `go mod tidy`, and commit the change."
  },
  {
    class: "not-found",
    transient: false,
    pattern: /: 4(?:04|10)\b|not found|no such (?:repo|module)|does not exist|import path/i,
    hint: "Check path and version for mistakes. Name a private module in `goprivate`, or its proxy in `goproxy`."
  },
  {
    class: "version",
    transient: false,
    pattern: /\b(?:version|revision|commit|tag|branch)\b/i,
    hint: "Check the version: `go list -m -versions MODULE` lists those that exist."
  },
  {
    class: "server",
    transient: false,
    pattern: /\b(?:https?|ssh):\/\//,
    hint: "Open the URL from a machine like this one to see its answer."
  }
];
function guessedRule(words) {
  const guess = guesses.find(({ pattern }) => pattern.test(words));
  if (guess !== void 0)
    return { code: "unknown", class: guess.class, transient: guess.transient, hint: guess.hint };
  return {
    code: "unknown",
    class: "configuration",
    transient: false,
    hint: "Run the same go command by hand in this folder."
  };
}
__name(guessedRule, "guessedRule");

// src/download/failures/machine-rules.ts
var machineRules = [
  {
    code: "disk-full",
    class: "disk",
    transient: false,
    pattern: /no space left on device|not enough space on the disk|disk quota exceeded/i,
    hint: "Free disk space, or set GOMODCACHE to a directory on a larger disk."
  },
  {
    code: "disk-permission",
    class: "disk",
    transient: false,
    fault: "settings",
    pattern: /: permission denied|: Access is denied|read-only file system|operation not permitted/,
    hint: "Check the owner of GOMODCACHE and that the user of this job may write there, or set GOMODCACHE to another directory."
  },
  {
    code: "modcache-unusable",
    class: "disk",
    transient: false,
    pattern: /could not create module cache|input\/output error|stale NFS file handle|too many open files/,
    hint: "Check that GOMODCACHE is a directory on a disk that works."
  },
  {
    code: "modcache-setting",
    class: "configuration",
    transient: false,
    pattern: /GOMODCACHE entry is relative|module cache not found/,
    hint: "Set GOMODCACHE to an absolute path, or leave it unset."
  },
  {
    code: "goproxy-invalid",
    class: "configuration",
    transient: false,
    input: "goproxy",
    pattern: /invalid proxy URL|GOPROXY list|: parse "[^"]*": (?!no go-import)/,
    hint: "Write `goproxy` as a list of URLs, `direct` or `off`, for example `https://proxy.example.com,direct`."
  },
  {
    code: "goproxy-insecure-credentials",
    class: "configuration",
    transient: false,
    input: "goproxy",
    pattern: /refusing to pass credentials to insecure URL/,
    hint: "The go command sends credentials over https only: use an https:// URL in `goproxy`."
  },
  {
    code: "goproxy-off",
    class: "configuration",
    transient: false,
    input: "goproxy",
    pattern: /disabled by GOPROXY=off/,
    hint: "No entry of GOPROXY before `off` has the module: add a proxy that has it, or `direct`."
  },
  {
    code: "go-flags",
    class: "configuration",
    transient: false,
    pattern: /parsing \$?GOFLAGS|flag provided but not defined|build flag -mod=|-mod may only be set to|unknown GOEXPERIMENT/,
    hint: "Check GOFLAGS and GOEXPERIMENT: this go command rejects them. Most often the cause is `-mod=mod` or `-mod=vendor`; without it, the go command chooses."
  },
  {
    code: "git-missing",
    class: "configuration",
    transient: false,
    pattern: /missing Git command|exec: "git": executable file not found/,
    hint: "This module is fetched from its repository: install git, or use a proxy that has the module."
  },
  {
    code: "vcs-missing",
    class: "configuration",
    transient: false,
    pattern: /exec: "(?:hg|svn|bzr|fossil)": executable file not found|missing \w+ command/,
    hint: "This module is fetched from its repository, which is not a git repository: install the program in the message, or use a proxy that has the module."
  },
  {
    // Go 1.27 dropped bzr.
    code: "vcs-unsupported",
    class: "configuration",
    transient: false,
    pattern: /unknown vcs "/,
    hint: "This Go has no support for the version control system of this module: Go 1.27 dropped Bazaar (bzr). Use a proxy that has the module."
  },
  {
    code: "vcs-disallowed",
    class: "configuration",
    transient: false,
    pattern: /GOVCS disallows/,
    hint: "Allow the version control system for this path in GOVCS (see `go help vcs`), or use a proxy that has the module."
  },
  {
    code: "out-of-memory",
    class: "configuration",
    transient: false,
    fault: "infrastructure",
    pattern: /out of memory|cannot allocate memory|signal: killed/,
    hint: "The machine ran out of memory: run fewer programs beside this step, or use a larger machine."
  }
];

// src/download/failures/module-rules.ts
var saysUnknownRevision = /unknown revision|no matching versions?|couldn't find remote ref|invalid version/i;
var versionRules = [
  {
    code: "pseudo-version-invalid",
    class: "version",
    transient: false,
    pattern: /invalid pseudo-version/,
    hint: "Do not write a pseudo-version by hand: run `go get MODULE@COMMIT`, and commit go.mod and go.sum."
  },
  {
    code: "no-matching-version",
    class: "version",
    transient: false,
    pattern: /no matching versions? /,
    hint: "No version matches this query, or all that match were retracted: `go list -m -versions -retracted MODULE` lists them all."
  },
  {
    code: "unknown-revision",
    class: "version",
    transient: false,
    pattern: /unknown revision|couldn't find remote ref|reference is not a tree/i,
    hint: "There is no such version, branch or commit: `go list -m -versions MODULE` lists the versions that exist. Tags can also be moved or deleted."
  },
  {
    // Some proxies say why there is no such version.
    code: "unknown-revision",
    class: "version",
    transient: false,
    pattern: /: (?:404|410)\b/,
    response: saysUnknownRevision,
    hint: "There is no such version, branch or commit: `go list -m -versions MODULE` lists the versions that exist. Tags can also be moved or deleted."
  },
  {
    code: "major-version-mismatch",
    class: "version",
    transient: false,
    pattern: /should be v\d+(?: or v\d+)?, not v\d+|has (?:post|non)-\S+ module path|module contains a go\.mod file, so|must match major version/,
    hint: "From v2 on, the major version belongs in the module path (`MODULE/v2 v2.1.0`); `+incompatible` is only for versions without a go.mod."
  },
  {
    code: "module-too-large",
    class: "version",
    transient: false,
    pattern: /zip file (?:is )?too large/,
    hint: "Go accepts no module zip of more than 500 MB: require a smaller version, or have large files moved to another module."
  },
  {
    code: "module-unusable",
    class: "version",
    transient: false,
    pattern: /file name collision|malformed file path|contains? (?:an )?invalid (?:file )?(?:name|path)/,
    hint: "No go command can extract this version of the module: require another one, and tell its authors."
  },
  {
    code: "version-invalid",
    class: "version",
    transient: false,
    pattern: /version "[^"]*" invalid|malformed version|disallowed version string/,
    hint: "Write the version as it was tagged, with its v, for example v1.2.3, and from v2 on with the major version in the module path."
  }
];
var moduleRules = [
  {
    code: "workspace-go-line",
    class: "go-mod",
    transient: false,
    pattern: /listed in go\.work file requires go|but go\.work lists go/,
    hint: "The go line of go.work must not be older than those of its modules: run `go work use` in its folder and commit go.work."
  },
  {
    code: "go-version",
    class: "go-version",
    transient: false,
    input: "go-version",
    pattern: /requires go ?>?= ?\d|toolchain not available|invalid (?:go version '\d+\.\d+(?:\.\d+)?'|(?:GO)?toolchain)|go\.mod requires go/i,
    hint: "Use a Go at least as new as go.mod requires (`go-version`, or `go-version-file: go.mod`), or let the go command download it (`gotoolchain: auto`)."
  },
  {
    code: "godebug-removed",
    class: "go-mod",
    transient: false,
    pattern: /(?:removed GODEBUG|use of removed \S+) "/,
    hint: "This Go no longer has the old behavior that the `godebug` line asks for: remove the line from go.mod or go.work."
  },
  ...versionRules,
  {
    code: "go-sum-malformed",
    class: "go-mod",
    transient: false,
    pattern: /malformed go(?:\.work)?\.sum/,
    hint: "Remove the line in the message and run `go mod tidy`, or restore go.sum from version control."
  },
  {
    code: "missing-go-sum-entry",
    class: "go-mod",
    transient: false,
    pattern: /missing go\.sum entry/,
    hint: "go.sum is not complete: run `go mod tidy`, and commit go.mod and go.sum."
  },
  {
    code: "go-mod-outdated",
    class: "go-mod",
    transient: false,
    pattern: /updates to go\.(?:mod|work|sum) needed|inconsistent vendoring|missing go\.(?:mod|sum) line/,
    hint: "go.mod does not match the code or its requirements: run `go mod tidy`, and commit go.mod and go.sum."
  },
  {
    code: "module-path-mismatch",
    class: "go-mod",
    transient: false,
    pattern: /declares its path as/,
    hint: "Require the module under the path it declares, or use `replace` for a fork."
  },
  {
    code: "module-path-malformed",
    class: "go-mod",
    transient: false,
    pattern: /malformed (?:module|import) path|missing dot in first path element/,
    hint: "A module path begins with a host name and consists of letters, digits and `-._~/`."
  },
  {
    code: "package-pattern",
    class: "configuration",
    transient: false,
    input: "packages",
    pattern: /(?:^|\s)stat \S.*: directory not found|(?:^|\s)pattern \S+: (?!no matching files found|cannot embed|invalid pattern|contains no embeddable)|"[^"]*" matched no packages/,
    hint: "Correct `packages`: its patterns are relative to `working-directory`, as `./cmd/...` is."
  },
  {
    code: "package-without-module",
    class: "go-mod",
    transient: false,
    pattern: /no required module provides package|(?:cannot find module providing|does not contain) package|is not in std\b/,
    hint: "Run `go mod tidy`, so that go.mod requires a module for every package that the code imports."
  },
  {
    code: "workspace-incomplete",
    class: "go-mod",
    transient: false,
    pattern: /listed in go\.work file|errors parsing go\.work|go\.work:\d+: /,
    hint: "Check the `use` lines of go.work: each directory needs a go.mod in the checkout."
  },
  {
    code: "replacement-missing",
    class: "go-mod",
    transient: false,
    pattern: /replacement directory .* does not exist|open .*go\.mod: no such file or directory/,
    hint: "A `replace` names a directory that is not in the checkout: check it out too, or remove the line."
  },
  {
    code: "no-go-mod",
    class: "go-mod",
    transient: false,
    input: "working-directory",
    pattern: /no modules specified|go\.mod file not found|no modules were found in the current workspace/,
    hint: "Set `working-directory` to the directory of go.mod or go.work."
  },
  {
    code: "no-go-import",
    class: "not-found",
    transient: false,
    // A refusal of that server, or its certificate, says more: see the transport rules.
    pattern: /(?:unrecognized import path|no go-import meta tags)(?!.*(?:: 40[137]\b|: 451\b|x509: |\btls: ))/,
    hint: "No page at this address names the module’s repository: check the path for mistakes, or use a proxy that has the module."
  },
  {
    code: "go-mod-invalid",
    class: "go-mod",
    transient: false,
    pattern: /errors parsing .*go\.mod|go\.mod:\d+: |parsing .*go\.mod:|ambiguous import/,
    hint: "Correct the line of go.mod in the message; `go mod edit -fmt` shows whether the file can be parsed."
  }
];

// src/download/failures/proxy-failure.ts
var proxyMeanings = [
  {
    code: "proxy-not-allowed",
    class: "configuration",
    transient: false,
    input: "gonoproxy",
    hint: "GONOPROXY (or GOPRIVATE) names this module, so no proxy is asked for it: add `direct` to `goproxy`, or correct `gonoproxy`."
  },
  {
    code: "proxy-fault",
    class: "internal",
    transient: false,
    hint: "This is a fault of go-mod-download, not of your project. Please report it with the log of a run with debug logging on."
  }
];
function proxyFailureCode(error) {
  if (error instanceof NotFetched) return codeOf(error.failure.reason, error.failure, error.file);
  const errno = errnoOf(error);
  if (errno === void 0) return "proxy-fault";
  return diskCodes[errno] ?? "modcache-unusable";
}
__name(proxyFailureCode, "proxyFailureCode");
var diskCodes = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EACCES: "disk-permission",
  EPERM: "disk-permission",
  EROFS: "disk-permission"
};
var codes = {
  "no-answer": "timed-out",
  stalled: "timed-out",
  "circuit-open": "server-error",
  "no-proxy-allowed": "proxy-not-allowed",
  truncated: "connection-broken",
  "wrong-range": "connection-broken",
  excess: "damaged-download",
  changed: "invalid-answer",
  "html-page": "invalid-answer",
  "compressed-part": "connection-broken",
  "too-large": "module-too-large",
  "invalid-zip": "damaged-download",
  "invalid-info": "invalid-answer",
  "wrong-hash": "damaged-download",
  mismatch: "checksum-mismatch"
};
function codeOf(reason, failure, file) {
  if (reason.kind === "transport") return codeOfTransport(reason.fault, reason.code ?? "");
  if (reason.kind === "circuit-open" && reason.last !== void 0) return codeOf(reason.last, failure, file);
  if (reason.kind !== "status") return codes[reason.kind];
  if (failure.kind === "absent") return codeOfAbsent(file, reason.body);
  if (failure.kind === "refused" && file.kind === "sumdb" && reason.status < 500)
    return "checksum-database-refused";
  return codeOfStatus(reason.status, failure.transient);
}
__name(codeOf, "codeOf");
function codeOfAbsent({ kind, wire }, body) {
  if (kind === "sumdb" && wire.includes("/lookup/")) return "checksum-database-lacks-module";
  return saysUnknownRevision.test(body) ? "unknown-revision" : "module-not-found";
}
__name(codeOfAbsent, "codeOfAbsent");
var statusCodes = {
  401: "unauthorized",
  403: "forbidden",
  404: "masked-server-error",
  407: "http-proxy-denied",
  410: "masked-server-error",
  429: "throttled",
  451: "forbidden"
};
function codeOfStatus(status, transient) {
  return statusCodes[status] ?? (transient ? "server-error" : "request-refused");
}
__name(codeOfStatus, "codeOfStatus");
var transportCodes = {
  unreachable: [
    [/^(?:ENOTFOUND|EAI_AGAIN)$/, "name-not-resolved"],
    [/TIMED?_?OUT$/, "timed-out"],
    [/^/, "connection-refused"]
  ],
  broken: [
    [/^HPE_|HEADERS_OVERFLOW/, "invalid-answer"],
    [/^/, "connection-broken"]
  ],
  "proxy-failed": [[/^/, "http-proxy-unreachable"]],
  "proxy-refused": [[/^/, "http-proxy-denied"]],
  tls: [
    [/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/, "certificate-expired"],
    [/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/, "client-certificate"],
    [/^ERR_SSL_/, "tls"],
    [/^/, "certificate"]
  ],
  redirect: [[/^/, "redirects"]]
};
function codeOfTransport(fault, code) {
  return transportCodes[fault].find(([pattern]) => pattern.test(code))?.[1] ?? "connection-broken";
}
__name(codeOfTransport, "codeOfTransport");

// src/download/failures/records.ts
var informational = /^(?:-> |go: (?:downloading|extracting|finding|no module dependencies|added|upgraded|downgraded|removed|warning:) ?)/;
var beginning = /^(?:go: |verifying |malformed go\.(?:work\.)?sum|-> |\S+\.go:\d+:\d+: |#)/;
function splitRecords(stderr) {
  const records = [];
  for (const line of stderr.split(/\r?\n/)) {
    const last = records.length - 1;
    if (last < 0 || beginning.test(line)) records.push(line);
    else records[last] += `
${line}`;
  }
  return records.map((record) => record.trim()).filter((record) => record !== "" && !informational.test(record));
}
__name(splitRecords, "splitRecords");

// src/download/failures/rule.ts
function ruleFor({ words, response }, rules) {
  return rules.find(
    (rule) => rule.pattern.test(words) && (rule.response === void 0 || rule.response.test(response))
  );
}
__name(ruleFor, "ruleFor");

// src/download/failures/words.ts
function wordsOf(record) {
  const [own = "", ...response] = record.split(/(?<!\s)\s+server\s+response:/);
  return { words: onOneLine(own), response: onOneLine(response.join(" ")) };
}
__name(wordsOf, "wordsOf");
function onOneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}
__name(onOneLine, "onOneLine");

// src/download/failures/subject.ts
var modulePatterns = [
  /verifying (?<module>[^\s@]+@[^\s/:]+)(?:\/go\.mod)?: /,
  // In a chain `go: A@v requires B@v requires C@v: …` it is the last one.
  /requires (?<module>[^\s@:"]+@[^\s:]+): /,
  /^(?:go: )?(?:module |zip (?:for|of) )?(?<module>[^\s@:"]+@[^\s:]+)(?=: | \(replaced by | requires go | has )/,
  /^(?:go: )?download (?<module>go\d\S*) for /,
  /(?:^|\s)(?<module>[^\s@:"'(/.]+\.[^\s@:"'(]*@v\d[^\s:)]*)(?=: )/
];
function subjectOf(record, knownModule) {
  const module = knownModule ?? moduleOf(onOneLine(record));
  const [url] = urlsIn(redactUrls(record));
  const host = url === void 0 ? void 0 : hostOf(url);
  return {
    ...module === void 0 ? {} : { module },
    ...url === void 0 ? {} : { url },
    ...host === void 0 ? {} : { host }
  };
}
__name(subjectOf, "subjectOf");
function moduleOf(words) {
  for (const pattern of modulePatterns) {
    const found = pattern.exec(words)?.groups?.["module"];
    if (found !== void 0) return found;
  }
  return invalidRequirement(words) ?? queriedModule(words) ?? cachedModule(words);
}
__name(moduleOf, "moduleOf");
function invalidRequirement(words) {
  const required = /require (?<path>\S+): version "(?<version>[^"]*)" invalid/.exec(words)?.groups;
  return required === void 0 ? void 0 : `${required["path"]}@${required["version"]}`;
}
__name(invalidRequirement, "invalidRequirement");
function queriedModule(words) {
  const query = /module (?<path>\S+): no matching versions? for query "(?<query>[^"]*)"/.exec(words)?.groups;
  return query === void 0 ? void 0 : `${query["path"]}@${query["query"]}`;
}
__name(queriedModule, "queriedModule");
function cachedModule(words) {
  const file = /cache[\\/]download[\\/](?<path>\S+?)[\\/]@v[\\/](?<version>\S+?)\.(?:zip|mod|info|lock)/.exec(
    words
  );
  const path = unescapePath((file?.groups?.["path"] ?? "").replaceAll("\\", "/"));
  const version = unescapeVersion(file?.groups?.["version"] ?? "");
  return path === void 0 || version === void 0 ? void 0 : moduleKey({ path, version });
}
__name(cachedModule, "cachedModule");
function urlsIn(record) {
  const urls = record.match(/\b(?:https?|ssh|git|file):\/\/[^\s"'`<>]+/g) ?? [];
  return urls.map((url) => url.replace(/(?<![:;,.)])[:;,.)]+$/, "")).filter((url) => !/^https:\/\/(?:golang\.org|go\.dev)\/(?:s|doc|cmd|ref)\//.test(url));
}
__name(urlsIn, "urlsIn");
function hostOf(url) {
  const host = URL.canParse(url) ? new URL(url).host : "";
  return host === "" ? void 0 : host;
}
__name(hostOf, "hostOf");

// src/download/failures/transport-rules.ts
var passingRules = [
  {
    // Some public proxies answer 404 instead of 502 when their own upstream failed.
    code: "masked-server-error",
    class: "server",
    transient: true,
    pattern: /: (?:404|410)\b/,
    response: /bad upstream|fetch timed out|bad gateway/i,
    hint: "The proxy could not reach its own source: run the job again later, or use another proxy."
  },
  {
    code: "throttled",
    class: "throttled",
    transient: true,
    pattern: /: 429\b/,
    hint: "The server is rate-limiting: run fewer jobs at once, lower `concurrency`, or use a proxy of your own."
  },
  {
    code: "server-error",
    class: "server",
    transient: true,
    pattern: /reading \S+: (?:408|425|5(?!01|05|11)\d\d)\b/,
    hint: "The server is failing: check its status page and run the job again later, or add a second proxy to `goproxy` behind `|` or in `fallback-goproxy`."
  },
  {
    code: "http-proxy-unreachable",
    class: "network",
    transient: true,
    pattern: /proxyconnect tcp: /,
    hint: "The HTTP proxy of this machine did not answer, or could not reach the server: check HTTP_PROXY, HTTPS_PROXY and NO_PROXY, or `http-proxy`, `https-proxy` and `no-proxy`."
  },
  {
    code: "name-not-resolved",
    class: "network",
    transient: true,
    pattern: /no such host|server misbehaving|Temporary failure in name resolution/,
    hint: "The name of the server could not be resolved: check it in `goproxy` for mistakes, and the DNS of this machine."
  },
  {
    code: "connection-refused",
    class: "network",
    transient: true,
    pattern: /connection refused|actively refused|network is (?:unreachable|down)|no route to host|host is down/,
    hint: "Nothing answers at this address: check `goproxy`, and the firewall and HTTP proxy of this machine."
  },
  {
    code: "timed-out",
    class: "network",
    transient: true,
    pattern: /i\/o timeout|handshake timeout|deadline exceeded|Client\.Timeout|connection timed out|did not properly respond/,
    hint: "The server did not answer in time: check that this machine can reach it, also through its HTTP proxy."
  },
  {
    code: "connection-broken",
    class: "network",
    transient: true,
    pattern: /(?:Get|Head|Post|read) "[^"]*": .*(?:EOF|connection reset|broken pipe|forcibly closed|connection was aborted|stream error|http2: |connection broken|use of closed)/,
    hint: "The connection broke before everything had arrived. If this happens often, check the HTTP proxy or firewall between this machine and the server."
  },
  {
    code: "damaged-download",
    class: "network",
    transient: true,
    pattern: /zip: not a valid zip file|zip: checksum error|unexpected EOF|flate: corrupt input/,
    hint: "The file that arrived is invalid. If this persists, the proxy has an invalid copy, or something between here and the proxy answers in its place."
  },
  {
    code: "invalid-answer",
    class: "server",
    transient: true,
    input: "goproxy",
    pattern: /invalid response from proxy|unexpected end of JSON input|invalid character '.+' |proxy returned info for/,
    hint: "The answer does not follow the module proxy protocol: check that `goproxy` names a module proxy, and that it does not require a login first."
  }
];
var lastingRules = [
  {
    code: "certificate-expired",
    class: "tls",
    transient: false,
    pattern: /certificate has expired/,
    hint: "The server’s certificate is not valid today: its operators have to renew it. If others can use it, check the clock of this machine."
  },
  {
    code: "client-certificate",
    class: "tls",
    transient: false,
    pattern: /tls: certificate required|certificate required|tls: bad certificate/,
    hint: "The server requires a client certificate, which the go command cannot send: use an address of it that accepts a token, or a proxy that has the certificate."
  },
  {
    code: "certificate",
    class: "tls",
    transient: false,
    input: "ca-file",
    pattern: /x509: |failed to verify certificate/,
    hint: "This machine does not trust the server’s certificate. If it belongs to your company’s server or TLS-inspecting proxy, add the authority’s certificate with `ca-file`; otherwise check the host name."
  },
  {
    code: "tls",
    class: "tls",
    transient: false,
    input: "goproxy",
    pattern: /gave HTTP response to HTTPS client|\btls: /,
    hint: "This server and this machine have no TLS version or cipher in common: check the scheme and the port of its URL, and that the server supports TLS 1.2 or newer."
  },
  {
    code: "http-proxy-denied",
    class: "auth",
    transient: false,
    input: "https-proxy",
    pattern: /: 407\b|Proxy Authentication Required/,
    hint: "The HTTP proxy of this machine denies this request: set a user and a password in `https-proxy` (`http://USER:PASSWORD@HOST:PORT`, from a secret), or name the server in `no-proxy`."
  },
  {
    code: "unauthorized",
    class: "auth",
    transient: false,
    input: "netrc",
    pattern: /reading \S+: 401\b/,
    hint: "The server requires authentication: set `netrc`, or `token` with the server’s name in `token-hosts`."
  },
  {
    code: "forbidden",
    class: "auth",
    transient: false,
    pattern: /reading \S+: (?:403|451)\b/,
    hint: "The server denies access to this module. On a curated registry that is policy: ask its operators to allow the module, or require a version that is allowed. Otherwise the credentials lack permission."
  },
  {
    code: "module-not-found",
    class: "not-found",
    transient: false,
    pattern: /reading \S+: (?:(?:404|410)\b|no such file or directory|The system cannot find)/,
    hint: "Check path and version for mistakes and that the version was published. Name a private module in `goprivate`, or its proxy in `goproxy`."
  },
  {
    code: "redirects",
    class: "server",
    transient: false,
    pattern: /stopped after \d+ redirects|redirect from secure URL/,
    hint: "The server redirects endlessly, or away from https: open the URL in a browser to see where; often it is a login page."
  },
  {
    code: "module-zip-invalid",
    class: "server",
    transient: false,
    pattern: /has unexpected file|malformed zip|zip (?:for|of) \S+ (?:has|is) /,
    hint: "The zip that the proxy serves for this module is invalid: tell its operators, and use another proxy until then."
  },
  {
    code: "request-refused",
    class: "server",
    transient: false,
    input: "goproxy",
    pattern: /reading \S+: [3-5]\d\d\b/,
    hint: "The server does not accept this request: check that `goproxy` names a module proxy, with the whole path it is served under."
  }
];

// src/download/proxy-hooks.ts
var noProxy = {
  rewrite: /* @__PURE__ */ __name((text) => text, "rewrite"),
  failureOf: /* @__PURE__ */ __name(() => void 0, "failureOf"),
  describe: describeFailure,
  activity: /* @__PURE__ */ __name(() => "", "activity"),
  awaited: /* @__PURE__ */ __name(() => [], "awaited")
};

// src/download/classify.ts
var failureRules = [
  ...checksumRules,
  ...machineRules,
  ...gitRules,
  ...passingRules,
  ...moduleRules,
  ...lastingRules
];
function classifyStderr(stderr, hooks = noProxy) {
  return withoutRepeats(splitRecords(stderr).map((record) => classifyRecord(record, void 0, hooks)));
}
__name(classifyStderr, "classifyStderr");
var recordMax = 8192;
function classifyRecord(said, module, hooks = noProxy) {
  const record = cutAtWord(said, recordMax);
  const proxyError = urlsIn(record).map(hooks.failureOf).find((error) => error !== void 0);
  const named = hooks.rewrite(record);
  if (proxyError !== void 0)
    return classifyProxyFailure(proxyError, named, subjectOf(named, module), hooks);
  const subject = subjectOf(named, module);
  const words = wordsOf(named);
  const rule = ruleFor(words, failureRules) ?? guessedRule(words.words);
  return {
    ...meaningOf(rule),
    message: redactUrls(messageOf2(named, subject.module)),
    original: redactUrls(named.trim()),
    ...subject,
    ...rule.asksRepository ? repositoryHost(subject) : {}
  };
}
__name(classifyRecord, "classifyRecord");
function meaningOf(meaning) {
  const { code, transient, hint, input } = meaning;
  const fault = meaning.fault ?? faultOf(meaning.class);
  return { class: meaning.class, code, transient, fault, hint, ...input === void 0 ? {} : { input } };
}
__name(meaningOf, "meaningOf");
var meanings = new Map(
  [...proxyMeanings, ...failureRules].toReversed().map((meaning) => [meaning.code, meaning])
);
function classifyProxyFailure(error, named, subject, { describe }) {
  const code = proxyFailureCode(error);
  const meaning = meanings.get(code);
  if (meaning === void 0) throw new Error(`no rule has the code ${code}`);
  const common = { ...meaningOf(meaning), ...subject, original: redactUrls(named.trim()) };
  const what = subject.module ?? subject.url ?? "a file";
  const messageOn = /* @__PURE__ */ __name((text) => redactUrls(onOneLine(`${what}: ${text}`)), "messageOn");
  if (!(error instanceof NotFetched)) {
    return { ...common, message: messageOn(messageOf(error)), goMightSucceed: true };
  }
  const { failure, tried, upstream, file } = error;
  const of = file.kind === "sumdb" ? "reading the checksum database: " : "";
  return {
    ...common,
    transient: meaning.transient && failure.transient && !failure.givenUp,
    message: messageOn(`${of}${triedText(failure, tried, describe)}`),
    original: redactUrls(`${named.trim()}

${describeNotFetched(error, describe)}`),
    ...upstream === void 0 ? {} : { host: upstream.host },
    attempts: failure.attempts,
    goMightSucceed: goMightSucceed(failure)
  };
}
__name(classifyProxyFailure, "classifyProxyFailure");
function triedText(failure, tried, describe) {
  const parts = tried.toSorted((a, b) => Number(b.failure === failure) - Number(a.failure === failure)).map(({ upstream: { host }, failure: { attempts }, failure: each }) => {
    return `${describe(each)} (from ${host}${attempts > 1 ? `, ${attempts} attempts` : ""})`;
  });
  return parts.length === 0 ? describe(failure) : parts.join("; ");
}
__name(triedText, "triedText");
function repositoryHost({ module }) {
  const host = module?.split("/")[0];
  return host === void 0 ? {} : { host };
}
__name(repositoryHost, "repositoryHost");
function withoutRepeats(failures) {
  const seen = /* @__PURE__ */ new Map();
  for (const failure of failures) {
    const subject = failure.class === "disk" ? "" : failure.module ?? "";
    const key = `${failure.code} ${subject}`;
    if (!seen.has(key)) seen.set(key, failure);
  }
  return blameGit([...seen.values()]);
}
__name(withoutRepeats, "withoutRepeats");
function blameGit(failures) {
  const blamed = failures.find(({ code }) => code === "no-secure-protocol");
  const missing = failures.find(({ code }) => code === "git-missing");
  if (blamed?.module === void 0 || missing === void 0) return [...failures];
  const named = missing.module === void 0 ? { ...missing, module: blamed.module } : missing;
  return failures.filter(({ code }) => code !== "no-secure-protocol").map((failure) => failure === missing ? named : failure);
}
__name(blameGit, "blameGit");
function messageOf2(record, module) {
  const [first = "", ...more] = record.replace(/^go: /, "").split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const response = more.find((line) => line.startsWith("server response: "));
  const parts = [...pointOf(first, more, module), ...response === void 0 ? [] : [`(${response})`]];
  const message = parts.join(" ");
  return module === void 0 || message.includes(module) ? message : `${module}: ${message}`;
}
__name(messageOf2, "messageOf");
function pointOf(first, more, module) {
  const [next] = more;
  if (next === void 0) return [first];
  if (/: exit status \d+:$/.test(first)) {
    const point = more.find((line) => telling.test(line)) ?? more.find((line) => /^(?:fatal|error): /.test(line));
    return [`${module ?? first.split(": ")[0]}: git: ${point ?? next}`];
  }
  return /(?:[:;]|requires)$/.test(first) ? [first, next] : [first];
}
__name(pointOf, "pointOf");
var telling = /Permission denied|Host key verification/;

// src/download/go-json.ts
function jsonObjects(onObject) {
  let text = "";
  let scanned = 0;
  let depth = 0;
  let failure;
  const drop = /* @__PURE__ */ __name((at) => {
    text = text.slice(at);
    scanned -= at;
  }, "drop");
  const take = /* @__PURE__ */ __name((object) => {
    try {
      onObject(JSON.parse(object));
    } catch (error) {
      failure ??= error;
    }
  }, "take");
  return {
    read(chunk) {
      text += chunk;
      for (let token = nextToken(text, scanned); token !== void 0; token = nextToken(text, scanned)) {
        scanned = token.end;
        if (token.brace === "{" && depth++ === 0) drop(scanned - 1);
        if (token.brace === "}" && depth > 0 && --depth === 0) {
          take(text.slice(0, scanned));
          drop(scanned);
        }
      }
    },
    end() {
      if (failure !== void 0) throw failure;
    }
  };
}
__name(jsonObjects, "jsonObjects");
var tokens = /(?<brace>[{}])|"(?:[^"\\]|\\.)*(?<closed>")?/gs;
function nextToken(text, from) {
  tokens.lastIndex = from;
  const { brace, closed } = tokens.exec(text)?.groups ?? {};
  return brace === void 0 && closed === void 0 ? void 0 : { brace, end: tokens.lastIndex };
}
__name(nextToken, "nextToken");
function asGoModule(value) {
  if (!isObject(value)) return void 0;
  const { Path: path, Version: version } = value;
  if (typeof path !== "string" || typeof version !== "string") return void 0;
  const module = { path, version, ...textsOf(value) };
  const error = isObject(value["Error"]) ? value["Error"]["Err"] : value["Error"];
  return typeof error === "string" ? { ...module, error } : module;
}
__name(asGoModule, "asGoModule");
function asGoPackage(value) {
  if (!isObject(value) || typeof value["ImportPath"] !== "string") return void 0;
  const { ImportPath: importPath, Module: of, Error: problem } = value;
  const module = asGoModule(isObject(of) && isObject(of["Replace"]) ? of["Replace"] : of);
  const errors = [isObject(problem) ? problem["Err"] : void 0, module?.error];
  return {
    importPath,
    ...module === void 0 ? {} : { module },
    errors: errors.filter((error) => typeof error === "string")
  };
}
__name(asGoPackage, "asGoPackage");
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
__name(isObject, "isObject");
var optionalTexts = [
  ["query", "Query"],
  ["info", "Info"],
  ["goMod", "GoMod"],
  ["zip", "Zip"],
  ["dir", "Dir"],
  ["sum", "Sum"],
  ["goModSum", "GoModSum"]
];
function textsOf(value) {
  const texts = {};
  for (const [name, key] of optionalTexts) {
    const text = value[key];
    if (typeof text === "string" && text !== "") texts[name] = text;
  }
  return texts;
}
__name(textsOf, "textsOf");

export {
  onOneLine,
  noProxy,
  classifyStderr,
  classifyRecord,
  withoutRepeats,
  jsonObjects,
  asGoModule,
  asGoPackage
};
