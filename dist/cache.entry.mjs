import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/cache/entry.ts
function formatEntry(entry) {
  const base = entry.base === void 0 ? "" : `-on-${entry.base}`;
  return `${entry.key}-${entry.number}${base}`;
}
__name(formatEntry, "formatEntry");
function parseEntry(name) {
  const match = /^(.+?-v1-[0-9a-f]{12}-[0-9a-f]{40})-(\d{1,6})(?:-on-(.+))?$/.exec(name);
  if (match === null) return void 0;
  const [, key = "", number = "", base] = match;
  if (base !== void 0 && parseEntry(base)?.base !== void 0) return void 0;
  return { key, number: Number(number), base };
}
__name(parseEntry, "parseEntry");

export {
  formatEntry,
  parseEntry
};
