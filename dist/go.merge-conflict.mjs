import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/go/merge-conflict.ts
function isConflictMarker(line) {
  return /^(?:<{7}|\|{7}|={7}|>{7})(?:\s|$)/.test(line);
}
__name(isConflictMarker, "isConflictMarker");
var conflictHint = "The file has unresolved merge conflicts: keep the lines you need, remove the markers, then run `go mod tidy`.";

export {
  isConflictMarker,
  conflictHint
};
