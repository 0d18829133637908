import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  NotFetched,
  describeFailure,
  isSystemError
} from "./run.mjs";
import {
  ActionError,
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// src/toolchain/go-source.ts
var NotAvailable = class extends Error {
  name = "NotAvailable";
  /** Whether the source says that there is no such file; otherwise it could not be reached. */
  absent;
  /** What has to be changed, if that is known. */
  refusal;
  constructor(message, details) {
    super(message);
    this.absent = details.absent;
    this.refusal = details.refusal;
  }
};
async function asAvailable(what, fetching) {
  try {
    return await fetching;
  } catch (error) {
    if (!(error instanceof NotFetched) || error.failure.kind === "mismatch") throw error;
    const reasons = error.tried.map(
      ({ upstream, failure }) => `${upstream.host}: ${describeFailure(failure)}`
    );
    throw new NotAvailable(`${what}: ${reasons.join("; ")}`, { absent: error.failure.kind === "absent" });
  }
}
async function asVerified(what, authority, fetching) {
  try {
    return await asAvailable(what, fetching);
  } catch (error) {
    if (!(error instanceof NotFetched)) throw error;
    throw new ActionError(`${what} does not match ${authority}, so it was not installed`, {
      code: "go-checksum-mismatch",
      class: "checksum",
      hint: "The file was changed on the server or on its way, in the same way each time. Find out where before you use Go from this server.",
      cause: error
    });
  }
}
var nameErrors = /* @__PURE__ */ new Set(["EEXIST", "EISDIR", "ENOTDIR", "ENAMETOOLONG", "EINVAL"]);
async function asUnpacked(what, unpacking) {
  try {
    await unpacking;
  } catch (error) {
    if (isSystemError(error) && !nameErrors.has(errnoOf(error) ?? "")) throw error;
    throw new NotAvailable(`${what} is not a usable archive of Go: ${messageOf(error)}`, { absent: false });
  }
}

export {
  NotAvailable,
  asAvailable,
  asVerified,
  asUnpacked
};
