import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/resilience/backoff.ts
function fullJitter(failures, { base, factor = 2, cap }, random) {
  const growth = Math.min(Number.MAX_VALUE, factor ** (failures - 1));
  return random() * Math.min(cap, base * growth);
}
__name(fullJitter, "fullJitter");

export {
  fullJitter
};
