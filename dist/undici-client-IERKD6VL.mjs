import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  forwardProxyFor
} from "./chunk-Q2ME3UY3.mjs";
import {
  redactUrls
} from "./chunk-CC5XOXPF.mjs";
import {
  require_undici
} from "./chunk-IIFYJ44Q.mjs";
import {
  TransportError
} from "./chunk-D7LAZTGA.mjs";
import {
  errnoOf,
  messageOf
} from "./chunk-2MBDZSVY.mjs";
import {
  __name,
  __toESM
} from "./chunk-DXQMW3HQ.mjs";

// src/adapters/undici-client.ts
var import_undici = __toESM(require_undici(), 1);
import { createSecureContext } from "node:tls";

// src/adapters/undici-client-errors.ts
var unreachable = /* @__PURE__ */ new Map([
  ["ECONNREFUSED", "connection refused"],
  ["EHOSTUNREACH", "no route to host"],
  ["EHOSTDOWN", "host is down"],
  ["ENETUNREACH", "network is unreachable"],
  ["ENETDOWN", "network is down"],
  ["ENOTFOUND", "no such host"],
  ["EAI_AGAIN", "the name could not be looked up"],
  ["ETIMEDOUT", "connection timed out"],
  ["UND_ERR_CONNECT_TIMEOUT", "connection timed out"]
]);
var untrusted = /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH|HOSTNAME_MISMATCH|INVALID_CA|UND_ERR_PRX_TLS)/;
function asTransportError(error, host) {
  const [inner] = innermost(error);
  const code = errnoOf(inner) ?? errnoOf(error) ?? "";
  const proxyStatus = /Proxy response \((?<status>\d+)\)|\((?<required>407)\)/.exec(messageOf(error))?.groups;
  if (proxyStatus !== void 0)
    return proxyError(Number(proxyStatus["status"] ?? proxyStatus["required"]), host, error);
  const words = unreachable.get(code);
  if (words !== void 0) return new TransportError("unreachable", words, error);
  const fault = untrusted.test(code) ? "tls" : "broken";
  return new TransportError(
    fault,
    redactUrls(`${messageOf(inner)}${code === "" ? "" : ` (${code})`}`),
    error
  );
}
__name(asTransportError, "asTransportError");
function proxyError(status, host, cause) {
  if (status >= 500) {
    return new TransportError("proxy-failed", `the HTTP proxy answered ${status} for ${host}`, cause);
  }
  const why = status === 407 ? "wants a user and a password, or others than it got (407)" : `refused ${host} (${status})`;
  return new TransportError("proxy-refused", `the HTTP proxy ${why}`, cause);
}
__name(proxyError, "proxyError");
function innermost(error) {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (Error.isError(error) && Error.isError(error.cause)) return innermost(error.cause);
  return [error];
}
__name(innermost, "innermost");

// src/adapters/undici-client.ts
var connectTimeout = 3e4;
function undiciClient({ proxies, ca, connections }) {
  const tls = { secureContext: createSecureContext({ ca: [...ca] }) };
  const options = { connections, allowH2: false, headersTimeout: 0, bodyTimeout: 0, connectTimeout };
  const direct = new import_undici.Agent({ ...options, connect: { ...tls, timeout: connectTimeout } });
  const throughProxy = /* @__PURE__ */ new Map();
  const proxyFor = forwardProxyFor(proxies);
  const dispatcherFor = /* @__PURE__ */ __name((url) => {
    const uri = proxyFor(url);
    if (uri === void 0) return direct;
    const agent = throughProxy.get(uri) ?? new import_undici.ProxyAgent({ ...options, uri, requestTls: tls, proxyTls: tls });
    throughProxy.set(uri, agent);
    return agent;
  }, "dispatcherFor");
  return {
    get: /* @__PURE__ */ __name((request) => get(dispatcherFor(request.url), request), "get"),
    async close() {
      await Promise.all([direct, ...throughProxy.values()].map((dispatcher) => dispatcher.destroy()));
    }
  };
}
__name(undiciClient, "undiciClient");
async function get(dispatcher, { url, headers, signal }) {
  const { origin, pathname, search, host } = new URL(url);
  try {
    const response = await dispatcher.request({
      origin,
      path: pathname + search,
      method: "GET",
      headers: { ...headers },
      signal
    });
    const { statusCode, body } = response;
    body.on("error", () => void 0);
    const discarded = new AbortController();
    return {
      status: statusCode,
      headers: joined(response.headers),
      body: read(body, host, AbortSignal.any([signal, discarded.signal])),
      discard: /* @__PURE__ */ __name((reason) => {
        if (body.readableEnded || discarded.signal.aborted) return;
        discarded.abort(reason);
        body.destroy();
      }, "discard")
    };
  } catch (error) {
    signal.throwIfAborted();
    throw asTransportError(error, host);
  }
}
__name(get, "get");
async function* read(body, host, signal) {
  try {
    for await (const chunk of body) yield chunk;
  } catch (error) {
    signal.throwIfAborted();
    throw asTransportError(error, host);
  }
}
__name(read, "read");
function joined(headers) {
  return Object.fromEntries(
    Object.entries(headers).flatMap(
      ([name, value]) => value === void 0 ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]]
    )
  );
}
__name(joined, "joined");
export {
  undiciClient
};
