import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  accessOf,
  classifyRecord,
  compareVersions,
  editDistance,
  formatBytes,
  formatCount,
  jsonObjects,
  loginFor,
  matchesGlobs,
  modulesOf,
  onOneLine,
  parseModuleKey,
  parseVersion,
  rootDir,
  sumsOf,
  unescapePath,
  withDeadline
} from "./run.mjs";
import {
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// src/credentials/explain-access.ts
function explainAccess(failure, access) {
  const subject = subjectOf(failure);
  const advice = subject && adviceOn(failure, subject, access);
  return advice === void 0 ? failure : { ...failure, ...advice };
}
function subjectOf({ host, module }) {
  const path3 = module?.replace(/@.*/, "");
  const server = host ?? path3?.split("/")[0];
  return server === void 0 ? void 0 : { host: server, what: path3 ?? "the requested file", path: path3 };
}
function adviceOn(failure, subject, access) {
  switch (failure.code) {
    case "git-credentials":
      return alsoPrivate(gitAdvice(failure, subject, access), subject, access);
    case "no-secure-protocol":
    case "repository-not-found": {
      const { hint, input } = gitAdvice(failure, subject, access);
      const said = failure.code === "no-secure-protocol" ? "The go command does not report why git failed; usually git may not read the repository." : `Check the module path. ${subject.host} also responds like this if the repository may not be read.`;
      return alsoPrivate({ hint: `${said} ${hint}`, input }, subject, access);
    }
    case "ssh-host-key":
      return hostKeyAdvice(subject);
    case "unauthorized":
      return serverAdvice(subject, access);
    case "module-not-found":
    case "no-go-import":
    case "checksum-database-lacks-module":
      return privateAdvice(subject, access);
    default:
      return void 0;
  }
}
function gitAdvice({ message, original = "" }, subject, access) {
  const { host, what } = subject;
  if (!/Permission denied \(|publickey/.test(message + original)) return loginAdvice(subject, access);
  return access.hasSshKey ? {
    hint: `${host} rejects the key in \`ssh-key\`, or that key may not read ${what}: register its public key there, for example as a deploy key of that repository.`,
    input: "ssh-key"
  } : { hint: `Give a private key that may read ${what} at ${host} in \`ssh-key\`.`, input: "ssh-key" };
}
function loginAdvice(subject, { logins, defaultHost }) {
  const { host, what } = subject;
  const login = loginOf(subject, logins);
  if (login !== void 0) {
    const scope = login.path === "" ? "" : ` for ${host}${login.path}`;
    return {
      hint: `${host} received the login${scope} in \`${login.input}\`: check that it has not expired and that it may read ${what}.`,
      input: login.input
    };
  }
  const others = logins.filter((candidate) => candidate.host === host);
  const [first] = others;
  if (first !== void 0) {
    const places = others.map(({ path: path3 }) => host + path3).join(", ");
    return {
      hint: `The logins for ${host} are for URLs that begin with ${places}: give one that may read ${what}, as a line \`${host}/OWNER=TOKEN\` of \`token\` or in \`netrc\`, or check that the one for it has not expired.`,
      input: first.input
    };
  }
  const forHost = host === defaultHost ? "" : `, with \`token-hosts: ${host}\``;
  return {
    hint: `Give a token that may read ${what} at ${host} in \`token\`${forHost}, a login in \`netrc\`, or a key in \`ssh-key\`. Workflows of forks and of Dependabot do not get a repository's secrets.`,
    input: "token"
  };
}
function loginOf({ host, path: path3 = "" }, logins) {
  const own = path3.startsWith(`${host}/`) ? path3.slice(host.length) : "";
  return loginFor(logins, host, own);
}
function serverAdvice(subject, access) {
  const { host } = subject;
  const proxy = access.proxies.find((candidate) => candidate.host === host);
  const login = access.logins.some((candidate) => candidate.host === host);
  if (proxy === void 0 || login) return loginAdvice(subject, access);
  return proxy.hasCredentials ? { hint: `${host} rejects the user and password in \`goproxy\`: check them.`, input: "goproxy" } : {
    hint: `${host} requires authentication: set \`netrc\` to \`machine ${host} login USER password PASSWORD\`, from a secret, or add a user and password to its URL in \`goproxy\`.`,
    input: "netrc"
  };
}
function hostKeyAdvice({ host }) {
  return {
    hint: `Add the keys of ${host} to \`ssh-known-hosts\`, as \`ssh-keyscan\` prints them, after comparing them with those that its owner publishes. If the keys have changed, find out why first.`,
    input: "ssh-known-hosts"
  };
}
function privateAdvice({ path: path3 }, { privatePatterns }) {
  if (path3 === void 0 || matchesGlobs(privatePatterns, path3)) return void 0;
  return {
    hint: `If ${path3} is private, set \`goprivate: ${patternFor(path3)}\`: it is then fetched from its repository, without a proxy or the checksum database. If not, check the path and the version for mistakes.`,
    input: "goprivate"
  };
}
function alsoPrivate({ hint, input }, { path: path3 }, { privatePatterns }) {
  if (path3 === void 0 || matchesGlobs(privatePatterns, path3)) return { hint, input };
  return {
    hint: `${hint} If it is private, set \`goprivate: ${patternFor(path3)}\` too, so that it is not requested from any other server.`,
    input
  };
}
function patternFor(path3) {
  const elements = path3.split("/");
  return elements.length < 2 ? path3 : `${elements.slice(0, elements.length > 2 ? 2 : 1).join("/")}/*`;
}

// src/diagnosis/mistyped-path.ts
var wellKnownHosts = [
  "bitbucket.org",
  "cloud.google.com",
  "codeberg.org",
  "git.sr.ht",
  "github.com",
  "gitlab.com",
  "go.etcd.io",
  "go.opentelemetry.io",
  "go.uber.org",
  "golang.org",
  "google.golang.org",
  "gopkg.in",
  "gorm.io",
  "honnef.co",
  "k8s.io",
  "sigs.k8s.io"
];
var forges = /* @__PURE__ */ new Set(["bitbucket.org", "codeberg.org", "github.com", "gitlab.com"]);
function mistypedPath(path3) {
  const [host = "", ...rest] = path3.split("/");
  const meant = misspelledHost(host);
  if (meant !== void 0) return `Did you mean \`${[meant, ...rest].join("/")}\`?`;
  const page = /^(?<repository>.+?)\/(?:-\/)?(?:tree|blob|raw|src)\/[^/]+/.exec(path3)?.groups?.["repository"];
  if (page !== void 0) return `This is the address of a web page; the module path is \`${page}\`.`;
  if (path3.endsWith(".git")) return `Remove the \`.git\`: \`${path3.slice(0, -".git".length)}\`.`;
  if (forges.has(host) && rest.length < 2)
    return `On ${host} a module path has an owner and a name: \`${host}/OWNER/NAME\`.`;
  if (/[A-Z]/.test(path3)) {
    return `Module paths are case-sensitive; most are in lower case, as in \`${path3.toLowerCase()}\`.`;
  }
  return void 0;
}
function misspelledHost(host) {
  if (wellKnownHosts.includes(host)) return void 0;
  const within = (known) => editDistance(host, known) <= (known.length < 10 ? 1 : 2);
  return host.length < 6 ? void 0 : wellKnownHosts.find(within);
}

// src/diagnosis/nearest-versions.ts
var shownMax = 4;
function nearestVersions(wanted, available) {
  const sorted = [...new Set(available)].filter((version) => parseVersion(version) !== void 0).sort(compareVersions);
  const parsed = parseVersion(wanted);
  const place = parsed === void 0 ? sorted.length : sorted.filter((version) => compareVersions(version, wanted) < 0).length;
  const ranked = sorted.map((version, index) => ({
    version,
    rank: [
      Number(isPrerelease(version) && !isPrerelease(wanted)),
      parsed === void 0 ? 0 : familiarity(version, wanted),
      // The distance to where `wanted` would be in the list; both sides count the same.
      index < place ? place - index : index - place + 1
    ]
  }));
  return ranked.sort((a, b) => compareRanks(a.rank, b.rank)).slice(0, shownMax).map(({ version }) => version).sort(compareVersions);
}
function isPrerelease(version) {
  return (parseVersion(version)?.prerelease ?? "") !== "";
}
function familiarity(version, wanted) {
  const [major, minor] = version.split(".");
  const [wantedMajor, wantedMinor] = wanted.split(".");
  if (major !== wantedMajor) return 2;
  return minor === wantedMinor ? 0 : 1;
}
function compareRanks(a, b) {
  for (const [index, rank] of a.entries()) {
    const difference = rank - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

// src/diagnosis/advice.ts
var aboutVersions = /* @__PURE__ */ new Set([
  "module-not-found",
  "unknown-revision",
  "no-matching-version",
  "version-invalid",
  "pseudo-version-invalid",
  "repository-not-found",
  "no-go-import"
]);
function adviceFor(failure, facts) {
  const module = failure.module === void 0 ? void 0 : parseModuleKey(failure.module);
  if (module !== void 0 && aboutVersions.has(failure.code)) return aboutVersion(failure, module, facts);
  switch (failure.code) {
    case "major-version-mismatch":
      return module === void 0 ? {} : aboutMajorVersion(failure, module);
    case "module-path-mismatch":
      return aboutDeclaredPath(failure);
    case "go-version":
      return aboutGo(failure);
    case "disk-full":
      return aboutDisk(facts);
    default:
      return aboutFlags(failure, facts);
  }
}
function aboutVersion(failure, { path: path3, version }, { versions }) {
  const known = versions.get(path3);
  if (known === void 0 || known.length === 0) return aboutPath(failure, path3);
  if (known.includes(version)) {
    return {
      fault: "infrastructure",
      input: "",
      hint: `${version} is in the list of versions, but cannot be downloaded: run the job again later, use another proxy, or tell the operator of this one.`
    };
  }
  const nearest = nearestVersions(version, known).join(", ");
  const why = failure.code === "pseudo-version-invalid" ? `${pseudoVersionWords(failure)} ` : "";
  return {
    class: "version",
    input: "",
    code: failure.class === "version" ? failure.code : "version-not-found",
    fault: "go.mod",
    hint: `${why}Version ${version} of ${path3} does not exist: it was never published, was retracted, or its tag was removed. Nearest versions: ${nearest}. Choose one with \`go get ${path3}@VERSION\`, and commit go.mod and go.sum.`
  };
}
function pseudoVersionWords({ original }) {
  const expected = /\(expected (?<expected>[^)]+)\)/.exec(original)?.groups?.["expected"];
  const correct = expected === void 0 ? "" : ` (it expects ${expected} here)`;
  return `Pseudo-versions are written by the go command, not by hand${correct}: run \`go get MODULE@COMMIT\`.`;
}
function aboutPath(failure, path3) {
  const mistyped = mistypedPath(path3);
  if (mistyped !== void 0)
    return { input: "", hint: `${path3} was not found. ${mistyped} ${failure.hint}` };
  if (failure.code === "pseudo-version-invalid") return { hint: pseudoVersionWords(failure) };
  return {};
}
function aboutMajorVersion({ original }, { path: path3, version }) {
  const declared = /module path "(?<path>[^"]+)"/.exec(original)?.groups?.["path"];
  const plain = version.replace(/\+incompatible$/, "");
  const [major = ""] = plain.split(".");
  const right = declared ?? (/^v(?:[2-9]|\d\d+)$/.test(major) ? `${path3.replace(/\/v\d+$/, "")}/${major}` : void 0);
  if (right === void 0) return {};
  return {
    hint: `From v2 on, the major version belongs in the module path: require \`${right} ${plain}\`, and import it under that path. \`+incompatible\` is only for versions without a go.mod.`
  };
}
function aboutDeclaredPath({ original }) {
  const paths = /declares its path as:\s+(?<declared>\S+)\s+but was required as:\s+(?<required>\S+)/.exec(
    original
  );
  const { declared, required } = paths?.groups ?? {};
  if (declared === void 0 || required === void 0) return {};
  if (declared.toLowerCase() === required.toLowerCase()) {
    return {
      hint: `The path differs only in capitalization: write \`${declared}\` in go.mod and in every import, and run \`go mod tidy\`.`
    };
  }
  return {
    hint: `Require it as \`${declared}\`. If ${required} is a fork, require the original and add \`replace ${declared} => ${required} VERSION\`.`
  };
}
function aboutGo({ original }) {
  const found = /requires go >= (?<wanted>\S+)(?: \(running go (?<running>[^;)\s]+)(?:; GOTOOLCHAIN=(?<toolchain>[^)]+))?\))?/;
  const { wanted, running, toolchain } = found.exec(original)?.groups ?? {};
  if (wanted !== void 0) {
    const now = running === void 0 ? "" : `, but Go ${running} is running`;
    const or = toolchain === "local" ? ". GOTOOLCHAIN=local prevents the go command from downloading it: to allow that, set `gotoolchain: auto`" : ", or let the go command download it with `gotoolchain: auto`";
    return { hint: `Go ${wanted} is required${now}. Install it with \`go-version: '${wanted}'\`${or}.` };
  }
  const absent = /download go(?<version>\S+) for (?<platform>\S+): toolchain not available/.exec(
    original
  )?.groups;
  if (absent === void 0) return {};
  return {
    hint: `GOPROXY has no Go ${absent["version"]} for ${absent["platform"]}: check the go and toolchain lines for a version that was never released, and check that the proxy serves toolchains; or install that Go before this step.`
  };
}
var treeFactor = 5.5;
function aboutDisk({ disk, zips }) {
  if (disk === void 0) return {};
  const { count, bytes, expected } = zips;
  const room = `The disk of ${disk.dir} has ${formatBytes(disk.free)} of ${formatBytes(disk.total)} free.`;
  const missing = expected - count;
  const needed = bytes > 0 && missing > 0 ? ` Judging by ${formatCount(count, "downloaded module")}, the remaining ${missing} need about ${formatBytes(bytes / count * (1 + treeFactor) * missing)}.` : "";
  return { hint: `${room}${needed} Free some space, or set GOMODCACHE to a directory on a larger disk.` };
}
var flagCodes = /* @__PURE__ */ new Set(["goproxy-off", "package-without-module", "go-mod-outdated", "go-flags"]);
function aboutFlags({ code, hint }, { goflags }) {
  if (!flagCodes.has(code) || !/(?:^|\s)-?-mod=mod(?:\s|$)/.test(goflags)) return {};
  return {
    hint: `${hint} GOFLAGS has \`-mod=mod\`, which makes the go command look for modules that go.mod does not list and does not work in a workspace: remove it.`
  };
}

// src/diagnosis/disk-space.ts
import { statfs } from "node:fs/promises";
import path from "node:path";
async function diskSpace(dir) {
  try {
    const { bavail, blocks, bsize } = await statfs(dir);
    return { dir, free: bavail * bsize, total: blocks * bsize };
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    const parent = path.dirname(dir);
    return parent === dir ? void 0 : diskSpace(parent);
  }
}

// src/diagnosis/known-versions.ts
var answerTimeout = 1e4;
var pathsMax = 3;
async function knownVersions({ paths, env, dir, signal: parent }, { exec, clock, log }) {
  const versions = /* @__PURE__ */ new Map();
  const asked = [...new Set(paths)].slice(0, pathsMax);
  if (asked.length === 0 || parent.aborted) return versions;
  const objects = jsonObjects((value) => {
    const listed = listing(value);
    if (listed !== void 0) versions.set(listed.path, listed.versions);
  });
  try {
    await withDeadline({ ms: answerTimeout, clock, parent }, async (signal) => {
      const args = ["list", "-m", "-versions", "-e", "-json", ...asked];
      const exit = await exec.run(
        { file: "go", args, cwd: dir, env: { ...env, GOWORK: "off", GOFLAGS: "" } },
        { signal, onStdout: objects.read }
      );
      if (exit.kind !== "aborted") objects.end();
    });
  } catch (error) {
    log.debug(`Could not list the available versions: ${messageOf(error)}`);
  }
  return versions;
}
function listing(value) {
  if (typeof value !== "object" || value === null || !("Path" in value)) return void 0;
  const { Path: path3 } = value;
  if (typeof path3 !== "string") return void 0;
  if ("Versions" in value && Array.isArray(value.Versions)) {
    return { path: path3, versions: value.Versions.filter((version) => typeof version === "string") };
  }
  const error = "Error" in value ? JSON.stringify(value.Error) : "";
  return error === "" || /\b(?:404|410)\b/.test(error) ? { path: path3, versions: [] } : void 0;
}

// src/diagnosis/location-of.ts
import path2 from "node:path";
function locationOf(failed, roots) {
  const words = onOneLine(failed.original ?? "");
  return namedLocation(failed, words, roots) ?? (failed.class === "checksum" || failed.code === "go-sum-malformed" ? goSumLine(failed, words, roots) : void 0) ?? (failed.class === "go-version" ? goLine(words, roots) : void 0) ?? (failed.code.startsWith("workspace-") ? goWorkLine(failed, words, roots) : void 0) ?? moduleLine(failed, words, roots);
}
var namedPattern = /(?:^|[\s(])(?<file>[^\s:()]*(?:go\.(?:mod|work|sum)|\.go)):(?<line>\d+)(?::\d+)?: /;
function namedLocation({ module }, words, roots) {
  const { file = "", line } = namedPattern.exec(words)?.groups ?? {};
  if (file === "" || module !== void 0 && !/errors parsing|^\S+\.go:\d/.test(words)) return void 0;
  const known = roots.flatMap(filesOf);
  const dirs = roots.map(rootDir);
  const candidates = path2.isAbsolute(file) ? [file] : dirs.map((dir) => path2.resolve(dir, file));
  const found = candidates.find((candidate) => known.includes(candidate)) ?? candidates[0];
  return found === void 0 ? void 0 : { file: found, line: Number(line) };
}
function filesOf(root) {
  const modules = modulesOf(root).flatMap(({ goMod, goSumFile }) => [goMod.file, goSumFile]);
  return root.kind === "workspace" ? [root.workspace.goWork.file, ...modules] : modules;
}
function goSumLine({ module }, words, roots) {
  const wanted = module === void 0 ? void 0 : parseModuleKey(module);
  const kind = words.includes(`${module}/go.mod`) || words.includes("verifying go.mod") ? "go.mod" : "zip";
  const isWanted = (line) => line.path === wanted?.path && line.version === wanted.version;
  const lines = roots.flatMap(sumsOf).filter(isWanted);
  const ofKind = lines.filter((line) => line.kind === kind);
  const found = ofKind.find(({ h1 }) => words.includes(`sum: ${h1}`)) ?? ofKind[0] ?? lines[0];
  return found === void 0 ? void 0 : { file: found.file, line: found.line };
}
function goLine(words, roots) {
  if (/@[^\s@]+ requires go/.test(words)) return void 0;
  const wanted = /(?:requires go >= |download go|toolchain:? "?go)(?<version>\d[\w.]*)/.exec(words)?.groups?.["version"];
  const lines = roots.flatMap(goLinesOf);
  return (lines.find(({ version }) => version === wanted) ?? lines[0])?.location;
}
function goLinesOf(root) {
  const files = [
    ...modulesOf(root).map(({ goMod }) => goMod),
    ...root.kind === "workspace" ? [{ ...root.workspace.goWork, toolchainLine: void 0 }] : []
  ];
  return files.flatMap(({ file, go, goLine: line, toolchain, toolchainLine }) => [
    ...toolchainLine === void 0 ? [] : [{ version: toolchain?.replace(/^go/, ""), location: { file, line: toolchainLine } }],
    ...line === void 0 ? [] : [{ version: go, location: { file, line } }]
  ]);
}
function goWorkLine({ code }, words, roots) {
  const folder = /module (?<dir>\S+) listed in go\.work/.exec(words)?.groups?.["dir"];
  for (const root of roots) {
    if (root.kind !== "workspace") continue;
    const { goWork, dir } = root.workspace;
    const used = goWork.uses.find(
      (use) => folder !== void 0 && path2.resolve(dir, use.path) === path2.resolve(dir, folder)
    );
    const line = code === "workspace-go-line" ? goWork.goLine : used?.line;
    if (line !== void 0) return { file: goWork.file, line };
  }
  return void 0;
}
function chainOf({ module }, words) {
  const chain = /(?<![^\s@])(?<chain>(?:[^\s@]+@[^\s@]+ requires )+)/.exec(words)?.groups?.["chain"] ?? "";
  const keys = [...chain.matchAll(/(?<![^\s@])(?<key>[^\s@]+@[^\s@]+) requires /g)].map(
    ({ groups }) => groups?.["key"] ?? ""
  );
  const modules = [module ?? "", ...keys.toReversed()].flatMap((key) => parseModuleKey(key) ?? []);
  return [...modules, ...folderInCache(words)];
}
function folderInCache(words) {
  const folder = /cache[\\/]download[\\/](?<path>\S+?)[\\/]@v\b/.exec(words)?.groups?.["path"];
  const module = unescapePath(folder?.replaceAll("\\", "/") ?? "");
  return module === void 0 ? [] : [{ path: module, version: "" }];
}
function moduleLine(failed, words, roots) {
  const goMods = roots.flatMap((root) => modulesOf(root).map(({ goMod }) => goMod));
  const goWorks = roots.flatMap((root) => root.kind === "workspace" ? [root.workspace.goWork] : []);
  for (const module of chainOf(failed, words)) {
    const location = (failed.code === "replacement-missing" ? replaceLine(module, [...goWorks, ...goMods]) : void 0) ?? requireLine(module, goMods) ?? replaceLine(module, [...goWorks, ...goMods]);
    if (location !== void 0) return location;
  }
  return void 0;
}
function requireLine({ path: wanted, version }, goMods) {
  const lines = goMods.flatMap(
    ({ file, requires }) => requires.filter((require2) => require2.path === wanted).map((require2) => ({ ...require2, file }))
  );
  const found = lines.find((line) => line.version === version) ?? lines[0];
  return found === void 0 ? void 0 : { file: found.file, line: found.line };
}
function replaceLine({ path: wanted, version }, files) {
  for (const { file, replaces } of files) {
    const found = replaces.find((replace) => replace.new.path === wanted && replace.new.version === version) ?? replaces.find((replace) => replace.old.path === wanted);
    if (found !== void 0) return { file, line: found.line };
  }
  return void 0;
}

// src/diagnosis/diagnose.ts
async function diagnose(failures, context, ports) {
  const { goflags, zips } = context;
  const facts = {
    goflags,
    zips,
    versions: await knownVersions({ ...context, paths: pathsToAsk(failures) }, ports),
    disk: failures.some(({ code }) => code === "disk-full") ? await diskSpace(context.gomodcache) : void 0
  };
  return failures.map((failure) => completed(failure, adviceFor(failure, facts), context));
}
function completed(failure, advice, { roots, extraModules }) {
  const { input: ruled, ...rest } = failure;
  const isExtra = extraModules.some(({ path: path3, query }) => failure.module === `${path3}@${query}`);
  const location = isExtra ? void 0 : locationOf(failure, roots);
  const input = isExtra ? "extra-modules" : advice.input ?? ruled ?? "";
  const { input: _, ...better } = advice;
  return {
    ...rest,
    ...better,
    ...location === void 0 ? {} : { location },
    ...input === "" ? {} : { input }
  };
}
function pathsToAsk(failures) {
  return failures.filter(({ code }) => aboutVersions.has(code)).flatMap(({ module }) => module === void 0 ? [] : parseModuleKey(module)?.path ?? []);
}

// src/steps/ask-git.ts
var answerMs = 2e4;
async function askGit(run, failure, env) {
  const { module } = failure;
  const repository = /^(?<repository>[^@]+)\.git(?:[/@]|$)/.exec(module ?? "")?.groups?.["repository"];
  if (failure.code !== "no-secure-protocol" || module === void 0 || repository === void 0)
    return failure;
  const args = ["ls-remote", "-q", "--end-of-options", `https://${repository}`];
  const said = [];
  const exit = await withDeadline(
    { ...run.ports, ms: answerMs, parent: run.signal },
    (signal) => run.ports.exec.run(
      { file: "git", args, cwd: run.scratchDir, env },
      { signal, onStderrLine: (line) => said.push(`	${line}`) }
    )
  );
  if (exit.kind !== "exited" || exit.code === 0) return failure;
  const record = `${module}: git ${args.join(" ")}: exit status ${exit.code}:
${said.join("\n")}`;
  return classifyRecord(record, module);
}

// src/steps/diagnose.ts
async function addDiagnosis(run, ended, env) {
  const { plan, inputs, ports, signal } = run;
  const zips = ended.modules.filter(({ bytes }) => bytes > 0);
  const context = {
    roots: plan.roots,
    extraModules: inputs.extraModules,
    gomodcache: plan.goEnv.GOMODCACHE,
    goflags: plan.goEnv.GOFLAGS,
    zips: {
      count: zips.length,
      bytes: zips.reduce((sum, { bytes }) => sum + bytes, 0),
      expected: plan.required.length
    },
    env,
    dir: run.neutralDir,
    signal
  };
  const known = ended.kind === "failed" ? await explainAllAccess(run, ended.failures, env) : ended.failures;
  const failures = await diagnose(known, context, { ...ports, log: ports.runner.log });
  return { ...ended, failures };
}
async function explainAllAccess(run, failures, env) {
  const access = accessOf(run);
  const causes = await Promise.all(failures.map((failure) => askGit(run, failure, env)));
  return causes.map((failure) => explainAccess(failure, access));
}
export {
  addDiagnosis
};
