import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  forwardProxySettings
} from "./http.forward-proxy.mjs";
import {
  __name
} from "./runtime.mjs";

// src/plan/http-settings.ts
import path from "node:path";
function httpSettingsOf({ forwardProxy, caFile, concurrency }, env, goauth) {
  const { http, https, noProxy } = forwardProxy;
  const inherited = forwardProxySettings(env);
  return {
    httpProxy: http || inherited.httpProxy,
    httpsProxy: https || inherited.httpsProxy,
    noProxy: noProxy || inherited.noProxy,
    ...trustOf(caFile, env),
    connections: concurrency,
    goauth
  };
}
__name(httpSettingsOf, "httpSettingsOf");
function trustOf(caFile, env) {
  return {
    caFiles: [caFile ?? ""],
    caPaths: [env["SSL_CERT_FILE"] ?? "", ...(env["SSL_CERT_DIR"] ?? "").split(path.delimiter)]
  };
}
__name(trustOf, "trustOf");

export {
  httpSettingsOf,
  trustOf
};
