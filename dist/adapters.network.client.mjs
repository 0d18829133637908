import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  forwardProxyFor
} from "./http.forward-proxy.mjs";
import {
  redactUrls
} from "./go.goproxy.mjs";
import {
  require_undici
} from "./npm.undici.index.mjs";
import {
  errnoOf,
  messageOf
} from "./errors.mjs";
import {
  TransportError
} from "./ports.transport-error.mjs";
import {
  __name,
  __toESM
} from "./runtime.mjs";

// src/adapters/network/client.ts
var import_undici = __toESM(require_undici(), 1);
import { Readable } from "node:stream";
import { createSecureContext } from "node:tls";

// src/adapters/network/errors.ts
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
  const said = messageOf(inner).replace(/; if the root CA is installed locally.*$/, "");
  return new TransportError(fault, redactUrls(`${said}${code === "" ? "" : ` (${code})`}`), error);
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

// src/adapters/network/client.ts
var connectTimeout = 3e4;
function undiciClient({ proxies, ca, connections }) {
  const closing = new AbortController();
  const { signal } = closing;
  const options = { connections, allowH2: false, headersTimeout: 0, bodyTimeout: 0, connectTimeout };
  const proxyFor = forwardProxyFor(proxies);
  const dispatchers = /* @__PURE__ */ new Map();
  let secureContext;
  const tls = /* @__PURE__ */ __name(() => {
    secureContext ??= createSecureContext({ ca: [...ca()] });
    return { secureContext, signal };
  }, "tls");
  const direct = /* @__PURE__ */ __name((protocol) => {
    const connect = protocol === "https:" ? tls() : { signal };
    return new import_undici.Agent({ ...options, connect: { ...connect, timeout: connectTimeout } });
  }, "direct");
  const through = /* @__PURE__ */ __name((uri) => new import_undici.ProxyAgent({ ...options, uri, requestTls: tls(), proxyTls: tls() }), "through");
  const dispatcherFor = /* @__PURE__ */ __name((url) => {
    signal.throwIfAborted();
    const uri = proxyFor(url);
    const way = uri ?? new URL(url).protocol;
    const dispatcher = dispatchers.get(way) ?? (uri === void 0 ? direct(way) : through(uri));
    dispatchers.set(way, dispatcher);
    return dispatcher;
  }, "dispatcherFor");
  return {
    send: /* @__PURE__ */ __name(async (request) => send(dispatcherFor(request.url), request), "send"),
    async close() {
      closing.abort(new Error("the client is being closed"));
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
    }
  };
}
__name(undiciClient, "undiciClient");
async function send(dispatcher, request) {
  const { url, method = "GET", headers, body: content, signal } = request;
  signal.throwIfAborted();
  const { origin, pathname, search, host } = new URL(url);
  try {
    const options = {
      origin,
      path: pathname + search,
      method,
      headers: { ...headers, ...lengthOf(content) },
      body: content === void 0 ? null : streamOf(content),
      signal
    };
    const response = await unlessAborted(dispatcher.request(options), signal);
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
__name(send, "send");
function lengthOf(body) {
  if (body === void 0) return {};
  return { "content-length": String(body instanceof Uint8Array ? body.length : body.bytes) };
}
__name(lengthOf, "lengthOf");
function streamOf(body) {
  return body instanceof Uint8Array ? body : Readable.from(body.chunks, { objectMode: false });
}
__name(streamOf, "streamOf");
async function unlessAborted(asking, signal) {
  const aborted = Promise.withResolvers();
  const abort = /* @__PURE__ */ __name(() => aborted.reject(signal.reason), "abort");
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([asking, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
__name(unlessAborted, "unlessAborted");
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
