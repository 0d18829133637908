import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/cache/entry.ts
var entryNumberMax = 999999;
function formatEntry(entry) {
  const base = entry.base === void 0 ? "" : `-on-${entry.base}`;
  return `${entry.key}-${entry.number}${base}`;
}
__name(formatEntry, "formatEntry");
var entryName = /^(?<key>(?<scope>[A-Za-z0-9._-]{1,64}-v1-[0-9a-f]{12}-)[0-9a-f]{40})-(?<number>[1-9][0-9]{0,5})(?:-on-(?<base>\k<scope>[0-9a-f]{40}-[1-9][0-9]{0,5}))?$/;
function parseEntry(name) {
  const groups = entryName.exec(name)?.groups;
  if (groups === void 0) return void 0;
  return { key: groups["key"] ?? "", number: Number(groups["number"]), base: groups["base"] };
}
__name(parseEntry, "parseEntry");

export {
  entryNumberMax,
  formatEntry,
  parseEntry
};
