import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/text/nearest.ts
function nearest(word, candidates) {
  const wanted = word.toLowerCase();
  let best;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (best === void 0 || distance < best.distance) best = { candidate, distance };
  }
  if (best === void 0) return void 0;
  const tolerated = Math.max(2, Math.floor(wanted.length / 3));
  return best.distance <= Math.min(tolerated, wanted.length - 1) ? best.candidate : void 0;
}
__name(nearest, "nearest");
function editDistance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
__name(editDistance, "editDistance");

export {
  nearest,
  editDistance
};
