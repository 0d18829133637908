import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  askForTunnel,
  dial,
  secureContextOf
} from "./adapters.network.tunnel.mjs";
import {
  isSocks,
  proxyEndpoint
} from "./adapters.network.proxy-url.mjs";
import {
  DeadlineExceeded,
  TransportError,
  withDeadline
} from "./run.mjs";
import {
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// src/adapters/probe/sockets.ts
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { isIP } from "node:net";
import { connect as connectTls } from "node:tls";

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
function nameOf(name) {
  const parts = [
    ["CN", name.CN],
    ["O", name.O]
  ].flatMap(([key, value]) => value === void 0 ? [] : [`${key}=${value}`]);
  return parts.length === 0 ? "unknown" : parts.join(", ");
}

// src/adapters/probe/failure.ts
var ProbeFailure = class extends Error {
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

// src/adapters/probe/sockets.ts
function socketProber(clock) {
  const contexts = /* @__PURE__ */ new Map();
  const contextFor = (ca) => {
    const context = contexts.get(ca) ?? secureContextOf(ca);
    contexts.set(ca, context);
    return context;
  };
  return {
    async probe(target, signal) {
      const connection = new Connection(target.deadline, clock, signal);
      try {
        await walk(connection, target, () => contextFor(target.ca));
      } finally {
        connection.close();
      }
      return connection.stages;
    }
  };
}
async function walk(connection, target, context) {
  const { host, port, tls, forwardProxy } = target;
  const proxy = forwardProxy === void 0 ? void 0 : new URL(forwardProxy);
  const first = proxy === void 0 ? { host, port } : proxyEndpoint(proxy);
  if (isIP(first.host) === 0 && !await connection.stage("dns", () => resolve(first.host))) return;
  const socket = await connection.stage("tcp", (signal) => reach(first, connection, signal));
  if (socket === void 0) return;
  if (!tls && (proxy === void 0 || !isSocks(proxy))) return;
  const secured = (over, name, signal) => shakeHands(over, name, context(), connection, signal);
  const through = proxy === void 0 ? socket : await connection.stage(
    "proxy",
    (signal) => isSocks(proxy) ? throughSocks(socket, proxy, { host, port }, signal) : tunnel(
      socket,
      proxy,
      `${bracketed(host)}:${port}`,
      (name) => secured(socket, name, signal),
      signal
    )
  );
  if (through !== void 0 && tls) await connection.stage("tls", (signal) => secured(through, host, signal));
}
var Connection = class {
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
  /** Runs and records one stage; undefined if it failed. */
  async stage(name, body) {
    const start = this.#clock.now();
    const took = () => this.#clock.now() - start;
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
async function reach(to, connection, signal) {
  const socket = connection.keep(await dial(to, signal));
  return { value: socket, detail: `${socket.remoteAddress} port ${to.port}` };
}
async function tunnel(socket, proxy, authority, secured, signal) {
  const inner = proxy.protocol === "https:" ? (await secured(proxyEndpoint(proxy).host)).value : socket;
  const answer = await askForTunnel(inner, proxy, authority, signal);
  if (answer === void 0) throw new ProbeFailure("broken", "the server is not an HTTP proxy");
  const { status, reason } = answer;
  if (status === 200) return { value: inner, detail: `lets ${authority} through` };
  const said = `it responds with ${`${status} ${reason}`.trim()}`;
  if (status === 407) throw new ProbeFailure("proxy-login", said);
  throw new ProbeFailure("proxy-refusal", `${said} for ${authority}`);
}
async function throughSocks(socket, proxy, to, signal) {
  try {
    const { askSocksServer } = await import("./adapters.network.socks.mjs");
    const value = await askSocksServer(socket, proxy, to, signal);
    return { value, detail: `lets ${bracketed(to.host)}:${to.port} through` };
  } catch (error) {
    if (error instanceof TransportError) throw new ProbeFailure("proxy-refusal", error.message);
    throw error;
  }
}
async function shakeHands(socket, host, secureContext, connection, signal) {
  const secured = connection.keep(
    connectTls({
      socket,
      host,
      ...isIP(host) === 0 ? { servername: host } : {},
      secureContext,
      rejectUnauthorized: false
    })
  );
  await once(secured, "secureConnect", { signal });
  const certificate = certificateOf(secured);
  const fault = certificateFault(secured);
  if (fault !== void 0) throw new ProbeFailure(fault.kind, fault.detail, certificate);
  return { value: secured, detail: secured.getProtocol() ?? "TLS", ...certificate && { certificate } };
}
async function untilAborted(work, signal) {
  const { promise, reject } = Promise.withResolvers();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
function bracketed(host) {
  return isIP(host) === 6 ? `[${host}]` : host;
}
export {
  socketProber
};
