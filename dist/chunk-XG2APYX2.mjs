import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/http/credentials.ts
function basicAuthorization(user, password) {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
__name(basicAuthorization, "basicAuthorization");
function withNetrc(client, entries) {
  return {
    get(request) {
      const { protocol, hostname } = new URL(request.url);
      const entry = entries.find(({ machine }) => machine === hostname);
      if (protocol !== "https:" || entry === void 0 || "authorization" in request.headers) {
        return client.get(request);
      }
      const authorization = basicAuthorization(entry.login, entry.password);
      return client.get({ ...request, headers: { ...request.headers, authorization } });
    },
    close: /* @__PURE__ */ __name(() => client.close(), "close")
  };
}
__name(withNetrc, "withNetrc");

export {
  basicAuthorization,
  withNetrc
};
