import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  readStart,
  retryAfter
} from "./http.read-start.mjs";
import {
  FetchFailure
} from "./run.mjs";

// src/fetch/answer-failure.ts
var bodyMax = 4096;
async function answerFailure(response, now) {
  const { status, statusText, headers, lostLogin = false } = response;
  const body = await beginningOf(response);
  const phrase = statusText === void 0 || statusText === "" ? {} : { phrase: statusText };
  return new FetchFailure(
    { kind: "status", status, ...phrase, body, ...lostLogin ? { lostLogin } : {} },
    { retryAfter: retryAfter(headers["retry-after"], now) }
  );
}
async function beginningOf(response) {
  if (/^text\/plain\b/i.test(response.headers["content-type"] ?? "")) {
    return (await readStart(response, bodyMax)).bytes.toString().trim();
  }
  response.discard();
  return "";
}

// src/resilience/low-speed.ts
function lowSpeed(bytes, progress) {
  let since = 0;
  return (received) => {
    since += received;
    if (since < bytes) return;
    since = 0;
    progress();
  };
}

export {
  answerFailure,
  lowSpeed
};
