import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ActionError
} from "./chunk-2MBDZSVY.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/adapters/undici-client-certificates.ts
import { readFile } from "node:fs/promises";
import { getCACertificates } from "node:tls";
var certificate = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;
async function trustedCertificates(files) {
  const given = await Promise.all([...new Set(files)].filter((file) => file !== "").map(certificatesIn));
  return [.../* @__PURE__ */ new Set([...getCACertificates("default"), ...getCACertificates("system"), ...given.flat()])];
}
__name(trustedCertificates, "trustedCertificates");
async function certificatesIn(file) {
  const found = (await contentOf(file)).match(certificate);
  if (found !== null) return found;
  throw unusable(file, "holds no certificate in PEM format");
}
__name(certificatesIn, "certificatesIn");
async function contentOf(file) {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw unusable(file, "cannot be read", error);
  }
}
__name(contentOf, "contentOf");
function unusable(file, why, cause) {
  return new ActionError(`the CA file ${file} ${why}`, {
    code: "ca-file-unusable",
    class: "configuration",
    hint: "Point `ca-file` (or SSL_CERT_FILE) at a file with `-----BEGIN CERTIFICATE-----` in it.",
    cause
  });
}
__name(unusable, "unusable");
export {
  trustedCertificates
};
