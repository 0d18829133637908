import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  parseNetrc
} from "./http.netrc.mjs";
import {
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
    throw new TransportError("broken", `what came is not gzip (${messageOf(error)})`, error);
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
  let request = first;
  for (let followed = 0; followed <= redirectsMax; followed++) {
    const response = await client.send(request);
    const { location } = response.headers;
    if (!isFollowed(request) || !redirecting.has(response.status) || location === void 0) return response;
    response.discard();
    request = redirected(request, location);
  }
  throw new TransportError("redirect", `stopped after ${redirectsMax} redirects`);
}
__name(send, "send");
function redirected(request, location) {
  const from = new URL(request.url);
  if (!URL.canParse(location, from.href))
    throw new TransportError("redirect", "redirected to what is no URL");
  const to = new URL(location, from);
  if (!/^https?:$/.test(to.protocol)) throw new TransportError("redirect", `redirected to ${to.protocol}`);
  if (from.protocol === "https:" && to.protocol === "http:") {
    throw new TransportError("redirect", `redirected from https to http (${to.host})`);
  }
  to.username = "";
  to.password = "";
  if (to.origin === from.origin) return { ...request, url: to.href };
  const headers = Object.entries(request.headers).filter(([name]) => !credentialHeaders.has(name));
  return { ...request, headers: Object.fromEntries(headers), url: to.href };
}
__name(redirected, "redirected");
var credentialHeaders = /* @__PURE__ */ new Set(["authorization", "x-amz-security-token"]);
function isFollowed({ method = "GET" }) {
  return method === "GET" || method === "HEAD";
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
