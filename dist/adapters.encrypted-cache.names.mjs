import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/adapters/encrypted-cache/names.ts
var storedName = /^enc-[0-9a-f]{12}-(?<name>.*)$/s;
function storedPrefix(keyId) {
  return `enc-${keyId}-`;
}
__name(storedPrefix, "storedPrefix");
function nameWithoutKeyId(stored) {
  return storedName.exec(stored)?.groups?.["name"] ?? stored;
}
__name(nameWithoutKeyId, "nameWithoutKeyId");

export {
  storedPrefix,
  nameWithoutKeyId
};
