import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/sum.ts
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
__name(sum, "sum");

export {
  sum
};
