import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/adapters/github-cache/endpoint.ts
function hasGithubCacheService(env) {
  return Boolean(urlOf(env, versionOf(env)));
}
__name(hasGithubCacheService, "hasGithubCacheService");
function endpointOf(env) {
  const version = versionOf(env);
  const url = urlOf(env, version);
  if (!url) return noService();
  const name = version === 2 ? "ACTIONS_RESULTS_URL" : "ACTIONS_CACHE_URL";
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return unavailable(`${name} is not a URL`);
  const token = env["ACTIONS_RUNTIME_TOKEN"];
  if (!token) return unavailable("ACTIONS_RUNTIME_TOKEN is not set");
  const mode = env["ACTIONS_CACHE_MODE"]?.trim().toLowerCase() ?? "";
  if (unreadableModes.has(mode)) return unavailable(`ACTIONS_CACHE_MODE \`${mode}\` does not permit it`);
  return { version, url, token };
}
__name(endpointOf, "endpointOf");
var unreadableModes = /* @__PURE__ */ new Set(["none", "write-only"]);
function versionOf(env) {
  return env["ACTIONS_CACHE_SERVICE_V2"] && !isEnterpriseServer(env["GITHUB_SERVER_URL"]) ? 2 : 1;
}
__name(versionOf, "versionOf");
function urlOf(env, version) {
  return env[version === 2 ? "ACTIONS_RESULTS_URL" : "ACTIONS_CACHE_URL"];
}
__name(urlOf, "urlOf");
function isEnterpriseServer(serverUrl) {
  if (serverUrl === void 0 || !URL.canParse(serverUrl)) return false;
  const { hostname } = new URL(serverUrl);
  return hostname !== "github.com" && !/\.(?:ghe\.com|localhost)$/.test(hostname);
}
__name(isEnterpriseServer, "isEnterpriseServer");
function noService() {
  return unavailable(
    "there is no cache service here: the runner names none (ACTIONS_RESULTS_URL, ACTIONS_CACHE_URL)"
  );
}
__name(noService, "noService");
function unavailable(reason) {
  return { kind: "unavailable", reason };
}
__name(unavailable, "unavailable");

export {
  hasGithubCacheService,
  endpointOf,
  noService,
  unavailable
};
