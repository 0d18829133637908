import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  errorRecord
} from "./report.error-record.mjs";
import {
  InputError,
  definitionOf,
  isFile,
  makePlan,
  parseDuration,
  readInputs
} from "./inputs.read-inputs.mjs";
import {
  plainText
} from "./text.plain-text.mjs";
import {
  usesCredentials,
  withCredentials
} from "./steps.credentials.mjs";
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
  secretsGiven,
  secretsOfInputs
} from "./plan.go-settings.mjs";
import {
  compareGoVersions,
  goName,
  parseGoVersion,
  parseToolchainName,
  semverOf
} from "./toolchain.go-version.mjs";
import {
  describeRestore,
  describeSave,
  downloadModules,
  emptyRecord,
  jobsOf,
  lookedUp,
  nothingToDo,
  probe,
  recordOf,
  rejectedModules,
  restoreStep,
  saveStep,
  sentenceOf,
  shelterAll,
  shortened,
  stoppedFailure,
  tallyOf,
  wantedChanges
} from "./steps.record.mjs";
import {
  formatBytes,
  formatCount,
  formatDuration
} from "./text.format.mjs";
import {
  parseNetrc
} from "./http.netrc.mjs";
import {
  parseGoMod,
  parseGoWork
} from "./go.gomod.mjs";
import {
  withDeadline
} from "./resilience.deadline.mjs";
import {
  makeFolders
} from "./make-folders.mjs";
import {
  packName,
  parseCacheReply
} from "./adapters.github-cache.protocol.mjs";
import {
  compareText,
  moduleKey
} from "./go.module.mjs";
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
  return goauth.split(";").some((method) => !/^\s*(?:off|netrc|git(?:\s.*)?)?\s*$/s.test(method));
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
      hint: "Check that the folder exists and that the program is one for this system.",
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
    removeAtEnd: /* @__PURE__ */ __name((path17, text) => takeOn({ kind: "path", path: path17, ...text === void 0 ? {} : { text } }), "removeAtEnd"),
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
var lingerMs = 2e3;
function endSoon(process2, guard, status) {
  process2.exitCode = status;
  guard.endWithin(2 * lingerMs, "The process did not end by itself.");
  setTimeout(() => process2.exit(), lingerMs).unref();
}
__name(endSoon, "endSoon");
function endOnInterrupt(process2, guard) {
  const end = /* @__PURE__ */ __name(() => {
    guard.clearAway();
    process2.exit(1);
  }, "end");
  for (const name of endSignals) process2.on(name, end);
  for (const stream of [process2.stdout, process2.stderr]) stream.on("error", end);
}
__name(endOnInterrupt, "endOnInterrupt");

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
import path4 from "node:path";

// src/adapters/directory-cache/user-cache-directory.ts
import path3 from "node:path";
function userCacheDirectory(platform, env) {
  if (platform === "win32") {
    return path3.win32.join(required(env, "LOCALAPPDATA", "LocalAppData"), "go-mod-download");
  }
  if (platform === "darwin") {
    return path3.posix.join(required(env, "HOME"), "Library/Caches/go-mod-download");
  }
  const xdg = env["XDG_CACHE_HOME"];
  const caches = xdg?.startsWith("/") ? xdg : path3.posix.join(required(env, "HOME"), ".cache");
  return path3.posix.join(caches, "go-mod-download");
}
__name(userCacheDirectory, "userCacheDirectory");
function required(env, ...names) {
  for (const name of names) {
    const value = env[name];
    if (value) return value;
  }
  throw new ActionError(`There is no folder for the directory cache: ${names.at(-1)} is not set`, {
    code: "no-cache-directory",
    class: "configuration",
    hint: "Set `cache-directory` to the folder that shall hold the cache."
  });
}
__name(required, "required");

// src/adapters/tool-cache.ts
function toolCacheOf(env, platform, arch, guard) {
  const runners = env["GITHUB_ACTIONS"] === "true" ? env["RUNNER_TOOL_CACHE"] : void 0;
  if (runners) return toolCacheIn(() => runners, arch, runnerLookup(arch), guard);
  const root = /* @__PURE__ */ __name(() => path4.join(userCacheDirectory(platform, env), "tools"), "root");
  return toolCacheIn(root, arch, folderLookup(root, arch), guard);
}
__name(toolCacheOf, "toolCacheOf");
function toolCacheIn(root, arch, lookup, guard) {
  return {
    ...lookup,
    async add(tool, version, fill) {
      const dir = path4.join(root(), tool, version, arch);
      const scratch = await scratchIn(root());
      const release = guard.removeAtEnd(scratch);
      try {
        const filled = path4.join(scratch, "tool");
        await mkdir(filled);
        await fill(filled);
        if (await lookup.find(tool, version)) return dir;
        await publish(filled, dir, path4.join(scratch, "torn"));
      } finally {
        await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
        release();
      }
      return dir;
    }
  };
}
__name(toolCacheIn, "toolCacheIn");
async function publish(filled, dir, torn) {
  makeFolders(path4.dirname(dir));
  try {
    await rename(filled, dir);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"].includes(errnoOf(error) ?? "")) throw error;
    if (await exists(`${dir}.complete`)) return;
    if (!await exists(dir)) throw error;
    await rename(dir, torn);
    await rename(filled, dir);
  }
  await writeFile(`${dir}.complete`, "");
}
__name(publish, "publish");
async function scratchIn(root) {
  try {
    makeFolders(root);
    return await mkdtemp(path4.join(root, ".go-mod-download-"));
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
    const dir = path4.join(root(), tool, version, arch);
    return await exists(`${dir}.complete`) && await exists(dir) ? dir : void 0;
  }, "find");
  return {
    find: find2,
    async versions(tool) {
      const names = await readNames(path4.join(root(), tool));
      const found = await Promise.all(names.map(async (name) => await find2(tool, name) ? [name] : []));
      return found.flat();
    }
  };
}
__name(folderLookup, "folderLookup");
async function exists(file) {
  try {
    await stat2(file);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR") return false;
    throw error;
  }
}
__name(exists, "exists");
async function readNames(dir) {
  try {
    return await readdir(dir);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return [];
    throw error;
  }
}
__name(readNames, "readNames");

// src/adapters/directory-cache/directory-cache.ts
import { stat as stat3 } from "node:fs/promises";
import path6 from "node:path";

// src/adapters/directory-cache/entries.ts
import { lstat, readdir as readdir2, unlink, utimes } from "node:fs/promises";
import path5 from "node:path";
var suffix = ".pack";
var unfinishedPrefix = ".unfinished-";
function entryFile(dir, key) {
  return path5.join(dir, `${key}${suffix}`);
}
__name(entryFile, "entryFile");
function unfinishedFile(dir, unique) {
  return path5.join(dir, `${unfinishedPrefix}${unique}`);
}
__name(unfinishedFile, "unfinishedFile");
async function findEntry(dir, keys) {
  const stored = await keysIn(dir);
  for (const key of keys) {
    const exact = stored.includes(key) ? await entryOf(dir, key) : void 0;
    const entry = exact ?? newest2(
      await entriesOf(
        dir,
        stored.filter((name) => name.startsWith(key))
      )
    );
    if (entry !== void 0) return entry;
  }
  return void 0;
}
__name(findEntry, "findEntry");
async function markUsed(entry, now) {
  try {
    await utimes(entry.file, now / 1e3, entry.stored / 1e3);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
  }
}
__name(markUsed, "markUsed");
async function pruneEntries(dir, maxBytes, kept, now) {
  const entries = await entriesOf(dir, await keysIn(dir));
  let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  for (const entry of entries.toSorted((a, b) => a.used - b.used)) {
    if (bytes <= maxBytes) break;
    if (entry.key === kept) continue;
    await removeIfPossible(entry.file);
    bytes -= entry.bytes;
  }
  for (const name of await readdir2(dir)) {
    if (name.startsWith(unfinishedPrefix)) await removeIfAbandoned(path5.join(dir, name), now);
  }
}
__name(pruneEntries, "pruneEntries");
var dayMs = 24 * 60 * 60 * 1e3;
async function removeIfAbandoned(file, now) {
  const stats = await lstat(file).catch(undefinedIfAbsent);
  if (stats !== void 0 && now - stats.mtimeMs > dayMs) await removeIfPossible(file);
}
__name(removeIfAbandoned, "removeIfAbandoned");
async function removeIfPossible(file) {
  try {
    await unlink(file);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
  }
}
__name(removeIfPossible, "removeIfPossible");
async function keysIn(dir) {
  const names = await readdir2(dir).catch(undefinedIfAbsent) ?? [];
  return names.filter((name) => name.endsWith(suffix) && !name.startsWith(".")).map((name) => name.slice(0, -suffix.length));
}
__name(keysIn, "keysIn");
async function entriesOf(dir, keys) {
  const entries = await Promise.all(keys.map((key) => entryOf(dir, key)));
  return entries.filter((entry) => entry !== void 0);
}
__name(entriesOf, "entriesOf");
async function entryOf(dir, key) {
  const file = entryFile(dir, key);
  const stats = await lstat(file).catch(undefinedIfAbsent);
  if (stats === void 0 || !stats.isFile()) return void 0;
  return { key, file, bytes: stats.size, stored: stats.mtimeMs, used: stats.atimeMs };
}
__name(entryOf, "entryOf");
function newest2(entries) {
  return entries.toSorted((a, b) => b.stored - a.stored || compareText(a.key, b.key))[0];
}
__name(newest2, "newest");
function undefinedIfAbsent(error) {
  if (!absent.has(errnoOf(error) ?? "")) throw error;
}
__name(undefinedIfAbsent, "undefinedIfAbsent");
var absent = /* @__PURE__ */ new Set(["ENOENT", "ESTALE"]);

// src/adapters/directory-cache/publish.ts
import { createReadStream, createWriteStream } from "node:fs";
import { link, lstat as lstat2, rename as rename2, rm as rm2, utimes as utimes2 } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
async function publish2({ source, unfinished, target, now, signal }, makeLink = link) {
  try {
    const copy = createWriteStream(unfinished, { flags: "wx", mode: 420, flush: true });
    await pipeline(createReadStream(source), copy, { signal });
    await utimes2(unfinished, now / 1e3, now / 1e3);
    return await nameOnce(unfinished, target, makeLink);
  } finally {
    await rm2(unfinished, { force: true });
  }
}
__name(publish2, "publish");
async function nameOnce(unfinished, target, makeLink) {
  try {
    await makeLink(unfinished, target);
    return "published";
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "EEXIST") return "exists";
    if (errno === void 0 || !linksUnsupported.has(errno)) throw error;
  }
  if (await isThere(target)) return "exists";
  await rename2(unfinished, target);
  return "published";
}
__name(nameOnce, "nameOnce");
var linksUnsupported = /* @__PURE__ */ new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL", "EISDIR"]);
async function isThere(file) {
  try {
    await lstat2(file);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}
__name(isThere, "isThere");

// src/adapters/directory-cache/directory-cache.ts
function directoryCache(options) {
  const dir = path6.join(options.root, "v1");
  return {
    kind: "directory",
    place: options.root,
    lookup: /* @__PURE__ */ __name((keys, signal) => answering(keys, signal, () => lookUp(dir, keys)), "lookup"),
    fetch: /* @__PURE__ */ __name((keys, signal) => answering(keys, signal, () => fetchEntry(dir, keys, options.clock)), "fetch"),
    store: /* @__PURE__ */ __name((key, file, signal) => answering([key], signal, () => store(dir, key, file, signal, options)), "store")
  };
}
__name(directoryCache, "directoryCache");
async function lookUp(dir, keys) {
  const entry = await findEntry(dir, keys);
  return entry === void 0 ? { kind: "none" } : { kind: "found", key: entry.key };
}
__name(lookUp, "lookUp");
async function fetchEntry(dir, keys, clock) {
  const entry = await findEntry(dir, keys);
  if (entry === void 0) return { kind: "none" };
  await markUsed(entry, clock.now());
  const { key, file, bytes } = entry;
  return { kind: "found", key, file, bytes, dispose: /* @__PURE__ */ __name(async () => {
  }, "dispose") };
}
__name(fetchEntry, "fetchEntry");
async function store(dir, key, source, signal, { maxBytes, random, clock }) {
  const { size: bytes } = await stat3(source);
  const target = entryFile(dir, key);
  const unfinished = unfinishedFile(dir, `${process.pid}-${random().toString(36).slice(2)}`);
  try {
    makeFolders(dir);
    if (await isThere(target)) return { kind: "exists" };
    const outcome = await publish2({ source, unfinished, target, now: clock.now(), signal });
    if (outcome === "exists") return { kind: "exists" };
  } catch (error) {
    if (readOnly.has(errnoOf(error) ?? "")) return { kind: "denied", reason: reasonOf(error) };
    throw error;
  }
  await pruneEntries(dir, maxBytes, key, clock.now());
  return { kind: "stored", bytes };
}
__name(store, "store");
var readOnly = /* @__PURE__ */ new Set(["EACCES", "EPERM", "EROFS"]);
async function answering(keys, signal, body) {
  const wrong = keys.find((key) => !isFileName(key));
  if (wrong !== void 0) {
    return unavailable(
      `the key \`${wrong}\` cannot be a file name: only A-Z a-z 0-9 . _ - and at most 200 of them`
    );
  }
  try {
    signal.throwIfAborted();
    return await body();
  } catch (error) {
    if (signal.aborted) return unavailable(messageOf(signal.reason));
    if (errnoOf(error) === void 0) throw error;
    return unavailable(reasonOf(error));
  }
}
__name(answering, "answering");
function isFileName(key) {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(key);
}
__name(isFileName, "isFileName");
function reasonOf(error) {
  return diskFull.has(errnoOf(error) ?? "") ? `the disk is full: ${messageOf(error)}` : messageOf(error);
}
__name(reasonOf, "reasonOf");
var diskFull = /* @__PURE__ */ new Set(["ENOSPC", "EDQUOT"]);
function unavailable(reason) {
  return { kind: "unavailable", reason };
}
__name(unavailable, "unavailable");

// src/adapters/github-cache/environment.ts
import { accessSync, constants as constants4 } from "node:fs";
import path8 from "node:path";

// src/adapters/github-cache/sandbox.ts
import { constants as constants3, copyFile, link as link2, lstat as lstat3, mkdir as mkdir2, mkdtemp as mkdtemp2, readdir as readdir3, rename as rename3, rm as rm3 } from "node:fs/promises";
import path7 from "node:path";
var sandboxVariables = {
  GITHUB_WORKSPACE: "../work",
  RUNNER_TEMP: "..",
  TMPDIR: "..",
  TEMP: "..",
  TMP: ".."
};
async function openSandbox(scratchDir) {
  await mkdir2(scratchDir, { recursive: true });
  const root = await mkdtemp2(path7.join(scratchDir, "github-cache-"));
  const work = path7.join(root, "work");
  await mkdir2(work);
  return { root, work };
}
__name(openSandbox, "openSandbox");
async function closeSandbox(sandbox) {
  try {
    await rm3(sandbox.root, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
  }
}
__name(closeSandbox, "closeSandbox");
async function offerPack(sandbox, file) {
  const pack = path7.join(sandbox.work, packName);
  try {
    await link2(file, pack);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") throw error;
    await copyFile(file, pack, constants3.COPYFILE_EXCL | constants3.COPYFILE_FICLONE);
  }
}
__name(offerPack, "offerPack");
function receivedFile(sandbox) {
  return `${sandbox.root}.pack`;
}
__name(receivedFile, "receivedFile");
async function archiveIn(sandbox) {
  const dirs = await foldersIn(sandbox.root);
  const names = await Promise.all(dirs.filter((dir) => dir !== sandbox.work).map(archivesIn));
  return names.flat()[0];
}
__name(archiveIn, "archiveIn");
async function archivesIn(dir) {
  const names = await readdir3(dir);
  return names.filter((name) => name.startsWith("cache.")).map((name) => path7.join(dir, name));
}
__name(archivesIn, "archivesIn");
async function takePack(sandbox) {
  const received = path7.join(sandbox.work, packName);
  try {
    const stats = await lstat3(received);
    if (!stats.isFile() || stats.nlink !== 1) return { kind: "not-a-file" };
    const file = receivedFile(sandbox);
    await rename3(received, file);
    return { kind: "pack", file, bytes: stats.size };
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return { kind: "absent" };
    throw error;
  }
}
__name(takePack, "takePack");
async function sandboxBytes(sandbox) {
  const sizes = await Promise.all((await foldersIn(sandbox.root)).map(bytesIn));
  return sizes.reduce((sum, size) => sum + size, 0);
}
__name(sandboxBytes, "sandboxBytes");
async function foldersIn(dir) {
  const entries = await readdir3(dir, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => path7.join(dir, entry.name));
}
__name(foldersIn, "foldersIn");
async function bytesIn(dir) {
  let bytes = 0;
  for (const name of await readdir3(dir)) bytes += await sizeOf(path7.join(dir, name));
  return bytes;
}
__name(bytesIn, "bytesIn");
async function sizeOf(file) {
  try {
    return (await lstat3(file)).size;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return 0;
    throw error;
  }
}
__name(sizeOf, "sizeOf");

// src/adapters/github-cache/environment.ts
var passedOn = new Set(
  [
    "ACTIONS_CACHE_MODE ACTIONS_CACHE_SERVICE_V2 ACTIONS_CACHE_URL ACTIONS_ORCHESTRATION_ID ACTIONS_RESULTS_URL",
    "ACTIONS_RUNTIME_TOKEN GITHUB_SERVER_URL SEGMENT_DOWNLOAD_TIMEOUT_MINS",
    "HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS NODE_USE_SYSTEM_CA SSL_CERT_DIR SSL_CERT_FILE",
    "PATH HOME LD_LIBRARY_PATH",
    "COMSPEC PATHEXT PROGRAMFILES SYSTEMDRIVE SYSTEMROOT USERPROFILE WINDIR"
  ].flatMap((names) => names.split(" "))
);
function cacheChildEnvironment(env) {
  const child = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== void 0 && passedOn.has(name.toUpperCase())) child[name] = value;
  }
  return {
    ...child,
    ...sandboxVariables,
    // A pack is compressed already; the archive around it should only cost little.
    ZSTD_CLEVEL: "1",
    // The library unpacks with `tar -P`. A name with a slash, `.` or `..` is not the pack, so GNU tar leaves it out;
    // what is left can only land in the sandbox. bsdtar does not read this variable.
    TAR_OPTIONS: "--exclude=*/* --exclude=. --exclude=.."
  };
}
__name(cacheChildEnvironment, "cacheChildEnvironment");
function hasGithubCacheService(env) {
  const second = Boolean(env["ACTIONS_CACHE_SERVICE_V2"]) && !isEnterpriseServer(env["GITHUB_SERVER_URL"]);
  return Boolean(env[second ? "ACTIONS_RESULTS_URL" : "ACTIONS_CACHE_URL"]);
}
__name(hasGithubCacheService, "hasGithubCacheService");
function isEnterpriseServer(serverUrl) {
  if (serverUrl === void 0 || !URL.canParse(serverUrl)) return false;
  const { hostname } = new URL(serverUrl);
  return hostname !== "github.com" && !/\.(?:ghe\.com|localhost)$/.test(hostname);
}
__name(isEnterpriseServer, "isEnterpriseServer");
function hasZstd(env) {
  const names = process.platform === "win32" ? ["zstd.exe", "zstd.cmd"] : ["zstd"];
  const dirs = (env["PATH"] ?? env["Path"] ?? "").split(path8.delimiter).filter((dir) => dir !== "");
  return dirs.some((dir) => names.some((name) => isExecutable2(path8.join(dir, name))));
}
__name(hasZstd, "hasZstd");
function isExecutable2(file) {
  try {
    accessSync(file, constants4.X_OK);
    return true;
  } catch {
    return false;
  }
}
__name(isExecutable2, "isExecutable");

// src/adapters/github-cache/github-cache.ts
import { stat as stat4 } from "node:fs/promises";

// src/adapters/github-cache/child.ts
import { fork } from "node:child_process";
import { once as once2 } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause2 } from "node:timers/promises";
var CacheChild = class {
  static {
    __name(this, "CacheChild");
  }
  #process;
  /** What was asked, in order. The child is at the first. */
  #asked = [];
  constructor({ child, cwd, env, guard }) {
    this.#process = fork(child, [], {
      cwd,
      env,
      execArgv: [],
      detached: ownGroup,
      stdio: ["ignore", "pipe", "pipe", "ipc"]
    });
    const { pid } = this.#process;
    const release = pid === void 0 ? void 0 : guard?.endAtEnd(pid);
    readLines([this.#process.stdout, this.#process.stderr], (line) => this.#asked[0]?.sawLine(line));
    this.#process.on("message", (message) => this.#replied(message));
    this.#process.on("close", (code2, signal) => {
      release?.();
      this.#closed(`status ${signal ?? code2}`);
    });
    this.#process.on("error", (error) => this.#closed(messageOf(error)));
  }
  /** Whether there is a request under way that another may follow. */
  get isAtWork() {
    return this.#process.connected && this.#asked[0]?.isOver === false;
  }
  /** Resolves when the request has ended: the child is then at the next one, or it and all it started have ended. */
  async ask(run3) {
    const asked = new Asked(run3);
    this.#asked.push(asked);
    if (this.#asked.length === 1) asked.begin();
    this.#process.send(run3.request, () => void 0);
    try {
      return await asked.end();
    } finally {
      if (this.#asked[0]?.isOver) await endProcessTree(this.#process);
    }
  }
  #replied(message) {
    const { answer, goesOn } = parseCacheReply(message);
    this.#asked[0]?.answered(answer);
    if (!goesOn) return;
    this.#asked.shift()?.close("");
    this.#asked[0]?.begin();
  }
  #closed(how) {
    for (const asked of this.#asked) asked.close(`the cache process ended without an answer (${how})`);
  }
};
var Asked = class {
  static {
    __name(this, "Asked");
  }
  #run;
  #lines = [];
  #begun = Promise.withResolvers();
  #ended = Promise.withResolvers();
  #watch;
  #answer;
  #over = false;
  constructor(run3) {
    this.#run = run3;
  }
  /** Whether nobody waits for it any more, whatever the child does about it. */
  get isOver() {
    return this.#over;
  }
  begin() {
    this.#watch = this.#run.startWatch();
    this.#begun.resolve(this.#watch);
  }
  sawLine(line) {
    this.#lines.push(line);
    this.#watch?.sawLine(line, performance.now());
    this.#run.onLine?.(line);
  }
  answered(answer) {
    this.#answer = answer;
  }
  /** Nothing more will come: what there is counts. */
  close(reason) {
    const crashed = { kind: "crashed", begun: this.#watch !== void 0, reason };
    this.#ended.resolve(this.#answer === void 0 ? crashed : { kind: "answered", answer: this.#answer });
  }
  async end() {
    const { signal } = this.#run;
    const settled = new AbortController();
    try {
      const end = await Promise.race([
        this.#ended.promise,
        callersStop(signal, settled.signal),
        this.#watchsStop(settled.signal)
      ]);
      return { ...end, lines: [...this.#lines] };
    } finally {
      this.#over = true;
      settled.abort();
    }
  }
  async #watchsStop(settled) {
    const watch = await this.#begun.promise;
    for (; ; ) {
      await pause2(this.#run.watchInterval, void 0, { signal: settled });
      watch.sawBytes(await this.#run.bytesOnDisk(), performance.now());
      const reason = watch.verdict(performance.now());
      if (reason !== void 0) return { kind: "stopped", by: "watch", reason };
    }
  }
};
async function callersStop(signal, settled) {
  if (!signal.aborted) await once2(signal, "abort", { signal: settled });
  return { kind: "stopped", by: "caller", reason: messageOf(signal.reason) };
}
__name(callersStop, "callersStop");
function readLines(streams, sawLine) {
  for (const input of streams) {
    if (input !== null) createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on("line", sawLine);
  }
}
__name(readLines, "readLines");
var CacheChildren = class {
  static {
    __name(this, "CacheChildren");
  }
  #fetching;
  /** Runs a request; `start` is for the case that it needs a process of its own. */
  async run(start2, run3) {
    const follows = run3.request.verb === "fetch";
    const end = follows && this.#fetching?.isAtWork ? await this.#fetching.ask(run3) : void 0;
    if (end !== void 0 && (end.kind !== "crashed" || end.begun)) return end;
    if (run3.signal.aborted) {
      return { kind: "stopped", by: "caller", reason: messageOf(run3.signal.reason), lines: [] };
    }
    const child = new CacheChild(start2);
    if (follows) this.#fetching = child;
    return child.ask(run3);
  }
};

// src/adapters/github-cache/fetch-entry.ts
import { rm as rm5 } from "node:fs/promises";

// src/adapters/github-cache/incoming-file.ts
var IncomingFile = class {
  static {
    __name(this, "IncomingFile");
  }
  #bytes = 0;
  #lost;
  #moved = Promise.withResolvers();
  get bytes() {
    return this.#bytes;
  }
  async upTo(bytes) {
    while (this.#bytes < bytes && this.#lost === void 0) await this.#moved.promise;
    return this.#bytes < bytes ? this.#lost : void 0;
  }
  /** Tells that this many bytes more are there. */
  advance(bytes) {
    this.#bytes += bytes;
    this.#tell();
  }
  /** Tells that no more will come; the first reason counts. */
  end(reason) {
    this.#lost ??= { kind: "unavailable", reason };
    this.#tell();
  }
  #tell() {
    const moved = this.#moved;
    this.#moved = Promise.withResolvers();
    moved.resolve();
  }
};

// src/adapters/github-cache/failure.ts
function cacheFailureIn(lines, secrets) {
  return causeIn(lines.flatMap(verdictIn), secrets);
}
__name(cacheFailureIn, "cacheFailureIn");
function failedAttemptIn(lines, secrets) {
  const attempts = lines.filter((line) => /^Attempt \d+ of \d+ failed with error: /.test(line));
  const cause = causeIn(attempts, secrets);
  return cause !== void 0 && "reason" in cause ? cause.reason : void 0;
}
__name(failedAttemptIn, "failedAttemptIn");
function verdictIn(line) {
  const match = /^::(?:warning|error)::(.*)$/.exec(line) ?? /^::debug::(Failed to reserve cache: .*)$/.exec(line) ?? /^(Failed to save: .*|Cache (?:restore|save) skipped: .*)$/.exec(line);
  return match?.[1] === void 0 ? [] : [match[1]];
}
__name(verdictIn, "verdictIn");
function causeIn(evidence, secrets) {
  const [first] = evidence;
  if (first === void 0) return void 0;
  const text = evidence.map((line) => redacted(line, secrets)).join("\n");
  for (const { pattern, failure } of causes) {
    const match = pattern.exec(text);
    if (match !== null) return failure(match[1] ?? match[0]);
  }
  const message = redacted(first, secrets).replace(
    /^(?:Failed to (?:restore|save)|uploadCache.* archive): /,
    ""
  );
  return unavailable2(`the cache service failed: ${message}`);
}
__name(causeIn, "causeIn");
var causes = [
  {
    pattern: /cache write denied: ?(.*)/,
    failure: /* @__PURE__ */ __name((detail) => denied(`the cache service denies writing: ${detail}`), "failure")
  },
  {
    pattern: /cache read denied: ?(.*)/,
    failure: /* @__PURE__ */ __name((detail) => unavailable2(`the cache service denies reading: ${detail}`), "failure")
  },
  {
    pattern: /effective cache-mode '([a-z-]+)' does not permit/,
    failure: /* @__PURE__ */ __name((mode) => denied(`ACTIONS_CACHE_MODE \`${mode}\` does not permit it`), "failure")
  },
  {
    pattern: /Key Validation Error: (?:\S+ )?((?:cannot|Keys are) .*)/,
    failure: /* @__PURE__ */ __name((rule) => unavailable2(`a key is none for the cache service: ${rule}`), "failure")
  },
  {
    pattern: /Cache storage quota has been hit/,
    failure: /* @__PURE__ */ __name(() => denied("the repository's quota of cache storage is used up"), "failure")
  },
  {
    pattern: /Failed request: \((\d{3})\)|responded with \d{3}|status code:? \d{3}/i,
    failure: /* @__PURE__ */ __name((found) => answered(Number(/\d{3}/.exec(found)?.[0])), "failure")
  },
  {
    pattern: /ECONNREFUSED/,
    failure: /* @__PURE__ */ __name(() => unavailable2("the cache service refused the connection (ECONNREFUSED)"), "failure")
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN/,
    failure: /* @__PURE__ */ __name((code2) => unavailable2(`the host name of the cache service was not found (${code2})`), "failure")
  },
  {
    pattern: /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|Request timeout/,
    failure: /* @__PURE__ */ __name((code2) => unavailable2(`the cache service could not be reached (${code2})`), "failure")
  },
  {
    pattern: /certificate|UNABLE_TO_VERIFY/i,
    failure: /* @__PURE__ */ __name(() => unavailable2(
      "the cache service's certificate is not trusted: name its authority in NODE_EXTRA_CA_CERTS"
    ), "failure")
  },
  {
    pattern: /ECONNRESET|EPIPE|socket hang up|premature close|aborted|incomplete download|terminated/i,
    failure: /* @__PURE__ */ __name(() => unavailable2("the connection to the cache service broke off"), "failure")
  },
  { pattern: /ENOSPC|No space left on device/, failure: /* @__PURE__ */ __name(() => unavailable2("the disk is full (ENOSPC)"), "failure") },
  {
    pattern: /Unable to locate executable file: g?tar/,
    failure: /* @__PURE__ */ __name(() => unavailable2("there is no `tar` on PATH"), "failure")
  },
  { pattern: /tar["']? failed with/, failure: /* @__PURE__ */ __name(() => unavailable2("`tar` could not read or write the entry"), "failure") },
  { pattern: /Invalid URL/, failure: /* @__PURE__ */ __name(() => unavailable2("ACTIONS_RESULTS_URL is not a URL"), "failure") },
  { pattern: /ACTIONS_RUNTIME_TOKEN/, failure: /* @__PURE__ */ __name(() => unavailable2("ACTIONS_RUNTIME_TOKEN is not set"), "failure") },
  {
    pattern: /Unexpected token|JSON/,
    failure: /* @__PURE__ */ __name(() => unavailable2("the cache service answered something that is not its protocol"), "failure")
  },
  {
    // Azure's client has no message for an answer without a body, as every answer to its HEAD is.
    pattern: /(?:Failed to (?:restore|save)|uploading cache archive): *$/m,
    failure: /* @__PURE__ */ __name(() => unavailable2("the storage of the cache service refused the transfer"), "failure")
  },
  { pattern: /another job may be creating this cache/, failure: /* @__PURE__ */ __name(() => ({ kind: "not-reserved" }), "failure") }
];
var longestReason = 300;
function answered(status) {
  const says = `the cache service answered ${status}`;
  if (status === 409) return { kind: "taken" };
  if (status === 401) return unavailable2(`${says}: it does not accept the job's token`);
  if (status === 403) return denied(`${says}: the job's token does not permit it`);
  if (status === 429) return unavailable2(`${says}: too many requests`);
  return unavailable2(status >= 500 ? `${says}: an error on its side` : says);
}
__name(answered, "answered");
function unavailable2(reason) {
  return { kind: "unavailable", reason: reason.slice(0, longestReason) };
}
__name(unavailable2, "unavailable");
function denied(reason) {
  return { kind: "denied", reason: reason.slice(0, longestReason) };
}
__name(denied, "denied");
function redacted(text, secrets) {
  const known = secrets.reduce((left, secret) => left.replaceAll(secret, "***"), text);
  return known.replaceAll(/(https?:\/\/[^\s?"']*)\?[^\s"']*/g, "$1?***").replaceAll(/(sig=|Bearer |token )[^\s&"']+/gi, "$1***").replaceAll(/\beyJ[\w.-]+/g, "***").replaceAll(/%0[AD]|[^\x20-\x7e]/gi, " ");
}
__name(redacted, "redacted");

// src/adapters/github-cache/outcome.ts
function matchIn(end, keys, env) {
  if (end.kind === "answered") {
    if (end.answer.kind === "matched") return matchOf(end.answer.key, keys);
    const isMiss = end.answer.kind === "none" && cacheFailureIn(end.lines, secretsIn(env)) === void 0;
    if (isMiss) return { kind: "none" };
  }
  const failure = failureOf(end, env);
  return "reason" in failure ? unavailable3(failure.reason) : notReserved(failure.kind);
}
__name(matchIn, "matchIn");
function announcedIn(line, keys) {
  const announced = /^Cache hit for(?: restore-key)?: (.+)$/.exec(line)?.[1];
  const match = announced === void 0 ? void 0 : matchOf(announced, keys);
  return match?.kind === "found" ? match.key : void 0;
}
__name(announcedIn, "announcedIn");
function isDownloaded(line) {
  return /^Cache Size: ~\d+ MB \(\d+ B\)$/.test(line);
}
__name(isDownloaded, "isDownloaded");
function matchOf(matched, keys) {
  const wasAskedFor = keys.some((key) => matched.startsWith(key));
  if (wasAskedFor && /^[\x21-\x7e]{1,512}$/.test(matched)) return { kind: "found", key: matched };
  return unavailable3("the cache service answered with an entry that was not asked for");
}
__name(matchOf, "matchOf");
function failureOf(end, env) {
  const secrets = secretsIn(env);
  if (end.kind === "stopped" && end.by === "caller") return unavailable3(end.reason);
  const printed = cacheFailureIn(end.lines, secrets);
  if (printed !== void 0) return printed;
  switch (end.kind) {
    case "stopped": {
      const attempt = failedAttemptIn(end.lines, secrets);
      return unavailable3(attempt === void 0 ? end.reason : `${attempt}, also when asked again`);
    }
    case "crashed":
      return unavailable3(end.reason);
    case "answered": {
      const said = end.answer.kind === "failed" ? [`::error::${end.answer.message}`] : [];
      return cacheFailureIn(said, secrets) ?? unavailable3("the cache service failed without a word");
    }
  }
}
__name(failureOf, "failureOf");
function notReserved(kind) {
  return unavailable3(
    kind === "taken" ? "another job is storing this entry at this moment" : "the cache service refused the reservation: another job is storing this entry, or the token may not"
  );
}
__name(notReserved, "notReserved");
function unavailable3(reason) {
  return { kind: "unavailable", reason };
}
__name(unavailable3, "unavailable");
function secretsIn(env) {
  const token = env["ACTIONS_RUNTIME_TOKEN"];
  return token ? [token] : [];
}
__name(secretsIn, "secretsIn");

// src/adapters/github-cache/receive-archive.ts
import { open as open2, rm as rm4 } from "node:fs/promises";

// src/adapters/github-cache/growing-file.ts
import { open } from "node:fs/promises";
import { setTimeout as pause3 } from "node:timers/promises";
var interval = 10;
var pieceBytes = 2 ** 18;
async function* readGrowing(find2, writing) {
  const file = await comes(find2, writing);
  if (file === void 0) return;
  const handle = await open(file, "r");
  const memory = Buffer.allocUnsafeSlow(pieceBytes);
  try {
    for (; ; ) {
      const over = writing.aborted;
      const { bytesRead } = await handle.read(memory);
      if (bytesRead > 0) yield memory.subarray(0, bytesRead);
      else if (over) return;
      else await pause3(interval);
    }
  } finally {
    await handle.close();
  }
}
__name(readGrowing, "readGrowing");
async function comes(find2, writing) {
  for (; ; ) {
    const over = writing.aborted;
    const file = await find2();
    if (file !== void 0 || over) return file;
    await pause3(interval);
  }
}
__name(comes, "comes");

// src/adapters/github-cache/receive-archive.ts
var worthwhileBytes = 8 * 2 ** 20;
async function receiveArchive(archive, key, onBegun) {
  const { sandbox, sizeLimit, writing, incoming } = archive;
  const file = receivedFile(sandbox);
  const taken = [];
  try {
    const { readArchivedPack } = await import("./adapters.github-cache.archived-pack.mjs");
    await readArchivedPack(
      readGrowing(() => archiveIn(sandbox), writing),
      async (pack) => {
        const { bytes } = pack;
        if (bytes < worthwhileBytes || bytes > sizeLimit) return;
        const dispose = /* @__PURE__ */ __name(() => rm4(file, { force: true }), "dispose");
        const found2 = { kind: "found", key, file, bytes, arrival: incoming, dispose };
        taken.push(found2);
        await write(archive, pack, file, () => onBegun(found2));
      }
    );
    const [found] = taken;
    return found === void 0 ? { kind: "left" } : { kind: "whole", found };
  } catch (error) {
    if (taken.length === 0) return { kind: "left" };
    return { kind: "cut", reason: `the entry ${key} cannot be read: ${messageOf(error)}` };
  }
}
__name(receiveArchive, "receiveArchive");
async function write({ incoming, signal }, { content }, file, onOpen) {
  const handle = await open2(file, "wx", 384);
  try {
    onOpen();
    for await (const piece of content) {
      signal.throwIfAborted();
      await handle.writeFile(piece);
      incoming.advance(piece.length);
    }
  } finally {
    await handle.close();
  }
}
__name(write, "write");

// src/adapters/github-cache/watch.ts
function watchCacheOperation(limits, start2) {
  let started = false;
  let lastLife = start2;
  let flowing = limits.startsWithDiskWork;
  let bytesOnDisk = 0;
  let bytesMoved = -1;
  let bytesAtLife = 0;
  const lives = /* @__PURE__ */ __name((bytes, now) => {
    const enough = limits.speedFloor * limits.stallTimeout / 1e3;
    if (flowing && Math.abs(bytes - bytesAtLife) < enough) return;
    lastLife = now;
    bytesAtLife = bytes;
    flowing = true;
  }, "lives");
  const seen = /* @__PURE__ */ __name(() => Math.max(bytesOnDisk, bytesMoved, 0), "seen");
  return {
    sawBytes(bytes, now) {
      const changed = bytes !== bytesOnDisk;
      bytesOnDisk = bytes;
      if (changed) lives(seen(), now);
    },
    sawLine(line, now) {
      if (!started) lastLife = now;
      started = true;
      const moved = transferredBytes(line);
      if (moved !== void 0 && moved > bytesMoved) {
        bytesMoved = moved;
        lives(seen(), now);
      } else if (flowing && failedAttempt.test(line)) {
        lastLife = now;
        flowing = false;
      }
    },
    verdict(now) {
      if (bytesOnDisk > limits.sizeLimit) return `the entry is larger than ${limits.sizeLimit} bytes`;
      if (now - start2 > limits.deadline)
        return `the cache service took longer than ${seconds(limits.deadline)}`;
      const patience = patienceFor(started, flowing, limits);
      if (now - lastLife <= patience.ms) return void 0;
      return flowing && seen() > bytesAtLife ? tooSlow(limits) : patience.verdict;
    }
  };
}
__name(watchCacheOperation, "watchCacheOperation");
function patienceFor(started, flowing, { stallTimeout, lookupTimeout }) {
  if (!started) {
    return { ms: startTimeout, verdict: `the cache process did not start within ${seconds(startTimeout)}` };
  }
  return flowing ? { ms: stallTimeout, verdict: `the cache service was silent for ${seconds(stallTimeout)}` } : { ms: lookupTimeout, verdict: `the cache service did not answer within ${seconds(lookupTimeout)}` };
}
__name(patienceFor, "patienceFor");
function tooSlow({ speedFloor, stallTimeout }) {
  return `the cache service sent less than ${speedFloor / 1e6} MB/s for ${seconds(stallTimeout)}, downloading is quicker`;
}
__name(tooSlow, "tooSlow");
var startTimeout = 1e4;
var failedAttempt = /^Attempt \d+ of \d+ failed with error: /;
function transferredBytes(line) {
  const bytes = /^(?:Received|Sent) (\d+) of \d+ \(/.exec(line)?.[1];
  return bytes === void 0 ? void 0 : Number(bytes);
}
__name(transferredBytes, "transferredBytes");
function seconds(ms) {
  return `${ms / 1e3} s`;
}
__name(seconds, "seconds");

// src/adapters/github-cache/service.ts
function sizeLimitOf({ sizeLimit = 1e10 }) {
  return sizeLimit;
}
__name(sizeLimitOf, "sizeLimitOf");
async function inSandbox({ env, scratchDir }, body) {
  if (!hasGithubCacheService(env)) {
    return unavailable3(
      "there is no cache service here: the runner names none (ACTIONS_RESULTS_URL, ACTIONS_CACHE_URL)"
    );
  }
  let sandbox;
  try {
    sandbox = await openSandbox(scratchDir);
    return await body(sandbox);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return unavailable3(messageOf(error));
  } finally {
    if (sandbox !== void 0) await closeSandbox(sandbox);
  }
}
__name(inSandbox, "inSandbox");
function ask2(service, sandbox, { question, signal, limits: given = {}, onLine = /* @__PURE__ */ __name(() => void 0, "onLine") }) {
  const { stallTimeout, lookupTimeout = Math.min(defaultLookupTimeout, stallTimeout) } = service;
  const limits = {
    lookupTimeout,
    stallTimeout,
    speedFloor: question.verb === "fetch" ? service.speedFloor ?? defaultSpeedFloor : 0,
    deadline: Number.POSITIVE_INFINITY,
    sizeLimit: sizeLimitOf(service),
    startsWithDiskWork: false,
    ...given
  };
  const start2 = {
    child: service.child ?? childBeside(import.meta.url),
    cwd: sandbox.work,
    env: cacheChildEnvironment(service.env),
    ...service.guard && { guard: service.guard }
  };
  return service.children.run(start2, {
    request: { ...question, work: sandbox.work },
    startWatch: /* @__PURE__ */ __name(() => watchCacheOperation(limits, performance.now()), "startWatch"),
    bytesOnDisk: /* @__PURE__ */ __name(() => sandboxBytes(sandbox), "bytesOnDisk"),
    watchInterval: Math.min(longestWatchInterval, Math.min(lookupTimeout, stallTimeout) / 4),
    signal,
    onLine
  });
}
__name(ask2, "ask");
var defaultLookupTimeout = 1e4;
var defaultSpeedFloor = 1e6;
var longestWatchInterval = 250;
function childBeside(url) {
  return new URL(url.endsWith(".ts") ? "../../cache-child.ts" : "./cache-child.mjs", url);
}
__name(childBeside, "childBeside");

// src/adapters/github-cache/fetch-entry.ts
async function fetchEntry2(service, request) {
  const begun = Promise.withResolvers();
  const unwanted = new AbortController();
  const signal = AbortSignal.any([request.signal, unwanted.signal]);
  const ended = inSandbox(
    service,
    (sandbox) => transfer(service, sandbox, { ...request, signal }, (found) => {
      const dispose = /* @__PURE__ */ __name(async () => {
        unwanted.abort(new Error("nobody wants the entry any more"));
        await ended;
        await found.dispose();
      }, "dispose");
      begun.resolve({ ...found, dispose });
    })
  );
  return Promise.race([begun.promise, ended]);
}
__name(fetchEntry2, "fetchEntry");
async function transfer(service, sandbox, { keys, signal, onMatched }, onBegun) {
  const announced = Promise.withResolvers();
  const [written, enough] = [new AbortController(), new AbortController()];
  const nothingMore = /* @__PURE__ */ __name(() => enough.abort(new Error("the library has nothing more to do")), "nothingMore");
  const reached = /* @__PURE__ */ new Set();
  const reach = /* @__PURE__ */ __name((what) => {
    if (reached.add(what).size === 2) nothingMore();
  }, "reach");
  const incoming = new IncomingFile();
  const archive = { sandbox, sizeLimit: sizeLimitOf(service), writing: written.signal, signal, incoming };
  const receiving = announced.promise.then(async (key) => {
    if (key === void 0) return { kind: "left" };
    const received = await receiveArchive(archive, key, (found) => {
      onBegun(found);
      reach("begun");
    });
    if (received.kind !== "left") nothingMore();
    return received;
  });
  try {
    const end = await ask2(service, sandbox, {
      question: { verb: "fetch", keys },
      signal: AbortSignal.any([signal, enough.signal]),
      onLine: /* @__PURE__ */ __name((line) => {
        if (isDownloaded(line)) reach("downloaded");
        const key = announcedIn(line, keys);
        if (key === void 0) return;
        announced.resolve(key);
        onMatched?.(key);
      }, "onLine")
    });
    const ofItself = !enough.signal.aborted;
    announced.resolve(void 0);
    written.abort();
    const received = await receiving;
    if (received.kind === "whole") return received.found;
    const match = matchIn(end, keys, service.env);
    if (received.kind === "left") return match.kind === "found" ? takeWhole(sandbox, match.key) : match;
    const reason = ofItself && "reason" in match ? match.reason : received.reason;
    const fetched = unavailable3(signal.aborted ? messageOf(signal.reason) : reason);
    incoming.end(fetched.reason);
    return fetched;
  } finally {
    written.abort();
    incoming.end("the transfer has ended");
  }
}
__name(transfer, "transfer");
async function takeWhole(sandbox, key) {
  const pack = await takePack(sandbox);
  if (pack.kind === "absent") return unavailable3(`the entry ${key} came without its pack`);
  if (pack.kind === "not-a-file") return unavailable3(`the entry ${key} holds a link in place of its pack`);
  const { file, bytes } = pack;
  return { kind: "found", key, file, bytes, dispose: /* @__PURE__ */ __name(() => rm5(file, { force: true }), "dispose") };
}
__name(takeWhole, "takeWhole");

// src/adapters/github-cache/github-cache.ts
function githubCache(options) {
  const service = { ...options, children: new CacheChildren() };
  return {
    kind: "github",
    place: "GitHub's cache service",
    ...hasZstd(options.env) ? {} : { note: withoutZstd },
    lookup: /* @__PURE__ */ __name((keys, signal) => inSandbox(service, (sandbox) => lookUp2(service, sandbox, keys, signal)), "lookup"),
    fetch: /* @__PURE__ */ __name((keys, signal, onMatched) => fetchEntry2(service, { keys, onMatched, signal }), "fetch"),
    store: /* @__PURE__ */ __name((key, file, signal) => inSandbox(service, (sandbox) => store2(service, sandbox, key, file, signal)), "store")
  };
}
__name(githubCache, "githubCache");
var withoutZstd = "There is no zstd here: @actions/cache then uses gzip, and finds only entries that were saved without zstd, too";
async function lookUp2(service, sandbox, keys, signal) {
  const end = await ask2(service, sandbox, { question: { verb: "lookup", keys }, signal });
  return matchIn(end, keys, service.env);
}
__name(lookUp2, "lookUp");
async function store2(service, sandbox, key, file, signal) {
  await offerPack(sandbox, file);
  const { size: bytes } = await stat4(file);
  const limits = { deadline: 6e4 + bytes / 1e3, startsWithDiskWork: true };
  const end = await ask2(service, sandbox, { question: { verb: "store", key }, signal, limits });
  if (end.kind === "answered" && end.answer.kind === "saved") return { kind: "stored", bytes };
  const failure = failureOf(end, service.env);
  if (failure.kind === "denied" || failure.kind === "unavailable") return failure;
  return await isStored(service, key, signal) ? { kind: "exists" } : notReserved(failure.kind);
}
__name(store2, "store");
async function isStored(service, key, signal) {
  const found = await inSandbox(service, (sandbox) => lookUp2(service, sandbox, [key], signal));
  return found.kind === "found" && found.key === key;
}
__name(isStored, "isStored");

// src/choose-cache.ts
function chooseCache(inputs, scratchDir, context) {
  const hasService = hasGithubCacheService(context.env);
  switch (inputs.cache) {
    case "off":
      return { kind: "off", reason: "`cache` is off" };
    case "directory":
      return directory(inputs, context);
    case "github":
      if (hasService) return github(inputs, scratchDir, context);
      return {
        kind: "off",
        reason: "there is no GitHub cache service here; `cache: github` works only in a workflow step"
      };
    case "auto":
      if (hasService) return github(inputs, scratchDir, context);
      if (context.fallback === "directory") return directory(inputs, context);
      return {
        kind: "off",
        reason: "this runner has no cache service; set `cache: directory` to use its disk"
      };
  }
}
__name(chooseCache, "chooseCache");
function github(inputs, scratchDir, { env, guard }) {
  return { kind: "on", backend: githubCache({ env, scratchDir, stallTimeout: inputs.stallTimeout, guard }) };
}
__name(github, "github");
function directory(inputs, { env, platform, clock, random }) {
  const root = inputs.cacheDirectory ?? userCacheDirectory(platform, env);
  return { kind: "on", backend: directoryCache({ root, maxBytes: inputs.cacheMaxSize, clock, random }) };
}
__name(directory, "directory");

// src/run.ts
import { mkdir as mkdir3, mkdtemp as mkdtemp3, rm as rm7 } from "node:fs/promises";
import path16 from "node:path";

// src/diagnosis/workflow-line.ts
import { readFile as readFile2 } from "node:fs/promises";
import path9 from "node:path";
async function workflowLine(input, env) {
  const { GITHUB_WORKSPACE: workspace, GITHUB_REPOSITORY: repository, GITHUB_WORKFLOW_REF: ref } = env;
  if (!workspace || !repository || !ref?.startsWith(`${repository}/`)) return void 0;
  const [name = ""] = ref.slice(repository.length + 1).split("@");
  if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(name)) return void 0;
  const file = path9.join(workspace, name);
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
    return await readFile2(file, "utf8");
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
import path10 from "node:path";
async function downloadStep(run3, before) {
  const { inputs, ports } = run3;
  const atHand = before.onDisk?.map(asDownloaded) ?? heldByEntry(run3, before.restored) ?? // After a hit hardly ever anything is missing, and to see that takes neither a proxy nor a network.
  (before.restored.kind === "hit" ? await probe(run3) : void 0);
  if (atHand !== void 0) {
    ports.runner.log.info("Nothing to download");
    return { kind: "nothing-missing", modules: atHand, retries: 0 };
  }
  const sheltered = await shelterAll(run3, "download");
  const jobs = await jobsOf(run3, sheltered);
  const downloaded = await withCredentials(run3, (credentials) => download(run3, jobs, credentials));
  const fetched = downloaded.modules.filter((module) => module.fetched).length;
  ports.runner.log.info(`Downloaded ${formatCount(fetched, "module")}`);
  if (downloaded.kind === "complete" && usesCredentials(inputs)) {
    ports.runner.log.info("All modules are on disk; later steps need no credentials for them");
  }
  await noticeChanges(run3, sheltered);
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
    ports.runner.log.info(`Trying the go command without the module proxy, because of: ${failure?.message}`);
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
    const attempts = Math.min(run3.inputs.attempts, goRuns);
    const ended = await downloadModules(requestOf(run3, { jobs, env, hooks, attempts, since }), portsOf(run3));
    return { ...await explained(run3, ended, env), network: stats() };
  });
}
__name(downloadThroughProxy, "downloadThroughProxy");
async function downloadDirectly(run3, jobs, credentials, since) {
  const env = { ...run3.plan.goCommandEnv, ...await networkEnv(run3), ...credentials.env };
  const ended = await downloadModules(requestOf(run3, { jobs, env, attempts: 1, since }), portsOf(run3));
  return explained(run3, ended, env);
}
__name(downloadDirectly, "downloadDirectly");
function requestOf({ plan, inputs, signal }, request) {
  return {
    ...request,
    gomodcache: plan.goEnv.GOMODCACHE,
    stallTimeout: inputs.stallTimeout + proxyPatience,
    signal,
    expected: plan.required.length
  };
}
__name(requestOf, "requestOf");
function portsOf({ ports }) {
  return { ...ports, log: ports.runner.log, progress: /* @__PURE__ */ __name((text) => ports.runner.progress(text), "progress") };
}
__name(portsOf, "portsOf");
async function explained(run3, ended, env) {
  if (ended.kind === "complete") return ended;
  const { diagnosed } = await import("./steps.diagnose.mjs");
  return diagnosed(run3, ended, env);
}
__name(explained, "explained");
var goRuns = 3;
var proxyPatience = 6e4;
function heldByEntry({ inputs, plan }, restored) {
  if (inputs.layout === "full" || inputs.packages.length > 0 || inputs.extraModules.length > 0)
    return void 0;
  if (restored.kind !== "hit") return void 0;
  const { parts, rejected, baseless, restored: placed, onDisk } = restored.delivered;
  if (rejected.length > 0 || baseless !== void 0) return void 0;
  if (parts[0] === void 0 || parts[0].manifest.uncovered.length > 0) return void 0;
  const modules = [...placed, ...onDisk.map((module) => ({ ...module, bytes: 0 }))].map(asDownloaded);
  const there = new Set(modules.map(moduleKey));
  return plan.required.every((module) => there.has(moduleKey(module))) ? modules : void 0;
}
__name(heldByEntry, "heldByEntry");
function asDownloaded(module) {
  return { path: module.path, version: module.version, bytes: module.bytes, fetched: false, attempts: 0 };
}
__name(asDownloaded, "asDownloaded");
async function noticeChanges({ ports }, sheltered) {
  for (const file of await wantedChanges(sheltered)) {
    const name = path10.basename(file);
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
   * Settles as `body` does; where it rejects, resolves with what `without` makes of the error. Rejects for an abort of `signal`
   * and for what the user has to correct (`isMeant`).
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
import path11 from "node:path";
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
  publish3(dir, ports);
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
  const folders = [path11.join(dir, "bin"), env[name] ?? ""].filter((folder) => folder !== "");
  return { ...env, [name]: folders.join(path11.delimiter) };
}
__name(withGo, "withGo");
function publish3(dir, { env: { GOROOT = "" }, runner }) {
  runner.addPath(path11.join(dir, "bin"));
  if (GOROOT === "" || path11.resolve(GOROOT) === path11.resolve(dir)) return;
  runner.log.info(`Changed GOROOT from ${GOROOT}, which is another Go, to ${dir}`);
  runner.exportVariable("GOROOT", dir);
}
__name(publish3, "publish");
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
import { readFile as readFile3 } from "node:fs/promises";
import path13 from "node:path";

// src/toolchain/version-file.ts
import path12 from "node:path";
function parseVersionFile(text, file) {
  if (/\.(?:mod|work)$/.test(file)) return fromModfile(text, file);
  const named = path12.basename(file) === ".tool-versions";
  const lines = text.split(/\r?\n/).map((line2, index) => ({ number: index + 1, words: wordsOf(line2) }));
  const line = lines.find(
    ({ words: [first = ""] }) => named ? /^(?:golang|go)$/.test(first) : first !== ""
  );
  const word = named ? line?.words[1] : line?.words.join(" ");
  if (line === void 0 || word === void 0) {
    throw invalid(
      file,
      "names no version of Go",
      named ? "Write a line such as `golang 1.26.8` into it." : "Write for example `1.26.8` into it."
    );
  }
  const spec = parseVersionSpec(word);
  if (spec !== void 0) return spec;
  throw invalid(
    file,
    `says \`${word}\`, which is no version of Go`,
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
  throw invalid(file, "has no `go` line", "Write `go 1.26.8` into it, or set `go-version`.");
}
__name(fromModfile, "fromModfile");
function wordsOf(line) {
  return line.replace(/#.*$/, "").split(/\s+/).filter((word) => word !== "");
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
    const file = path13.join(workingDirectory, name);
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
    return await readFile3(file, "utf8");
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
  const { kind } = restored.restored;
  if (kind !== "unavailable" && kind !== "cut") log.info(describeSave(saved));
  const { mirrorDirectory: dir } = inputs;
  const mirrored = dir === void 0 ? void 0 : await steps.run("mirror", () => writeMirror(run3, downloaded, dir));
  return recordOf(run3, { restored, downloaded, saved, mirrored }, steps.records);
}
__name(runPipeline, "runPipeline");
async function writeMirror(run3, downloaded, dir) {
  const { mirrorStep } = await import("./steps.mirror.mjs");
  return mirrorStep(run3, downloaded, dir);
}
__name(writeMirror, "writeMirror");
function logCacheKey({ plan: { cacheKey }, ports: { cache, runner } }) {
  runner.log.info(`Cache key: ${cacheKey.key}`);
  for (const ingredient of cacheKey.ingredients) runner.log.debug(`  ${ingredient}`);
  const note = cache.kind === "on" ? cache.backend.note : void 0;
  if (note !== void 0) runner.log.info(`Cache: ${note}`);
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
import { rename as rename4, rm as rm6, writeFile as writeFile2 } from "node:fs/promises";
import path14 from "node:path";

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
async function writeReport(file, text) {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    makeFolders(path14.dirname(file));
    await writeFile2(temporary, text, { flag: "wx" });
    await rename4(temporary, file);
  } catch (cause) {
    await rm6(temporary, { force: true }).catch(() => void 0);
    throw new ActionError(`The report could not be written to ${file}`, {
      code: "report-not-written",
      class: "disk",
      hint: "Give the path of a file in a directory that this user may write to.",
      cause
    });
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
import path15 from "node:path";
function lineOf({ file, line }) {
  return line === void 0 ? file : `${file}:${line}`;
}
__name(lineOf, "lineOf");
function locationBelow(location, dir) {
  if (dir === "" || !path15.isAbsolute(location.file)) return location;
  const below = path15.relative(dir, location.file);
  if (below === "" || below.startsWith("..") || path15.isAbsolute(below)) return location;
  return { ...location, file: below.split(path15.sep).join("/") };
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
  return modules.flatMap(({ path: path17, transfer: transfer2 }) => transfer2 === void 0 ? [] : [{ name: shortened3(path17), ...transfer2 }]).toSorted((a, b) => b.durationMs - a.durationMs).slice(0, maxModules).toSorted((a, b) => a.startMs - b.startMs);
}
__name(slowestModules, "slowestModules");
function shortened3(path17) {
  const room = 24;
  if (path17.length <= room) return path17;
  const tail = path17.slice(-room);
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
  const step = steps.find((taken) => taken.name === name);
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
    await report(session, { ...failedRecord(error, runner), durationMs: clock.now() - start2 }, true);
    return 2;
  }
}
__name(run2, "run");
async function runWithin(session, inputs) {
  const { clock, runner } = session.ports;
  let stop;
  try {
    return await withScratchDir(session, (scratchDir, neutralDir) => {
      const ports = { ...session.ports, cache: openCache(session, inputs, scratchDir) };
      return withDeadline({ ms: inputs.timeout, clock, parent: session.interrupted }, (signal) => {
        stop = signal;
        return runPipeline(inputs, ports, { scratchDir, neutralDir, signal });
      });
    });
  } catch (error) {
    const isStopped = stop?.aborted === true && error === stop.reason;
    return isStopped ? recordOfFailure(stoppedFailure(error, [])) : failedRecord(error, runner);
  }
}
__name(runWithin, "runWithin");
function openCache({ openCache: open3, ports }, inputs, scratchDir) {
  try {
    return open3(inputs, scratchDir);
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
  const scratchDir = await mkdtemp3(path16.join(tempDir, "go-mod-download-")).catch((cause) => {
    throw noTempDir(tempDir, cause);
  });
  const release = ports.guard.removeAtEnd(scratchDir);
  try {
    const neutralDir = path16.join(scratchDir, "neutral");
    await mkdir3(neutralDir).catch((cause) => {
      throw noTempDir(tempDir, cause);
    });
    return await body(scratchDir, neutralDir);
  } finally {
    await rm7(scratchDir, { recursive: true, force: true, maxRetries: 3 });
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
  if (summary) await writeSummary(summaryMarkdown(record));
  if (reportFile === void 0) return;
  try {
    await writeReport(reportFile, jsonReport(record, outputs));
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
  /** add keeps a secret from now on, and returns its parts as a line-wise masker needs them. Blank ones are none. */
  add(secret) {
    const parts = partsOf(secret);
    const forms = /* @__PURE__ */ new Set([...this.#forms, ...parts.flatMap(formsOf)]);
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
    return parts;
  }
  /** redact replaces every secret, as it is, in JSON, in a URL or in Base64, by `***`; the longest first. */
  redact(text) {
    return this.#forms.reduce((redacted2, form) => redacted2.replaceAll(form, stars), text);
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
  endSoon,
  endOnInterrupt,
  networkOf,
  systemClock,
  toolCacheOf,
  chooseCache,
  run2 as run,
  Secrets
};
