import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  commandFlags,
  rawFromArguments
} from "./inputs.arguments.mjs";
import {
  Secrets,
  childProcessExec,
  chooseCache,
  endOnCrash,
  endOnInterrupt,
  endSoon,
  inputDefinitions,
  lineOf,
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
  ActionError,
  messageOf
} from "./adapters.process-tree.mjs";

// src/command.ts
import { tmpdir } from "node:os";
import path from "node:path";

// src/adapters/terminal/progress.ts
var lineInterval = 5e3;
var rewriteInterval = 100;
var eraseLine = "\r\x1B[2K";
function liveProgress(stream, clock) {
  let visible = false;
  let rewritten = Number.NEGATIVE_INFINITY;
  return {
    show: (message) => {
      if (clock.now() - rewritten < rewriteInterval) return;
      rewritten = clock.now();
      visible = true;
      const room = (stream.columns ?? 80) - 1;
      stream.write(`${eraseLine}${[...message].slice(0, room).join("")}`);
    },
    makeRoom: () => {
      if (visible) stream.write(eraseLine);
      visible = false;
    }
  };
}
function lineProgress(print, clock) {
  const pace = paceOf(clock, lineInterval);
  return {
    show: (message) => {
      if (pace.due()) print(message);
    },
    makeRoom: pace.shown
  };
}

// src/adapters/terminal/style.ts
var renditions = { bold: 1, dim: 2, red: 31, yellow: 33, cyan: 36 };
function styled(text, style, color) {
  return color && style !== void 0 ? `\x1B[${renditions[style]}m${text}\x1B[0m` : text;
}
function hasColor(stream, env) {
  const forced = env["FORCE_COLOR"];
  if (forced !== void 0) return forced !== "0" && forced !== "false";
  if (env["NO_COLOR"]) return false;
  return isLive(stream, env);
}
function isLive(stream, env) {
  return stream.isTTY === true && env["TERM"] !== "dumb";
}

// src/adapters/terminal/runner.ts
function terminalRunner(options) {
  const { stdout, stderr, env, verbose, clock, secrets } = options;
  const shown = (text) => secrets.redact(plainText(text));
  const progress = isLive(stderr, env) ? liveProgress(stderr, clock) : lineProgress(info, clock);
  let indent = "";
  function print(stream, text) {
    progress.makeRoom();
    stream.write(`${indent}${text.replaceAll("\n", `
${indent}`)}
`);
  }
  function info(message) {
    print(stdout, shown(message));
  }
  function announce(stream, level, style) {
    const mark = styled(`${level}:`, style, hasColor(stream, env));
    return (message, annotation) => {
      const location = annotation?.location;
      const at = location === void 0 ? "" : `${lineOf(location)}: `;
      print(stream, `${mark} ${shown(message.includes(at) ? message : at + message)}`);
    };
  }
  const log = {
    debug: (message) => {
      if (verbose) print(stderr, styled(shown(message), "dim", hasColor(stderr, env)));
    },
    info,
    notice: announce(stdout, "notice", "cyan"),
    warning: announce(stderr, "warning", "yellow"),
    error: announce(stderr, "error", "red"),
    group: async (title, body) => {
      print(stdout, styled(shown(title), "bold", hasColor(stdout, env)));
      indent = "  ";
      try {
        return await body();
      } finally {
        indent = "";
      }
    }
  };
  return {
    log,
    mask: (secret) => {
      secrets.add(secret);
    },
    setOutput: () => void 0,
    exportVariable: () => void 0,
    addPath: () => void 0,
    annotateGoErrors: () => void 0,
    writeSummary: async () => void 0,
    progress: (message) => progress.show(shown(message).replaceAll("\n", " "))
  };
}

// src/inputs/help.ts
var lineWidth = 88;
function helpText(version2) {
  return `go-mod-download ${version2}
Downloads a project's Go modules into the module cache: from a cache verified against go.sum,
otherwise from the network, with retries, resume and fallback.

Usage: go-mod-download [DIRECTORY] [--INPUT VALUE ...] [--report FILE] [--verbose]
       go-mod-download pack FILE [--go-sum FILE ...]
       go-mod-download doctor [DIRECTORY] [--INPUT VALUE ...]

DIRECTORY is the directory of the module or workspace (default: the current directory).
pack lists the contents of a cache entry and verifies every file in it, with --go-sum against go.sum
(write ./pack for a directory of that name).
doctor checks Go's settings and every server that they lead to, and says what to change
(write ./doctor for a directory of that name).

Inputs, each of which is also an input of the action:
${inputDefinitions.map(entryOf).join("\n")}

Flags of the command:
${commandFlags.map(entryOf).join("\n")}

Exit status: 0 success; 1 the download failed, the pack is invalid or doctor found a problem;
2 incorrect usage.

Examples:
  go-mod-download
  go-mod-download ./service --cache-directory /var/cache/go-mod --report report.json
  go-mod-download --extra-modules example.com/tool@v1.2.3 --cache off
`;
}
function entryOf({ name, kind, default: value, hint, description }) {
  const flag = `  --${name}${kind === "switch" ? "" : ` ${hint}`}`;
  const said = value === "" || kind === "switch" ? flag : `${flag} (default: ${value})`;
  const shown = kind === "switch" && value === "true" ? `${flag}[=false] (default: true)` : said;
  return [shown, ...wrapped(description, lineWidth - 6).map((line) => `      ${line}`)].join("\n");
}
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

// src/version.ts
var version = "1.0.0";

// src/command.ts
async function runCommand(process) {
  const guard = startGuard({
    lastLine: { fd: 2, prefix: "error: " },
    onFailure: (reason) => process.stderr.write(`There is no guard outside the event loop: ${reason}
`)
  });
  const secrets = new Secrets();
  endOnCrash(process, guard, (message) => process.stderr.write(`error: ${secrets.redact(message)}
`));
  endSoon(process, guard, await commandOf({ process, guard, secrets }));
}
function commandOf(start) {
  const { process, guard } = start;
  const [subcommand, ...rest] = process.argv.slice(2);
  if (subcommand === "doctor") return examineNetwork(start, rest);
  const commandLine = subcommand === "pack" ? void 0 : parse(process);
  if (commandLine?.kind === "run") return runOnTerminal(start, commandLine);
  endOnInterrupt(process, guard);
  if (subcommand === "pack") return inspectPack(start, rest);
  if (commandLine === void 0) return 2;
  process.stdout.write(commandLine.kind === "help" ? helpText(version) : `${version}
`);
  return 0;
}
async function inspectPack({ process, guard }, args) {
  const { stdout, stderr } = process;
  const { inspect } = await import("./inspect.inspect.mjs");
  const print = (text) => stdout.write(text);
  const complain = (text) => stderr.write(text);
  return inspect(args, { print, complain, tempDir: tmpdir(), guard });
}
async function examineNetwork({ process, guard, secrets }, args) {
  const { doctor } = await import("./doctor.doctor.mjs");
  const { socketProber } = await import("./adapters.probe.sockets.mjs");
  const env = { ...process.env };
  const { stdout, stderr, platform } = process;
  const clock = systemClock;
  return doctor(
    args,
    {
      exec: childProcessExec(guard),
      env,
      clock,
      network: networkOf(env, platform, confidenceIn(secrets)),
      prober: socketProber(clock)
    },
    {
      context: contextOf(process),
      print: (text) => stdout.write(text),
      complain: (text) => stderr.write(text),
      secrets,
      tempDir: tmpdir(),
      interrupted: onInterrupt(process, guard)
    }
  );
}
function confidenceIn(secrets) {
  return { mask: (secret) => void secrets.add(secret), redact: (text) => secrets.redact(text) };
}
function contextOf(process) {
  const { env, platform } = process;
  const home = env["HOME"] ?? env["USERPROFILE"];
  return { cwd: process.cwd(), ...home === void 0 ? {} : { home }, platform };
}
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
function runOnTerminal({ process, guard, secrets }, { raw, report, verbose }) {
  const env = { ...process.env };
  const { stdout, stderr, platform } = process;
  const clock = systemClock;
  const network = networkOf(env, platform, confidenceIn(secrets));
  const runner = terminalRunner({ stdout, stderr, env, verbose, clock, secrets });
  return run({
    raw,
    context: contextOf(process),
    ports: {
      runner,
      exec: childProcessExec(guard),
      env,
      clock,
      random: Math.random,
      network,
      toolCache: toolCacheOf(env, platform, process.arch, guard),
      guard
    },
    secrets,
    openCache: (inputs, scratchDir) => chooseCache(inputs, scratchDir, {
      env,
      platform,
      clock,
      random: Math.random,
      network,
      mask: runner.mask,
      fallback: "directory",
      guard
    }),
    tempDir: tmpdir(),
    reportFile: report === void 0 ? void 0 : path.resolve(report),
    interrupted: onInterrupt(process, guard)
  });
}
export {
  runCommand
};
