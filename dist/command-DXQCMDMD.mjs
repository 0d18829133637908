import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  InputError,
  Secrets,
  childProcessExec,
  chooseCache,
  definitionOf,
  inputDefinitions,
  isSwitchWord,
  lineOf,
  nearest,
  networkOf,
  onInterrupt,
  paceOf,
  parseSwitch,
  run,
  systemClock
} from "./chunk-XACAE4GY.mjs";
import "./chunk-5ILJL5PV.mjs";
import "./chunk-SWAGFF3B.mjs";
import {
  plainText
} from "./chunk-5WRNUYJJ.mjs";
import "./chunk-RYYVJRPQ.mjs";
import "./chunk-IDEI5UUF.mjs";
import "./chunk-RAFZYFLB.mjs";
import "./chunk-EHO2DON2.mjs";
import "./chunk-LWABET3N.mjs";
import "./chunk-5EJFMOZH.mjs";
import "./chunk-Q2ME3UY3.mjs";
import "./chunk-CC5XOXPF.mjs";
import {
  ActionError,
  messageOf
} from "./chunk-2MBDZSVY.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/command.ts
import { tmpdir } from "node:os";
import path from "node:path";

// src/adapters/terminal-progress.ts
var lineInterval = 5e3;
var rewriteInterval = 100;
var eraseLine = "\r\x1B[2K";
function liveProgress(stream, clock) {
  let visible = false;
  let rewritten = Number.NEGATIVE_INFINITY;
  return {
    show: /* @__PURE__ */ __name((message) => {
      if (clock.now() - rewritten < rewriteInterval) return;
      rewritten = clock.now();
      visible = true;
      const room = (stream.columns ?? 80) - 1;
      stream.write(`${eraseLine}${[...message].slice(0, room).join("")}`);
    }, "show"),
    makeRoom: /* @__PURE__ */ __name(() => {
      if (visible) stream.write(eraseLine);
      visible = false;
    }, "makeRoom")
  };
}
__name(liveProgress, "liveProgress");
function lineProgress(print, clock) {
  const pace = paceOf(clock, lineInterval);
  return {
    show: /* @__PURE__ */ __name((message) => {
      if (pace.due()) print(message);
    }, "show"),
    makeRoom: pace.shown
  };
}
__name(lineProgress, "lineProgress");

// src/adapters/terminal-style.ts
var renditions = { bold: 1, dim: 2, red: 31, yellow: 33, cyan: 36 };
function styled(text, style, colour) {
  return colour && style !== void 0 ? `\x1B[${renditions[style]}m${text}\x1B[0m` : text;
}
__name(styled, "styled");
function hasColour(stream, env) {
  const forced = env["FORCE_COLOR"];
  if (forced !== void 0) return forced !== "0" && forced !== "false";
  if (env["NO_COLOR"]) return false;
  return isLive(stream, env);
}
__name(hasColour, "hasColour");
function isLive(stream, env) {
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
__name(isLive, "isLive");

// src/adapters/terminal-runner.ts
function terminalRunner(options) {
  const { stdout, stderr, env, verbose, clock, secrets } = options;
  const shown = /* @__PURE__ */ __name((text) => secrets.redact(plainText(text)), "shown");
  const progress = isLive(stderr, env) ? liveProgress(stderr, clock) : lineProgress(info, clock);
  let indent = "";
  function print(stream, text) {
    progress.makeRoom();
    stream.write(`${indent}${text.replaceAll("\n", `
${indent}`)}
`);
  }
  __name(print, "print");
  function info(message) {
    print(stdout, shown(message));
  }
  __name(info, "info");
  function announce(stream, level, style) {
    const mark = styled(`${level}:`, style, hasColour(stream, env));
    return (message, annotation) => {
      const place = annotation?.place;
      print(stream, `${mark} ${shown(place === void 0 ? message : `${lineOf(place)}: ${message}`)}`);
    };
  }
  __name(announce, "announce");
  const log = {
    debug: /* @__PURE__ */ __name((message) => {
      if (verbose) print(stderr, styled(shown(message), "dim", hasColour(stderr, env)));
    }, "debug"),
    info,
    notice: announce(stdout, "notice", "cyan"),
    warning: announce(stderr, "warning", "yellow"),
    error: announce(stderr, "error", "red"),
    group: /* @__PURE__ */ __name(async (title, body) => {
      print(stdout, styled(shown(title), "bold", hasColour(stdout, env)));
      indent = "  ";
      try {
        return await body();
      } finally {
        indent = "";
      }
    }, "group")
  };
  return {
    log,
    mask: /* @__PURE__ */ __name((secret) => {
      secrets.add(secret);
    }, "mask"),
    setOutput: /* @__PURE__ */ __name(() => void 0, "setOutput"),
    exportVariable: /* @__PURE__ */ __name(() => void 0, "exportVariable"),
    writeSummary: /* @__PURE__ */ __name(async () => void 0, "writeSummary"),
    progress: /* @__PURE__ */ __name((message) => progress.show(shown(message).replaceAll("\n", " ")), "progress")
  };
}
__name(terminalRunner, "terminalRunner");

// src/inputs/arguments.ts
var commandFlags = [
  { name: "report", kind: "value", default: "", hint: "FILE", description: "Write the JSON report to FILE." },
  { name: "verbose", kind: "switch", default: "", hint: "", description: "Show every detail." },
  { name: "help", kind: "switch", default: "", hint: "", description: "Show this text." },
  { name: "version", kind: "switch", default: "", hint: "", description: "Show the version." }
];
var shortFlags = /* @__PURE__ */ new Map([
  ["-h", "--help"],
  ["-v", "--verbose"],
  ["-V", "--version"]
]);
function rawFromArguments(args) {
  const { flags, directories } = partArguments(args);
  if (isOn(flags, "help")) return { kind: "help" };
  if (isOn(flags, "version")) return { kind: "version" };
  const raw = {};
  for (const { name } of inputDefinitions) {
    const value = flags.get(name);
    if (value !== void 0) raw[name] = value;
  }
  const [directory, another] = directories;
  if (another !== void 0) {
    throw InputError.usage(
      `There are two directories, "${directory}" and "${another}". Give one; values of inputs stand after their flag.`
    );
  }
  if (directory !== void 0 && raw["working-directory"] !== void 0) {
    throw InputError.usage(
      `The directory is given twice: as "${directory}" and by --working-directory. Leave one of them out.`
    );
  }
  if (directory !== void 0) raw["working-directory"] = directory;
  return { kind: "run", raw, report: flags.get("report"), verbose: isOn(flags, "verbose") };
}
__name(rawFromArguments, "rawFromArguments");
function partArguments(args) {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const flags = /* @__PURE__ */ new Map();
  const directories = [];
  const rest = args.slice(0, end);
  for (let argument = rest.shift(); argument !== void 0; argument = rest.shift()) {
    if (!argument.startsWith("-")) {
      directories.push(argument);
      continue;
    }
    const { definition, value } = readFlag(shortFlags.get(argument) ?? argument, rest);
    const before = definition.kind === "list" ? flags.get(definition.name) : void 0;
    flags.set(definition.name, before === void 0 ? value : `${before}
${value}`);
  }
  return { flags, directories: [...directories, ...args.slice(end + 1)] };
}
__name(partArguments, "partArguments");
function readFlag(argument, rest) {
  const [, name = "", value] = /^--?([^=]*)(?:=(.*))?$/s.exec(argument) ?? [];
  const definition = argument.startsWith("--") ? flagOf(name) : void 0;
  if (definition === void 0) throw unknownFlag(argument, name);
  if (value !== void 0) return { definition, value };
  const [next] = rest;
  if (definition.kind === "switch") {
    const takesNext = next !== void 0 && isSwitchWord(next);
    return { definition, value: takesNext ? rest.shift() ?? "" : "true" };
  }
  if (next === void 0 || next.startsWith("--")) {
    throw InputError.usage(`--${name} needs a value: --${name} ${definition.hint}.`);
  }
  return { definition, value: rest.shift() ?? "" };
}
__name(readFlag, "readFlag");
function flagOf(name) {
  return definitionOf(name) ?? commandFlags.find((flag) => flag.name === name);
}
__name(flagOf, "flagOf");
function unknownFlag(argument, name) {
  const names = [...inputDefinitions, ...commandFlags].map((definition) => definition.name);
  const meant = nearest(name, names);
  const written = argument.replace(/=.*$/s, "");
  return InputError.usage(
    `There is no flag ${written}.${meant === void 0 ? "" : ` Did you mean --${meant}?`}`
  );
}
__name(unknownFlag, "unknownFlag");
function isOn(flags, name) {
  const parsed = parseSwitch(flags.get(name) ?? "false");
  if (parsed.kind === "ok") return parsed.value;
  throw InputError.usage(`--${name}: ${parsed.message}`);
}
__name(isOn, "isOn");

// src/inputs/help.ts
var lineWidth = 88;
function helpText(version2) {
  return `go-mod-download ${version2}
Downloads the Go modules of a project into its module cache: restored from a cache where it can,
verified against go.sum, fetched again where the network fails.

Usage: go-mod-download [DIRECTORY] [--INPUT VALUE ...] [--report FILE] [--verbose]
       go-mod-download pack FILE [--go-sum FILE ...]

DIRECTORY is where the module or workspace is; without it, the current directory.
pack shows what a cache entry holds and checks every file in it, against go.sum where it is given
(a directory of that name is written ./pack).

Inputs, each also an input of the action:
${inputDefinitions.map(entryOf).join("\n")}

Flags of the command:
${commandFlags.map(entryOf).join("\n")}

Exit status: 0 done, 1 the download failed or a pack is not sound, 2 wrong usage.

Examples:
  go-mod-download
  go-mod-download ./service --cache-directory /var/cache/go-mod --report report.json
  go-mod-download --extra-modules example.com/tool@v1.2.3 --cache off
`;
}
__name(helpText, "helpText");
function entryOf({ name, kind, default: value, hint, description }) {
  const flag = `  --${name}${kind === "switch" ? "" : ` ${hint}`}`;
  const said = value === "" || kind === "switch" ? flag : `${flag} (default: ${value})`;
  const shown = kind === "switch" && value === "true" ? `${flag}[=false] (default: true)` : said;
  return [shown, ...wrapped(description, lineWidth - 6).map((line) => `      ${line}`)].join("\n");
}
__name(entryOf, "entryOf");
function wrapped(text, width) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}
__name(wrapped, "wrapped");

// src/version.ts
var version = "1.0.0";

// src/command.ts
async function runCommand(process) {
  const [subcommand, ...rest] = process.argv.slice(2);
  if (subcommand === "pack") return inspectPack(process, rest);
  const commandLine = parse(process);
  switch (commandLine?.kind) {
    case void 0:
      return 2;
    case "help":
      process.stdout.write(helpText(version));
      return 0;
    case "version":
      process.stdout.write(`${version}
`);
      return 0;
    case "run":
      return runOnTerminal(process, commandLine);
  }
}
__name(runCommand, "runCommand");
async function inspectPack({ stdout, stderr }, args) {
  const { inspect } = await import("./inspect-LR4C2ZAO.mjs");
  const print = /* @__PURE__ */ __name((text) => stdout.write(text), "print");
  const complain = /* @__PURE__ */ __name((text) => stderr.write(text), "complain");
  return inspect(args, { print, complain, tempDir: tmpdir() });
}
__name(inspectPack, "inspectPack");
function parse(process) {
  try {
    return rawFromArguments(process.argv.slice(2));
  } catch (error) {
    const hint = error instanceof ActionError ? `
${error.hint}` : "";
    process.stderr.write(`${messageOf(error)}${hint}
`);
    return void 0;
  }
}
__name(parse, "parse");
function runOnTerminal(process, { raw, report, verbose }) {
  const env = { ...process.env };
  const { stdout, stderr, platform } = process;
  const clock = systemClock;
  const secrets = new Secrets();
  const home = env["HOME"] ?? env["USERPROFILE"];
  return run({
    raw,
    context: { cwd: process.cwd(), ...home === void 0 ? {} : { home }, platform },
    ports: {
      runner: terminalRunner({ stdout, stderr, env, verbose, clock, secrets }),
      exec: childProcessExec(),
      env,
      clock,
      random: Math.random,
      network: networkOf(env, platform)
    },
    secrets,
    openCache: /* @__PURE__ */ __name((inputs, scratchDir) => chooseCache(inputs, scratchDir, { env, platform, clock, random: Math.random, fallback: "directory" }), "openCache"),
    tempDir: tmpdir(),
    reportFile: report === void 0 ? "" : path.resolve(report),
    interrupted: onInterrupt(process)
  });
}
__name(runOnTerminal, "runOnTerminal");
export {
  runCommand
};
