import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

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
    close: /* @__PURE__ */ __name(() => client.close(), "close")
  };
}
__name(redactErrors, "redactErrors");
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
__name(redacted, "redacted");
export {
  redactErrors
};
