import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  compareText
} from "./go.module.mjs";
import {
  errnoOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/plain-file.ts
import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
var NotRegularFile = class extends Error {
  static {
    __name(this, "NotRegularFile");
  }
  /** What BSD answers in this case. */
  code = "EFTYPE";
  constructor(file) {
    super(`${file} is not a regular file`);
  }
};
async function openPlainFile(file, options) {
  const handle = await open(file, flags(options)).catch((error) => {
    throw openError(file, error);
  });
  const stats = await handle.stat();
  if (stats.isFile()) return handle;
  await handle.close();
  throw irregular(file, stats);
}
__name(openPlainFile, "openPlainFile");
function openPlainFileSync(file, options) {
  const fd = openAt(file, options);
  const stats = fstatSync(fd);
  if (stats.isFile()) return fd;
  closeSync(fd);
  throw irregular(file, stats);
}
__name(openPlainFileSync, "openPlainFileSync");
async function readPlainFile(file, options = { followLinks: true }) {
  const handle = await openPlainFile(file, options);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
__name(readPlainFile, "readPlainFile");
async function ifPresent(answer) {
  try {
    return await answer;
  } catch (error) {
    if (isAbsence(error)) return void 0;
    throw error;
  }
}
__name(ifPresent, "ifPresent");
async function ifRegular(answer) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotRegularFile) return void 0;
    throw error;
  }
}
__name(ifRegular, "ifRegular");
function isAbsence(error) {
  const errno = errnoOf(error);
  return errno === "ENOENT" || errno === "ENOTDIR";
}
__name(isAbsence, "isAbsence");
function openAt(file, options) {
  try {
    return openSync(file, flags(options));
  } catch (error) {
    throw openError(file, error);
  }
}
__name(openAt, "openAt");
function flags({ followLinks }) {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  return O_RDONLY | O_NONBLOCK | (followLinks ? 0 : O_NOFOLLOW);
}
__name(flags, "flags");
function openError(file, error) {
  return ["ELOOP", "EMLINK", "ENXIO"].includes(errnoOf(error) ?? "") ? new NotRegularFile(file) : error;
}
__name(openError, "openError");
function irregular(file, stats) {
  if (!stats.isDirectory()) return new NotRegularFile(file);
  return Object.assign(new Error(`EISDIR: ${file} is a directory`), { code: "EISDIR" });
}
__name(irregular, "irregular");

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
  openPlainFileSync,
  readPlainFile,
  ifPresent,
  ifRegular,
  isAbsence,
  hash1,
  isHash1,
  goModHash
};
