import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  readGivenFile,
  unreadable
} from "./run.mjs";
import {
  ActionError,
  errnoOf
} from "./adapters.process-tree.mjs";

// src/adapters/network/certificates.ts
import { readdir } from "node:fs/promises";
import path from "node:path";
import { getCACertificates } from "node:tls";
var certificate = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----(?:(?!-----BEGIN)[\s\S])+?-----END (?:TRUSTED )?CERTIFICATE-----/g;
async function trustedCertificates(files, paths = []) {
  return (await readTrust(files, paths))();
}
async function readTrust(files, paths) {
  const given = await Promise.all(named(files).map(certificatesIn));
  const found = await Promise.all(named(paths).map(certificatesAt));
  const extra = [...given.flat(), ...found.flat()];
  return () => [.../* @__PURE__ */ new Set([...getCACertificates("default"), ...getCACertificates("system"), ...extra])];
}
function named(names) {
  return [...new Set(names)].filter((name) => name !== "");
}
async function certificatesAt(at) {
  const names = await orNone(readdir(at), [""]);
  const texts = await Promise.all(names.map((name) => orNone(readGivenFile(path.join(at, name)), "")));
  return texts.flatMap((text) => text.match(certificate) ?? []);
}
async function orNone(reading, none) {
  try {
    return await reading;
  } catch (error) {
    if (unreadable.has(errnoOf(error) ?? "")) return none;
    throw error;
  }
}
async function certificatesIn(file) {
  const found = (await contentOf(file)).match(certificate);
  if (found !== null) return found;
  throw unusable(file, "holds no certificate in PEM format");
}
async function contentOf(file) {
  try {
    return await readGivenFile(file);
  } catch (error) {
    throw unusable(file, "cannot be read", error);
  }
}
function unusable(file, why, cause) {
  return new ActionError(`the CA file ${file} ${why}`, {
    code: "ca-file-unusable",
    class: "configuration",
    hint: "Point `ca-file` at a file with `-----BEGIN CERTIFICATE-----` in it.",
    cause
  });
}

export {
  trustedCertificates,
  readTrust
};
