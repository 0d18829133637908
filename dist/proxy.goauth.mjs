import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  asUpstream,
  urlOf
} from "./fetch.upstream.mjs";
import {
  moduleFile,
  parseGoproxy,
  withDeadline
} from "./run.mjs";
import "./adapters.process-tree.mjs";

// src/proxy/goauth.ts
var probeMs = 1e4;
async function entriesLeftToGo(options) {
  if (options.goauth.split(";").every((method) => /^(?:netrc|off)?$/.test(method.trim()))) return /* @__PURE__ */ new Set();
  const candidates = parseGoproxy(options.goproxy).flatMap(
    (entry) => entry.kind === "url" && /^https:\/\/[^/@]*(?:\/|$)/.test(entry.url) ? [entry.url] : []
  );
  const open = await Promise.all(candidates.map((url) => answersWithoutLogin(url, options)));
  return new Set(candidates.filter((_, index) => !open[index]));
}
async function answersWithoutLogin(url, { module, http, clock, signal: parent }) {
  if (module === void 0) return false;
  const target = urlOf(asUpstream(url, ""), moduleFile(module, "info"));
  try {
    return await withDeadline({ ms: probeMs, clock, parent }, async (signal) => {
      const response = await http.send({ url: target, headers: {}, signal });
      response.discard();
      return response.status < 400 || response.status >= 500;
    });
  } catch {
    parent.throwIfAborted();
    return true;
  }
}
export {
  entriesLeftToGo
};
