import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/ports/transport-error.ts
var passing = /* @__PURE__ */ new Set(["unreachable", "broken", "proxy-failed"]);
var TransportError = class extends Error {
  static {
    __name(this, "TransportError");
  }
  name = "TransportError";
  fault;
  constructor(fault, message, cause) {
    super(message, cause === void 0 ? void 0 : { cause });
    this.fault = fault;
  }
  /** Whether the same request can succeed a moment later. */
  get transient() {
    return passing.has(this.fault);
  }
};

export {
  TransportError
};
