import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/adapters/github-cache/protocol.ts
var packName = "go-mod-download.pack";
function parseCacheRequest(message) {
  const { work, verb, key, keys } = fieldsOf(message);
  if (typeof work === "string") {
    if ((verb === "lookup" || verb === "fetch") && isKeys(keys)) return { work, verb, keys };
    if (verb === "store" && typeof key === "string") return { work, verb, key };
  }
  throw new TypeError(`not a cache request: ${JSON.stringify(message)}`);
}
__name(parseCacheRequest, "parseCacheRequest");
function parseCacheReply(message) {
  const { answer, goesOn } = fieldsOf(message);
  return { answer: parseCacheAnswer(answer), goesOn: goesOn === true };
}
__name(parseCacheReply, "parseCacheReply");
function parseCacheAnswer(value) {
  const { kind, key, message } = fieldsOf(value);
  if (kind === "none" || kind === "saved" || kind === "not-saved") return { kind };
  if (kind === "matched" && typeof key === "string") return { kind, key };
  if (kind === "failed" && typeof message === "string") return { kind, message };
  throw new TypeError(`not an answer of the cache process: ${JSON.stringify(value)}`);
}
__name(parseCacheAnswer, "parseCacheAnswer");
function fieldsOf(value) {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
__name(fieldsOf, "fieldsOf");
function isKeys(value) {
  return Array.isArray(value) && value.every((key) => typeof key === "string");
}
__name(isKeys, "isKeys");

export {
  packName,
  parseCacheRequest,
  parseCacheReply
};
