import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  authorizationOf
} from "./run.mjs";

// src/adapters/network/dial.ts
import { lookup as systemLookup } from "node:dns";
import { once } from "node:events";
import { connect, isIP } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
async function dial({ host, port }, signal, { timeout = 3e4, fallbackDelay = 300, lookup = promisify(systemLookup) } = {}) {
  const family = isIP(host);
  const addresses = family === 0 ? await lookup(host, { all: true }) : [{ address: host, family }];
  signal.throwIfAborted();
  const isPrimary = (address) => address.family === addresses[0]?.family;
  const [primaries, fallbacks] = [addresses.filter(isPrimary), addresses.filter((one) => !isPrimary(one))];
  const ended = new AbortController();
  const race = {
    port,
    deadline: performance.now() + timeout,
    signal: AbortSignal.any([signal, ended.signal])
  };
  const first = dialEach(primaries, race);
  if (fallbacks.length === 0) return first;
  return raceOf([first, dialLater(first, fallbackDelay, fallbacks, race)], ended);
}
async function raceOf(racers, ended) {
  try {
    const winner = await Promise.any(racers);
    for (const racer of racers)
      racer.then((socket) => socket === winner || socket.destroy()).catch(() => void 0);
    return winner;
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  } finally {
    ended.abort(new Error("another address answered first"));
  }
}
async function dialLater(first, delay, addresses, race) {
  const failed = new Promise((resolve) => void first.catch(() => resolve()));
  await Promise.race([wait(delay, void 0, { signal: race.signal }), failed]);
  return dialEach(addresses, race);
}
async function dialEach(addresses, race) {
  const errors = [];
  for (const [index, { address }] of addresses.entries()) {
    race.signal.throwIfAborted();
    const ms = shareOf(race.deadline - performance.now(), addresses.length - index);
    try {
      return await connectWithin(ms, { host: address, port: race.port }, race.signal);
    } catch (error) {
      errors.push(error);
    }
  }
  throw errors[0];
}
function shareOf(left, addresses) {
  return Math.max(0, Math.min(left, Math.max(left / addresses, 2e3)));
}
async function connectWithin(ms, to, signal) {
  const socket = connect({ ...to, noDelay: true, keepAlive: true, keepAliveInitialDelay: 3e4 });
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error("connection timed out"), { code: "ETIMEDOUT" }));
  }, ms);
  try {
    await once(socket, "connect", { signal });
    return socket;
  } catch (error) {
    socket.on("error", () => void 0).destroy();
    signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

// src/adapters/network/tunnel.ts
import { once as once2 } from "node:events";

// src/adapters/network/user-agent.ts
var userAgent = "Go-http-client/1.1";

// src/adapters/network/tunnel.ts
var headMax = 256 * 1024;
async function askForTunnel(socket, proxy, authority, signal) {
  const authorization = authorizationOf(proxy);
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    `User-Agent: ${userAgent}`,
    ...authorization === void 0 ? [] : [`Proxy-Authorization: ${authorization}`]
  ];
  socket.write(`${lines.join("\r\n")}\r
\r
`);
  const head = await headFrom(socket, signal);
  const groups = /^HTTP\/1\.\d (?<status>\d{3})(?: (?<reason>[^\r\n]*))?\r?\n/.exec(head)?.groups;
  if (groups?.["status"] === void 0) return void 0;
  return { status: Number(groups["status"]), reason: groups["reason"]?.trim() ?? "" };
}
async function headFrom(socket, signal) {
  let head = "";
  while (!/\n\r?\n/.test(head) && head.length < headMax) {
    const chunk = socket.read();
    if (Buffer.isBuffer(chunk)) head += chunk.toString("latin1");
    else if (socket.readableEnded || socket.destroyed) break;
    else await Promise.race([once2(socket, "readable", { signal }), once2(socket, "end", { signal })]);
  }
  return head;
}

// src/adapters/network/secure-context.ts
import { createSecureContext, DEFAULT_CIPHERS } from "node:tls";
function secureContextOf(ca) {
  return createSecureContext({
    ...ca === void 0 ? {} : { ca: [...ca] },
    allowPartialTrustChain: true,
    ciphers: `${DEFAULT_CIPHERS}:!DHE:@SECLEVEL=1`
  });
}
function secureContexts(ca, isNodeFirst) {
  let own;
  let all;
  const every = () => {
    all ??= secureContextOf(ca());
    return all;
  };
  return {
    first() {
      if (all !== void 0 || !isNodeFirst) return every();
      own ??= secureContextOf();
      return own;
    },
    after: (tried) => tried === own ? every() : void 0
  };
}

export {
  dial,
  userAgent,
  askForTunnel,
  secureContextOf,
  secureContexts
};
