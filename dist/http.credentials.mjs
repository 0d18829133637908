import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/http/credentials.ts
function basicAuthorization(user, password) {
  const parts = [user, ":", password].map((part) => typeof part === "string" ? Buffer.from(part) : part);
  return `Basic ${Buffer.concat(parts).toString("base64")}`;
}
__name(basicAuthorization, "basicAuthorization");
function authorizationOf({ username, password }) {
  if (username === "" && password === "") return void 0;
  return basicAuthorization(percentDecoded(username), percentDecoded(password));
}
__name(authorizationOf, "authorizationOf");
function percentDecoded(text) {
  const bytes = Buffer.from(text).toString("latin1");
  const byteOf = /* @__PURE__ */ __name((_, hex) => String.fromCharCode(Number.parseInt(hex, 16)), "byteOf");
  return Buffer.from(bytes.replace(/%([0-9a-f]{2})/gi, byteOf), "latin1");
}
__name(percentDecoded, "percentDecoded");
function withNetrc(client, entries) {
  return {
    send(request) {
      const entry = entryFor(new URL(request.url), entries);
      if (entry === void 0 || "authorization" in request.headers) return client.send(request);
      const authorization = basicAuthorization(entry.login, entry.password);
      return client.send({ ...request, headers: { ...request.headers, authorization } });
    },
    close: /* @__PURE__ */ __name(() => client.close(), "close")
  };
}
__name(withNetrc, "withNetrc");
function entryFor({ protocol, host, pathname }, entries) {
  if (protocol !== "https:") return void 0;
  const elements = `${host}${pathname.replace(/\/$/, "")}`.split("/");
  for (let length = elements.length; length > 0; length--) {
    const prefix = elements.slice(0, length).join("/");
    const entry = entries.find(({ machine }) => machine === prefix);
    if (entry !== void 0) return entry;
  }
  return void 0;
}
__name(entryFor, "entryFor");

export {
  basicAuthorization,
  authorizationOf,
  percentDecoded,
  withNetrc
};
