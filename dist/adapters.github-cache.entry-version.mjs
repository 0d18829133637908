import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/adapters/github-cache/entry-version.ts
import { createHash } from "node:crypto";
var packName = "go-mod-download.pack";
function entryVersion(compression) {
  const method = compression === "zstd" ? "zstd-without-long" : "gzip";
  return createHash("sha256").update([packName, method, "1.0"].join("|")).digest("hex");
}

export {
  packName,
  entryVersion
};
