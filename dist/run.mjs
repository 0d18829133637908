import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  InputError,
  definitionOf,
  foreignFolders,
  isFile,
  makePlan,
  parseDuration,
  readInputs,
  uncoveredFiles
} from "./inputs.read-inputs.mjs";
import {
  plainText
} from "./text.plain-text.mjs";
import {
  exactly,
  newest,
  parseVersionSpec,
  satisfies
} from "./toolchain.version-spec.mjs";
import {
  downloadTool,
  networkEnv,
  withModuleProxy
} from "./steps.module-proxy.mjs";
import {
  httpSettingsOf
} from "./plan.http-settings.mjs";
import {
  compareGoVersions,
  goName,
  parseGoVersion,
  parseToolchainName,
  semverOf
} from "./toolchain.go-version.mjs";
import {
  copyRoots,
  describeRestore,
  describeSave,
  downloadModules,
  emptyRecord,
  goWouldAddFiles,
  jobsOf,
  lookedUp,
  nothingToDo,
  probe,
  recordOf,
  rejectedModules,
  restoreStep,
  saveStep,
  sentenceOf,
  shortened,
  stoppedFailure,
  tallyOf,
  wantedChanges
} from "./steps.record.mjs";
import {
  parseEntry
} from "./cache.entry.mjs";
import {
  errorRecord
} from "./report.error-record.mjs";
import {
  checkInnerFolders
} from "./inner-folders.mjs";
import {
  nameWithoutKeyId
} from "./adapters.encrypted-cache.names.mjs";
import {
  bucketOf
} from "./adapters.s3.bucket.mjs";
import {
  userCacheDirectory
} from "./adapters.directory-cache.user-cache-directory.mjs";
import {
  makeFolders
} from "./make-folders.mjs";
import {
  usesCredentials,
  withCredentials
} from "./steps.credentials.mjs";
import {
  secretsGiven,
  secretsOfInputs
} from "./plan.go-settings.mjs";
import {
  rootDir
} from "./plan.main-modules.mjs";
import {
  formatBytes,
  formatCount,
  formatDuration
} from "./text.format.mjs";
import {
  parseGoMod,
  parseGoWork
} from "./go.gomod.mjs";
import {
  parseNetrc
} from "./http.netrc.mjs";
import {
  hasGithubCacheService
} from "./adapters.github-cache.endpoint.mjs";
import {
  withDeadline
} from "./resilience.deadline.mjs";
import {
  moduleKey
} from "./go.module.mjs";
import {
  ifPresent,
  readPlainFile
} from "./plain-file.mjs";
import {
  clearAway,
  endProcess
} from "./adapters.guard.end-process.mjs";
import {
  endProcessTree,
  ownGroup
} from "./adapters.process-tree.mjs";
import {
  basicAuthorization
} from "./http.credentials.mjs";
import {
  ActionError,
  errnoOf,
  messageOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/adapters/child-process-exec.ts
import { spawn } from "node:child_process";
import { once } from "node:events";

// src/go/goauth.ts
function hasGoauthCommand(goauth) {
  return goauth.split(";").some((method) => !/^(?:off|netrc|git(?:\s.*)?)?$/s.test(method.trim()));
}
__name(hasGoauthCommand, "hasGoauthCommand");

// src/adapters/child-environment.ts
var stepVariables = /^(?:INPUT_.*|ACTIONS_.*|GITHUB_(?:OUTPUT|ENV|PATH|STATE|STEP_SUMMARY))$/i;
var identityVariables = /^ACTIONS_ID_TOKEN_REQUEST_(?:TOKEN|URL)$/i;
function childEnvironment({ file, args, cwd, env }) {
  const keepsIdentity = file === "go" && canFetch(args, env) && hasGoauthCommand(env["GOAUTH"] ?? "");
  const kept = Object.entries(env).filter(
    (entry) => entry[1] !== void 0 && (!stepVariables.test(entry[0]) || keepsIdentity && identityVariables.test(entry[0]))
  );
  return { ...Object.fromEntries(kept), PWD: cwd };
}
__name(childEnvironment, "childEnvironment");
function canFetch([verb], env) {
  return (verb === "mod" || verb === "list") && env["GOPROXY"] !== "off";
}
__name(canFetch, "canFetch");

// src/adapters/find-program.ts
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import path from "node:path";
var thisPlatform = { windows: process.platform === "win32" };
async function findProgram(name, env, platform = thisPlatform) {
  for (const candidate of candidates(name, env, platform)) {
    if (await isExecutable(candidate)) return candidate;
  }
  const where = path.isAbsolute(name) ? "" : " on PATH";
  throw new ActionError(`program \`${name}\` not found${where}`, {
    code: "program-not-found",
    class: "configuration",
    hint: name === "go" ? "Set `go-version` or `go-version-file` so that Go is installed, or put go on PATH." : `Install \`${name}\`, or put it on PATH.`
  });
}
__name(findProgram, "findProgram");
function candidates(name, env, { windows }) {
  const extensions = windows ? [...variable(env, "PATHEXT", windows).split(";"), ""] : [""];
  const files = path.isAbsolute(name) ? [name] : variable(env, "PATH", windows).split(path.delimiter).filter((dir) => path.isAbsolute(dir)).map((dir) => path.join(dir, name));
  return files.flatMap((file) => [...new Set(extensions)].map((extension) => file + extension));
}
__name(candidates, "candidates");
function variable(env, name, windows) {
  if (!windows) return env[name] ?? "";
  return Object.entries(env).find(([given]) => given.toUpperCase() === name)?.[1] ?? "";
}
__name(variable, "variable");
async function isExecutable(file) {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return false;
  }
}
__name(isExecutable, "isExecutable");

// src/adapters/child-process-exec.ts
function childProcessExec(guard) {
  const follow = /* @__PURE__ */ __name((command, followed) => runProgram(command, followed, guard), "follow");
  return {
    find,
    ask: /* @__PURE__ */ __name((command, signal) => ask(command, signal, follow), "ask"),
    run: /* @__PURE__ */ __name((command, options) => run(command, options, follow), "run")
  };
}
__name(childProcessExec, "childProcessExec");
async function find(file, env) {
  try {
    return await findProgram(file, env);
  } catch (error) {
    if (error instanceof ActionError && error.code === "program-not-found") return void 0;
    throw error;
  }
}
__name(find, "find");
var answerMax = 64e6;
async function ask(command, signal, follow) {
  const full = new AbortController();
  let stdout = "";
  let stderr = "";
  const check = /* @__PURE__ */ __name(() => {
    if (stdout.length + stderr.length > answerMax) full.abort(tooLong(command));
  }, "check");
  const exit = await follow(command, {
    signal: AbortSignal.any([signal, full.signal]),
    onStdout: /* @__PURE__ */ __name((text) => {
      stdout += text;
      check();
    }, "onStdout"),
    onStderr: /* @__PURE__ */ __name((text) => {
      stderr += text;
      check();
    }, "onStderr")
  });
  if (exit.kind === "aborted") throw exit.reason;
  return { code: exit.kind === "exited" ? exit.code : -1, stdout, stderr };
}
__name(ask, "ask");
function tooLong({ file, args }) {
  return new ActionError(`\`${[file, ...args].join(" ")}\` printed more than ${answerMax / 1e6} MB`, {
    code: "output-too-long",
    class: "configuration",
    hint: `Check that \`${file}\` on PATH is the program of that name and not a wrapper.`
  });
}
__name(tooLong, "tooLong");
async function run(command, { signal, onStdout = /* @__PURE__ */ __name(() => void 0, "onStdout"), onStderrLine }, follow) {
  const lines = lineReader((line) => onStderrLine?.(line));
  const exit = await follow(command, { signal, onStdout, onStderr: lines.read });
  lines.end();
  return exit;
}
__name(run, "run");
async function runProgram(command, { signal, onStdout, onStderr }, guard) {
  const program = await findProgram(command.file, command.env);
  if (signal.aborted) return { kind: "aborted", reason: signal.reason };
  const child = await start(program, command);
  const release = child.pid === void 0 ? () => void 0 : guard.endAtEnd(child.pid);
  const read = Promise.all([readText(child.stdout, onStdout), readText(child.stderr, onStderr)]);
  const exit = await endOf(child, signal);
  await endProcessTree(child);
  release();
  await finish(child, read);
  return exit;
}
__name(runProgram, "runProgram");
async function start(program, command) {
  const { file, args, cwd } = command;
  try {
    const child = spawn(program, args, {
      cwd,
      env: childEnvironment(command),
      detached: ownGroup,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true
    });
    await once(child, "spawn");
    return child;
  } catch (error) {
    throw new ActionError(`\`${file}\` could not be started in ${cwd}`, {
      code: "program-not-started",
      class: "configuration",
      hint: "Check that the folder exists, and that the program was built for this system and may be executed.",
      cause: error
    });
  }
}
__name(start, "start");
async function endOf(child, signal) {
  const exited = once(child, "exit");
  const aborted = Promise.withResolvers();
  const onAbort = /* @__PURE__ */ __name(() => aborted.resolve(), "onAbort");
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) onAbort();
  try {
    await Promise.race([exited, aborted.promise.then(() => endProcessTree(child))]);
    const [code2, endedBy] = await exited;
    if (signal.aborted) return { kind: "aborted", reason: signal.reason };
    return typeof code2 === "number" ? { kind: "exited", code: code2 } : { kind: "killed", signal: String(endedBy) };
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
__name(endOf, "endOf");
var lastWordsMs = 1e3;
async function finish(child, read) {
  const giveUp = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, lastWordsMs);
  await read;
  clearTimeout(giveUp);
}
__name(finish, "finish");
async function readText(stream, onText) {
  stream.setEncoding("utf8");
  stream.on("data", onText);
  await once(stream, "close");
}
__name(readText, "readText");
function lineReader(onLine) {
  let rest = "";
  return {
    read: /* @__PURE__ */ __name((text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line.replace(/\r$/, ""));
    }, "read"),
    end: /* @__PURE__ */ __name(() => {
      if (rest !== "") onLine(rest);
    }, "end")
  };
}
__name(lineReader, "lineReader");

// src/adapters/guard/guard.ts
import { Worker } from "node:worker_threads";
var workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./worker.ts" : "./guard-worker.mjs",
  import.meta.url
);
function startGuard({
  lastLine,
  onFailure,
  startAfter = 200,
  tickMs = 500,
  silenceMs = 6e4
}) {
  const duties = /* @__PURE__ */ new Map();
  const heartbeat = new SharedArrayBuffer(4);
  let last = 0;
  let end;
  let worker;
  const start2 = /* @__PURE__ */ __name(() => {
    worker = startWorker({ lastLine, heartbeat, tickMs, silenceMs });
    worker.on("error", (error) => onFailure(messageOf(error)));
    for (const [id, duty] of duties) worker.postMessage({ kind: "take-on", id, duty });
    if (end !== void 0) worker.postMessage(end);
    const beats = new Int32Array(heartbeat);
    setInterval(() => Atomics.add(beats, 0, 1), tickMs).unref();
  }, "start");
  setTimeout(start2, startAfter).unref();
  const tell = /* @__PURE__ */ __name((message) => worker?.postMessage(message), "tell");
  const takeOn = /* @__PURE__ */ __name((duty) => {
    const id = last++;
    duties.set(id, duty);
    tell({ kind: "take-on", id, duty });
    return () => {
      if (duties.delete(id)) tell({ kind: "release", id });
    };
  }, "takeOn");
  return {
    removeAtEnd: /* @__PURE__ */ __name((path13, text) => takeOn({ kind: "path", path: path13, ...text === void 0 ? {} : { text } }), "removeAtEnd"),
    endAtEnd: /* @__PURE__ */ __name((pid) => takeOn({ kind: "process", pid }), "endAtEnd"),
    endWithin(ms, reason) {
      end = { kind: "end-within", ms, reason };
      tell(end);
    },
    endNow: /* @__PURE__ */ __name((reason) => endProcess([...duties.values()], lastLine, reason), "endNow"),
    clearAway: /* @__PURE__ */ __name(() => void clearAway([...duties.values()]), "clearAway")
  };
}
__name(startGuard, "startGuard");
function startWorker(workerData) {
  const worker = new Worker(workerUrl, {
    workerData,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 }
  });
  worker.unref();
  return worker;
}
__name(startWorker, "startWorker");

// src/adapters/guard/interrupt.ts
import { constants as constants2 } from "node:os";
var Interrupted = class extends Error {
  static {
    __name(this, "Interrupted");
  }
  name = "Interrupted";
  constructor(by) {
    super(`interrupted by ${by}`);
  }
};
var endSignals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK"].filter(
  (signal) => signal in constants2.signals
);
var graceMs = 6e3;
function onInterrupt(process2, guard) {
  const controller = new AbortController();
  const interrupt = /* @__PURE__ */ __name((reason) => {
    controller.abort(reason);
    guard.endWithin(graceMs, `Still running ${graceMs / 1e3} s after it was ${reason.message}.`);
  }, "interrupt");
  for (const name of endSignals) {
    process2.on(name, () => {
      if (controller.signal.aborted) guard.endNow(`Interrupted by a second signal (${name}).`);
      else interrupt(new Interrupted(name));
    });
  }
  for (const stream of [process2.stdout, process2.stderr]) {
    stream.on("error", () => {
      if (!controller.signal.aborted) interrupt(new Interrupted("a closed output"));
    });
  }
  return controller.signal;
}
__name(onInterrupt, "onInterrupt");
function endOnCrash(process2, guard, tell) {
  process2.on("uncaughtException", (error) => {
    guard.clearAway();
    tell(`This is a bug in go-mod-download, please report it: ${messageOf(error)}`);
    exitNow(process2, 1);
  });
}
__name(endOnCrash, "endOnCrash");
var lingerMs = 2e3;
function endSoon(process2, guard, status) {
  process2.exitCode = status;
  guard.endWithin(2 * lingerMs, "The process did not end by itself.");
  setTimeout(() => exitNow(process2, status), lingerMs).unref();
}
__name(endSoon, "endSoon");
function endOnInterrupt(process2, guard) {
  const end = /* @__PURE__ */ __name(() => {
    guard.clearAway();
    exitNow(process2, 1);
  }, "end");
  for (const name of endSignals) process2.on(name, end);
  for (const stream of [process2.stdout, process2.stderr]) stream.on("error", end);
}
__name(endOnInterrupt, "endOnInterrupt");
function exitNow(process2, status) {
  const isBlocked = process2.getActiveResourcesInfo().some((name) => /^(?:FSReq|GetAddrInfo)/.test(name));
  if (!isBlocked) process2.exit(status);
  else if (process2.execve === void 0) process2.kill(process2.pid, "SIGKILL");
  else process2.execve(process2.execPath, [process2.execPath, "-e", `process.exit(${status})`], {});
}
__name(exitNow, "exitNow");

// src/adapters/network/network.ts
import { readFile } from "node:fs/promises";
import path2 from "node:path";
function networkOf(env, platform, { mask, redact }) {
  const ownNetrc = /* @__PURE__ */ __name(async () => {
    const text = await readNetrc(env, platform);
    for (const { login, password } of parseNetrc(text)) {
      mask(password);
      mask(basicAuthorization(login, password).replace(/^Basic /, ""));
    }
    return text;
  }, "ownNetrc");
  return {
    async open({ httpProxy, httpsProxy, noProxy, caFiles, caPaths, connections, goauth, netrc = "" }) {
      const { undiciClient } = await import("./adapters.network.client.mjs");
      const { httpClient } = await import("./http.client.mjs");
      const { redactErrors } = await import("./http.redact-errors.mjs");
      const { readTrust } = await import("./adapters.network.certificates.mjs");
      const ca = await readTrust(caFiles, caPaths);
      const transport = undiciClient({ proxies: { httpProxy, httpsProxy, noProxy }, ca, connections });
      const own = goauth === "off" ? "" : await ownNetrc();
      return redactErrors(httpClient(transport, `${netrc}

${own}`), redact);
    },
    async certificates(files, paths) {
      const { trustedCertificates } = await import("./adapters.network.certificates.mjs");
      return trustedCertificates(files, paths);
    },
    netrc: ownNetrc
  };
}
__name(networkOf, "networkOf");
async function readNetrc(env, platform) {
  const home = platform === "win32" ? env["USERPROFILE"] : env["HOME"];
  const names = platform === "win32" ? ["_netrc", ".netrc"] : [".netrc"];
  const files = env["NETRC"] ? [env["NETRC"]] : names.flatMap((name) => home ? [path2.join(home, name)] : []);
  for (const file of files) {
    try {
      return await readFile(file, "utf8");
    } catch (error) {
      if (!["ENOENT", "ENOTDIR", "EACCES", "EISDIR", "EPERM", "ELOOP"].includes(errnoOf(error) ?? ""))
        throw error;
    }
  }
  return "";
}
__name(readNetrc, "readNetrc");

// src/adapters/system-clock.ts
var longestTimer = 2 ** 31 - 1;
var systemClock = {
  now: /* @__PURE__ */ __name(() => performance.timeOrigin + performance.now(), "now"),
  async sleep(ms, signal) {
    for (let left = ms; left > 0; left -= longestTimer) await pause(Math.min(left, longestTimer), signal);
    signal?.throwIfAborted();
  }
};
function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = /* @__PURE__ */ __name(() => {
      clearTimeout(timer);
      reject(signal?.reason);
    }, "stop");
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
__name(pause, "pause");

// src/adapters/tool-cache.ts
import { mkdir, mkdtemp, readdir, rename, rm, stat as stat2, writeFile } from "node:fs/promises";
import { endianness } from "node:os";
import path3 from "node:path";
function toolCacheOf(env, platform, arch, guard) {
  const runners = env["GITHUB_ACTIONS"] === "true" ? env["RUNNER_TOOL_CACHE"] : void 0;
  const machine = { platform, arch, endianness: endianness() };
  if (runners) return toolCacheIn(() => runners, machine, runnerLookup(arch), guard);
  const root = /* @__PURE__ */ __name(() => path3.join(userCacheDirectory(platform, env), "tools"), "root");
  return toolCacheIn(root, machine, folderLookup(root, arch), guard);
}
__name(toolCacheOf, "toolCacheOf");
function toolCacheIn(root, machine, lookup, guard) {
  return {
    ...lookup,
    machine,
    async add(tool, version, fill) {
      const dir = path3.join(root(), tool, version, machine.arch);
      const scratch = await scratchIn(root());
      const release = guard.removeAtEnd(scratch);
      try {
        const filled = path3.join(scratch, "tool");
        await mkdir(filled);
        await fill(filled);
        if (await lookup.find(tool, version)) return dir;
        await publish(filled, dir, path3.join(scratch, "torn"));
      } finally {
        await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
        release();
      }
      return dir;
    }
  };
}
__name(toolCacheIn, "toolCacheIn");
var occupied = /* @__PURE__ */ new Set(["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"]);
var publishAttempts = 10;
async function publish(filled, dir, torn) {
  makeFolders(path3.dirname(dir));
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(filled, dir);
      break;
    } catch (error) {
      if (!occupied.has(errnoOf(error) ?? "") || attempt === publishAttempts) throw error;
      if (await exists(`${dir}.complete`)) return;
      await moveAway(dir, `${torn}-${attempt}`);
    }
  }
  await writeFile(`${dir}.complete`, "");
}
__name(publish, "publish");
async function moveAway(dir, to) {
  await ifPresent(rename(dir, to));
}
__name(moveAway, "moveAway");
async function scratchIn(root) {
  try {
    makeFolders(root);
    return await mkdtemp(path3.join(root, ".go-mod-download-"));
  } catch (cause) {
    throw new ActionError(`cannot install into the tool cache ${root}`, {
      code: "tool-cache-unwritable",
      class: "disk",
      hint: "Give this user write permission there, or install Go before this step.",
      cause
    });
  }
}
__name(scratchIn, "scratchIn");
function runnerLookup(arch) {
  return {
    versions: /* @__PURE__ */ __name(async (tool) => (await import("./adapters.tool-cache-lookup.mjs")).toolVersions(tool, arch), "versions"),
    find: /* @__PURE__ */ __name(async (tool, version) => (await import("./adapters.tool-cache-lookup.mjs")).findTool(tool, version, arch), "find")
  };
}
__name(runnerLookup, "runnerLookup");
function folderLookup(root, arch) {
  const find2 = /* @__PURE__ */ __name(async (tool, version) => {
    const dir = path3.join(root(), tool, version, arch);
    return await exists(`${dir}.complete`) && await exists(dir) ? dir : void 0;
  }, "find");
  return {
    find: find2,
    async versions(tool) {
      const names = await readNames(path3.join(root(), tool));
      const found = await Promise.all(names.map(async (name) => await find2(tool, name) ? [name] : []));
      return found.flat();
    }
  };
}
__name(folderLookup, "folderLookup");
async function exists(file) {
  return await ifPresent(stat2(file)) !== void 0;
}
__name(exists, "exists");
async function readNames(dir) {
  return await ifPresent(readdir(dir)) ?? [];
}
__name(readNames, "readNames");

// src/adapters/github-cache/service.ts
function openService(options) {
  const { openHttp, stallTimeout, lookupTimeout = Math.min(defaultLookupTimeout, stallTimeout) } = options;
  let opened;
  return {
    sizeLimit: 1e10,
    speedFloor: defaultSpeedFloor,
    child: childBeside(import.meta.url),
    ...options,
    guard: options.guard,
    lookupTimeout,
    requestTimeout: Math.min(lookupTimeout, stallTimeout / 2),
    http: /* @__PURE__ */ __name(() => opened ??= openHttp(), "http"),
    // What could not be opened has been reported by whoever needed it.
    close: /* @__PURE__ */ __name(async () => opened?.then(
      (client) => client.close(),
      () => void 0
    ), "close")
  };
}
__name(openService, "openService");
var defaultLookupTimeout = 1e4;
var defaultSpeedFloor = 1e6;
function childBeside(url) {
  return new URL(url.endsWith(".ts") ? "../../cache-child.ts" : "./cache-child.mjs", url);
}
__name(childBeside, "childBeside");

// src/adapters/github-cache/github-cache.ts
function githubCache(options) {
  const service = openService(options);
  return {
    lookup: /* @__PURE__ */ __name((keys, signal) => lookUp(service, keys, signal), "lookup"),
    fetch: /* @__PURE__ */ __name(async (keys, signal, onMatched) => {
      const { fetchEntry } = await import("./adapters.github-cache.fetch-entry.mjs");
      return fetchEntry(service, { keys, onMatched, signal });
    }, "fetch"),
    store: /* @__PURE__ */ __name(async (key, file, signal) => {
      const { storeEntry } = await import("./adapters.github-cache.store-entry.mjs");
      return storeEntry(service, key, file, signal);
    }, "store"),
    close: /* @__PURE__ */ __name(() => service.close(), "close")
  };
}
__name(githubCache, "githubCache");
async function lookUp(service, keys, signal) {
  const { lookUpEntry } = await import("./adapters.github-cache.look-up-entry.lazy.mjs");
  const match = await lookUpEntry(service, keys, signal);
  return match.kind === "found" ? { kind: "found", key: match.key } : match;
}
__name(lookUp, "lookUp");

// src/adapters/github-cache/named-service.ts
function namedService(env, hosts) {
  const given = env["CUSTOM_ACTIONS_RESULTS_URL"]?.trim() ?? "";
  if (given === "") return { env, note: void 0 };
  const url = URL.canParse(given) ? new URL(given) : void 0;
  if (url === void 0 || !/^https?:$/.test(url.protocol)) {
    return { env, note: "CUSTOM_ACTIONS_RESULTS_URL is not used: it is not an http or https URL" };
  }
  if (!hosts.some((host) => isHostOf(url, host))) {
    return {
      env,
      note: `CUSTOM_ACTIONS_RESULTS_URL is not used: \`cache-service-hosts\` does not list ${url.host}`
    };
  }
  return {
    env: {
      ...env,
      ACTIONS_RESULTS_URL: `${url.origin}/`,
      ACTIONS_CACHE_SERVICE_V2: "true",
      ACTIONS_CACHE_URL: void 0,
      GITHUB_SERVER_URL: void 0
    },
    note: `the cache service is ${url.origin}, as CUSTOM_ACTIONS_RESULTS_URL says and \`cache-service-hosts\` allows; it is sent the job's token`
  };
}
__name(namedService, "namedService");
function isHostOf({ protocol, host }, allowed) {
  return new URL(`${protocol}//${allowed}`).host === host;
}
__name(isHostOf, "isHostOf");

// src/choose-cache.ts
async function chooseCache(inputs, scratchDir, context) {
  const cache = await openBackend(inputs, scratchDir, context);
  const passphrase = inputs.cacheEncryptionKey;
  if (cache.kind === "off" || passphrase === void 0) return cache;
  const { encryptionKeyOf } = await import("./adapters.encrypted-cache.key.lazy.mjs");
  const { encryptedCache } = await import("./adapters.encrypted-cache.encrypted-cache.mjs");
  const key = await encryptionKeyOf(passphrase);
  const note = `${cache.note === void 0 ? "" : `${cache.note}; `}entries are encrypted with key ${key.id}`;
  return { kind: "on", backend: encryptedCache(cache.backend, key), note };
}
__name(chooseCache, "chooseCache");
async function openBackend(inputs, scratchDir, context) {
  const named = namedService(context.env, inputs.cacheServiceHosts);
  const hasService = hasGithubCacheService(named.env);
  switch (inputs.cache) {
    case "off":
      return { kind: "off", reason: "`cache` is off" };
    case "directory":
      return directory(inputs, context);
    case "github":
      if (hasService) return github(inputs, scratchDir, context, named);
      return {
        kind: "off",
        reason: withNote(
          "there is no GitHub cache service here; `cache: github` works only in a workflow step",
          named
        )
      };
    case "s3":
      return s3(inputs, context);
    case "auto":
      if (bucketOf(inputs.s3, context.env) !== void 0) return s3(inputs, context);
      if (hasService) return github(inputs, scratchDir, context, named);
      if (context.fallback === "directory") return directory(inputs, context);
      return {
        kind: "off",
        reason: withNote("this runner has no cache service; set `cache: directory` to use its disk", named)
      };
  }
}
__name(openBackend, "openBackend");
function withNote(reason, { note }) {
  return note === void 0 ? reason : `${reason}; ${note}`;
}
__name(withNote, "withNote");
function github(inputs, scratchDir, context, { env, note }) {
  const { clock, random, network, mask, guard } = context;
  const token = env["ACTIONS_RUNTIME_TOKEN"];
  if (note !== void 0 && token) mask(token);
  const openHttp = /* @__PURE__ */ __name(() => network.open(httpSettingsOf(inputs, context.env, "off")), "openHttp");
  const { stallTimeout } = inputs;
  return {
    kind: "on",
    backend: githubCache({ env, openHttp, mask, clock, random, guard, scratchDir, stallTimeout }),
    ...note === void 0 ? {} : { note }
  };
}
__name(github, "github");
var isEntry = /* @__PURE__ */ __name((name) => parseEntry(nameWithoutKeyId(name)) !== void 0, "isEntry");
async function s3(inputs, context) {
  const { env, clock, random, network, mask } = context;
  const bucket = bucketOf(inputs.s3, env);
  if (bucket === void 0) {
    const reason = "`cache: s3` needs a bucket: set `s3-bucket`, or RUNS_ON_S3_BUCKET_CACHE for this step";
    return { kind: "off", reason };
  }
  const settings = httpSettingsOf(inputs, env, "off");
  const { openS3Cache } = await import("./adapters.s3.open.mjs");
  const opened = openS3Cache({
    ...{ inputs: inputs.s3, bucket, env, mask, clock, random, isEntry },
    stallTimeout: inputs.stallTimeout,
    openHttp: /* @__PURE__ */ __name(() => network.open(settings), "openHttp"),
    openLocalHttp: /* @__PURE__ */ __name(() => network.open({ ...settings, httpProxy: "", httpsProxy: "" }), "openLocalHttp")
  });
  return { kind: "on", ...opened };
}
__name(s3, "s3");
async function directory(inputs, { env, platform, clock, random, guard }) {
  const { directoryCache, userCacheDirectory: userCacheDirectory2 } = await import("./adapters.directory-cache.directory-cache.mjs");
  const root = inputs.cacheDirectory ?? userCacheDirectory2(platform, env);
  try {
    const workspace = env["GITHUB_WORKSPACE"];
    if (workspace) checkInnerFolders(workspace, root);
  } catch (error) {
    return { kind: "off", reason: `\`cache-directory\` cannot be used: ${messageOf(error)}` };
  }
  return {
    kind: "on",
    backend: directoryCache({ root, maxBytes: inputs.cacheMaxSize, clock, random, isEntry, guard })
  };
}
__name(directory, "directory");

// src/run.ts
import { mkdir as mkdir2, mkdtemp as mkdtemp2, rm as rm3 } from "node:fs/promises";
import path12 from "node:path";

// src/diagnosis/workflow-line.ts
import path4 from "node:path";
async function workflowLine(input, env) {
  const { GITHUB_WORKSPACE: workspace, GITHUB_REPOSITORY: repository, GITHUB_WORKFLOW_REF: ref } = env;
  if (!workspace || !repository || !ref?.startsWith(`${repository}/`)) return void 0;
  const [name = ""] = ref.slice(repository.length + 1).split("@");
  if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(name)) return void 0;
  const file = path4.join(workspace, name);
  const line = lineOfInput(await readIfThere(file), input);
  return line === void 0 ? void 0 : { file, line };
}
__name(workflowLine, "workflowLine");
function lineOfInput(text, input) {
  const sets = new RegExp(`^\\s+(?:- )?(["']?)${input}\\1\\s*:`);
  const found = text.split("\n").flatMap((line, index) => sets.test(line) ? [index + 1] : []);
  return found.length === 1 ? found[0] : void 0;
}
__name(lineOfInput, "lineOfInput");
async function readIfThere(file) {
  try {
    return (await readPlainFile(file)).toString();
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return "";
  }
}
__name(readIfThere, "readIfThere");

// src/cache/policy.ts
function decidePolicy(input, env) {
  const chosen = choose(input, env);
  const ceiling = env["ACTIONS_CACHE_MODE"] ?? "";
  if (!isMode(ceiling)) return policy(chosen.mode, chosen.source);
  const mode = both(chosen.mode, ceiling);
  if (mode === chosen.mode) return policy(mode, chosen.source);
  return policy(mode, `${chosen.source} says ${chosen.mode}, lowered by ACTIONS_CACHE_MODE=${ceiling}`);
}
__name(decidePolicy, "decidePolicy");
function choose(input, env) {
  if (input !== void 0) return { mode: input, source: "input `cache-mode`" };
  if (env["GITHUB_REF_TYPE"] === "tag") return { mode: "read", source: "the default on a tag" };
  if (env["GITHUB_EVENT_NAME"] === "merge_group")
    return { mode: "read", source: "the default in a merge queue" };
  return { mode: "write", source: "the default" };
}
__name(choose, "choose");
function policy(mode, source) {
  return { mode, source, reads: canRead(mode), writes: canWrite(mode) };
}
__name(policy, "policy");
function both(a, b) {
  const reads = canRead(a) && canRead(b);
  const writes = canWrite(a) && canWrite(b);
  if (reads) return writes ? "write" : "read";
  return writes ? "write-only" : "none";
}
__name(both, "both");
function canRead(mode) {
  return mode === "write" || mode === "read";
}
__name(canRead, "canRead");
function canWrite(mode) {
  return mode === "write" || mode === "write-only";
}
__name(canWrite, "canWrite");
function isMode(text) {
  return text === "write" || text === "read" || text === "write-only" || text === "none";
}
__name(isMode, "isMode");

// src/steps/download.ts
import path6 from "node:path";

// src/steps/notice-uncovered.ts
import path5 from "node:path";
var namedMax = 5;
async function noticeUncovered({ inputs, plan, ports }) {
  const [root] = plan.roots;
  if (inputs.goModFiles.length > 0 || root === void 0) return;
  const dir = rootDir(root);
  const files = await uncoveredFiles(dir, plan.roots, foreignFolders(inputs, plan.goEnv));
  if (files.length === 0) return;
  const named = files.slice(0, namedMax).map((file) => path5.relative(dir, file));
  const more = files.length > namedMax ? ` and ${files.length - namedMax} more` : "";
  ports.runner.log.notice(
    `Not covered by this run: ${named.join(", ")}${more}. Set \`go-mod-files: all\` to cover every module of the repository.`,
    { title: "More modules below" }
  );
}
__name(noticeUncovered, "noticeUncovered");

// src/steps/download.ts
async function downloadStep(run3, before) {
  const { inputs, ports } = run3;
  const atHand = before.onDisk?.map(asDownloaded) ?? modulesOfEntry(run3, before.restored) ?? // After a hit, almost never is anything missing, and this check needs neither a proxy nor a network.
  (before.restored.kind === "hit" ? await probe(run3) : void 0);
  if (atHand !== void 0) {
    ports.runner.log.info("Nothing to download");
    return { kind: "nothing-missing", modules: atHand, retries: 0 };
  }
  const rootCopies = await copyRoots(run3, "download");
  const jobs = await jobsOf(run3, rootCopies);
  const downloaded = await withCredentials(run3, (credentials) => download(run3, jobs, credentials));
  const fetched = downloaded.modules.filter((module) => module.fetched).length;
  ports.runner.log.info(`Downloaded ${formatCount(fetched, "module")}`);
  if (downloaded.kind === "complete" && usesCredentials(inputs)) {
    ports.runner.log.info("All modules are on disk; later steps need no credentials for them");
  }
  await noticeChanges(run3, rootCopies);
  if (downloaded.kind === "complete") await noticeUncovered(run3);
  return downloaded;
}
__name(downloadStep, "downloadStep");
async function download(run3, jobs, credentials) {
  const { signal, fallbacks, ports } = run3;
  const since = ports.clock.now();
  const through = await fallbacks.cover(
    "module proxy",
    "the go command downloads by itself",
    { signal },
    () => downloadThroughProxy(run3, jobs, credentials, since),
    () => void 0
  );
  if (through !== void 0 && !mightGoSucceed(through)) return through;
  if (through !== void 0) {
    const [failure] = through.failures;
    ports.runner.log.info(`Running the go command once more, without our module proxy: ${failure?.message}`);
    fallbacks.record("module proxy", failure?.message ?? "");
  }
  const direct = await downloadDirectly(run3, jobs, credentials, since);
  if (through !== void 0 && direct.kind === "failed") return through;
  return { ...direct, network: through?.network };
}
__name(download, "download");
function mightGoSucceed(ended) {
  return ended.kind === "failed" && ended.failures.every(({ goMightSucceed }) => goMightSucceed === true);
}
__name(mightGoSucceed, "mightGoSucceed");
async function downloadThroughProxy(run3, jobs, credentials, since) {
  return withModuleProxy(run3, credentials, async ({ env, hooks, stats }) => {
    const attempts = Math.min(run3.inputs.attempts, goRunsMax);
    const ended = await downloadModules(requestOf(run3, { jobs, env, hooks, attempts, since }), portsOf(run3));
    return { ...await explainFailure(run3, ended, env), network: stats() };
  });
}
__name(downloadThroughProxy, "downloadThroughProxy");
async function downloadDirectly(run3, jobs, credentials, since) {
  const env = { ...run3.plan.goCommandEnv, ...await networkEnv(run3), ...credentials.env };
  const ended = await downloadModules(requestOf(run3, { jobs, env, attempts: 1, since }), portsOf(run3));
  return explainFailure(run3, ended, env);
}
__name(downloadDirectly, "downloadDirectly");
function requestOf({ plan, inputs, signal }, request) {
  return {
    ...request,
    gomodcache: plan.goEnv.GOMODCACHE,
    stallTimeout: inputs.stallTimeout + watchdogDelay,
    signal,
    expected: plan.required.length
  };
}
__name(requestOf, "requestOf");
function portsOf({ ports }) {
  return { ...ports, log: ports.runner.log, progress: /* @__PURE__ */ __name((text) => ports.runner.progress(text), "progress") };
}
__name(portsOf, "portsOf");
async function explainFailure(run3, ended, env) {
  if (ended.kind === "complete") return ended;
  const { addDiagnosis } = await import("./steps.diagnose.mjs");
  return addDiagnosis(run3, ended, env);
}
__name(explainFailure, "explainFailure");
var goRunsMax = 3;
var watchdogDelay = 6e4;
function modulesOfEntry({ inputs, plan }, restored) {
  if (!goWouldAddFiles(inputs)) return void 0;
  if (restored.kind !== "hit") return void 0;
  const { parts, rejected, baseMissing, restored: placed, onDisk } = restored.delivered;
  if (rejected.length > 0 || baseMissing !== void 0) return void 0;
  if (parts[0] === void 0 || parts[0].manifest.uncovered.length > 0) return void 0;
  const modules = [...placed, ...onDisk.map((module) => ({ ...module, bytes: 0 }))].map(asDownloaded);
  const there = new Set(modules.map(moduleKey));
  return plan.required.every((module) => there.has(moduleKey(module))) ? modules : void 0;
}
__name(modulesOfEntry, "modulesOfEntry");
function asDownloaded(module) {
  return { path: module.path, version: module.version, bytes: module.bytes, fetched: false, attempts: 0 };
}
__name(asDownloaded, "asDownloaded");
async function noticeChanges({ ports }, rootCopies) {
  for (const file of await wantedChanges(rootCopies)) {
    const name = path6.basename(file);
    const command = name === "go.work.sum" ? "go mod download" : "go mod tidy";
    ports.runner.log.notice(
      `The go command would have changed ${file}; the file was left as it is. Run \`${command}\` and commit the result.`,
      { title: `${name} is not tidy`, location: { file } }
    );
  }
}
__name(noticeChanges, "noticeChanges");

// src/steps/fallbacks.ts
var Fallbacks = class {
  static {
    __name(this, "Fallbacks");
  }
  #log;
  #records = [];
  constructor(log) {
    this.#log = log;
  }
  /** The parts that were done without, in order. */
  get records() {
    return this.#records;
  }
  /** Records that a part is done without, for a reason that is in the log already. */
  record(part, reason) {
    this.#records.push({ part, reason });
  }
  /** Records and warns that a part is done without, and why; `instead` is a clause on what happens now. */
  note(part, error, instead) {
    const reason = messageOf(error);
    this.record(part, reason);
    this.#log.warning(`The ${part} failed (${reason}); ${instead}`);
  }
  /**
   * Settles as `body` does; where it rejects, resolves with what `without` makes of the error. Rejects for an
   * abort of `signal` and for what the user has to correct (`isMeant`).
   */
  async cover(part, instead, { signal, isMeant = /* @__PURE__ */ __name(() => false, "isMeant") }, body, without) {
    try {
      return await body();
    } catch (error) {
      if (signal.aborted || error instanceof ActionError && isMeant(error)) throw error;
      this.note(part, error, instead);
      return without(error);
    }
  }
};

// src/steps/go.ts
import path7 from "node:path";
async function goStep({ spec, source }, inputs, ports, bounds) {
  const { log } = ports.runner;
  const { neutralDir } = bounds;
  ports.runner.annotateGoErrors();
  const onPath = await goOnPath(ports, neutralDir, bounds.signal);
  if (onPath !== void 0 && satisfies(onPath.version, spec)) {
    log.info(`Using Go ${onPath.name} from PATH (${source} requires ${spec.text})`);
    return ports.env;
  }
  const other = onPath === void 0 ? "none on PATH" : `Go ${onPath.name} is on PATH`;
  log.info(`${source} requires Go ${spec.text}; ${other}`);
  const asking = { exec: ports.exec, env: ports.env, neutralDir, signal: bounds.signal };
  const { version, dir } = await findInToolCache(spec, inputs, ports) ?? await install(spec, inputs, ports, {
    ...bounds,
    onPath: onPath?.version,
    settings: await settingsOf(inputs, asking, onPath !== void 0)
  });
  if (dir === void 0) {
    log.info(`Using Go ${semverOf(version)} from PATH`);
    return ports.env;
  }
  log.info(`Using Go ${semverOf(version)} from ${dir}`);
  const env = withGo(dir, ports.env);
  await checkThatItRuns(version, dir, { ...asking, env });
  publish2(dir, ports);
  return env;
}
__name(goStep, "goStep");
async function goOnPath({ exec, env }, neutralDir, signal) {
  if (await exec.find("go", env) === void 0) return void 0;
  const name = await askGo("go", "GOVERSION", { exec, env, neutralDir, signal });
  const version = parseToolchainName(name);
  return version === void 0 ? void 0 : { name: name.replace(/^go/, ""), version };
}
__name(goOnPath, "goOnPath");
async function askGo(file, name, { exec, env, neutralDir, signal }) {
  const neutral = { ...env, GOTOOLCHAIN: "local", GOWORK: "off" };
  const { stdout } = await exec.ask({ file, args: ["env", name], cwd: neutralDir, env: neutral }, signal);
  return stdout.trim();
}
__name(askGo, "askGo");
async function findInToolCache(spec, inputs, { toolCache, env }) {
  if (spec.kind === "stable" || spec.kind === "oldstable") return void 0;
  const tool = downloadTool(baseUrlOf(inputs, env));
  const versions = (await toolCache.versions(tool)).flatMap((name) => parseGoVersion(name) ?? []);
  const version = newest(versions, spec);
  const dir = version && await toolCache.find(tool, semverOf(version));
  return version && dir ? { version, dir } : void 0;
}
__name(findInToolCache, "findInToolCache");
async function install(spec, inputs, ports, bounds) {
  const { installGo } = await import("./toolchain.install-go.mjs");
  const { withGoSources } = await import("./steps.go-sources.mjs");
  const baseUrl = baseUrlOf(inputs, ports.env);
  return withGoSources(
    { inputs, ports, baseUrl, ...bounds },
    (sources) => installGo(spec, sources, { toolCache: ports.toolCache, log: ports.runner.log, onPath: bounds.onPath })
  );
}
__name(install, "install");
async function settingsOf({ goSettings }, asking, hasGo) {
  const given = /* @__PURE__ */ __name((name) => goSettings[name] || asking.env[name] || void 0, "given");
  const setting = /* @__PURE__ */ __name(async (name) => given(name) ?? (hasGo ? await askGo("go", name, asking) : ""), "setting");
  return {
    goproxy: await setting("GOPROXY"),
    isGoproxyGiven: given("GOPROXY") !== void 0,
    gosumdb: await setting("GOSUMDB"),
    goauth: await setting("GOAUTH")
  };
}
__name(settingsOf, "settingsOf");
function baseUrlOf(inputs, env) {
  return inputs.goDownloadBaseUrl ?? (env["GO_DOWNLOAD_BASE_URL"] || void 0);
}
__name(baseUrlOf, "baseUrlOf");
function withGo(dir, { GOROOT: _, ...env }) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const folders = [path7.join(dir, "bin"), env[name] ?? ""].filter((folder) => folder !== "");
  return { ...env, [name]: folders.join(path7.delimiter) };
}
__name(withGo, "withGo");
function publish2(dir, { env: { GOROOT = "" }, runner }) {
  runner.addPath(path7.join(dir, "bin"));
  if (GOROOT === "" || path7.resolve(GOROOT) === path7.resolve(dir)) return;
  runner.log.info(`Changed GOROOT from ${GOROOT}, which is another Go, to ${dir}`);
  runner.exportVariable("GOROOT", dir);
}
__name(publish2, "publish");
async function checkThatItRuns(version, dir, asking) {
  const said = await askGo("go", "GOVERSION", asking);
  const runs = parseToolchainName(said);
  if (runs !== void 0 && compareGoVersions(runs, version) === 0) return;
  throw new ActionError(
    `the Go in ${dir} should be ${semverOf(version)}, but reports ${said === "" ? "no version" : said}`,
    {
      code: "go-does-not-run",
      class: "go-version",
      hint: `Remove ${dir} so that Go is installed again; if that does not help, it was built for another platform.`
    }
  );
}
__name(checkThatItRuns, "checkThatItRuns");

// src/steps/plan.ts
async function planStep(inputs, ports, bounds) {
  try {
    return await makePlan(inputs, ports, bounds);
  } catch (error) {
    const { withoutPlan } = await import("./steps.plain-download.mjs");
    return { kind: "downloaded", record: await withoutPlan(error, inputs, ports, bounds) };
  }
}
__name(planStep, "planStep");

// src/steps/step-timer.ts
var StepTimer = class {
  static {
    __name(this, "StepTimer");
  }
  #ports;
  #start;
  #records = [];
  constructor(ports) {
    this.#ports = ports;
    this.#start = ports.clock.now();
  }
  /** The steps that have ended, in order. */
  get records() {
    return this.#records;
  }
  /** How long a step took, in ms; 0 for one that did not run. */
  msOf(name) {
    return this.#records.find((record) => record.name === name)?.durationMs ?? 0;
  }
  async run(name, body) {
    const { clock, runner } = this.#ports;
    const start2 = clock.now();
    try {
      return await runner.log.group(titles[name], body);
    } finally {
      this.#records.push({ name, startMs: start2 - this.#start, durationMs: clock.now() - start2 });
    }
  }
};
var titles = {
  go: "Set up Go",
  plan: "Plan",
  restore: "Restore from cache",
  download: "Download missing modules",
  save: "Save cache",
  mirror: "Write offline mirror"
};

// src/steps/wanted-go.ts
import path9 from "node:path";

// src/toolchain/version-file.ts
import path8 from "node:path";
function parseVersionFile(text, file) {
  if (/\.(?:mod|work)$/.test(file)) return fromModfile(text, file);
  const named = path8.basename(file) === ".tool-versions";
  const lines = text.split(/\r?\n/).map((line2, index) => ({ number: index + 1, words: wordsOf(line2) }));
  const line = lines.find(
    ({ words: [first = ""] }) => named ? /^(?:golang|go)$/.test(first) : first !== ""
  );
  const word = named ? line?.words[1] : line?.words.join(" ");
  if (line === void 0 || word === void 0) {
    throw invalid(
      file,
      "contains no Go version",
      named ? "Add a line such as `golang 1.26.8`." : "Write for example `1.26.8`."
    );
  }
  const spec = parseVersionSpec(word);
  if (spec !== void 0) return spec;
  throw invalid(
    file,
    `contains \`${word}\`, which is not a Go version`,
    "Write for example `1.26.8`.",
    line.number
  );
}
__name(parseVersionFile, "parseVersionFile");
function fromModfile(text, file) {
  const { go, toolchain } = file.endsWith(".work") ? parseGoWork(text, file) : parseGoMod(text, file);
  const named = toolchain === void 0 || toolchain === "default" ? void 0 : parseToolchainName(toolchain);
  if (named !== void 0) return exactly(named, goName(named).slice("go".length));
  const spec = parseVersionSpec(go ?? "");
  if (spec !== void 0) return spec;
  throw invalid(file, "has no `go` line", "Add `go 1.26.8`, or set `go-version`.");
}
__name(fromModfile, "fromModfile");
function wordsOf(line) {
  return line.replace(/#.*/, "").split(/\s+/).filter((word) => word !== "");
}
__name(wordsOf, "wordsOf");
function invalid(file, what, hint, line) {
  return new ActionError(`${file} ${what}`, {
    code: "go-version-file-invalid",
    class: "configuration",
    hint,
    location: line === void 0 ? { file } : { file, line }
  });
}
__name(invalid, "invalid");

// src/steps/wanted-go.ts
async function wantedGo({
  goVersion,
  goVersionFile,
  workingDirectory
}, isOnPath, log) {
  if (goVersion !== void 0) {
    if (goVersionFile !== void 0) {
      log.warning(
        "Both `go-version` and `go-version-file` are set; `go-version` takes precedence. Remove one of them."
      );
    }
    return { spec: goVersion, source: "`go-version`" };
  }
  if (goVersionFile !== void 0) return fromFile(goVersionFile);
  if (await isOnPath()) return void 0;
  for (const name of ["go.work", "go.mod"]) {
    const file = path9.join(workingDirectory, name);
    if (!await isFile(file)) continue;
    log.info(
      `No Go on PATH, and neither \`go-version\` nor \`go-version-file\` is set: using the version that ${name} requires`
    );
    return fromFile(file);
  }
  return void 0;
}
__name(wantedGo, "wantedGo");
async function fromFile(file) {
  return { spec: parseVersionFile(await textOf(file), file), source: file };
}
__name(fromFile, "fromFile");
async function textOf(file) {
  try {
    return (await readPlainFile(file)).toString();
  } catch (cause) {
    throw new ActionError(
      `\`go-version-file\` ${file} cannot be read (${errnoOf(cause) ?? "unknown reason"})`,
      {
        code: "go-version-file-unreadable",
        class: "configuration",
        hint: "Write the path of a go.mod, go.work, .go-version or .tool-versions file, and check that the checkout step runs before this one.",
        cause
      }
    );
  }
}
__name(textOf, "textOf");

// src/pipeline.ts
async function runPipeline(inputs, given, bounds) {
  const { log } = given.runner;
  const steps = new StepTimer(given);
  const isOnPath = /* @__PURE__ */ __name(async () => await given.exec.find("go", given.env) !== void 0, "isOnPath");
  const wanted = await wantedGo(inputs, isOnPath, log);
  const env = wanted && await steps.run("go", () => goStep(wanted, inputs, given, bounds));
  const ports = { ...given, env: env ?? given.env };
  const fallbacks = new Fallbacks(log);
  const planned = await steps.run("plan", () => planStep(inputs, ports, { ...bounds, fallbacks }));
  if (planned.kind === "downloaded") return { ...planned.record, steps: steps.records };
  if (planned.kind === "nothing") return nothingToDo(planned, steps.records);
  const policy2 = decidePolicy(inputs.cacheMode, ports.env);
  const run3 = { inputs, plan: planned.plan, policy: policy2, ports, fallbacks, ...bounds };
  logCacheKey(run3);
  const restored = await steps.run("restore", () => restoreStep(run3));
  log.info(describeRestore(restored));
  if (restored.restored.kind === "found" && inputs.lookupOnly) return lookedUp(run3, restored, steps.records);
  const downloaded = await steps.run("download", () => downloadStep(run3, restored));
  if (downloaded.kind === "failed" || downloaded.kind === "deadline") {
    return recordOf(run3, { restored, downloaded, saved: void 0, mirrored: void 0 }, steps.records);
  }
  const saved = await steps.run("save", () => saveStep(run3, restored, downloaded, steps.msOf("download")));
  if (!endsSaving(restored.restored)) log.info(describeSave(saved));
  const { mirrorDirectory: dir } = inputs;
  const mirrored = dir === void 0 ? void 0 : await steps.run("mirror", () => writeMirror(run3, downloaded, dir));
  return recordOf(run3, { restored, downloaded, saved, mirrored }, steps.records);
}
__name(runPipeline, "runPipeline");
function endsSaving(restored) {
  return restored.kind === "unavailable" || restored.kind === "interrupted" && !restored.isDamaged;
}
__name(endsSaving, "endsSaving");
async function writeMirror(run3, downloaded, dir) {
  const { mirrorStep } = await import("./steps.mirror.mjs");
  return mirrorStep(run3, downloaded, dir);
}
__name(writeMirror, "writeMirror");
function logCacheKey({ plan: { cacheKey }, ports: { cache, runner } }) {
  runner.log.info(`Cache key: ${cacheKey.key}`);
  for (const ingredient of cacheKey.ingredients) runner.log.debug(`  ${ingredient}`);
  if (cache.kind === "on" && cache.note !== void 0) runner.log.info(`Cache: ${cache.note}`);
}
__name(logCacheKey, "logCacheKey");

// src/report/fault.ts
var faultInWords = {
  infrastructure: "infrastructure (not your go.mod)",
  "go.mod": "your go.mod, go.sum or code",
  settings: "your settings",
  program: "go-mod-download itself"
};

// src/report/announce.ts
var maxAnnotations = 10;
var titles2 = {
  network: "Network error",
  server: "Server error",
  throttled: "Rate limited",
  "not-found": "Module not found",
  auth: "Access denied",
  tls: "TLS error",
  checksum: "Checksum mismatch",
  version: "Version not found",
  "go-mod": "Invalid go.mod or go.sum",
  "go-version": "Unsupported Go version",
  disk: "Disk error",
  cache: "Cache error",
  configuration: "Invalid configuration",
  internal: "Internal error"
};
function announceErrors(errors, log) {
  for (const error of errors.slice(0, maxAnnotations)) {
    log.error(`${error.message}
Cause: ${faultInWords[error.fault]}.
${error.hint}`, annotationOf(error));
  }
  const more = errors.length - maxAnnotations;
  if (more > 0) log.info(`${formatCount(more, "more failure")}; see the report`);
}
__name(announceErrors, "announceErrors");
function annotationOf({ class: errorClass, location, input }) {
  const title = input === void 0 ? titles2[errorClass] : `${titles2[errorClass]}: see ${input}`;
  return location === void 0 ? { title } : { title, location };
}
__name(annotationOf, "annotationOf");

// src/report/json-report.ts
import { randomUUID } from "node:crypto";
import { rename as rename2, rm as rm2, writeFile as writeFile2 } from "node:fs/promises";
import path10 from "node:path";

// src/report/outputs.ts
var outputDefinitions = [
  {
    name: "cache-hit",
    type: "boolean",
    description: "Whether there was a cache entry for exactly this key: `true` or `false`."
  },
  { name: "cache-key", type: "text", description: "The cache key of this set of modules." },
  {
    name: "cache-matched-key",
    type: "text",
    description: "The key of the cache entry that was found, which may be an older one; empty if none was found."
  },
  {
    name: "cache-saved",
    type: "boolean",
    description: "Whether this run saved a cache entry: `true` or `false`."
  },
  { name: "go-version", type: "text", description: "The Go version that was used, such as `1.26.8`." },
  { name: "gomodcache", type: "text", description: "The path of the module cache." },
  { name: "modules", type: "number", description: "Number of modules in total." },
  {
    name: "modules-on-disk",
    type: "number",
    description: "Number of modules that were already in the module cache."
  },
  {
    name: "modules-restored",
    type: "number",
    description: "Number of modules that were restored from the cache."
  },
  {
    name: "modules-downloaded",
    type: "number",
    description: "Number of modules that were downloaded."
  },
  {
    name: "modules-rejected",
    type: "number",
    description: "Number of cached modules that failed verification against go.sum and were not used."
  },
  { name: "bytes-restored", type: "number", description: "Bytes transferred from the cache." },
  { name: "bytes-downloaded", type: "number", description: "Bytes of the modules that were downloaded." },
  { name: "bytes-saved", type: "number", description: "Bytes transferred to the cache." },
  { name: "retries", type: "number", description: "Number of retries." },
  { name: "duration-ms", type: "number", description: "How long the step took, in milliseconds." },
  {
    name: "report",
    type: "text",
    description: "The path of a JSON report with all of these, the time of each step, the source of each module, and the class and hint of each error."
  }
];
function outputsOf(record, reportFile) {
  const tally = tallyOf(record.modules);
  return {
    "cache-hit": String(record.cacheHit),
    "cache-key": record.cacheKey ?? "",
    "cache-matched-key": record.cacheMatchedKey ?? "",
    "cache-saved": String(record.cacheSaved),
    "go-version": record.goVersion ?? "",
    gomodcache: record.gomodcache ?? "",
    modules: String(record.modules.length),
    "modules-on-disk": String(tally.disk),
    "modules-restored": String(tally.cache),
    "modules-downloaded": String(tally.download),
    "modules-rejected": String(rejectedModules(record.rejected).length),
    "bytes-restored": String(record.bytesRestored),
    "bytes-downloaded": String(record.bytesDownloaded),
    "bytes-saved": String(record.bytesSaved),
    retries: String(record.retries),
    "duration-ms": String(Math.round(record.durationMs)),
    report: reportFile ?? ""
  };
}
__name(outputsOf, "outputsOf");

// src/report/json-report.ts
var schema = 1;
function jsonReport(record, outputs) {
  const report2 = {
    schema,
    verdict: record.verdict,
    sentence: record.sentence,
    outputs: Object.fromEntries(
      outputDefinitions.map((output) => [output.name, typed(output, outputs[output.name])])
    ),
    cacheNotes: record.cacheNotes,
    keyIngredients: record.keyIngredients,
    steps: record.steps,
    hosts: record.hosts,
    modules: record.modules,
    rejected: record.rejected,
    fallbacks: record.fallbacks,
    errors: record.errors.map(errorFields)
  };
  return `${JSON.stringify(report2, void 0, 2)}
`;
}
__name(jsonReport, "jsonReport");
function errorFields({ location, ...error }) {
  return location === void 0 ? error : { ...error, place: location };
}
__name(errorFields, "errorFields");
function typed({ type }, text) {
  switch (type) {
    case "boolean":
      return text === "true";
    case "number":
      return Number(text);
    case "text":
      return text;
  }
}
__name(typed, "typed");
async function writeReport(file, text, guard) {
  const temporary = `${file}.${randomUUID()}.tmp`;
  const release = guard.removeAtEnd(temporary);
  try {
    makeFolders(path10.dirname(file));
    await writeFile2(temporary, text, { flag: "wx" });
    await rename2(temporary, file);
  } catch (cause) {
    await rm2(temporary, { force: true }).catch(() => void 0);
    throw new ActionError(`The report could not be written to ${file}`, {
      code: "report-not-written",
      class: "disk",
      hint: "Give the path of a file in a directory that this user may write to.",
      cause
    });
  } finally {
    release();
  }
}
__name(writeReport, "writeReport");

// src/report/redaction.ts
function redactedRecord(record, secrets) {
  const redact = /* @__PURE__ */ __name((text) => secrets.redact(plainText(text)), "redact");
  return {
    ...record,
    sentence: shortened(redact(record.sentence)),
    cacheNotes: record.cacheNotes.map(redact),
    keyIngredients: record.keyIngredients.map(redact),
    rejected: record.rejected.map((rejected) => ({ ...rejected, reason: redact(rejected.reason) })),
    errors: record.errors.map((error) => redactedError(error, redact))
  };
}
__name(redactedRecord, "redactedRecord");
function redactedError(error, redact) {
  const { original, url } = error;
  return {
    ...error,
    message: redact(error.message),
    hint: redact(error.hint),
    ...original === void 0 ? {} : { original: redact(original) },
    ...url === void 0 ? {} : { url: redact(url) }
  };
}
__name(redactedError, "redactedError");

// src/text/location.ts
import path11 from "node:path";
function lineOf({ file, line }) {
  return line === void 0 ? file : `${file}:${line}`;
}
__name(lineOf, "lineOf");
function locationBelow(location, dir) {
  if (dir === "" || !path11.isAbsolute(location.file)) return location;
  const below = path11.relative(dir, location.file);
  if (below === "" || below.startsWith("..") || path11.isAbsolute(below)) return location;
  return { ...location, file: below.split(path11.sep).join("/") };
}
__name(locationBelow, "locationBelow");

// src/report/cache-worth.ts
var noise = 500;
function cacheWorth(record) {
  if (record.verdict !== "done") return void 0;
  const { cache, download: download2 } = tallyOf(record.modules);
  if (cache > 0 && record.entryDownloadMs !== void 0 && download2 === 0) {
    return worthOfRestoring(timeOf(record, "restore"), record.entryDownloadMs);
  }
  if (record.cacheSaved && cache === 0 && download2 > 0) {
    return `Saving took ${formatDuration(timeOf(record, "save"))} and saves the next run about ${formatDuration(timeOf(record, "download"))} of downloading.`;
  }
  return void 0;
}
__name(cacheWorth, "cacheWorth");
function worthOfRestoring(restoreMs, downloadMs) {
  const saved = downloadMs - restoreMs;
  const how = `restoring took ${formatDuration(restoreMs)}, downloading took ${formatDuration(downloadMs)} when the entry was saved`;
  if (Math.abs(saved) < noise) return `The cache made no difference: ${how}.`;
  if (saved > 0) return `The cache saved ${formatDuration(saved)}: ${how}.`;
  return `The cache was ${formatDuration(-saved)} slower than downloading: ${how}. Consider cache: off, layout: tree, or a nearby module proxy.`;
}
__name(worthOfRestoring, "worthOfRestoring");
function timeOf(record, name) {
  return record.steps.find((step) => step.name === name)?.durationMs ?? 0;
}
__name(timeOf, "timeOf");

// src/report/markdown.ts
var maxLine = 500;
var maxBlock = 4e3;
function escaped(text) {
  const line = shortened2(plainText(text).replace(/\s+/g, " ").trim(), maxLine);
  return asHtml(line).replace(/[\\`*[\]|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (mark) => `&#${mark.codePointAt(0)};`).replaceAll("@", unlinked);
}
__name(escaped, "escaped");
function prose(text) {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return escaped(text);
  return parts.map((part, index) => index % 2 === 0 ? spaced(part) : code(part)).join("");
}
__name(prose, "prose");
function spaced(text) {
  return `${/^\s/.test(text) ? " " : ""}${escaped(text)}${/\S\s+$/.test(text) ? " " : ""}`;
}
__name(spaced, "spaced");
function code(text) {
  return `<code>${escaped(text)}</code>`;
}
__name(code, "code");
function pre(text) {
  return `<pre>${asHtml(shortened2(plainText(text).trim(), maxBlock))}</pre>`;
}
__name(pre, "pre");
function details(title, body) {
  return `<details><summary>${title}</summary>

${body}

</details>`;
}
__name(details, "details");
function table(head, rows) {
  const rule = head.map((_, index) => index === 0 ? "---" : "--:");
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
__name(table, "table");
var unlinked = "@<!-- -->";
function asHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
__name(asHtml, "asHtml");
function shortened2(text, length) {
  return text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;
}
__name(shortened2, "shortened");

// src/report/timeline.ts
var maxModules = 8;
var worthDrawing = 1e3;
function timelineOf(record) {
  const end = Math.max(0, ...record.steps.map(({ startMs, durationMs }) => startMs + durationMs));
  if (end < worthDrawing) return void 0;
  const slowest = slowestModules(record.modules);
  return [
    "```mermaid",
    "gantt",
    "  dateFormat YYYY-MM-DD HH:mm:ss.SSS",
    ...axisOf(end),
    "  todayMarker off",
    ...section("Steps", record.steps),
    ...section("Slowest", slowest),
    "```"
  ].join("\n");
}
__name(timelineOf, "timelineOf");
function slowestModules(modules) {
  return modules.flatMap(({ path: path13, transfer }) => transfer === void 0 ? [] : [{ name: shortened3(path13), ...transfer }]).toSorted((a, b) => b.durationMs - a.durationMs).slice(0, maxModules).toSorted((a, b) => a.startMs - b.startMs);
}
__name(slowestModules, "slowestModules");
function shortened3(path13) {
  const room = 24;
  if (path13.length <= room) return path13;
  const tail = path13.slice(-room);
  return `…${tail.slice(Math.max(0, tail.indexOf("/")))}`;
}
__name(shortened3, "shortened");
function section(title, bars) {
  if (bars.length === 0) return [];
  return [`  section ${title}`, ...bars.map(barLine)];
}
__name(section, "section");
function barLine({ name, startMs, durationMs }) {
  const text = name.replaceAll(/[^\w.@/+~…-]/g, "_");
  return `  ${text} ${formatDuration(durationMs)} :${instant(startMs)}, ${Math.max(1, Math.round(durationMs))}ms`;
}
__name(barLine, "barLine");
function instant(ms) {
  return new Date(Date.UTC(2026, 0, 1) + ms).toISOString().replace("T", " ").replace("Z", "");
}
__name(instant, "instant");
function axisOf(end) {
  const axis = axes.find(({ below }) => end < below) ?? longest;
  return [`  axisFormat ${axis.format}`, `  tickInterval ${axis.tick}`];
}
__name(axisOf, "axisOf");
var longest = { format: "%H:%M", tick: "1hour" };
var axes = [
  { below: 1e4, format: "%-S s", tick: "1second" },
  { below: 6e4, format: "%-S s", tick: "10second" },
  { below: 6e5, format: "%-M min", tick: "1minute" },
  { below: 36e5, format: "%-M min", tick: "10minute" }
];

// src/report/summary.ts
var maxItems = 20;
var maxErrors = 5;
function summaryMarkdown(record) {
  const timeline = timelineOf(record);
  const blocks = [
    "### Go modules",
    verdictLine(record),
    ...record.errors.slice(0, maxErrors).map(errorBlock),
    ...leftOut(record.errors.length, maxErrors),
    ...record.modules.length === 0 ? [] : [sourcesTable(record)],
    ...record.steps.length === 0 ? [] : [stepsLine(record)],
    ...timeline === void 0 ? [] : [timeline],
    ...hostBlocks(record.hosts),
    ...listOf(record.cacheNotes, prose),
    ...rejectedBlocks(record),
    ...keyBlocks(record)
  ];
  return `${blocks.join("\n\n")}
`;
}
__name(summaryMarkdown, "summaryMarkdown");
function verdictLine(record) {
  const worth = cacheWorth(record);
  return `**${escaped(record.sentence)}**${worth === void 0 ? "" : ` ${escaped(worth)}`}`;
}
__name(verdictLine, "verdictLine");
function errorBlock(error) {
  const { module, location, message, hint, original, attempts = 0 } = error;
  const subjects = [module, location === void 0 ? void 0 : lineOf(location)].filter(
    (s) => s !== void 0
  );
  const head = [...subjects.map(code), `${escaped(message)} (${error.class})`].join(" · ");
  const asked = attempts > 1 ? `, ${attempts} attempts` : "";
  const fault = `<br>Cause: ${faultInWords[error.fault]}${asked}`;
  const advice = hint === "" ? "" : `<br>What to do: ${prose(hint)}`;
  const said = original === void 0 ? "" : `

${details("Output of the command", pre(original))}`;
  return `- ${head}${fault}${advice}${said}`;
}
__name(errorBlock, "errorBlock");
function sourcesTable(record) {
  const tally = tallyOf(record.modules);
  const stored = record.modules.filter((module) => module.cacheable).length;
  const row = /* @__PURE__ */ __name((name, modules, bytes, step) => [
    name,
    String(modules),
    bytes === void 0 || modules === 0 ? "" : formatBytes(bytes),
    step === void 0 || modules === 0 ? "" : timeOf2(record, step)
  ], "row");
  return table(
    ["", "Modules", "Bytes", "Time"],
    [
      row("On disk", tally.disk),
      row("Restored", tally.cache, record.bytesRestored, "restore"),
      row("Downloaded", tally.download, record.bytesDownloaded, "download"),
      row("Rejected", rejectedModules(record.rejected).length),
      row("Saved", record.cacheSaved ? stored : 0, record.bytesSaved, "save")
    ]
  );
}
__name(sourcesTable, "sourcesTable");
function timeOf2({ steps }, name) {
  const step = steps.find((candidate) => candidate.name === name);
  return step === void 0 ? "" : formatDuration(step.durationMs);
}
__name(timeOf2, "timeOf");
function stepsLine(record) {
  const steps = record.steps.map((step) => `${step.name} ${formatDuration(step.durationMs)}`);
  const retries = record.retries === 0 ? "" : `; ${formatCount(record.retries, "retry", "retries")}`;
  const versions = record.goVersion === void 0 ? "" : `, Go ${escaped(record.goVersion)}`;
  return `Total ${formatDuration(record.durationMs)}${versions}: ${steps.join(" · ")}${retries}`;
}
__name(stepsLine, "stepsLine");
function hostBlocks(hosts) {
  const troubled = hosts.filter(
    ({ retries, resumes, failovers, breakerChanges }) => retries + resumes + failovers + breakerChanges > 0
  );
  if (troubled.length === 0) return [];
  const rows = troubled.map((host) => [
    code(host.host),
    String(host.attempts),
    String(host.retries),
    String(host.resumes),
    String(host.failovers),
    formatDuration(host.firstByte)
  ]);
  return [table(["Server", "Requests", "Retries", "Resumed", "Failovers", "First byte"], rows)];
}
__name(hostBlocks, "hostBlocks");
function rejectedBlocks(record) {
  if (record.rejected.length === 0) return [];
  const list = listOf(record.rejected, ({ module, reason }) => `${code(module)}: ${escaped(reason)}`);
  return ["Cached modules that failed verification against go.sum and were not used:", ...list];
}
__name(rejectedBlocks, "rejectedBlocks");
function keyBlocks(record) {
  if (record.cacheKey === void 0) return [];
  const body = [
    `- Key: ${code(record.cacheKey)}`,
    `- Entry found: ${record.cacheMatchedKey === void 0 ? "none" : code(record.cacheMatchedKey)}`,
    ...listOf(record.keyIngredients, code)
  ];
  return [details("Cache key and its ingredients", body.join("\n"))];
}
__name(keyBlocks, "keyBlocks");
function listOf(items, render) {
  if (items.length === 0) return [];
  const shown = items.slice(0, maxItems).map((item) => `- ${render(item)}`);
  return [[...shown, ...leftOut(items.length, maxItems)].join("\n")];
}
__name(listOf, "listOf");
function leftOut(count, shown) {
  return count > shown ? [`- and ${count - shown} more, in the JSON report`] : [];
}
__name(leftOut, "leftOut");

// src/run.ts
async function run2(session) {
  const { clock, runner } = session.ports;
  const start2 = clock.now();
  guardTimeout(session);
  for (const secret of secretsGiven(session.raw, session.ports.env)) runner.mask(secret);
  try {
    const inputs = await readInputs(session.raw, session.context);
    for (const secret of secretsOfInputs(inputs.credentials)) runner.mask(secret);
    const record = await runWithin(session, inputs);
    await report(session, { ...record, durationMs: clock.now() - start2 }, inputs.summary);
    return record.verdict === "failed" ? 1 : 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    await report(session, { ...failedRecord(error, runner), durationMs: clock.now() - start2 }, "always");
    return 2;
  }
}
__name(run2, "run");
async function runWithin(session, inputs) {
  const { clock, runner } = session.ports;
  let stop;
  try {
    return await withScratchDir(session, async (scratchDir, neutralDir) => {
      const cache = await openCache(session, inputs, scratchDir);
      try {
        return await withDeadline({ ms: inputs.timeout, clock, parent: session.interrupted }, (signal) => {
          stop = signal;
          return runPipeline(inputs, { ...session.ports, cache }, { scratchDir, neutralDir, signal });
        });
      } finally {
        if (cache.kind === "on") await cache.backend.close();
      }
    });
  } catch (error) {
    const isStopped = stop?.aborted === true && error === stop.reason;
    return isStopped ? recordOfFailure(stoppedFailure(error, [])) : failedRecord(error, runner);
  }
}
__name(runWithin, "runWithin");
async function openCache({ openCache: open, ports }, inputs, scratchDir) {
  try {
    return await open(inputs, scratchDir);
  } catch (error) {
    const reason = messageOf(error);
    ports.runner.log.warning(`The cache cannot be used: ${reason}`);
    return { kind: "off", reason };
  }
}
__name(openCache, "openCache");
var graceMin = 3e3;
var graceMax = 3e4;
function guardTimeout({ raw, ports }) {
  const timeout = parseDuration(raw.timeout?.trim() || (definitionOf("timeout")?.default ?? ""));
  if (timeout.kind === "problem") return;
  const grace = Math.min(graceMax, Math.max(graceMin, timeout.value / 10));
  const limit = formatDuration(timeout.value);
  ports.guard.endWithin(timeout.value + grace, `The step did not end within its \`timeout\` of ${limit}.`);
}
__name(guardTimeout, "guardTimeout");
async function withScratchDir({ tempDir, ports }, body) {
  const scratchDir = await mkdtemp2(path12.join(tempDir, "go-mod-download-")).catch((cause) => {
    throw noTempDir(tempDir, cause);
  });
  const release = ports.guard.removeAtEnd(scratchDir);
  try {
    const neutralDir = path12.join(scratchDir, "neutral");
    await mkdir2(neutralDir).catch((cause) => {
      throw noTempDir(tempDir, cause);
    });
    return await body(scratchDir, neutralDir);
  } finally {
    await rm3(scratchDir, { recursive: true, force: true, maxRetries: 3 });
    release();
  }
}
__name(withScratchDir, "withScratchDir");
function noTempDir(tempDir, cause) {
  return new ActionError(`cannot create a temporary directory in ${tempDir}`, {
    code: "temporary-folder",
    class: "disk",
    hint: "Set RUNNER_TEMP (in a workflow) or TMPDIR to a directory that this user may write to.",
    cause
  });
}
__name(noTempDir, "noTempDir");
function failedRecord(error, runner) {
  if (Error.isError(error) && error.stack !== void 0) runner.log.debug(error.stack);
  return recordOfFailure(errorRecord(error));
}
__name(failedRecord, "failedRecord");
function recordOfFailure(error) {
  const sentence = sentenceOf({ kind: "failed", failed: 0, total: 0, reason: error.message });
  return { ...emptyRecord, sentence, errors: [error] };
}
__name(recordOfFailure, "recordOfFailure");
async function report({ ports, secrets, reportFile, context }, full, summary) {
  const { log, setOutput, writeSummary } = ports.runner;
  const dir = ports.env["GITHUB_WORKSPACE"] || context.cwd;
  const errors = await Promise.all(full.errors.map((error) => locate(error, dir, ports.env)));
  const record = redactedRecord({ ...full, errors }, secrets);
  announceErrors(record.errors, log);
  log.info(record.sentence);
  const outputs = outputsOf(record, reportFile);
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  const isWritten = summary === "always" || summary === "on-failure" && record.verdict === "failed";
  if (isWritten) await writeSummary(summaryMarkdown(record));
  if (reportFile === void 0) return;
  try {
    await writeReport(reportFile, jsonReport(record, outputs), ports.guard);
  } catch (error) {
    log.warning(messageOf(error));
  }
}
__name(report, "report");
async function locate(error, dir, env) {
  const { input } = error;
  const location = error.location ?? (input === void 0 ? void 0 : await workflowLine(input, env));
  return location === void 0 ? error : { ...error, location: locationBelow(location, dir) };
}
__name(locate, "locate");

// src/text/secrets.ts
var stars = "***";
var minLineLength = 4;
var Secrets = class {
  static {
    __name(this, "Secrets");
  }
  #forms = [];
  /**
   * add records a secret, and returns its parts for a masker that works line by line. Blank secrets are
   * ignored.
   */
  add(secret) {
    const parts = partsOf(secret);
    const forms = /* @__PURE__ */ new Set([...this.#forms, ...parts.flatMap(formsOf)]);
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
    return parts;
  }
  /** redact replaces every secret, plain or encoded as JSON, URL or Base64, with `***`; the longest first. */
  redact(text) {
    return this.#forms.reduce((redacted, form) => redacted.replaceAll(form, stars), text);
  }
};
function partsOf(secret) {
  const trimmed = secret.trim();
  const lines = trimmed.split(/[\r\n]+/).map((line) => line.trim());
  if (lines.length > 1) return lines.filter((line) => line.length >= minLineLength);
  return trimmed === "" ? [] : [trimmed];
}
__name(partsOf, "partsOf");
function formsOf(secret) {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const encoded = base64Forms(secret);
  return secret.isWellFormed() ? [secret, inJson, encodeURIComponent(secret), ...encoded] : [secret, inJson, ...encoded];
}
__name(formsOf, "formsOf");
var minEncodedLength = 8;
function base64Forms(secret) {
  const bytes = Buffer.from(secret);
  const inside = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    return encoded.slice(Math.ceil(shift * 8 / 6), Math.floor((shift + bytes.length) * 8 / 6));
  });
  return [bytes.toString("base64"), ...inside].flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]).filter((form) => form.length >= minEncodedLength);
}
__name(base64Forms, "base64Forms");

// src/adapters/pace.ts
function paceOf(clock, intervalMs) {
  let last = clock.now();
  const shown = /* @__PURE__ */ __name(() => {
    last = clock.now();
  }, "shown");
  return {
    shown,
    due: /* @__PURE__ */ __name(() => {
      if (clock.now() - last < intervalMs) return false;
      shown();
      return true;
    }, "due")
  };
}
__name(paceOf, "paceOf");

export {
  childProcessExec,
  lineOf,
  locationBelow,
  paceOf,
  startGuard,
  onInterrupt,
  endOnCrash,
  endSoon,
  endOnInterrupt,
  networkOf,
  systemClock,
  toolCacheOf,
  chooseCache,
  run2 as run,
  Secrets
};
