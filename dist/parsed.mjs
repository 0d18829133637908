import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./errors.mjs";

// src/parsed.ts
function ok(value) {
  return { kind: "ok", value };
}
__name(ok, "ok");
function problem(message) {
  return { kind: "problem", message };
}
__name(problem, "problem");
function parseEach(items, parse) {
  const values = [];
  const messages = [];
  for (const item of items) {
    const parsed = parse(item);
    if (parsed.kind === "ok") values.push(parsed.value);
    else messages.push(parsed.message);
  }
  return messages.length === 0 ? ok(values) : problem(messages.join(" "));
}
__name(parseEach, "parseEach");

export {
  ok,
  problem,
  parseEach
};
