import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  authorizationOf
} from "./run.mjs";

// src/fetch/upstream.ts
function asUpstream(entry, separator) {
  const url = new URL(entry);
  const authorization = authorizationOf(url);
  url.username = "";
  url.password = "";
  url.pathname = url.pathname.replace(/\/{2,}/g, "/");
  return { url: url.href.replace(/\/$/, ""), host: url.host, authorization, separator };
}
function urlOf(upstream, file) {
  const url = new URL(upstream.url);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${file.wire}`;
  return url.href;
}

export {
  asUpstream,
  urlOf
};
