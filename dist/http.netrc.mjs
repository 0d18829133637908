import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/http/netrc.ts
function parseNetrc(text) {
  const entries = [];
  let entry = none;
  for (const [key, value] of pairsOf(text)) {
    if (key === "machine") entry = { ...none, machine: value };
    else if (key === "login" || key === "password") entry = { ...entry, [key]: value };
    if (Object.values(entry).includes("")) continue;
    entries.push(entry);
    entry = none;
  }
  return entries;
}
__name(parseNetrc, "parseNetrc");
var none = { machine: "", login: "", password: "" };
function* pairsOf(text) {
  let inMacro = false;
  for (const line of text.split(/\r?\n/)) {
    if (inMacro) {
      inMacro = line !== "";
      continue;
    }
    const words = line.split(/\s+/).filter((word) => word !== "");
    const pairs = Array.from(
      { length: Math.floor(words.length / 2) },
      (_, at) => words.slice(2 * at, 2 * at + 2)
    );
    for (const [key = "", value = ""] of pairs) yield [key, value];
    inMacro = pairs.some(([key]) => key === "macdef");
    if (words.length % 2 === 1 && words.at(-1) === "default") return;
  }
}
__name(pairsOf, "pairsOf");

export {
  parseNetrc
};
