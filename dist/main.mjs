import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  addPath,
  debug,
  error,
  exportVariable,
  group,
  info,
  notice,
  setOutput,
  setSecret,
  summary,
  warning
} from "./npm.actions.core.lib.core.mjs";
import {
  Secrets,
  childProcessExec,
  chooseCache,
  endOnCrash,
  endSoon,
  inputDefinitions,
  locationBelow,
  networkOf,
  onInterrupt,
  paceOf,
  plainText,
  run,
  startGuard,
  systemClock,
  toolCacheOf
} from "./run.mjs";
import {
  messageOf
} from "./adapters.process-tree.mjs";

// src/main.ts
import { tmpdir } from "node:os";
import path from "node:path";

// src/adapters/github-runner.ts
import { closeSync, constants, openSync } from "node:fs";

// src/adapters/workflow-commands.ts
function neutralized(text) {
  return plainText(text).replaceAll("##[", "##\\[").replace(/^([^\S\r\n\u2028\u2029]*)::/gm, "$1\\::");
}
function commandData(text) {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

// src/adapters/github-runner.ts
var progressInterval = 5e3;
function githubRunner({ env: env2, clock: clock2, secrets: secrets2, problemMatcher: problemMatcher2 }) {
  const pace = paceOf(clock2, progressInterval);
  const safe = (text) => neutralized(secrets2.redact(plainText(text)));
  const shown = (text) => {
    pace.shown();
    return safe(text);
  };
  const log = {
    debug: (message) => debug(safe(message)),
    info: (message) => info(shown(message)),
    notice: (message, annotation) => notice(shown(message), propertiesOf(annotation)),
    warning: (message, annotation) => warning(shown(message), propertiesOf(annotation)),
    error: (message, annotation) => error(shown(message), propertiesOf(annotation)),
    group: (title, body) => group(shown(title), body)
  };
  function propertiesOf(annotation) {
    if (annotation === void 0) return {};
    const { title } = annotation;
    const location = annotation.location && locationBelow(annotation.location, env2["GITHUB_WORKSPACE"] ?? "");
    return {
      title: shown(title),
      ...location === void 0 ? {} : { file: location.file },
      ...location?.line === void 0 ? {} : { startLine: location.line }
    };
  }
  let outputsFailed = false;
  const setOutput2 = (name, value) => {
    try {
      checkOpens(env2["GITHUB_OUTPUT"]);
      setOutput(name, value);
    } catch (error2) {
      if (!outputsFailed) log.warning(`The outputs of this step could not be written: ${messageOf(error2)}`);
      outputsFailed = true;
    }
  };
  return {
    log,
    mask: (secret) => {
      for (const part of secrets2.add(secret)) setSecret(part);
    },
    setOutput: setOutput2,
    exportVariable: (name, value) => {
      checkOpens(env2["GITHUB_ENV"]);
      exportVariable(name, value);
    },
    addPath: (dir) => {
      checkOpens(env2["GITHUB_PATH"]);
      addPath(dir);
    },
    annotateGoErrors: () => info(`::add-matcher::${commandData(problemMatcher2)}`),
    writeSummary: async (markdown) => {
      if (!env2["GITHUB_STEP_SUMMARY"]) return;
      try {
        checkOpens(env2["GITHUB_STEP_SUMMARY"]);
        await summary.addRaw(markdown, true).write();
      } catch (error2) {
        log.warning(`The job summary could not be written: ${messageOf(error2)}`);
      }
    },
    progress: (message) => {
      if (pace.due()) info(shown(message));
    }
  };
}
function checkOpens(file) {
  if (!file) return;
  const { O_WRONLY, O_NONBLOCK = 0 } = constants;
  closeSync(openSync(file, O_WRONLY | O_NONBLOCK));
}

// src/inputs/action-env.ts
function rawFromActionEnv(env2) {
  const given = {};
  for (const { name } of inputDefinitions) {
    const value = env2[`INPUT_${name.toUpperCase()}`];
    if (value !== void 0) given[name] = value;
  }
  return given;
}

// src/main.ts
var env = { ...process.env };
var clock = systemClock;
var secrets = new Secrets();
var tempDir = env["RUNNER_TEMP"] || tmpdir();
var home = env["HOME"] ?? env["USERPROFILE"];
var problemMatcher = path.join(import.meta.dirname, "..", "go-problem-matcher.json");
var runner = githubRunner({ env, clock, secrets, problemMatcher });
var network = networkOf(env, process.platform, {
  mask: runner.mask,
  redact: (text) => secrets.redact(text)
});
var guard = startGuard({
  lastLine: { fd: 1, prefix: "::error title=go-mod-download was ended::" },
  onFailure: (reason) => runner.log.debug(`There is no guard outside the event loop: ${reason}`)
});
endOnCrash(process, guard, (message) => runner.log.error(message));
for (const name of ["ACTIONS_RUNTIME_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"]) runner.mask(env[name] ?? "");
var status = await run({
  raw: rawFromActionEnv(env),
  context: { cwd: process.cwd(), ...home === void 0 ? {} : { home }, platform: process.platform },
  ports: {
    runner,
    exec: childProcessExec(guard),
    env,
    clock,
    random: Math.random,
    network,
    toolCache: toolCacheOf(env, process.platform, process.arch, guard),
    guard
  },
  secrets,
  openCache: (inputs, scratchDir) => chooseCache(inputs, scratchDir, {
    env,
    platform: process.platform,
    clock,
    random: Math.random,
    network,
    mask: runner.mask,
    fallback: "off",
    guard
  }),
  tempDir,
  reportFile: path.join(tempDir, `go-mod-download-report-${process.pid}.json`),
  interrupted: onInterrupt(process, guard)
});
endSoon(process, guard, status === 0 ? 0 : 1);
