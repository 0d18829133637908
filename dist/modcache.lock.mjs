import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  makeFolders
} from "./make-folders.mjs";
import {
  removeTree
} from "./modcache.remove-tree.mjs";
import {
  errnoOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/modcache/scratch.ts
import { randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
var staleMs = 24 * 60 * 60 * 1e3;
var runName = /^run-[0-9a-f]{16}$/;
function workFolder(gomodcache) {
  return path.join(gomodcache, "cache", "go-mod-download");
}
__name(workFolder, "workFolder");
function makeScratch(gomodcache) {
  const work = workFolder(gomodcache);
  makeFolders(work);
  removeStale(work);
  const scratch = path.join(work, `run-${randomBytes(8).toString("hex")}`);
  mkdirSync(scratch);
  return scratch;
}
__name(makeScratch, "makeScratch");
function removeStale(work) {
  for (const name of readdirSync(work)) {
    const folder = path.join(work, name);
    try {
      if (runName.test(name) && isStale(folder)) removeTree(folder);
    } catch (error) {
      if (errnoOf(error) === void 0) throw error;
    }
  }
}
__name(removeStale, "removeStale");
function isStale(folder) {
  const stats = lstatSync(folder);
  return stats.isDirectory() && Date.now() - stats.mtimeMs > staleMs;
}
__name(isStale, "isStale");

// src/modcache/lock.ts
import { randomBytes as randomBytes2 } from "node:crypto";
import { readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path2 from "node:path";
var staleMs2 = 6e4;
var heartbeatMs = 1e4;
async function takeLock(gomodcache, guard) {
  const file = path2.join(workFolder(gomodcache), "lock");
  const holder = `${process.pid} on ${hostname()}, ${randomBytes2(8).toString("hex")}
`;
  if (!await create(file, holder)) {
    if (!await removeStale2(file) || !await create(file, holder)) return void 0;
  }
  const forget = guard?.removeAtEnd(file, holder);
  const heartbeat = setInterval(() => {
    const now = /* @__PURE__ */ new Date();
    utimes(file, now, now).catch(() => void 0);
  }, heartbeatMs);
  heartbeat.unref();
  return {
    release: /* @__PURE__ */ __name(async () => {
      clearInterval(heartbeat);
      if (await contentOf(file) === holder) await rm(file, { force: true });
      forget?.();
    }, "release")
  };
}
__name(takeLock, "takeLock");
async function create(file, holder) {
  try {
    await writeFile(file, holder, { flag: "wx" });
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  }
}
__name(create, "create");
async function removeStale2(file) {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs <= staleMs2) return false;
    const aside = `${file}-${randomBytes2(8).toString("hex")}`;
    await rename(file, aside);
    await rm(aside);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return true;
    throw error;
  }
}
__name(removeStale2, "removeStale");
async function contentOf(file) {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return void 0;
    throw error;
  }
}
__name(contentOf, "contentOf");

export {
  makeScratch,
  takeLock
};
