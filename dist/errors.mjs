import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/errors.ts
var faults = {
  network: "infrastructure",
  server: "infrastructure",
  throttled: "infrastructure",
  "not-found": "go.mod",
  auth: "settings",
  tls: "infrastructure",
  // Unless go.sum is known to be wrong, the bytes are.
  checksum: "infrastructure",
  version: "go.mod",
  "go-mod": "go.mod",
  "go-version": "settings",
  disk: "infrastructure",
  cache: "infrastructure",
  configuration: "settings",
  internal: "program"
};
function faultOf(errorClass) {
  return faults[errorClass];
}
__name(faultOf, "faultOf");
var ActionError = class extends Error {
  static {
    __name(this, "ActionError");
  }
  name = "ActionError";
  code;
  class;
  hint;
  location;
  fault;
  input;
  constructor(message, details) {
    super(message, details.cause === void 0 ? void 0 : { cause: details.cause });
    this.code = details.code;
    this.class = details.class;
    this.hint = details.hint;
    this.location = details.location;
    this.fault = details.fault ?? faultOf(details.class);
    this.input = details.input;
  }
};
function messageOf(error) {
  if (!Error.isError(error)) return String(error);
  const cause = error.cause === void 0 ? "" : `: ${messageOf(error.cause)}`;
  return `${error.message}${cause}`;
}
__name(messageOf, "messageOf");
function errnoOf(error) {
  return Error.isError(error) && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
__name(errnoOf, "errnoOf");
function isAbsence(error) {
  const errno = errnoOf(error);
  return errno === "ENOENT" || errno === "ENOTDIR";
}
__name(isAbsence, "isAbsence");

export {
  faultOf,
  ActionError,
  messageOf,
  errnoOf,
  isAbsence
};
