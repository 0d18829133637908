import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/http/netrc.ts
function parseNetrc(text) {
  const entries = [];
  let current = {};
  for (const [token, value] of withoutMacros(text.split(/\r?\n/)).flatMap(pairsOf)) {
    current = token === "machine" ? { machine: value } : { ...current, [token]: value };
    const { machine, login, password } = current;
    if (!machine || !login || !password) continue;
    entries.push({ machine, login, password });
    current = {};
  }
  return entries;
}
__name(parseNetrc, "parseNetrc");
function withoutMacros(lines) {
  let inMacro = false;
  return lines.filter((line) => {
    const outside = !inMacro;
    inMacro = line !== "" && (inMacro || /(?:^|\s)macdef\s/.test(line));
    return outside;
  });
}
__name(withoutMacros, "withoutMacros");
function pairsOf(line) {
  const words = line.split(/\s+/).filter((word) => word !== "");
  return Array.from({ length: Math.floor(words.length / 2) }, (_, at) => [
    words[2 * at] ?? "",
    words[2 * at + 1] ?? ""
  ]);
}
__name(pairsOf, "pairsOf");

export {
  parseNetrc
};
