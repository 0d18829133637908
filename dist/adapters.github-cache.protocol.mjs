import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/adapters/github-cache/protocol.ts
function parseCacheRequest(message) {
  const { work, key } = fieldsOf(message);
  if (typeof work === "string" && typeof key === "string") return { work, key };
  throw new TypeError(`not a cache request: ${JSON.stringify(message)}`);
}
function parseCacheAnswer(value) {
  const { kind, message } = fieldsOf(value);
  if (kind === "saved" || kind === "not-saved") return { kind };
  if (kind === "failed" && typeof message === "string") return { kind, message };
  throw new TypeError(`not an answer of the cache process: ${JSON.stringify(value)}`);
}
function fieldsOf(value) {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

export {
  parseCacheRequest,
  parseCacheAnswer
};
