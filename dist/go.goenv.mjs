import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ActionError
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/go/goenv.ts
import path from "node:path";
async function readGoEnv(exec, env, neutralDir, signal) {
  const neutral = { ...env, GOTOOLCHAIN: "local", GOWORK: "off" };
  const ask = /* @__PURE__ */ __name((args, given) => askGo(exec, { file: "go", args, cwd: neutralDir, env: given }, signal), "ask");
  const [all, toolchain] = await Promise.all([
    ask(["env", "-json", ...names], neutral),
    // Answered by the local go command whatever GOTOOLCHAIN says (cmd/go/internal/toolchain, Select).
    ask(["env", "GOTOOLCHAIN"], env)
  ]);
  const variables = {
    ...parseVariables(all),
    GOTOOLCHAIN: toolchain.trim()
  };
  return { ...pick((name) => variables[name] ?? ""), GOMODCACHE: checkedModcache(variables), variables };
}
__name(readGoEnv, "readGoEnv");
async function readGoWork(exec, env, dir, signal) {
  return readFileSetting("GOWORK", exec, env, dir, signal);
}
__name(readGoWork, "readGoWork");
async function readGoModFile(exec, env, dir, signal) {
  const file = await readFileSetting("GOMOD", exec, env, dir, signal);
  return file === "/dev/null" || file === "NUL" ? void 0 : file;
}
__name(readGoModFile, "readGoModFile");
async function readFileSetting(name, exec, env, dir, signal) {
  const file = (await askGo(exec, { file: "go", args: ["env", name], cwd: dir, env }, signal)).trim();
  return file === "" || file === "off" ? void 0 : file;
}
__name(readFileSetting, "readFileSetting");
var names = Object.keys(pick(() => ""));
async function askGo(exec, command, signal) {
  const { code, stdout, stderr } = await exec.ask(command, signal);
  if (code === 0) return stdout;
  const said = stderr.trim();
  if (said === "") throw speechless(code);
  throw new ActionError(`\`go ${command.args.join(" ")}\` failed: ${said}`, {
    code: "go-env-failed",
    class: "configuration",
    hint: "Correct the setting that go names, in the environment of this step or with `go env -w`."
  });
}
__name(askGo, "askGo");
function speechless(code) {
  const killed = code < 0;
  return new ActionError(
    `\`go env\` ${killed ? "was killed" : `exited with code ${code}`} without any output`,
    {
      code: "go-env-failed",
      class: "configuration",
      fault: killed ? "infrastructure" : "settings",
      hint: "Run `go env` in a step before this one: the `go` on PATH does not work."
    }
  );
}
__name(speechless, "speechless");
function parseVariables(json) {
  let parsed;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw unreadable(error);
  }
  if (typeof parsed !== "object" || parsed === null) throw unreadable(void 0);
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
}
__name(parseVariables, "parseVariables");
function unreadable(cause) {
  return new ActionError("`go env -json` did not print JSON", {
    code: "go-env-failed",
    class: "configuration",
    hint: "Check that `go` on PATH is the go command, and not a wrapper that prints lines of its own.",
    cause
  });
}
__name(unreadable, "unreadable");
function checkedModcache({ GOMODCACHE = "" }) {
  if (path.isAbsolute(GOMODCACHE)) return GOMODCACHE;
  const what = GOMODCACHE === "" ? "is not set, and neither is GOPATH or HOME" : `is relative: \`${GOMODCACHE}\``;
  throw new ActionError(`GOMODCACHE ${what}`, {
    code: "gomodcache-invalid",
    class: "configuration",
    hint: "Set GOMODCACHE to the absolute path of a directory, or set HOME: the default is `HOME/go/pkg/mod`."
  });
}
__name(checkedModcache, "checkedModcache");
function pick(setting) {
  return {
    GOMODCACHE: setting("GOMODCACHE"),
    GOPROXY: setting("GOPROXY"),
    GOPRIVATE: setting("GOPRIVATE"),
    GONOPROXY: setting("GONOPROXY"),
    GONOSUMDB: setting("GONOSUMDB"),
    GOSUMDB: setting("GOSUMDB"),
    GOINSECURE: setting("GOINSECURE"),
    GOAUTH: setting("GOAUTH"),
    GOTOOLCHAIN: setting("GOTOOLCHAIN"),
    GOFLAGS: setting("GOFLAGS"),
    GOVERSION: setting("GOVERSION"),
    GOOS: setting("GOOS"),
    GOARCH: setting("GOARCH"),
    CGO_ENABLED: setting("CGO_ENABLED"),
    GOEXPERIMENT: setting("GOEXPERIMENT"),
    GO111MODULE: setting("GO111MODULE"),
    GOPATH: setting("GOPATH"),
    GOROOT: setting("GOROOT")
  };
}
__name(pick, "pick");

export {
  readGoEnv,
  readGoWork,
  readGoModFile
};
