import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/http/credentials.ts
function basicAuthorization(user, password) {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
__name(basicAuthorization, "basicAuthorization");
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
  withNetrc
};
