import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  removeTree
} from "./modcache.place.mjs";
import {
  ifPresent,
  makeFolders
} from "./run.mjs";
import {
  errnoOf
} from "./adapters.process-tree.mjs";

// src/modcache/scratch.ts
import { randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
var staleMs = 24 * 60 * 60 * 1e3;
var runName = /^run-[0-9a-f]{16}$/;
function workFolder(gomodcache) {
  return path.join(gomodcache, "cache", "go-mod-download");
}
function makeScratch(gomodcache) {
  const work = workFolder(gomodcache);
  makeFolders(work);
  const scratch = path.join(work, `run-${randomBytes(8).toString("hex")}`);
  mkdirSync(scratch);
  removeOlderThan(statSync(scratch).mtimeMs - staleMs, work);
  return scratch;
}
function removeOlderThan(time, work) {
  for (const name of readdirSync(work)) {
    const folder = path.join(work, name);
    try {
      if (runName.test(name) && isFolderOlderThan(time, folder)) removeTree(folder);
    } catch (error) {
      if (errnoOf(error) === void 0) throw error;
    }
  }
}
function isFolderOlderThan(time, folder) {
  const stats = lstatSync(folder);
  return stats.isDirectory() && stats.mtimeMs < time;
}

// src/modcache/lock.ts
import { randomBytes as randomBytes2 } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path2 from "node:path";
var staleMs2 = 6e4;
var heartbeatMs = 1e4;
async function takeLock(gomodcache, guard) {
  const file = path2.join(workFolder(gomodcache), "lock");
  const holder = `${process.pid} on ${hostname()}, ${randomBytes2(8).toString("hex")}
`;
  if (!create(file, holder)) {
    if (!await removeStale(file) || !create(file, holder)) return void 0;
  }
  const forget = guard?.removeAtEnd(file, holder);
  const heartbeat = setInterval(() => {
    touch(file).catch(() => void 0);
  }, heartbeatMs);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      if (await ifPresent(readFile(file, "utf8")) === holder) await rm(file, { force: true });
      forget?.();
    }
  };
}
function create(file, holder) {
  try {
    writeFileSync(file, holder, { flag: "wx" });
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    removeEmpty(file);
    throw error;
  }
}
function removeEmpty(file) {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
  }
}
async function removeStale(file) {
  const now = await timeBeside(file);
  const lock = await ifPresent(stat(file));
  if (lock === void 0) return true;
  if (now.getTime() - lock.mtimeMs <= staleMs2) return false;
  const aside = nameBeside(file);
  await ifPresent(rename(file, aside));
  await rm(aside, { force: true });
  return true;
}
async function touch(file) {
  const now = await timeBeside(file);
  await utimes(file, now, now);
}
async function timeBeside(file) {
  const stamped = nameBeside(file);
  try {
    await writeFile(stamped, "");
    return (await stat(stamped)).mtime;
  } finally {
    await rm(stamped, { force: true });
  }
}
function nameBeside(file) {
  return `${file}-${randomBytes2(8).toString("hex")}`;
}

export {
  makeScratch,
  takeLock
};
