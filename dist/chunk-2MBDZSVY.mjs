import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/errors.ts
var ActionError = class extends Error {
  static {
    __name(this, "ActionError");
  }
  name = "ActionError";
  code;
  class;
  hint;
  place;
  constructor(message, details) {
    super(message, details.cause === void 0 ? void 0 : { cause: details.cause });
    this.code = details.code;
    this.class = details.class;
    this.hint = details.hint;
    this.place = details.place;
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

export {
  ActionError,
  messageOf,
  errnoOf
};
