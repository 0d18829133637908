import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  InputError,
  definitionOf,
  inputDefinitions,
  isSwitchWord,
  nearest,
  parseSwitch
} from "./run.mjs";

// src/inputs/arguments.ts
var commandFlags = [
  { name: "report", kind: "value", default: "", hint: "FILE", description: "Write the JSON report to FILE." },
  { name: "verbose", kind: "switch", default: "", hint: "", description: "Log every detail." },
  { name: "help", kind: "switch", default: "", hint: "", description: "Show this help." },
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
      `There are two directories, "${directory}" and "${another}". Give only one; the value of an input follows its flag.`
    );
  }
  if (directory !== void 0 && raw["working-directory"] !== void 0) {
    throw InputError.usage(
      `The directory is given twice: as "${directory}" and with --working-directory. Remove one of them.`
    );
  }
  if (directory !== void 0) raw["working-directory"] = directory;
  return { kind: "run", raw, report: flags.get("report"), verbose: isOn(flags, "verbose") };
}
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
function readFlag(argument, rest) {
  const [, name = "", value] = /^--?([^=]*)(?:=(.*))?$/s.exec(argument) ?? [];
  const definition = argument.startsWith("--") ? flagOf(name) : void 0;
  if (definition === void 0) throw unknownFlag(argument, name);
  if (value !== void 0) return { definition, value };
  const [next] = rest;
  if (definition.kind === "switch") {
    return { definition, value: isSwitchValue(definition, next) ? rest.shift() ?? "" : "true" };
  }
  if (next === void 0 || next.startsWith("--")) {
    throw InputError.usage(`--${name} needs a value: --${name} ${definition.hint}.`);
  }
  return { definition, value: rest.shift() ?? "" };
}
function isSwitchValue({ values = [] }, word) {
  return word !== void 0 && (isSwitchWord(word) || values.includes(word));
}
function flagOf(name) {
  return definitionOf(name) ?? commandFlags.find((flag) => flag.name === name);
}
function unknownFlag(argument, name) {
  const names = [...inputDefinitions, ...commandFlags].map((definition) => definition.name);
  const meant = nearest(name, names);
  const written = argument.replace(/=.*/s, "");
  return InputError.usage(
    `Unknown flag ${written}.${meant === void 0 ? "" : ` Did you mean --${meant}?`}`
  );
}
function isOn(flags, name) {
  const parsed = parseSwitch(flags.get(name) ?? "false");
  if (parsed.kind === "ok") return parsed.value;
  throw InputError.usage(`--${name}: ${parsed.message}`);
}

export {
  commandFlags,
  rawFromArguments
};
