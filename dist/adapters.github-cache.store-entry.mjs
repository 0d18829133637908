import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  lookUpEntry,
  statusReason,
  withoutSecrets
} from "./adapters.github-cache.look-up-entry.mjs";
import {
  parseCacheAnswer
} from "./adapters.github-cache.protocol.mjs";
import {
  packName
} from "./adapters.github-cache.entry-version.mjs";
import "./http.read-start.mjs";
import {
  hasGithubCacheService,
  ifPresent,
  noService,
  unavailable
} from "./run.mjs";
import {
  endProcessTree,
  errnoOf,
  messageOf,
  ownGroup
} from "./adapters.process-tree.mjs";

// src/adapters/github-cache/store-entry.ts
import { stat } from "node:fs/promises";

// src/adapters/github-cache/child.ts
import { fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
function startCacheChild({ child, cwd, env, guard }) {
  const started = fork(child, [], {
    cwd,
    env,
    execArgv: [],
    detached: ownGroup,
    stdio: ["ignore", "pipe", "pipe", "ipc"]
  });
  const release = started.pid === void 0 ? void 0 : guard?.endAtEnd(started.pid);
  const ended = endOf(started);
  const lines = [];
  let watch;
  readLines([started.stdout, started.stderr], (line) => {
    lines.push(line);
    watch?.sawLine(line, performance.now());
  });
  let ending;
  const end = () => {
    ending ??= endProcessTree(started).then(release);
    return ending;
  };
  return {
    async run(run) {
      watch = run.watch;
      const settled = new AbortController();
      try {
        if (run.signal.aborted) return { ...stoppedBy(run.signal), lines: [] };
        started.send(run.request, () => void 0);
        const first = await Promise.race([
          ended,
          callersStop(run.signal, settled.signal),
          watchsStop(run, settled.signal)
        ]);
        return { ...first, lines: [...lines] };
      } finally {
        settled.abort();
        await end();
      }
    },
    end
  };
}
function endOf(child) {
  const { promise, resolve } = Promise.withResolvers();
  let answer;
  const crashed = (how) => ({
    kind: "crashed",
    reason: `the cache process ended without an answer (${how})`
  });
  child.on("message", (message) => {
    answer = parseCacheAnswer(message);
  });
  child.on(
    "close",
    (code, signal) => resolve(answer === void 0 ? crashed(`status ${signal ?? code}`) : { kind: "answered", answer })
  );
  child.on("error", (error) => resolve(crashed(messageOf(error))));
  return promise;
}
async function callersStop(signal, settled) {
  if (!signal.aborted) await once(signal, "abort", { signal: settled });
  return stoppedBy(signal);
}
function stoppedBy(signal) {
  return { kind: "stopped", by: "caller", reason: messageOf(signal.reason) };
}
async function watchsStop({ watch, bytesOnDisk, watchInterval }, settled) {
  for (; ; ) {
    await pause(watchInterval, void 0, { signal: settled });
    watch.sawBytes(await bytesOnDisk(), performance.now());
    const reason = watch.reasonToStop(performance.now());
    if (reason !== void 0) return { kind: "stopped", by: "watch", reason };
  }
}
function readLines(streams, sawLine) {
  for (const input of streams) {
    if (input !== null) createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on("line", sawLine);
  }
}

// src/adapters/github-cache/sandbox.ts
import { constants, copyFile, link, lstat, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import path from "node:path";
var sandboxVariables = {
  GITHUB_WORKSPACE: "../work",
  RUNNER_TEMP: "..",
  TMPDIR: "..",
  TEMP: "..",
  TMP: ".."
};
async function openSandbox(scratchDir) {
  await mkdir(scratchDir, { recursive: true });
  const root = await mkdtemp(path.join(scratchDir, "github-cache-"));
  const work = path.join(root, "work");
  await mkdir(work);
  return { root, work };
}
async function closeSandbox(sandbox) {
  try {
    await rm(sandbox.root, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
  }
}
async function offerPack(sandbox, file) {
  const pack = path.join(sandbox.work, packName);
  try {
    await link(file, pack);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") throw error;
    await copyFile(file, pack, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}
async function sandboxBytes(sandbox) {
  const sizes = await Promise.all((await foldersIn(sandbox.root)).map(bytesIn));
  return sizes.reduce((sum, size) => sum + size, 0);
}
async function foldersIn(dir) {
  const entries = await readdir(dir, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(dir, entry.name));
}
async function bytesIn(dir) {
  let bytes = 0;
  for (const name of await readdir(dir)) bytes += await sizeOf(path.join(dir, name));
  return bytes;
}
async function sizeOf(file) {
  return (await ifPresent(lstat(file)))?.size ?? 0;
}

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
    ZSTD_CLEVEL: "1"
  };
}

// src/adapters/github-cache/failure.ts
function cacheFailureIn(lines, secrets) {
  return causeIn(lines.flatMap(verdictIn), secrets);
}
function failedAttemptIn(lines, secrets) {
  const attempts = lines.filter((line) => /^Attempt \d+ of \d+ failed with error: /.test(line));
  const cause = causeIn(attempts, secrets);
  return cause !== void 0 && "reason" in cause ? cause.reason : void 0;
}
function verdictIn(line) {
  const match = /^::(?:warning|error)::(.*)$/.exec(line) ?? /^::debug::(Failed to reserve cache: .*)$/.exec(line) ?? /^(Failed to save: .*|Cache save skipped: .*)$/.exec(line);
  return match?.[1] === void 0 ? [] : [match[1]];
}
function causeIn(evidence, secrets) {
  const [first] = evidence;
  if (first === void 0) return void 0;
  const text = evidence.map((line) => withoutSecrets(line, secrets)).join("\n");
  for (const { pattern, failure } of causes) {
    const match = pattern.exec(text);
    if (match !== null) return failure(match[1] ?? match[0]);
  }
  const message = withoutSecrets(first, secrets).replace(/^(?:Failed to save|uploadCache.* archive): /, "");
  return unavailable2(`the cache service failed: ${message}`);
}
var causes = [
  {
    pattern: /cache write denied: ?(.*)/,
    failure: (detail) => denied(`the cache service denies writing: ${detail}`)
  },
  {
    pattern: /effective cache-mode '([a-z-]+)' does not permit/,
    failure: (mode) => denied(`ACTIONS_CACHE_MODE \`${mode}\` does not permit it`)
  },
  {
    pattern: /Key Validation Error: (?:\S+ )?((?:cannot|Keys are) .*)/,
    failure: (rule) => unavailable2(`the cache service does not accept a key: ${rule}`)
  },
  {
    pattern: /Cache storage quota has been hit/,
    failure: () => denied("the repository's quota of cache storage is used up")
  },
  {
    pattern: /Failed request: \((\d{3})\)|responded with \d{3}|status code:? \d{3}/i,
    failure: (found) => answered(Number(/\d{3}/.exec(found)?.[0]))
  },
  {
    pattern: /ECONNREFUSED/,
    failure: () => unavailable2("the cache service refused the connection (ECONNREFUSED)")
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN/,
    failure: (code) => unavailable2(`the host name of the cache service was not found (${code})`)
  },
  {
    pattern: /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|Request timeout/,
    failure: (code) => unavailable2(`the cache service could not be reached (${code})`)
  },
  {
    pattern: /certificate|UNABLE_TO_VERIFY/i,
    failure: () => unavailable2(
      "the cache service's certificate is not trusted: name its authority in NODE_EXTRA_CA_CERTS"
    )
  },
  {
    pattern: /ECONNRESET|EPIPE|socket hang up|premature close|aborted|terminated/i,
    failure: () => unavailable2("the connection to the cache service broke off")
  },
  { pattern: /ENOSPC|No space left on device/, failure: () => unavailable2("the disk is full (ENOSPC)") },
  {
    pattern: /Unable to locate executable file: g?tar/,
    failure: () => unavailable2("there is no `tar` on PATH")
  },
  { pattern: /tar["']? failed with/, failure: () => unavailable2("`tar` could not write the entry") },
  { pattern: /Invalid URL/, failure: () => unavailable2("ACTIONS_RESULTS_URL is not a URL") },
  { pattern: /ACTIONS_RUNTIME_TOKEN/, failure: () => unavailable2("ACTIONS_RUNTIME_TOKEN is not set") },
  {
    pattern: /Unexpected token|JSON/,
    failure: () => unavailable2("the cache service answered something that is not its protocol")
  },
  {
    // Azure's client has no message for an answer without a body, as every answer to its HEAD is.
    pattern: /(?:Failed to save|uploading cache archive): *$/m,
    failure: () => unavailable2("the storage of the cache service refused the transfer")
  },
  { pattern: /another job may be creating this cache/, failure: () => ({ kind: "not-reserved" }) }
];
function answered(status) {
  if (status === 409) return { kind: "taken" };
  return status === 403 ? denied(statusReason(status)) : unavailable2(statusReason(status));
}
function unavailable2(reason) {
  return { kind: "unavailable", reason };
}
function denied(reason) {
  return { kind: "denied", reason };
}

// src/adapters/github-cache/outcome.ts
function failureOf(end, env) {
  const secrets = secretsIn(env);
  if (end.kind === "stopped" && end.by === "caller") return unavailable(end.reason);
  const printed = cacheFailureIn(end.lines, secrets);
  if (printed !== void 0) return printed;
  switch (end.kind) {
    case "stopped": {
      const attempt = failedAttemptIn(end.lines, secrets);
      return unavailable(attempt === void 0 ? end.reason : `${attempt}, also when asked again`);
    }
    case "crashed":
      return unavailable(end.reason);
    case "answered": {
      const said = end.answer.kind === "failed" ? [`::error::${end.answer.message}`] : [];
      return cacheFailureIn(said, secrets) ?? unavailable("the cache service failed without a word");
    }
  }
}
function notReserved(kind) {
  return unavailable(
    kind === "taken" ? "another job is storing this entry at this moment" : "the cache service refused the reservation: another job is storing this entry, or the token may not"
  );
}
function secretsIn(env) {
  const token = env["ACTIONS_RUNTIME_TOKEN"];
  return token ? [token] : [];
}

// src/adapters/github-cache/watch.ts
function watchCacheOperation(limits, start) {
  let started = false;
  let lastLife = start;
  let flowing = true;
  let bytesOnDisk = 0;
  let bytesMoved = -1;
  const lives = (now) => {
    lastLife = now;
    flowing = true;
  };
  return {
    sawBytes(bytes, now) {
      const changed = bytes !== bytesOnDisk;
      bytesOnDisk = bytes;
      if (changed) lives(now);
    },
    sawLine(line, now) {
      if (!started) lastLife = now;
      started = true;
      const moved = transferredBytes(line);
      if (moved !== void 0 && moved > bytesMoved) {
        bytesMoved = moved;
        lives(now);
      } else if (flowing && failedAttempt.test(line)) {
        lastLife = now;
        flowing = false;
      }
    },
    reasonToStop(now) {
      if (bytesOnDisk > limits.sizeLimit) return `the entry is larger than ${limits.sizeLimit} bytes`;
      if (now - start > limits.deadline)
        return `the cache service took longer than ${seconds(limits.deadline)}`;
      const timeout = timeoutFor(started, flowing, limits);
      return now - lastLife <= timeout.ms ? void 0 : timeout.reason;
    }
  };
}
function timeoutFor(started, flowing, { stallTimeout, lookupTimeout }) {
  if (!started) {
    return { ms: startTimeout, reason: `the cache process did not start within ${seconds(startTimeout)}` };
  }
  return flowing ? { ms: stallTimeout, reason: `the cache service was silent for ${seconds(stallTimeout)}` } : { ms: lookupTimeout, reason: `the cache service did not answer within ${seconds(lookupTimeout)}` };
}
var startTimeout = 1e4;
var failedAttempt = /^Attempt \d+ of \d+ failed with error: /;
function transferredBytes(line) {
  const bytes = /^Sent (\d+) of \d+ \(/.exec(line)?.[1];
  return bytes === void 0 ? void 0 : Number(bytes);
}
function seconds(ms) {
  return `${ms / 1e3} s`;
}

// src/adapters/github-cache/store-entry.ts
async function openStoreSite({ child, env, guard, scratchDir }) {
  const sandbox = await openSandbox(scratchDir);
  const start = { child, cwd: sandbox.work, env: cacheChildEnvironment(env), guard };
  return { sandbox, child: startCacheChild(start) };
}
async function closeStoreSite({ sandbox, child }) {
  await child.end();
  await closeSandbox(sandbox);
}
async function storeEntry(service, request, opening) {
  if (!hasGithubCacheService(service.env)) return noService();
  if (opening === void 0 && request.signal.aborted) return unavailable(messageOf(request.signal.reason));
  let site;
  try {
    site = await (opening ?? openStoreSite(service));
    return await storeFrom(site, service, request);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return unavailable(messageOf(error));
  } finally {
    if (site !== void 0) await closeStoreSite(site);
  }
}
async function storeFrom({ sandbox, child }, service, { key, file, signal }) {
  await offerPack(sandbox, file);
  const { size: bytes } = await stat(file);
  const { lookupTimeout, stallTimeout, sizeLimit } = service;
  const limits = { lookupTimeout, stallTimeout, sizeLimit, deadline: 6e4 + bytes / 1e3 };
  const end = await child.run({
    request: { key, work: sandbox.work },
    watch: watchCacheOperation(limits, performance.now()),
    bytesOnDisk: () => sandboxBytes(sandbox),
    watchInterval: Math.min(longestWatchInterval, Math.min(lookupTimeout, stallTimeout) / 4),
    signal
  });
  if (end.kind === "answered" && end.answer.kind === "saved") return { kind: "stored", bytes };
  const failure = failureOf(end, service.env);
  if (failure.kind === "denied" || failure.kind === "unavailable") return failure;
  const found = await lookUpEntry(service, [key], signal);
  return found.kind === "found" && found.key === key ? { kind: "exists" } : notReserved(failure.kind);
}
var longestWatchInterval = 250;
export {
  closeStoreSite,
  openStoreSite,
  storeEntry
};
