import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/fetch/failure-reason.ts
var { STATUS_CODES } = process.getBuiltinModule("node:http");
var words = {
  status: /* @__PURE__ */ __name(({ status, phrase, body }) => {
    const line = onOneLine(`${status} ${phrase ?? STATUS_CODES[status] ?? ""}`);
    const shown = onOneLine(body).slice(0, bodyShown);
    return shown === "" ? line : `${line} (${shown})`;
  }, "status"),
  transport: /* @__PURE__ */ __name(({ text }) => text, "transport"),
  "no-answer": /* @__PURE__ */ __name(({ ms }) => `no answer within ${seconds(ms)}`, "no-answer"),
  stalled: /* @__PURE__ */ __name(({ ms, floor }) => {
    const what = floor === void 0 ? "almost no data" : `less than ${floor / 1e6} MB/s`;
    return `stalled: ${what} for ${seconds(ms)}`;
  }, "stalled"),
  "circuit-open": /* @__PURE__ */ __name(({ last }) => {
    const skipped = "skipped: too many recent failures (circuit open)";
    return last === void 0 ? skipped : `${skipped}, the last one: ${describeReason(last)}`;
  }, "circuit-open"),
  "no-proxy-allowed": /* @__PURE__ */ __name(() => "GONOPROXY forbids proxies for this module", "no-proxy-allowed"),
  truncated: /* @__PURE__ */ __name(({ received, total }) => `received ${received} of ${total} bytes`, "truncated"),
  "wrong-range": /* @__PURE__ */ __name(() => "response is another range than requested", "wrong-range"),
  excess: /* @__PURE__ */ __name(() => "response exceeds the requested range", "excess"),
  changed: /* @__PURE__ */ __name(() => "changed while it was read", "changed"),
  "html-page": /* @__PURE__ */ __name(() => "response is an HTML page", "html-page"),
  "compressed-part": /* @__PURE__ */ __name(() => "a part of the file was sent compressed", "compressed-part"),
  "too-large": /* @__PURE__ */ __name(({ max }) => `response exceeds ${max % megabyte === 0 ? `${max / megabyte} MB` : `${max} bytes`}`, "too-large"),
  "invalid-zip": /* @__PURE__ */ __name(({ problem }) => `invalid zip: ${problem}`, "invalid-zip"),
  "invalid-info": /* @__PURE__ */ __name(({ problem }) => infoProblems[problem], "invalid-info"),
  "wrong-hash": /* @__PURE__ */ __name(({ found, expected }) => `wrong hash: got ${found}, expected ${expected}`, "wrong-hash"),
  mismatch: /* @__PURE__ */ __name(({ found, expected }) => `SECURITY ERROR: checksum mismatch: got ${found} every time, expected ${expected}`, "mismatch")
};
function describeReason(reason) {
  const describe = words[reason.kind];
  return describe(reason);
}
__name(describeReason, "describeReason");
var bodyShown = 300;
var megabyte = 2 ** 20;
var infoProblems = {
  json: "invalid .info: it is not a JSON object",
  version: ".info is for a different version",
  time: "invalid time in .info"
};
function onOneLine(text) {
  return text.replace(/[\s\p{C}]+/gu, " ").trim();
}
__name(onOneLine, "onOneLine");
function seconds(ms) {
  return `${Math.round(ms / 100) / 10} s`;
}
__name(seconds, "seconds");

export {
  describeReason
};
