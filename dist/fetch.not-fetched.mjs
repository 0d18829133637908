import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  nameOf
} from "./fetch.requested-file.mjs";
import {
  describeReason
} from "./fetch.failure-reason.mjs";
import {
  __name
} from "./runtime.mjs";

// src/fetch/wording.ts
var describeFailure = /* @__PURE__ */ __name(({ reason, givenUp }) => `${describeReason(reason)}${givenUp ? "; giving up on this host" : ""}`, "describeFailure");
function describeNotFetched({ file, tried }, describe) {
  const lines = tried.map(({ upstream, failure }) => {
    const often = failure.attempts > 1 ? ` (${failure.attempts} attempts)` : "";
    return `${upstream.host}: ${describe(failure)}${often}`;
  });
  return [`${nameOf(file)} could not be fetched`, ...lines].join("\n");
}
__name(describeNotFetched, "describeNotFetched");

// src/fetch/not-fetched.ts
var NotFetched = class extends Error {
  static {
    __name(this, "NotFetched");
  }
  name = "NotFetched";
  file;
  /** The failure that decides what is answered. */
  failure;
  tried;
  constructor(file, failure, tried) {
    super(`${nameOf(file)} could not be fetched: ${failure.message}`, { cause: failure.cause });
    this.file = file;
    this.failure = failure;
    this.tried = tried;
  }
  /** The upstream whose failure decides. */
  get upstream() {
    return this.tried.find(({ failure }) => failure === this.failure)?.upstream;
  }
};

export {
  NotFetched,
  describeFailure,
  describeNotFetched
};
