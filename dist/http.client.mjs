import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  parseNetrc
} from "./http.netrc.mjs";
import {
  authorizationOf,
  withNetrc
} from "./http.credentials.mjs";
import {
  messageOf
} from "./errors.mjs";
import {
  TransportError
} from "./ports.transport-error.mjs";
import {
  __name
} from "./runtime.mjs";

// src/http/gzip.ts
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
function decodeGzip(client) {
  return {
    send: /* @__PURE__ */ __name(async (request) => {
      const response = await client.send(request);
      return request.method === "HEAD" ? response : decoded(response);
    }, "send"),
    close: /* @__PURE__ */ __name(() => client.close(), "close")
  };
}
__name(decodeGzip, "decodeGzip");
function decoded(response) {
  const { "content-encoding": encoding, "content-length": _, ...headers } = response.headers;
  if (encoding?.toLowerCase() !== "gzip") return response;
  return { ...response, headers, body: gunzip(response.body), uncompressed: true };
}
__name(decoded, "decoded");
var chunkSize = 2 ** 18;
async function* gunzip(body) {
  const decoder = createGunzip({ chunkSize });
  pipeline(body, decoder).catch(() => void 0);
  try {
    for await (const chunk of decoder) yield chunk;
  } catch (error) {
    if (!Error.isError(error) || !("code" in error) || !String(error.code).startsWith("Z_")) throw error;
    throw new TransportError("broken", `the response is not gzip (${messageOf(error)})`, error);
  }
}
__name(gunzip, "gunzip");

// src/http/redirects.ts
var redirectsMax = 10;
var redirecting = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);
function followRedirects(client) {
  return { send: /* @__PURE__ */ __name((request) => send(client, request), "send"), close: /* @__PURE__ */ __name(() => client.close(), "close") };
}
__name(followRedirects, "followRedirects");
async function send(client, first) {
  const mayBePlain = new URL(first.url).protocol === "http:";
  let request = first;
  for (let followed = 0; followed <= redirectsMax; followed++) {
    const response = await client.send(request);
    const location = percentEncoded(response.headers["location"] ?? "");
    if (!isFollowed(request) || !redirecting.has(response.status) || location === "") return response;
    response.discard();
    request = redirected(request, location, mayBePlain);
  }
  throw new TransportError("redirect", `stopped after ${redirectsMax} redirects`);
}
__name(send, "send");
function redirected(request, location, mayBePlain) {
  const from = new URL(request.url);
  if (!URL.canParse(location, from.href))
    throw new TransportError("redirect", "redirected to what is not a URL");
  const to = new URL(location, from);
  if (!/^https?:$/.test(to.protocol)) throw new TransportError("redirect", `redirected to ${to.protocol}`);
  if (to.protocol === "http:" && !mayBePlain) {
    throw new TransportError("redirect", `redirected from https to http (${to.host})`);
  }
  const authorization = authorizationOf(to);
  to.username = "";
  to.password = "";
  const kept = Object.entries(request.headers).filter(
    ([name]) => to.origin === from.origin || !credentialHeaders.has(name)
  );
  const own = authorization === void 0 ? {} : { authorization };
  return { ...request, headers: { ...Object.fromEntries(kept), ...own }, url: to.href };
}
__name(redirected, "redirected");
function percentEncoded(location) {
  return location.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
}
__name(percentEncoded, "percentEncoded");
var credentialHeaders = /* @__PURE__ */ new Set(["authorization", "x-amz-security-token"]);
function isFollowed({ method = "GET", redirects = "follow" }) {
  return redirects === "follow" && (method === "GET" || method === "HEAD");
}
__name(isFollowed, "isFollowed");

// src/http/client.ts
function httpClient(transport, netrc) {
  return withNetrc(followRedirects(decodeGzip(transport)), parseNetrc(netrc));
}
__name(httpClient, "httpClient");
export {
  httpClient
};
