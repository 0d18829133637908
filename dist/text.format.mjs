import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/text/format.ts
var byteUnits = ["B", "kB", "MB", "GB", "TB"];
function formatBytes(bytes) {
  let amount = bytes;
  let unit = "B";
  for (const larger of byteUnits.slice(1)) {
    if (amount < 999.95) break;
    amount /= 1e3;
    unit = larger;
  }
  return unit === "B" ? `${Math.round(amount)} B` : `${amount.toFixed(1)} ${unit}`;
}
__name(formatBytes, "formatBytes");
function formatDuration(ms) {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59950) return `${(ms / 1e3).toFixed(1)} s`;
  const seconds = Math.round(ms / 1e3);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
__name(formatDuration, "formatDuration");
function formatCount(count, noun, plural = `${noun}s`) {
  return `${count} ${count === 1 ? noun : plural}`;
}
__name(formatCount, "formatCount");

export {
  formatBytes,
  formatDuration,
  formatCount
};
