import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  compareText
} from "./go.module.mjs";
import {
  __name
} from "./runtime.mjs";

// src/go/dirhash.ts
import { createHash } from "node:crypto";
function hash1(files) {
  const summary = createHash("sha256");
  for (const { name, sha256 } of sortedByName([...files])) {
    if (name.includes("\n"))
      throw new Error(`file names with newlines have no h1 hash: ${JSON.stringify(name)}`);
    summary.update(`${sha256}  ${name}
`);
  }
  return `h1:${summary.digest("base64")}`;
}
__name(hash1, "hash1");
function isHash1(text) {
  return /^h1:[A-Za-z0-9+/]{43}=$/.test(text);
}
__name(isHash1, "isHash1");
function goModHash(content) {
  return hash1([{ name: "go.mod", sha256: createHash("sha256").update(content).digest("hex") }]);
}
__name(goModHash, "goModHash");
function sortedByName(files) {
  if (files.some(({ name }) => /[\ud800-\udfff]/.test(name))) {
    return files.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  }
  return files.sort((a, b) => compareText(a.name, b.name));
}
__name(sortedByName, "sortedByName");

export {
  hash1,
  isHash1,
  goModHash
};
