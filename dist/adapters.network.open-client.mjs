import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  headMax
} from "./adapters.network.head-max.mjs";
import {
  askForTunnel,
  dial,
  secureContexts,
  userAgent
} from "./adapters.network.tunnel.mjs";
import {
  isSocks,
  proxyEndpoint
} from "./adapters.network.proxy-url.mjs";
import {
  readTrust
} from "./adapters.network.certificates.mjs";
import {
  unlessAborted
} from "./resilience.unless-aborted.mjs";
import {
  require_undici
} from "./npm.undici.index.mjs";
import {
  TransportError,
  authorizationOf,
  forwardProxyFor,
  parseNetrc,
  redactUrls,
  withNetrc
} from "./run.mjs";
import {
  __toESM,
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// src/http/gzip.ts
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
function decodeGzip(client) {
  return {
    send: async (request) => {
      const response = await client.send(request);
      return request.method === "HEAD" ? response : decoded(response);
    },
    close: () => client.close()
  };
}
function decoded(response) {
  const { "content-encoding": encoding, "content-length": _, ...headers } = response.headers;
  if (encoding?.toLowerCase() !== "gzip") return response;
  return { ...response, headers, body: gunzip(response.body), uncompressed: true };
}
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

// src/http/redirects.ts
var redirectsMax = 10;
var redirecting = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);
function followRedirects(client) {
  return { send: (request) => send(client, request), close: () => client.close() };
}
async function send(client, first) {
  const mayBePlain = new URL(first.url).protocol === "http:";
  let request = first;
  for (let followed = 0; followed <= redirectsMax; followed++) {
    const response = await client.send(request);
    const location = percentEncoded(response.headers["location"] ?? "");
    if (!isFollowed(request) || !redirecting.has(response.status) || location === "")
      return losesLogin(first, request) ? { ...response, lostLogin: true } : response;
    response.discard();
    request = redirected(request, location, mayBePlain);
  }
  throw new TransportError("redirect", `stopped after ${redirectsMax} redirects`);
}
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
function percentEncoded(location) {
  const encoded = (character) => `%${character.charCodeAt(0).toString(16)}`;
  const [path = ""] = location.split(/[?#]/, 1);
  const rest = location.slice(path.length);
  return path.replace(/[\x80-\xff\\|]/g, encoded) + rest.replace(/[\x80-\xff]/g, encoded);
}
function losesLogin(first, last) {
  if (!("authorization" in first.headers) || "authorization" in last.headers) return false;
  const [from, to] = [new URL(first.url).hostname, new URL(last.url).hostname];
  return to === from || to.endsWith(`.${from}`);
}
var credentialHeaders = /* @__PURE__ */ new Set(["authorization", "x-amz-security-token"]);
function isFollowed({ method = "GET", redirects = "follow" }) {
  return redirects === "follow" && (method === "GET" || method === "HEAD");
}

// src/http/client.ts
function httpClient(transport, netrc) {
  return withNetrc(followRedirects(decodeGzip(transport)), parseNetrc(netrc));
}

// src/http/redact-errors.ts
var wordsMax = 16 * 1024;
function redactErrors(client, redact) {
  return {
    async send(request) {
      const response = await client.send(request);
      if (response.status < 400) return response;
      const headers = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, redact(value)])
      );
      const { statusText } = response;
      const told = statusText === void 0 ? {} : { statusText: redact(statusText) };
      return { ...response, ...told, headers, body: redacted(response, redact) };
    },
    close: () => client.close()
  };
}
async function* redacted(response, redact) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= wordsMax) break;
  }
  yield Buffer.from(redact(Buffer.concat(chunks).toString()));
}

// src/adapters/network/client.ts
var import_undici = __toESM(require_undici(), 1);
import { Readable } from "node:stream";

// src/adapters/network/connector.ts
import { once } from "node:events";
import { isIP } from "node:net";
import {
  checkServerIdentity,
  connect as connectTls
} from "node:tls";

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
var refused = /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_|PATH_LENGTH_EXCEEDED|UNSPECIFIED$)/;
var brokenTls = /BAD_RECORD_MAC|DECRYPTION_FAILED|DECODE_ERROR|UNEXPECTED_EOF|INTERNAL_ERROR/;
function asTransportError(error) {
  if (error instanceof TransportError) return error;
  const inner = innermost(error);
  const code = errnoOf(inner) ?? errnoOf(error) ?? "";
  const words = unreachable.get(code);
  if (words !== void 0) return new TransportError("unreachable", words, error);
  const fault = refused.test(code) && !brokenTls.test(code) ? "tls" : "broken";
  const said = (reasonOf(inner) ?? messageOf(inner)).replace(/; if the root CA is installed locally.*$/, "");
  return new TransportError(fault, redactUrls(`${said}${code === "" ? "" : ` (${code})`}`), error);
}
function reasonOf(error) {
  const isOpenssl = Error.isError(error) && "library" in error && "reason" in error;
  return isOpenssl ? String(error.reason) : void 0;
}
function proxyError(status, host, reason = "") {
  const answer = reason === "" ? String(status) : `${status} ${reason}`;
  if (status >= 500)
    return new TransportError("proxy-failed", `the HTTP proxy answered ${answer} for ${host}`);
  const why = status === 407 ? `asks for a user and a password, or for others than it got (${answer})` : `refused ${host} (${answer})`;
  return new TransportError("proxy-refused", `the HTTP proxy ${why}`);
}
function innermost(error) {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (Error.isError(error) && Error.isError(error.cause)) return innermost(error.cause);
  return error;
}

// src/adapters/network/without-tier-up.ts
import { setFlagsFromString } from "node:v8";
var isKnown = process.versions.v8.startsWith("13.6.");
var never = 2 ** 31 - 1;
var usual = 13e6;
var isDone = false;
function withoutTierUp(instantiate) {
  if (isDone || !isKnown) {
    instantiate();
    return;
  }
  isDone = true;
  setFlagsFromString(`--wasm-tiering-budget=${never}`);
  try {
    instantiate();
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${usual}`);
  }
}

// src/adapters/network/connector.ts
var handshakeTimeout = 1e4;
function connectorFor(options) {
  const sessions = /* @__PURE__ */ new Map();
  return ({ hostname, protocol, port }, callback) => {
    const isTls = protocol === "https:";
    const to = { host: hostname, port: Number(port || (isTls ? 443 : 80)) };
    const connecting = establishTrusted(to, isTls, sessions, options);
    const socket = options.dialect === "lenient" ? connecting.then(asGoReads) : connecting;
    socket.then(
      // The first socket that speaks HTTP/1.1 makes undici instantiate its parser, before the callback returns.
      (connected) => withoutTierUp(() => callback(null, connected)),
      (error) => callback(Error.isError(error) ? error : new Error(String(error)), null)
    );
  };
}
async function asGoReads(socket) {
  const { lenientSocket } = await import("./adapters.network.lenient-socket.mjs");
  return lenientSocket(socket);
}
var unverified = /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|INVALID_|PATH_LENGTH_EXCEEDED|UNSPECIFIED$)/;
async function establishTrusted(to, isTls, sessions, options) {
  let used;
  const first = () => used ??= options.tls.first();
  try {
    return await establish(to, isTls, sessions, { ...options, tls: first });
  } catch (error) {
    const next = used && unverified.test(errnoOf(error) ?? "") ? options.tls.after(used) : void 0;
    if (next === void 0) throw error;
    return establish(to, isTls, sessions, { ...options, tls: () => next });
  }
}
async function establish(to, isTls, sessions, options) {
  const { proxy, tls, dialect, signal } = options;
  const socket = proxy === void 0 ? await dial(to, signal) : await connectThrough(proxy, to, options);
  if (!isTls) return socket;
  const alpn = dialect === "h2" ? dialect : "http/1.1";
  const session = sessions.get(to.host);
  const secured = await secure(socket, to.host, { alpn, session, secureContext: tls(), signal });
  secured.on("session", (fresh) => sessions.set(to.host, fresh));
  return secured;
}
async function connectThrough(proxy, to, { tls, signal }) {
  const at = proxyEndpoint(proxy);
  let socket = await dial(at, signal);
  if (isSocks(proxy)) {
    const { askSocksServer } = await import("./adapters.network.socks.mjs");
    return askSocksServer(socket, proxy, to, signal);
  }
  if (proxy.protocol === "https:") {
    socket = await secure(socket, at.host, { alpn: "http/1.1", secureContext: tls(), signal });
  }
  try {
    const authority = `${isIP(to.host) === 6 ? `[${to.host}]` : to.host}:${to.port}`;
    const answer = await askForTunnel(socket, proxy, authority, signal);
    if (answer?.status === 200) return socket;
    if (answer === void 0) throw new TransportError("broken", "the server is not an HTTP proxy");
    throw proxyError(answer.status, to.host, answer.reason);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
function checkNames(host, certificate) {
  if (certificate.subjectaltname !== void 0) return checkServerIdentity(host, certificate);
  return Object.assign(new Error("the certificate is for no name: it has only a Common Name"), {
    code: "ERR_TLS_CERT_ALTNAME_INVALID"
  });
}
async function secure(socket, host, { alpn, signal, session, ...options }) {
  const secured = connectTls({
    ...options,
    socket,
    host,
    ...isIP(host) === 0 ? { servername: host.replace(/\.$/, "") } : {},
    ALPNProtocols: [alpn],
    session,
    // By default NODE_TLS_REJECT_UNAUTHORIZED could turn the check off.
    rejectUnauthorized: true,
    checkServerIdentity: checkNames
  });
  const timer = setTimeout(() => {
    secured.destroy(new TransportError("unreachable", "the TLS handshake timed out"));
  }, handshakeTimeout);
  try {
    await once(secured, "secureConnect", { signal });
    return secured;
  } catch (error) {
    secured.on("error", () => void 0).destroy();
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

// src/adapters/network/dialect.ts
function dialectFor(error) {
  const inner = innermost(error);
  if (!Error.isError(inner)) return void 0;
  if (/NO_APPLICATION_PROTOCOL/.test(errnoOf(inner) ?? "")) return "h2";
  return headErrors.has(inner.name) || inner.message === "bad response" ? "lenient" : void 0;
}
var headErrors = /* @__PURE__ */ new Set(["HTTPParserError", "HeadersOverflowError", "ResponseContentLengthMismatchError"]);

// src/adapters/network/route.ts
function routeTo(url, proxyUrl) {
  const target = new URL(url);
  const proxy = proxyUrl === void 0 ? void 0 : new URL(proxyUrl);
  const { origin, pathname, search, host } = target;
  if (proxy === void 0 || target.protocol === "https:" || isSocks(proxy)) {
    return { origin, path: pathname + search, headers: {}, proxy, isForwarded: false };
  }
  const authorization = authorizationOf(proxy);
  return {
    origin: proxy.origin,
    path: origin + pathname + search,
    headers: { host, ...authorization === void 0 ? {} : { "proxy-authorization": authorization } },
    servername: proxyEndpoint(proxy).host,
    proxy: void 0,
    isForwarded: true
  };
}

// src/adapters/network/client.ts
var strictHeaderMax = 64 * 1024;
function undiciClient({
  proxies,
  ca,
  isNodeFirst = false,
  connections
}) {
  const closing = new AbortController();
  const proxyFor = forwardProxyFor(proxies);
  const agents = /* @__PURE__ */ new Map();
  const dialects = /* @__PURE__ */ new Map();
  const tls = secureContexts(ca, isNodeFirst);
  const agentFor = ({ proxy }, dialect) => {
    const key = `${dialect} ${proxy?.href ?? ""}`;
    const known = agents.get(key);
    if (known !== void 0) return known;
    const connect = connectorFor({ proxy, tls, dialect, signal: closing.signal });
    const maxHeaderSize = dialect === "lenient" ? headMax.bytes : strictHeaderMax;
    const agent = new import_undici.Agent({ connect, connections, maxHeaderSize, headersTimeout: 0, bodyTimeout: 0 });
    agents.set(key, agent);
    return agent;
  };
  return {
    async send(request) {
      closing.signal.throwIfAborted();
      const route = routeTo(request.url, proxyFor(request.url));
      const attempt = (dialect) => exchange(agentFor(route, dialect), { route, dialect, request });
      const known = dialects.get(route.origin);
      try {
        return await attempt(known ?? "http/1.1");
      } catch (error) {
        const other = known === void 0 && request.body === void 0 ? dialectFor(error) : void 0;
        if (other === void 0) throw error;
        const response = await attempt(other);
        dialects.set(route.origin, other);
        return response;
      }
    },
    async close() {
      closing.abort(new Error("the client is being closed"));
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    }
  };
}
async function exchange(dispatcher, { route, dialect, request }) {
  const { url, method = "GET", headers, body: content, signal } = request;
  signal.throwIfAborted();
  const { host } = new URL(url);
  try {
    const options = {
      origin: route.origin,
      path: route.path,
      // By default undici takes the name on a proxy's certificate from the host header.
      servername: route.servername,
      method,
      headers: { "user-agent": userAgent, ...headers, ...route.headers, ...lengthOf(content) },
      body: content === void 0 ? null : streamOf(content),
      reset: dialect === "lenient",
      signal
    };
    const response = await unlessAborted(dispatcher.request(options), signal);
    const { statusCode, body } = response;
    body.on("error", () => void 0);
    const discarded = new AbortController();
    const discard = (reason) => {
      if (body.readableEnded || discarded.signal.aborted) return;
      discarded.abort(reason);
      body.destroy();
    };
    if (statusCode === 407 && route.isForwarded) {
      discard();
      throw proxyError(statusCode, host);
    }
    return {
      status: statusCode,
      statusText: response.statusText,
      headers: joined(response.headers),
      body: read(body, AbortSignal.any([signal, discarded.signal])),
      discard
    };
  } catch (error) {
    signal.throwIfAborted();
    throw asTransportError(error);
  }
}
function lengthOf(body) {
  if (body === void 0) return {};
  return { "content-length": String(body instanceof Uint8Array ? body.length : body.bytes) };
}
function streamOf(body) {
  return body instanceof Uint8Array ? body : Readable.from(body.chunks, { objectMode: false });
}
async function* read(body, signal) {
  try {
    for await (const chunk of body) yield chunk;
  } catch (error) {
    signal.throwIfAborted();
    throw asTransportError(error);
  }
}
function joined(headers) {
  const textOf = (name, values) => name === "location" ? values[0] ?? "" : values.join(", ");
  return Object.fromEntries(
    Object.entries(headers).flatMap(
      ([name, value]) => value === void 0 ? [] : [[name, Array.isArray(value) ? textOf(name, value) : value]]
    )
  );
}

// src/adapters/network/open-client.ts
async function openClient({ httpProxy, httpsProxy, noProxy, isCgi = false, caFiles, caPaths, connections, netrc = "" }, machineNetrc, redact) {
  const ca = await readTrust(caFiles, caPaths);
  const isNodeFirst = [...caFiles, ...caPaths].every((name) => name === "");
  const transport = undiciClient({
    proxies: { httpProxy, httpsProxy, noProxy, isCgi },
    ca,
    isNodeFirst,
    connections
  });
  return redactErrors(httpClient(transport, `${netrc}

${machineNetrc}`), redact);
}
export {
  openClient
};
