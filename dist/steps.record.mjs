import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  formatEntry,
  parseEntry
} from "./cache.entry.mjs";
import {
  cacheableOf
} from "./cache.cacheable.mjs";
import {
  sum
} from "./sum.mjs";
import {
  asGoModule,
  asGoPackage,
  classifyRecord,
  classifyStderr,
  jsonObjects,
  noProxy,
  withoutRepeats
} from "./download.classify.mjs";
import {
  rootDir
} from "./plan.main-modules.mjs";
import {
  formatBytes,
  formatCount,
  formatDuration
} from "./text.format.mjs";
import {
  relocateGoWork
} from "./go.gomod.mjs";
import {
  redactUrls
} from "./go.url-credentials.mjs";
import {
  fullJitter
} from "./resilience.backoff.mjs";
import {
  Stalled,
  sleepUnlessAborted,
  withWatchdog
} from "./fetch.failure.mjs";
import {
  DeadlineExceeded
} from "./resilience.deadline.mjs";
import {
  holdsModules,
  inspectModule,
  modcachePaths
} from "./modcache.modcache.mjs";
import {
  onDisk,
  temporaryError
} from "./disk-error.mjs";
import {
  moduleKey,
  unescapePath,
  unescapeVersion
} from "./go.module.mjs";
import {
  ifPresent,
  readPlainFile
} from "./plain-file.mjs";
import {
  ActionError,
  errnoOf,
  faultOf,
  messageOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/report/verdict.ts
function sentenceOf(facts) {
  switch (facts.kind) {
    case "nothing-to-do":
      return ended(`Nothing to download: ${facts.because}`);
    case "looked-up":
      return `The cache has an entry for this key (${facts.key}); nothing was transferred.`;
    case "done":
      return doneSentence(facts.tally, facts.rejected, facts.durationMs);
    case "downloaded-plainly":
      return "The modules are ready: the go command downloaded them by itself, without the cache.";
    case "not-mirrored":
      return ended(`The modules are ready, but the mirror was not written: ${firstLine(facts.reason)}`);
    case "failed":
      return ended(`${failedClause(facts.failed, facts.total)}: ${firstLine(facts.reason)}`);
  }
}
__name(sentenceOf, "sentenceOf");
function doneSentence(tally, rejected, durationMs) {
  const parts = [
    ...tally.disk > 0 ? [`${tally.disk} already on disk`] : [],
    ...tally.cache > 0 ? [`${tally.cache} restored`] : [],
    ...tally.download > 0 ? [`${tally.download} downloaded`] : []
  ];
  const ready = `${formatCount(tally.disk + tally.cache + tally.download, "module")} ready`;
  const told = parts.length === 0 ? ready : `${ready}: ${parts.join(", ")}`;
  const invalid = `${formatCount(rejected, "cached module")} failed verification and`;
  const replaced = `${invalid} ${rejected === 1 ? "was" : "were"} downloaded again`;
  return `${told} in ${formatDuration(durationMs)}${rejected === 0 ? "" : `; ${replaced}`}.`;
}
__name(doneSentence, "doneSentence");
function failedClause(failed, total) {
  if (failed === 0) return "Modules could not be downloaded";
  if (total === 0) return `${formatCount(failed, "module")} could not be downloaded`;
  return `${failed} of ${formatCount(total, "module")} could not be downloaded`;
}
__name(failedClause, "failedClause");
var sentenceMax = 250;
function shortened(sentence) {
  return sentence.length > sentenceMax ? `${sentence.slice(0, sentenceMax).trimEnd()}…` : sentence;
}
__name(shortened, "shortened");
function firstLine(text) {
  return text.split("\n", 1)[0]?.trim() ?? "";
}
__name(firstLine, "firstLine");
function ended(sentence) {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
__name(ended, "ended");

// src/cache/restored.ts
function deliveredOf(restored) {
  return "delivered" in restored ? restored.delivered : void 0;
}
__name(deliveredOf, "deliveredOf");

// src/report/tally.ts
function tallyOf(modules) {
  const tally = { disk: 0, cache: 0, download: 0 };
  for (const { source } of modules) tally[source] += 1;
  return tally;
}
__name(tallyOf, "tallyOf");
function rejectedModules(rejected) {
  return [...new Set(rejected.map(({ module }) => module.replace(/\/go\.mod$/, "")))];
}
__name(rejectedModules, "rejectedModules");

// src/cache/look-up.ts
async function lookUp(backend, cacheKey, signal) {
  const found = await backend.lookup([`${cacheKey.key}-`], signal);
  if (found.kind === "unavailable") return found;
  const entry = found.kind === "found" ? parseEntry(found.key) : void 0;
  return entry?.key === cacheKey.key ? { kind: "found", entry } : { kind: "miss" };
}
__name(lookUp, "lookUp");

// src/steps/disk.ts
import { stat as stat4 } from "node:fs/promises";

// src/steps/go-jobs.ts
import path2 from "node:path";

// src/plan/go-jobs.ts
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
async function copyRoot(root, dir) {
  return onDisk(
    async () => {
      await mkdir(dir, { recursive: true });
      return root.kind === "module" ? copyModule(root, dir) : copyWorkspace(root, dir);
    },
    (cause) => temporaryError(dir, cause)
  );
}
__name(copyRoot, "copyRoot");
function downloadJobs(rootCopies, packages, workingDirectory) {
  return rootCopies.map(({ root, flags, env, copies }) => {
    const dir = rootDir(root);
    if (packages.length === 0) {
      return {
        label: "go mod download",
        kind: "mod-download",
        cwd: dir,
        args: ["mod", "download", "-json", "-x", ...flags],
        env,
        copies
      };
    }
    return {
      label: `go list -deps -test ${packages.join(" ")}`,
      kind: "list",
      cwd: rootCopies.length === 1 ? workingDirectory : dir,
      args: [
        "list",
        "-deps",
        "-test",
        "-e",
        "-x",
        "-json=ImportPath,Module,Error,DepsErrors",
        ...flags,
        ...packages
      ],
      env,
      copies
    };
  });
}
__name(downloadJobs, "downloadJobs");
function extraJob(extra, home, neutralDir) {
  const queries = extra.map(({ path: modulePath, query }) => `${modulePath}@${query}`);
  return {
    label: `go mod download ${queries.join(" ")}`,
    kind: "mod-download",
    cwd: home === void 0 ? neutralDir : rootDir(home.root),
    args: ["mod", "download", "-json", "-x", ...home?.flags ?? [], ...queries],
    env: home?.env ?? { GOWORK: "off" },
    copies: home?.copies ?? []
  };
}
__name(extraJob, "extraJob");
async function wantedChanges(rootCopies) {
  const changed = [];
  for (const { original, copy, text } of rootCopies.flatMap(({ copies }) => copies)) {
    if (await textOf(copy) !== text) changed.push(original);
  }
  return changed;
}
__name(wantedChanges, "wantedChanges");
async function copyModule(root, dir) {
  const { goMod, goModText, goSumFile, goSumText = "" } = root.module;
  const modCopy = path.join(dir, "go.mod");
  const sumCopy = path.join(dir, "go.sum");
  await writeFile(modCopy, goModText);
  await writeFile(sumCopy, goSumText);
  return {
    root,
    flags: [`-modfile=${modCopy}`],
    env: { GOWORK: "off" },
    copies: [
      { original: goMod.file, copy: modCopy, text: goModText },
      { original: goSumFile, copy: sumCopy, text: goSumText }
    ]
  };
}
__name(copyModule, "copyModule");
async function copyWorkspace(root, dir) {
  const { goWork, goWorkText, goWorkSumText = "" } = root.workspace;
  const workCopy = path.join(dir, "go.work");
  const sumCopy = path.join(dir, "go.work.sum");
  const workText = relocateGoWork(goWork, goWorkText, root.workspace.dir);
  await writeFile(workCopy, workText);
  await writeFile(sumCopy, goWorkSumText);
  return {
    root,
    flags: [],
    env: { GOWORK: workCopy },
    copies: [
      { original: goWork.file, copy: workCopy, text: workText },
      { original: `${goWork.file}.sum`, copy: sumCopy, text: goWorkSumText }
    ]
  };
}
__name(copyWorkspace, "copyWorkspace");
async function textOf(file) {
  return (await ifPresent(readPlainFile(file)))?.toString() ?? "";
}
__name(textOf, "textOf");

// src/steps/go-jobs.ts
async function copyRoots({ plan, scratchDir }, purpose) {
  return Promise.all(
    plan.roots.map((root, index) => copyRoot(root, path2.join(scratchDir, `${purpose}-${index}`)))
  );
}
__name(copyRoots, "copyRoots");
async function jobsOf({ inputs, plan, scratchDir, neutralDir }, rootCopies) {
  const jobs = downloadJobs(rootCopies, inputs.packages, inputs.workingDirectory);
  if (inputs.extraModules.length === 0) return jobs;
  const home = rootCopies[0] ?? (plan.home && await copyRoot(plan.home, path2.join(scratchDir, "home")));
  return [...jobs, extraJob(inputs.extraModules, home, neutralDir)];
}
__name(jobsOf, "jobsOf");

// src/download/account.ts
import { stat } from "node:fs/promises";
function newAccount() {
  return { modules: /* @__PURE__ */ new Map(), zips: /* @__PURE__ */ new Map(), retries: 0, requests: 0 };
}
__name(newAccount, "newAccount");
function enter(account, { modules, zips, requests }) {
  for (const module of modules) account.modules.set(moduleKey(module), module);
  for (const key of zips) account.zips.set(key, (account.zips.get(key) ?? 0) + 1);
  account.requests += requests;
}
__name(enter, "enter");
async function summarize(account, gomodcache, since) {
  const { modules, zips, retries, requests } = account;
  const downloaded = [...modules].map(async ([key, { path: path5, version, zip }]) => {
    const attempts = zips.get(key) ?? 0;
    const file = await fileFacts(zip ?? modcachePaths(gomodcache, { path: path5, version }).zip);
    return {
      path: path5,
      version,
      // A module from a repository is not in the trace, but its zip is new.
      fetched: attempts > 0 || file.modified >= since,
      bytes: file.bytes,
      attempts
    };
  });
  return { modules: await Promise.all(downloaded), retries, requests };
}
__name(summarize, "summarize");
async function fileFacts(file) {
  const stats = await ifPresent(stat(file));
  return { bytes: stats?.size ?? 0, modified: stats?.mtimeMs ?? 0 };
}
__name(fileFacts, "fileFacts");

// src/download/copied-file.ts
import path3 from "node:path";
function namingOriginals(files, cwd) {
  const names = files.flatMap(({ original, copy }) => [copy, path3.relative(cwd, copy)].map((name) => ({ name, original }))).sort((a, b) => b.name.length - a.name.length);
  return (text) => names.reduce((named, { name, original }) => named.replaceAll(name, original), text);
}
__name(namingOriginals, "namingOriginals");

// src/download/go-trace.ts
var patterns = {
  /** `# get URL` and `# get URL: 200 OK (0.016s)` (cmd/go/internal/web, get). */
  get: /^# get (?<url>\S+?)(?:: (?<answer>.+))?$/,
  /** `cd DIR; git …` and `0.135s # cd DIR; git …` (cmd/go/internal/modfetch/codehost, run). */
  git: /^(?<took>\d+\.\d{3}s # )?cd (?<dir>.+?); (?<command>git .+)$/,
  /** Locks, folders, and attempts to find the protocol of a repository, whose ends are not printed. */
  other: /^(?:# |mkdir -p |cd \S|git |\d+\.\d{3}s # |-> unzip )/,
  status: /^(?<status>\d{3}) /
};
function parseTraceLine(line) {
  const get = patterns.get.exec(line)?.groups;
  if (get?.["url"] !== void 0) return getEvent(get["url"], get["answer"]);
  const git = patterns.git.exec(line)?.groups;
  if (git?.["dir"] !== void 0 && git["command"] !== void 0) {
    const kind = git["took"] === void 0 ? "git-started" : "git-finished";
    return { kind, dir: git["dir"], command: git["command"] };
  }
  return patterns.other.test(line) ? { kind: "other" } : { kind: "message", text: line };
}
__name(parseTraceLine, "parseTraceLine");
function getEvent(url, answer) {
  if (answer === void 0) return { kind: "get-started", url };
  const status = patterns.status.exec(answer)?.groups?.["status"];
  const event = { kind: "get-answered", url, answer };
  return status === void 0 ? event : { ...event, status: Number(status) };
}
__name(getEvent, "getEvent");

// src/download/in-flight.ts
import { stat as stat2 } from "node:fs/promises";

// src/download/proxy-file.ts
function proxyFileOf(url) {
  const file = /^[a-z]+:\/\/[^/]+\/(?<path>.+)\/@v\/(?<version>[^/]+)\.(?<kind>info|mod|zip)$/i.exec(
    url
  )?.groups;
  const { path: escapedPath = "", version: escapedVersion = "", kind } = file ?? {};
  if (kind !== "info" && kind !== "mod" && kind !== "zip") return void 0;
  const elements = escapedPath.split("/").map(decoded);
  const path5 = unescapePath(elements.slice(elements.findIndex((element) => element.includes("."))).join("/"));
  const version = unescapeVersion(decoded(escapedVersion));
  return path5 === void 0 || version === void 0 ? void 0 : { module: { path: path5, version }, kind };
}
__name(proxyFileOf, "proxyFileOf");
function decoded(element) {
  return element.replaceAll("%21", "!").replaceAll("%2B", "+");
}
__name(decoded, "decoded");

// src/download/in-flight.ts
function followRequests(gomodcache) {
  const pending = /* @__PURE__ */ new Map();
  const zips = /* @__PURE__ */ new Set();
  let requests = 0;
  const start = /* @__PURE__ */ __name((key, awaited) => {
    requests++;
    pending.set(key, awaited);
  }, "start");
  return {
    follow(event) {
      switch (event.kind) {
        case "get-started": {
          const file = proxyFileOf(event.url);
          if (file?.kind === "zip") zips.add(moduleKey(file.module));
          return start(event.url, awaitedUrl(event.url, file, gomodcache));
        }
        case "get-answered":
          if (event.status !== 200 || pending.get(event.url)?.target === void 0) pending.delete(event.url);
          return;
        case "git-started":
          return start(gitKey(event), awaitedGit(event.dir, event.command));
        case "git-finished":
          pending.delete(gitKey(event));
      }
    },
    async awaited() {
      for (const [key, { target }] of pending) {
        if (target?.kind === "file" && await isThere(target.path)) pending.delete(key);
      }
      return [...pending.values()];
    },
    requests: /* @__PURE__ */ __name(() => requests, "requests"),
    zips: /* @__PURE__ */ __name(() => zips, "zips")
  };
}
__name(followRequests, "followRequests");
function describeAwaited(awaited) {
  const names = [...new Set(awaited.map(({ what }) => what))];
  const hosts = [...new Set(awaited.flatMap(({ host }) => host ?? []))];
  const shown = names.slice(0, shownNames).join(", ");
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : "";
  return `${shown}${more}${hosts.length === 0 ? "" : ` from ${hosts.join(", ")}`}`;
}
__name(describeAwaited, "describeAwaited");
var shownNames = 5;
function awaitedUrl(url, file, gomodcache) {
  const host = URL.canParse(url) ? { host: new URL(url).host } : {};
  if (file === void 0) return { what: redactUrls(url), ...host };
  const module = moduleKey(file.module);
  const path5 = modcachePaths(gomodcache, file.module)[file.kind];
  return { what: module, module, ...host, target: { kind: "file", path: path5 } };
}
__name(awaitedUrl, "awaitedUrl");
function awaitedGit(dir, command) {
  return { what: redactUrls(`\`${command}\``), target: { kind: "git", path: dir } };
}
__name(awaitedGit, "awaitedGit");
function gitKey({ dir, command }) {
  return `${dir}; ${command}`;
}
__name(gitKey, "gitKey");
async function isThere(file) {
  return await ifPresent(stat2(file)) !== void 0;
}
__name(isThere, "isThere");

// src/download/run-failures.ts
var stops = {
  stalled: "The go command made no progress and was stopped. If the server is slow, raise `stall-timeout`.",
  deadline: "Raise `timeout`, or find out why this took so long.",
  interrupted: "The run was cancelled: start it again."
};
function stoppedFailure(reason, waitingFor) {
  const [awaited] = waitingFor;
  const code = codeOf(reason);
  const why = code === "stalled" ? `the go command made ${messageOf(reason)}` : messageOf(reason);
  return {
    class: "network",
    code,
    transient: code === "stalled",
    fault: faultOf("network"),
    message: awaited === void 0 ? why : `${why}, waiting for ${describeAwaited(waitingFor)}`,
    hint: stops[code],
    ...code === "interrupted" ? {} : { input: code === "stalled" ? "stall-timeout" : "timeout" },
    original: "",
    ...awaited?.module === void 0 ? {} : { module: awaited.module },
    ...awaited?.host === void 0 ? {} : { host: awaited.host }
  };
}
__name(stoppedFailure, "stoppedFailure");
function codeOf(reason) {
  if (reason instanceof Stalled) return "stalled";
  return reason instanceof DeadlineExceeded ? "deadline" : "interrupted";
}
__name(codeOf, "codeOf");
function unexplainedFailure(exit) {
  const killed = exit.kind === "killed";
  return {
    class: "configuration",
    code: killed ? "go-killed" : "unknown",
    transient: false,
    fault: killed ? "infrastructure" : faultOf("configuration"),
    message: killed ? `the go command was killed by ${exit.signal}` : `the go command failed with status ${exit.code} without a message`,
    hint: killed ? "Most often the machine ran out of memory: run fewer programs beside this step, or use a larger machine." : "Run the same go command by hand in this folder.",
    original: ""
  };
}
__name(unexplainedFailure, "unexplainedFailure");

// src/download/signs-of-life.ts
import { readdir, stat as stat3 } from "node:fs/promises";
import path4 from "node:path";
function signsOfLife(options) {
  const download = path4.join(options.gomodcache, "cache", "download");
  let life = 0;
  let bytesBefore;
  let filesBefore;
  return async (silence) => {
    const bytes = await totalOf((await options.awaited()).map(bytesSoFar));
    if (bytes !== bytesBefore) life++;
    bytesBefore = bytes;
    if (silence < options.stallTimeout / 4) {
      filesBefore = void 0;
      return String(life);
    }
    const { files, extracting } = await walk(download, options.since);
    if (extracting || filesBefore !== void 0 && files !== filesBefore) life++;
    filesBefore = files;
    return String(life);
  };
}
__name(signsOfLife, "signsOfLife");
async function bytesSoFar({ target }) {
  if (target === void 0) return 0;
  return target.kind === "git" ? bytesBelow(target.path) : bytesOfTemporaries(target.path);
}
__name(bytesSoFar, "bytesSoFar");
async function bytesOfTemporaries(file) {
  const dir = path4.dirname(file);
  const entries = await entriesOf(dir);
  const temporaries = entries.filter(
    ({ name }) => name.startsWith(path4.basename(file)) && name.endsWith(".tmp")
  );
  return totalOf(temporaries.map(({ name }) => sizeOf(path4.join(dir, name))));
}
__name(bytesOfTemporaries, "bytesOfTemporaries");
async function bytesBelow(dir) {
  const entries = await entriesOf(dir);
  return totalOf(
    entries.map((entry) => {
      const file = path4.join(dir, entry.name);
      return entry.isDirectory() ? bytesBelow(file) : sizeOf(file);
    })
  );
}
__name(bytesBelow, "bytesBelow");
async function walk(dir, since) {
  let files = 0;
  let extracting = false;
  for (const entry of await entriesOf(dir)) {
    files++;
    const file = path4.join(dir, entry.name);
    if (entry.isDirectory()) {
      const below = await walk(file, since);
      files += below.files;
      extracting ||= below.extracting;
    } else if (entry.name.endsWith(".partial")) {
      extracting ||= ((await ifThere(stat3(file)))?.mtimeMs ?? 0) >= since;
    }
  }
  return { files, extracting };
}
__name(walk, "walk");
async function sizeOf(file) {
  return (await ifThere(stat3(file)))?.size ?? 0;
}
__name(sizeOf, "sizeOf");
async function entriesOf(dir) {
  return await ifThere(readdir(dir, { withFileTypes: true })) ?? [];
}
__name(entriesOf, "entriesOf");
async function totalOf(numbers) {
  return (await Promise.all(numbers)).reduce((total, number) => total + number, 0);
}
__name(totalOf, "totalOf");
async function ifThere(answer) {
  try {
    return await answer;
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return void 0;
  }
}
__name(ifThere, "ifThere");

// src/download/attempt.ts
async function attemptJob(job, options, ports) {
  const inFlight = followRequests(options.gomodcache);
  const { hooks = noProxy } = options;
  const original = namingOriginals(job.copies ?? [], job.cwd);
  const classify = /* @__PURE__ */ __name((record, module) => classifyRecord(original(record), module, hooks), "classify");
  const found = findings(job.kind, classify);
  const objects = jsonObjects(found.add);
  const messages = [];
  const onLine = /* @__PURE__ */ __name((text) => {
    const line = original(text);
    const named = hooks.rewrite(line);
    ports.log.debug(redactUrls(named));
    const event = parseTraceLine(named);
    if (event.kind === "message") messages.push(line);
    inFlight.follow(event);
    if (event.kind === "get-started") ports.onRequest(inFlight.zips(), inFlight.requests());
  }, "onLine");
  const exit = await watchedRun(job, options, ports, { inFlight, read: objects.read, onLine });
  if (exit.kind !== "aborted") objects.end();
  const waitingFor = exit.kind === "aborted" ? [...await inFlight.awaited(), ...hooks.awaited()] : [];
  return {
    kind: exit.kind === "aborted" && !(exit.reason instanceof Stalled) ? "aborted" : "ended",
    failures: withoutRepeats(
      exit.kind === "aborted" ? [stoppedFailure(exit.reason, waitingFor)] : failuresOf(exit, found.failures, classifyStderr(messages.join("\n"), hooks))
    ),
    modules: [...found.modules.values()],
    requests: inFlight.requests(),
    zips: inFlight.zips(),
    waitingFor
  };
}
__name(attemptJob, "attemptJob");
function watchedRun({ cwd, args, env }, { gomodcache, env: common, stallTimeout, signal: parent, hooks = noProxy }, { exec, clock }, { inFlight, read, onLine }) {
  const life = signsOfLife({ gomodcache, since: clock.now(), stallTimeout, awaited: inFlight.awaited });
  const probe2 = /* @__PURE__ */ __name(async (silence) => `${await life(silence)} ${hooks.activity()}`, "probe");
  return withWatchdog({ stallTimeout, clock, parent, probe: probe2 }, ({ signal, progress }) => {
    const listening = /* @__PURE__ */ __name((listener) => (text) => {
      progress();
      listener(text);
    }, "listening");
    return exec.run(
      { file: "go", args, cwd, env: { ...common, ...env } },
      { signal, onStdout: listening(read), onStderrLine: listening(onLine) }
    );
  });
}
__name(watchedRun, "watchedRun");
function findings(kind, classify) {
  const modules = /* @__PURE__ */ new Map();
  const failures = [];
  const addModule = /* @__PURE__ */ __name((module) => {
    if (module.error === void 0) modules.set(moduleKey(module), module);
    else failures.push(classify(module.error, moduleKey(module)));
  }, "addModule");
  const addPackage = /* @__PURE__ */ __name((value) => {
    const found = asGoPackage(value);
    if (found?.module !== void 0 && found.module.error === void 0) {
      modules.set(moduleKey(found.module), found.module);
    }
    const errors = found?.errors ?? [];
    failures.push(...errors.map((error) => classify(error)).filter(concernsModules));
  }, "addPackage");
  const add = /* @__PURE__ */ __name((value) => {
    const module = kind === "mod-download" ? asGoModule(value) : void 0;
    if (module !== void 0) addModule(module);
    if (kind === "list") addPackage(value);
  }, "add");
  return { modules, failures, add };
}
__name(findings, "findings");
function concernsModules({ code }) {
  return code !== "unknown" && code !== "package-without-module";
}
__name(concernsModules, "concernsModules");
function failuresOf(exit, found, said) {
  if (exit.kind === "exited" && exit.code === 0) {
    return [...said.filter(({ code }) => code === "package-pattern"), ...found];
  }
  const failures = [...said, ...found];
  return failures.length > 0 ? failures : [unexplainedFailure(exit)];
}
__name(failuresOf, "failuresOf");

// src/download/download.ts
var backoff = { base: 1e3, cap: 3e4 };
async function downloadModules(request, ports) {
  const since = request.since ?? ports.clock.now();
  const account = newAccount();
  for (const job of request.jobs) {
    const ended2 = await runJob(job, request, ports, account);
    if (ended2.kind !== "complete")
      return { ...ended2, ...await summarize(account, request.gomodcache, since) };
  }
  return { kind: "complete", ...await summarize(account, request.gomodcache, since) };
}
__name(downloadModules, "downloadModules");
async function runJob(job, request, ports, account) {
  const attempts = request.offline ? 1 : request.attempts;
  let failures = [];
  for (let number = 1; ; number++) {
    const attempt = await attemptOnce(job, request, ports, account);
    enter(account, attempt);
    if (attempt.kind === "aborted") {
      const waitingFor = [...new Set(attempt.waitingFor.map(({ what }) => what))];
      return { kind: "deadline", failures: [...attempt.failures, ...failures], waitingFor };
    }
    failures = attempt.failures;
    if (failures.length === 0) return { kind: "complete" };
    if (number >= attempts || failures.some(({ transient }) => !transient))
      return { kind: "failed", failures };
    const pause = fullJitter(number, backoff, ports.random);
    ports.log.info(retryNotice(job, failures, { number, attempts, pause }));
    if (!await sleepUnlessAborted(ports.clock, pause, request.signal)) {
      const stopped = stoppedFailure(request.signal.reason, []);
      return { kind: "deadline", failures: [stopped, ...failures], waitingFor: [] };
    }
    account.retries++;
  }
}
__name(runJob, "runJob");
function attemptOnce(job, request, { exec, clock, log, progress }, account) {
  const show = /* @__PURE__ */ __name((zips, requests) => {
    const asked = (/* @__PURE__ */ new Set([...account.zips.keys(), ...zips])).size;
    progress(progressText(asked, account.requests + requests, request.expected));
  }, "show");
  return attemptJob(
    job,
    { ...request, env: request.offline ? { ...request.env, ...offlineEnv } : request.env },
    { exec, clock, log, onRequest: request.offline ? () => {
    } : show }
  );
}
__name(attemptOnce, "attemptOnce");
var offlineEnv = { GOPROXY: "off", GONOPROXY: "none" };
function progressText(zips, requests, expected) {
  if (zips === 0) return `Reading the module graph: ${requests} requests`;
  return `Downloading modules: ${zips}${expected === void 0 || expected === 0 ? "" : ` of ${Math.max(zips, expected)}`}`;
}
__name(progressText, "progressText");
function retryNotice({ label }, failures, { number, attempts, pause }) {
  const more = failures.length === 1 ? "" : ` (and ${failures.length - 1} more)`;
  const next = `attempt ${number + 1} of ${attempts} in ${(pause / 1e3).toFixed(1)} s`;
  return `\`${label}\` failed: ${failures[0]?.message}${more}; ${next}`;
}
__name(retryNotice, "retryNotice");

// src/steps/probe.ts
async function probe(run) {
  const { inputs, plan, ports, signal } = run;
  const probed = await downloadModules(
    {
      jobs: await jobsOf(run, await copyRoots(run, "probe")),
      gomodcache: plan.goEnv.GOMODCACHE,
      env: plan.goCommandEnv,
      attempts: 1,
      stallTimeout: inputs.stallTimeout,
      signal,
      offline: true
    },
    { ...ports, log: ports.runner.log, progress: /* @__PURE__ */ __name((text) => ports.runner.progress(text), "progress") }
  );
  return probed.kind === "complete" ? probed.modules.map((module) => ({ ...module, fetched: false })) : void 0;
}
__name(probe, "probe");

// src/steps/disk.ts
async function inspectDisk(run) {
  const { inputs, plan } = run;
  if (!await holdsModules(plan.goEnv.GOMODCACHE)) return void 0;
  return goWouldAddFiles(inputs) ? inspectFiles(run) : probe(run);
}
__name(inspectDisk, "inspectDisk");
function goWouldAddFiles({ layout, packages, extraModules }) {
  return layout !== "full" && packages.length === 0 && extraModules.length === 0;
}
__name(goWouldAddFiles, "goWouldAddFiles");
async function inspectFiles(run) {
  const { plan, inputs } = run;
  const { checksums, required, goEnv } = plan;
  if (required.length === 0) return void 0;
  const states = await Promise.all(
    required.map((module) => inspectModule(goEnv.GOMODCACHE, module, checksums, inputs.layout))
  );
  if (states.some((state) => state !== "present")) return void 0;
  if (!await holdsGraph(run)) return void 0;
  return Promise.all(
    required.map(async (module) => ({
      ...module,
      bytes: await sizeOf2(modcachePaths(goEnv.GOMODCACHE, module).zip)
    }))
  );
}
__name(inspectFiles, "inspectFiles");
async function holdsGraph(run) {
  for (const { root, flags, env } of await copyRoots(run, "graph")) {
    const { code } = await run.ports.exec.ask(
      {
        file: "go",
        args: ["mod", "graph", ...flags],
        cwd: rootDir(root),
        env: { ...run.plan.goCommandEnv, ...env, GOPROXY: "off", GONOPROXY: "none" }
      },
      run.signal
    );
    if (code !== 0) return false;
  }
  return true;
}
__name(holdsGraph, "holdsGraph");
async function sizeOf2(file) {
  return (await ifPresent(stat4(file)))?.size ?? 0;
}
__name(sizeOf2, "sizeOf");

// src/steps/restore.ts
async function restoreStep(run) {
  const nothing = /* @__PURE__ */ __name((error) => ({
    restored: { kind: "unavailable", reason: messageOf(error) },
    onDisk: void 0
  }), "nothing");
  const isMeant = /* @__PURE__ */ __name(({ code }) => code === "cache-miss" || code === "clean-failed", "isMeant");
  const { fallbacks, signal } = run;
  const attempt = /* @__PURE__ */ __name(() => restoreFromCache(run), "attempt");
  return fallbacks.cover("restore", "the modules are downloaded", { signal, isMeant }, attempt, nothing);
}
__name(restoreStep, "restoreStep");
async function restoreFromCache(run) {
  const { inputs, policy, ports } = run;
  if (inputs.clean) {
    await emptyModuleCache(run);
    return { restored: { kind: "skipped", reason: "`clean` ignores cache entries" }, onDisk: void 0 };
  }
  if (ports.cache.kind === "off") {
    return { restored: { kind: "skipped", reason: ports.cache.reason }, onDisk: await inspectDisk(run) };
  }
  if (!policy.reads) {
    const reason = `the cache mode is ${policy.mode} (${policy.source})`;
    return { restored: { kind: "skipped", reason }, onDisk: await inspectDisk(run) };
  }
  const { backend } = ports.cache;
  const { onDisk: onDisk2, found } = await checkDiskAndKey(run, backend);
  const restored = found ?? await ask(run, backend);
  logRejected(restored, ports.runner.log);
  if (restored.kind === "miss" && inputs.failOnCacheMiss) throw cacheMiss(run);
  return { restored, onDisk: onDisk2 };
}
__name(restoreFromCache, "restoreFromCache");
function describeRestore({ restored, onDisk: onDisk2 }) {
  switch (restored.kind) {
    case "hit":
    case "partial": {
      const { delivered } = restored;
      const what = restored.kind === "hit" ? "the entry for this key" : "an older entry of this project";
      const modules = formatCount(delivered.restored.length, "module");
      const bytes = delivered.parts.reduce((sum2, part) => sum2 + part.bytes, 0);
      const without = delivered.baseMissing === void 0 ? "" : `; base entry missing: ${delivered.baseMissing}`;
      return `Cache: restored ${modules} (${formatBytes(bytes)}) from ${what}${without}`;
    }
    case "found":
      return onDisk2 === void 0 ? "Cache: an entry for this key exists" : "Cache: an entry for this key exists, and nothing needs to be restored";
    case "interrupted": {
      const modules = formatCount(restored.delivered.restored.length, "module");
      return `Cache: restore interrupted after ${modules} (${restored.reason}); the rest is downloaded${restored.isDamaged ? "" : ", and nothing is saved"}`;
    }
    case "broken":
      return `Cache: the entry cannot be used (${restored.reason}); its modules are downloaded`;
    case "miss":
      return "Cache: no entry for this key, and no older entry of this project";
    case "unavailable":
      return `Cache: not available (${restored.reason}); nothing is restored or saved`;
    case "skipped":
      return `Cache: not restored: ${restored.reason}`;
  }
}
__name(describeRestore, "describeRestore");
async function checkDiskAndKey(run, backend) {
  const { plan, signal } = run;
  const over = new AbortController();
  const looking = await holdsModules(plan.goEnv.GOMODCACHE) ? lookUp(backend, plan.cacheKey, AbortSignal.any([signal, over.signal])) : void 0;
  try {
    const onDisk2 = await inspectDisk(run);
    return { onDisk: onDisk2, found: onDisk2 && await looking };
  } finally {
    over.abort();
    await looking;
  }
}
__name(checkDiskAndKey, "checkDiskAndKey");
async function ask(run, backend) {
  const { inputs, plan, ports, signal } = run;
  if (inputs.lookupOnly) {
    const found = await lookUp(backend, plan.cacheKey, signal);
    if (found.kind !== "miss") return found;
  }
  const { restore } = await import("./cache.restore.mjs");
  const { withRestoreBudget } = await import("./cache.restore-budget.mjs");
  return withRestoreBudget(
    { timeout: inputs.timeout, clock: ports.clock, signal },
    (own) => restore(
      {
        backend,
        cacheKey: plan.cacheKey,
        gomodcache: plan.goEnv.GOMODCACHE,
        checksums: plan.checksums,
        layout: inputs.layout,
        writableDirs: plan.writableDirs,
        signal: own,
        guard: ports.guard
      },
      ports.runner
    )
  );
}
__name(ask, "ask");
function logRejected(restored, log) {
  for (const { module, reason } of deliveredOf(restored)?.rejected ?? []) {
    log.info(`Rejected cached module ${module}: ${reason}`);
  }
}
__name(logRejected, "logRejected");
async function emptyModuleCache({ plan, ports, scratchDir, signal }) {
  ports.runner.log.info(`Emptying ${plan.goEnv.GOMODCACHE} (\`clean\`)`);
  const answer = await ports.exec.ask(
    { file: "go", args: ["clean", "-modcache"], cwd: scratchDir, env: plan.goCommandEnv },
    signal
  );
  if (answer.code === 0) return;
  throw new ActionError(`\`go clean -modcache\` failed: ${answer.stderr.trim()}`, {
    code: "clean-failed",
    class: "disk",
    hint: `Check who owns ${plan.goEnv.GOMODCACHE}, and that no other job is using it.`
  });
}
__name(emptyModuleCache, "emptyModuleCache");
function cacheMiss({ plan }) {
  return new ActionError(`no cache entry for ${plan.cacheKey.key}, and no older entry of this project`, {
    code: "cache-miss",
    class: "cache",
    fault: "settings",
    input: "fail-on-cache-miss",
    hint: "Run the job that fills the cache first, or set `fail-on-cache-miss: false` to download instead."
  });
}
__name(cacheMiss, "cacheMiss");

// src/steps/save.ts
async function saveStep(run, before, downloaded, downloadMs) {
  const failed = /* @__PURE__ */ __name((error) => ({ kind: "failed", reason: messageOf(error) }), "failed");
  const attempt = /* @__PURE__ */ __name(() => saveSet(run, before, downloaded, downloadMs), "attempt");
  return run.fallbacks.cover("save", "nothing is saved", run, attempt, failed);
}
__name(saveStep, "saveStep");
async function saveSet(run, before, downloaded, downloadMs) {
  const { plan, policy, ports, inputs } = run;
  if (ports.cache.kind === "off") return { kind: "skipped", reason: ports.cache.reason };
  if (!policy.writes)
    return { kind: "skipped", reason: `the cache mode is ${policy.mode} (${policy.source})` };
  if (before.restored.kind === "found")
    return { kind: "not-needed", reason: "an entry for this key already exists" };
  const { GOMODCACHE } = plan.goEnv;
  const cacheable = await cacheableOf(downloaded.modules, plan.checksums, GOMODCACHE);
  for (const module of cacheable.uncovered) {
    ports.runner.log.info(`Not cacheable: no go.sum line for ${module}`);
  }
  const { save } = await import("./cache.save.mjs");
  const saved = await save(
    {
      backend: ports.cache.backend,
      key: plan.cacheKey.key,
      gomodcache: GOMODCACHE,
      cacheable,
      restored: before.restored,
      download: {
        modules: new Set(downloaded.modules.filter(({ fetched }) => fetched).map(moduleKey)),
        ms: downloadMs
      },
      rebuild: inputs.clean,
      scratchDir: run.scratchDir,
      signal: run.signal
    },
    ports.runner
  );
  for (const { module, reason } of saved.kind === "saved" ? saved.leftOut : []) {
    ports.runner.log.info(`Not cached: ${module}: ${reason}`);
  }
  return saved;
}
__name(saveSet, "saveSet");
function describeSave(saved) {
  switch (saved.kind) {
    case "saved":
      return `Cache: saved ${formatCount(saved.modules, "module")} (${formatBytes(saved.bytes)}) as ${saved.name}`;
    case "not-needed":
      return `Cache: nothing to save: ${saved.reason}`;
    case "skipped":
      return `Cache: not saved: ${saved.reason}`;
    case "failed":
      return `Cache: not saved: ${saved.reason}`;
  }
}
__name(describeSave, "describeSave");

// src/steps/record.ts
var emptyRecord = {
  verdict: "failed",
  sentence: "",
  cacheHit: false,
  cacheKey: void 0,
  cacheMatchedKey: void 0,
  cacheSaved: false,
  cacheNotes: [],
  goVersion: void 0,
  gomodcache: void 0,
  modules: [],
  rejected: [],
  bytesRestored: 0,
  bytesDownloaded: 0,
  bytesSaved: 0,
  retries: 0,
  hosts: [],
  durationMs: 0,
  steps: [],
  keyIngredients: [],
  fallbacks: [],
  errors: []
};
function nothingToDo(planned, steps) {
  return {
    ...emptyRecord,
    ...goFacts(planned.goEnv),
    verdict: "nothing-to-do",
    sentence: sentenceOf({ kind: "nothing-to-do", because: planned.reason }),
    steps,
    durationMs: durationOf(steps)
  };
}
__name(nothingToDo, "nothingToDo");
function lookedUp(run, step, steps) {
  const facts = cacheFacts(run, step);
  return {
    ...emptyRecord,
    ...goFacts(run.plan.goEnv),
    ...facts,
    verdict: "done",
    sentence: sentenceOf({ kind: "looked-up", key: facts.cacheMatchedKey ?? run.plan.cacheKey.key }),
    cacheNotes: [describeRestore(step)],
    fallbacks: run.fallbacks.records,
    steps,
    durationMs: durationOf(steps)
  };
}
__name(lookedUp, "lookedUp");
function recordOf(run, outcomes, steps) {
  const { restored, downloaded, saved, mirrored } = outcomes;
  const modules = moduleRecords(run, outcomes, startOf("download", steps));
  const errors = errorsOf(outcomes);
  const rejected = deliveredOf(restored.restored)?.rejected ?? [];
  const durationMs = durationOf(steps);
  const complete = (downloaded.kind === "complete" || downloaded.kind === "nothing-missing") && mirrored?.kind !== "failed";
  return {
    ...goFacts(run.plan.goEnv),
    ...cacheFacts(run, restored),
    verdict: complete ? "done" : "failed",
    sentence: complete ? sentenceOf({
      kind: "done",
      tally: tallyOf(modules),
      rejected: rejectedModules(rejected).length,
      durationMs
    }) : failedSentence(run, outcomes, errors),
    cacheSaved: saved?.kind === "saved",
    cacheNotes: [describeRestore(restored), ...saved === void 0 ? [] : [describeSave(saved)]],
    modules,
    rejected,
    ...entryDownloadMs(restored.restored),
    bytesRestored: sum(deliveredOf(restored.restored)?.parts.map(({ bytes }) => bytes) ?? []),
    bytesDownloaded: sum(modules.filter(({ source }) => source === "download").map(({ bytes }) => bytes)),
    bytesSaved: saved?.kind === "saved" ? saved.bytes : 0,
    retries: downloaded.retries + (networkOf(downloaded)?.retries ?? 0),
    hosts: networkOf(downloaded)?.hosts ?? [],
    durationMs,
    steps,
    fallbacks: run.fallbacks.records,
    errors
  };
}
__name(recordOf, "recordOf");
function goFacts(goEnv) {
  return { goVersion: goEnv.GOVERSION.replace(/^go/, ""), gomodcache: goEnv.GOMODCACHE };
}
__name(goFacts, "goFacts");
function cacheFacts({ plan }, { restored }) {
  const entry = entryOf(restored);
  return {
    cacheHit: entry?.key === plan.cacheKey.key,
    cacheKey: plan.cacheKey.key,
    cacheMatchedKey: entry && formatEntry(entry),
    keyIngredients: plan.cacheKey.ingredients
  };
}
__name(cacheFacts, "cacheFacts");
function entryOf(restored) {
  if (restored.kind === "found" || restored.kind === "broken") return restored.entry;
  return restored.kind === "hit" || restored.kind === "partial" ? restored.delivered.entry : void 0;
}
__name(entryOf, "entryOf");
function networkOf(downloaded) {
  return downloaded.kind === "nothing-missing" ? void 0 : downloaded.network;
}
__name(networkOf, "networkOf");
function moduleRecords({ plan }, { restored, downloaded }, downloadStart) {
  const asked = new Map(networkOf(downloaded)?.modules.map((stats) => [stats.module, stats]));
  const fromCache = new Set((deliveredOf(restored.restored)?.restored ?? []).map(moduleKey));
  return downloaded.modules.map((module) => {
    const stats = asked.get(moduleKey(module));
    return {
      path: module.path,
      version: module.version,
      source: sourceOf(module.fetched, fromCache.has(moduleKey(module))),
      bytes: module.bytes,
      attempts: stats?.attempts ?? module.attempts,
      ...stats && {
        transfer: { startMs: downloadStart + stats.startMs, durationMs: stats.durationMs }
      },
      cacheable: plan.checksums.zip(module) !== void 0
    };
  });
}
__name(moduleRecords, "moduleRecords");
function sourceOf(fetched, fromCache) {
  if (fromCache) return "cache";
  return fetched ? "download" : "disk";
}
__name(sourceOf, "sourceOf");
function errorsOf({ downloaded, mirrored }) {
  if (downloaded.kind === "failed" || downloaded.kind === "deadline")
    return downloaded.failures.map(({ goMightSucceed: _, ...error }) => error);
  return mirrored?.kind === "failed" ? mirrored.errors : [];
}
__name(errorsOf, "errorsOf");
function failedSentence({ plan }, { mirrored }, errors) {
  if (mirrored?.kind === "failed") {
    return sentenceOf({ kind: "not-mirrored", reason: errors[0]?.message ?? "unknown reason" });
  }
  const failed = new Set(errors.flatMap(({ module }) => module === void 0 ? [] : [module]));
  const known = plan.required.length === 0 ? [] : [...failed, ...plan.required.map(moduleKey)];
  const reason = errors[0]?.message ?? "the go command failed without an error message";
  return sentenceOf({ kind: "failed", failed: failed.size, total: new Set(known).size, reason });
}
__name(failedSentence, "failedSentence");
function startOf(name, steps) {
  return steps.find((step) => step.name === name)?.startMs ?? 0;
}
__name(startOf, "startOf");
function entryDownloadMs(restored) {
  const stated = deliveredOf(restored)?.parts.map(({ manifest }) => manifest.downloadMs) ?? [];
  const known = stated.filter((ms) => ms !== void 0);
  return stated.length > 0 && known.length === stated.length ? { entryDownloadMs: sum(known) } : {};
}
__name(entryDownloadMs, "entryDownloadMs");
function durationOf(steps) {
  return sum(steps.map(({ durationMs }) => durationMs));
}
__name(durationOf, "durationOf");

export {
  stoppedFailure,
  downloadModules,
  wantedChanges,
  copyRoots,
  jobsOf,
  probe,
  goWouldAddFiles,
  sentenceOf,
  shortened,
  tallyOf,
  rejectedModules,
  restoreStep,
  describeRestore,
  saveStep,
  describeSave,
  emptyRecord,
  nothingToDo,
  lookedUp,
  recordOf
};
