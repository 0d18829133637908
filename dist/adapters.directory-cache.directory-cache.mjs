import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  compareText,
  ifPresent,
  makeFolders,
  userCacheDirectory
} from "./run.mjs";
import {
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// src/adapters/directory-cache/directory-cache.ts
import { stat } from "node:fs/promises";
import path2 from "node:path";

// src/adapters/directory-cache/entries.ts
import { lstat, readdir, unlink, utimes } from "node:fs/promises";
import path from "node:path";
var suffix = ".pack";
var unfinishedPrefix = ".unfinished-";
var unfinishedName = /^\.unfinished-\d+-[0-9a-z]*$/;
async function refuseLink(dir) {
  const stats = await lstat(dir).catch(undefinedIfAbsent);
  if (stats === void 0 || stats.isDirectory()) return;
  throw Object.assign(new Error(`${dir} is not a folder but a link or a file`), { code: "ENOTDIR" });
}
function entryFile(dir, key) {
  return path.join(dir, `${key}${suffix}`);
}
function unfinishedFile(dir, unique) {
  return path.join(dir, `${unfinishedPrefix}${unique}`);
}
async function findEntry(folder, keys) {
  const { dir } = folder;
  const stored = await keysIn(folder);
  for (const key of keys) {
    const exact = stored.includes(key) ? await entryOf(dir, key) : void 0;
    const entry = exact ?? newest(
      await entriesOf(
        dir,
        stored.filter((name) => name.startsWith(key))
      )
    );
    if (entry !== void 0) return entry;
  }
  return void 0;
}
async function markUsed(entry, now) {
  try {
    await utimes(entry.file, now / 1e3, entry.stored / 1e3);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
  }
}
async function newestTime(folder) {
  const entries = await entriesOf(folder.dir, await keysIn(folder));
  return entries.reduce((time, entry) => Math.max(time, entry.stored), 0);
}
async function pruneEntries(folder, maxBytes, kept, now) {
  try {
    await prune(folder, maxBytes, kept, now);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
  }
}
async function prune(folder, maxBytes, kept, now) {
  const { dir } = folder;
  const entries = await entriesOf(dir, await keysIn(folder));
  let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const lastUsed = ({ used }) => used > now + dayMs ? 0 : used;
  for (const entry of entries.toSorted((a, b) => lastUsed(a) - lastUsed(b))) {
    if (bytes <= maxBytes) break;
    if (entry.key === kept) continue;
    await removeIfPossible(entry.file);
    bytes -= entry.bytes;
  }
  for (const name of await readdir(dir)) {
    if (unfinishedName.test(name)) await removeIfAbandoned(path.join(dir, name), now);
  }
}
var dayMs = 24 * 60 * 60 * 1e3;
async function removeIfAbandoned(file, now) {
  const stats = await lstat(file).catch(undefinedIfAbsent);
  if (stats?.isFile() && now - stats.mtimeMs > dayMs) await removeIfPossible(file);
}
async function removeIfPossible(file) {
  try {
    await unlink(file);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
  }
}
async function keysIn({ dir, isEntry }) {
  await refuseLink(dir);
  const names = await readdir(dir).catch(undefinedIfAbsent) ?? [];
  return names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length)).filter(isEntry);
}
async function entriesOf(dir, keys) {
  const entries = await Promise.all(keys.map((key) => entryOf(dir, key)));
  return entries.filter((entry) => entry !== void 0);
}
async function entryOf(dir, key) {
  const file = entryFile(dir, key);
  const stats = await lstat(file).catch(undefinedIfAbsent);
  if (stats === void 0 || !stats.isFile()) return void 0;
  return { key, file, bytes: stats.size, stored: stats.mtimeMs, used: stats.atimeMs };
}
function newest(entries) {
  return entries.toSorted((a, b) => b.stored - a.stored || compareText(a.key, b.key))[0];
}
function undefinedIfAbsent(error) {
  if (!absent.has(errnoOf(error) ?? "")) throw error;
}
var absent = /* @__PURE__ */ new Set(["ENOENT", "ESTALE"]);

// src/adapters/directory-cache/publish.ts
import { createReadStream, createWriteStream } from "node:fs";
import { link, lstat as lstat2, rename, rm, utimes as utimes2 } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
async function publish({ source, unfinished, target, used, stored, signal }, makeLink = link) {
  try {
    const copy = createWriteStream(unfinished, { flags: "wx", mode: 420, flush: true });
    await pipeline(createReadStream(source), copy, { signal });
    await utimes2(unfinished, used / 1e3, stored / 1e3);
    return await nameOnce(unfinished, target, makeLink);
  } finally {
    await rm(unfinished, { force: true });
  }
}
async function nameOnce(unfinished, target, makeLink) {
  try {
    await makeLink(unfinished, target);
    return "published";
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "EEXIST") return "exists";
    if (errno === void 0 || !linksUnsupported.has(errno)) throw error;
  }
  if (await kindOf(target) !== void 0) return "exists";
  await rename(unfinished, target);
  return "published";
}
var linksUnsupported = /* @__PURE__ */ new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL", "EISDIR"]);
async function kindOf(file) {
  const stats = await ifPresent(lstat2(file));
  if (stats === void 0) return void 0;
  return stats.isFile() ? "entry" : "other";
}

// src/adapters/directory-cache/directory-cache.ts
function directoryCache(options) {
  const folder = { dir: path2.join(options.root, "v1"), isEntry: options.isEntry };
  const { clock } = options;
  return {
    lookup: (keys, signal) => answering(keys, signal, () => lookUp(folder, keys)),
    fetch: (keys, signal) => answering(keys, signal, () => fetchEntry(folder, keys, clock)),
    store: (key, file, signal) => answering([key], signal, () => store(folder, key, file, signal, options)),
    close: async () => {
    }
  };
}
async function lookUp(folder, keys) {
  const entry = await findEntry(folder, keys);
  return entry === void 0 ? { kind: "none" } : { kind: "found", key: entry.key };
}
async function fetchEntry(folder, keys, clock) {
  const entry = await findEntry(folder, keys);
  if (entry === void 0) return { kind: "none" };
  await markUsed(entry, clock.now());
  const { key, file, bytes } = entry;
  return { kind: "found", key, bytes, source: { kind: "file", file }, dispose: async () => {
  } };
}
async function store(folder, key, source, signal, { maxBytes, random, clock, guard }) {
  const { dir } = folder;
  const { size: bytes } = await stat(source);
  const target = entryFile(dir, key);
  const unfinished = unfinishedFile(dir, `${process.pid}-${random().toString(36).slice(2)}`);
  try {
    makeFolders(dir);
    await refuseLink(dir);
    const there = await kindOf(target);
    if (there === "entry") return { kind: "exists" };
    if (there === "other")
      return { kind: "denied", reason: `${target} is not an entry but in its place; remove it` };
    const used = clock.now();
    const stored = Math.max(used, await newestTime(folder) + timeStep);
    const release = guard?.removeAtEnd(unfinished);
    const published = publish({ source, unfinished, target, used, stored, signal });
    const outcome = await published.finally(release);
    if (outcome === "exists") return { kind: "exists" };
  } catch (error) {
    if (readOnly.has(errnoOf(error) ?? "")) return { kind: "denied", reason: reasonOf(error) };
    throw error;
  }
  await pruneEntries(folder, maxBytes, key, clock.now());
  return { kind: "stored", bytes };
}
var timeStep = 2e3;
var readOnly = /* @__PURE__ */ new Set(["EACCES", "EPERM", "EROFS"]);
async function answering(keys, signal, body) {
  const wrong = keys.find((key) => !isFileName(key));
  if (wrong !== void 0) {
    return unavailable(
      `the key \`${wrong}\` cannot be a file name: only A-Z a-z 0-9 . _ - and at most 200 of them`
    );
  }
  try {
    signal.throwIfAborted();
    return await body();
  } catch (error) {
    if (signal.aborted) return unavailable(messageOf(signal.reason));
    if (errnoOf(error) === void 0) throw error;
    return unavailable(reasonOf(error));
  }
}
function isFileName(key) {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(key);
}
function reasonOf(error) {
  return diskFull.has(errnoOf(error) ?? "") ? `the disk is full: ${messageOf(error)}` : messageOf(error);
}
var diskFull = /* @__PURE__ */ new Set(["ENOSPC", "EDQUOT"]);
function unavailable(reason) {
  return { kind: "unavailable", reason };
}
export {
  directoryCache,
  userCacheDirectory
};
