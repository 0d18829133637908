import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/layout.ts
var layouts = ["full", "tree", "zip"];
function keepsZips(layout) {
  return layout !== "tree";
}
__name(keepsZips, "keepsZips");
function keepsTrees(layout) {
  return layout !== "zip";
}
__name(keepsTrees, "keepsTrees");

export {
  layouts,
  keepsZips,
  keepsTrees
};
