import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  DeadlineExceeded,
  withDeadline
} from "./resilience.deadline.mjs";
import {
  errnoOf,
  messageOf
} from "./errors.mjs";
import {
  basicAuthorization
} from "./http.credentials.mjs";
import {
  __name
} from "./runtime.mjs";

// src/adapters/probe/sockets.ts
import { lookup } from "node:dns/promises";
import { once as once2 } from "node:events";
import { connect, isIP } from "node:net";
import { connect as connectTls, createSecureContext } from "node:tls";

// src/adapters/probe/certificate.ts
function certificateOf(socket) {
  const shown = socket.getPeerCertificate();
  if (!shown.subject) return void 0;
  return {
    subject: nameOf(shown.subject),
    issuer: nameOf(shown.issuer),
    validFrom: Date.parse(shown.valid_from),
    validTo: Date.parse(shown.valid_to),
    names: (shown.subjectaltname ?? "").split(", ").flatMap((entry) => /^(?:DNS|IP Address):(?<name>.+)$/.exec(entry)?.groups?.["name"] ?? [])
  };
}
__name(certificateOf, "certificateOf");
var faults = /* @__PURE__ */ new Map([
  ["CERT_HAS_EXPIRED", "expired"],
  ["CERT_NOT_YET_VALID", "not-yet-valid"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "wrong-name"],
  ["HOSTNAME_MISMATCH", "wrong-name"]
]);
function certificateFault(socket) {
  if (socket.authorized) return void 0;
  const error = socket.authorizationError;
  const code = String(Error.isError(error) && "code" in error ? error.code : error);
  return { kind: faults.get(code) ?? "unknown-ca", detail: code };
}
__name(certificateFault, "certificateFault");
function nameOf(name) {
  const parts = [
    ["CN", name.CN],
    ["O", name.O]
  ].flatMap(([key, value]) => value === void 0 ? [] : [`${key}=${value}`]);
  return parts.length === 0 ? "nobody" : parts.join(", ");
}
__name(nameOf, "nameOf");

// src/adapters/probe/failure.ts
var ProbeFailure = class extends Error {
  static {
    __name(this, "ProbeFailure");
  }
  name = "ProbeFailure";
  fault;
  detail;
  certificate;
  constructor(fault, detail, certificate) {
    super(detail);
    this.fault = fault;
    this.detail = detail;
    this.certificate = certificate;
  }
};
var faults2 = /* @__PURE__ */ new Map([
  ["ENOTFOUND", "no-such-host"],
  ["EAI_AGAIN", "no-such-host"],
  ["EAI_NODATA", "no-such-host"],
  ["EAI_NONAME", "no-such-host"],
  ["ECONNREFUSED", "refused"],
  ["EHOSTUNREACH", "unreachable"],
  ["EHOSTDOWN", "unreachable"],
  ["ENETUNREACH", "unreachable"],
  ["ENETDOWN", "unreachable"],
  ["EADDRNOTAVAIL", "unreachable"],
  ["ETIMEDOUT", "timeout"]
]);
function faultOf(error) {
  if (error instanceof DeadlineExceeded) {
    return new ProbeFailure("timeout", `no response for ${error.ms / 1e3} s`);
  }
  if (error instanceof AggregateError && error.errors.length > 0) return faultOf(error.errors[0]);
  const code = errnoOf(error);
  if (code === void 0) throw error;
  if (/^ERR_SSL_|^EPROTO$/.test(code)) return new ProbeFailure("no-tls", "the server does not speak TLS");
  return new ProbeFailure(faults2.get(code) ?? "broken", messageOf(error));
}
__name(faultOf, "faultOf");

// src/adapters/probe/tunnel.ts
import { once } from "node:events";
var headMax = 16 * 1024;
async function askForTunnel(socket, proxy, authority, signal) {
  const [user = "", password = ""] = [proxy.username, proxy.password].map(decodeURIComponent);
  const login = basicAuthorization(user, password);
  const authorization = user === "" && password === "" ? "" : `Proxy-Authorization: ${login}\r
`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r
Host: ${authority}\r
${authorization}\r
`);
  const status = /^HTTP\/1\.[01] (?<status>\d{3})/.exec(await headFrom(socket, signal))?.groups?.["status"];
  if (status === void 0) throw new ProbeFailure("broken", "the server is not an HTTP proxy");
  return Number(status);
}
__name(askForTunnel, "askForTunnel");
async function headFrom(socket, signal) {
  let head = "";
  while (!head.includes("\r\n\r\n") && head.length < headMax) {
    const chunk = socket.read();
    if (Buffer.isBuffer(chunk)) head += chunk.toString("latin1");
    else if (socket.readableEnded || socket.destroyed) break;
    else await Promise.race([once(socket, "readable", { signal }), once(socket, "end", { signal })]);
  }
  return head;
}
__name(headFrom, "headFrom");

// src/adapters/probe/sockets.ts
function socketProber(clock) {
  const contexts = /* @__PURE__ */ new Map();
  const contextFor = /* @__PURE__ */ __name((ca) => {
    const context = contexts.get(ca) ?? createSecureContext({ ca: [...ca] });
    contexts.set(ca, context);
    return context;
  }, "contextFor");
  return {
    async probe(target, signal) {
      const way = new Way(target.deadline, clock, signal);
      try {
        await walk(way, target, () => contextFor(target.ca));
      } finally {
        way.close();
      }
      return way.stages;
    }
  };
}
__name(socketProber, "socketProber");
async function walk(way, target, context) {
  const { host, port, tls, forwardProxy } = target;
  const proxy = forwardProxy === void 0 ? void 0 : new URL(forwardProxy);
  const first = proxy === void 0 ? { host, port } : addressOf(proxy);
  if (isIP(first.host) === 0 && !await way.stage("dns", () => resolve(first.host))) return;
  const socket = await way.stage("tcp", (signal) => reach(first, way, signal));
  if (socket === void 0) return;
  if (!tls) return;
  const secured = /* @__PURE__ */ __name((over, name, signal) => shakeHands(over, name, context(), way, signal), "secured");
  const through = proxy === void 0 ? socket : await way.stage(
    "proxy",
    (signal) => tunnel(
      socket,
      proxy,
      `${bracketed(host)}:${port}`,
      (name) => secured(socket, name, signal),
      signal
    )
  );
  if (through !== void 0) await way.stage("tls", (signal) => secured(through, host, signal));
}
__name(walk, "walk");
var Way = class {
  static {
    __name(this, "Way");
  }
  stages = [];
  #sockets = [];
  #deadline;
  #clock;
  #signal;
  constructor(deadline, clock, signal) {
    this.#deadline = deadline;
    this.#clock = clock;
    this.#signal = signal;
  }
  /** Runs one stage; undefined when it failed, which is told by the stage. */
  async stage(name, body) {
    const start = this.#clock.now();
    const took = /* @__PURE__ */ __name(() => this.#clock.now() - start, "took");
    const limits = { ms: this.#deadline, clock: this.#clock, parent: this.#signal };
    try {
      const found = await withDeadline(limits, (signal) => untilAborted(body(signal), signal));
      const { value, detail, certificate } = found;
      this.stages.push({ name, ms: took(), fault: void 0, detail, ...certificate && { certificate } });
      return value;
    } catch (error) {
      this.#signal.throwIfAborted();
      const { fault, detail, certificate } = error instanceof ProbeFailure ? error : faultOf(error);
      this.stages.push({ name, ms: took(), fault, detail, ...certificate && { certificate } });
      return void 0;
    }
  }
  keep(socket) {
    socket.on("error", () => void 0);
    this.#sockets.push(socket);
    return socket;
  }
  close() {
    for (const socket of this.#sockets.toReversed()) socket.destroy();
  }
};
async function resolve(host) {
  const addresses = await lookup(host, { all: true });
  return { value: true, detail: addresses.map(({ address }) => address).join(", ") };
}
__name(resolve, "resolve");
async function reach(to, way, signal) {
  const socket = way.keep(connect(to));
  await once2(socket, "connect", { signal });
  return { value: socket, detail: `${socket.remoteAddress} port ${to.port}` };
}
__name(reach, "reach");
async function tunnel(socket, proxy, authority, secured, signal) {
  const inner = proxy.protocol === "https:" ? (await secured(addressOf(proxy).host)).value : socket;
  const status = await askForTunnel(inner, proxy, authority, signal);
  if (status >= 200 && status < 300) return { value: inner, detail: `lets ${authority} through` };
  if (status === 407)
    throw new ProbeFailure("proxy-login", "it responds with 407 Proxy Authentication Required");
  throw new ProbeFailure("proxy-refusal", `it responds with ${status} for ${authority}`);
}
__name(tunnel, "tunnel");
async function shakeHands(socket, host, secureContext, way, signal) {
  const secured = way.keep(
    connectTls({
      socket,
      host,
      ...isIP(host) === 0 ? { servername: host } : {},
      secureContext,
      rejectUnauthorized: false
    })
  );
  await once2(secured, "secureConnect", { signal });
  const certificate = certificateOf(secured);
  const fault = certificateFault(secured);
  if (fault !== void 0) throw new ProbeFailure(fault.kind, fault.detail, certificate);
  return { value: secured, detail: secured.getProtocol() ?? "TLS", ...certificate && { certificate } };
}
__name(shakeHands, "shakeHands");
async function untilAborted(work, signal) {
  const { promise, reject } = Promise.withResolvers();
  const stop = /* @__PURE__ */ __name(() => reject(signal.reason), "stop");
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
__name(untilAborted, "untilAborted");
function addressOf(url) {
  const host = url.hostname.replace(/^\[(?<address>.*)\]$/, "$<address>");
  return { host, port: Number(url.port || (url.protocol === "https:" ? 443 : 80)) };
}
__name(addressOf, "addressOf");
function bracketed(host) {
  return isIP(host) === 6 ? `[${host}]` : host;
}
__name(bracketed, "bracketed");
export {
  socketProber
};
