import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  modulesByShard,
  openPack
} from "./pack.manifest.mjs";
import {
  Pool
} from "./pack.pool.mjs";
import {
  manifestBounds
} from "./pack.parse-manifest.mjs";
import {
  makeScratch,
  takeLock
} from "./modcache.lock.mjs";
import {
  parseEntry
} from "./cache.entry.mjs";
import "./make-folders.mjs";
import "./pack.format.mjs";
import "./modcache.module-files.mjs";
import {
  placeFile
} from "./modcache.place.mjs";
import {
  modcacheError,
  onDisk
} from "./disk-error.mjs";
import {
  holdsModules,
  inspectModule,
  modcachePaths
} from "./modcache.modcache.mjs";
import {
  keepsTrees,
  keepsZips
} from "./layout.mjs";
import {
  goModHash
} from "./go.dirhash.mjs";
import {
  moduleKey
} from "./go.module.mjs";
import {
  removeTree
} from "./modcache.remove-tree.mjs";
import {
  ActionError,
  messageOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/cache/base-ahead.ts
var BaseAhead = class {
  static {
    __name(this, "BaseAhead");
  }
  #backend;
  #signal;
  #over = new AbortController();
  #begun;
  constructor(backend, signal) {
    this.#backend = backend;
    this.#signal = AbortSignal.any([signal, this.#over.signal]);
  }
  /** Begins to fetch the base `name`, which `take` will hardly fail to ask for; not twice. */
  begin(name) {
    this.#begun ??= { name, fetched: this.#fetch(name) };
  }
  /** Returns the base `name`, which is then the caller's to dispose of. */
  async take(name) {
    if (this.#begun?.name !== name) return this.#fetch(name);
    const { fetched } = this.#begun;
    this.#begun = void 0;
    return fetched;
  }
  /** Ends what was begun and not taken. */
  async close() {
    this.#over.abort(new Error("nobody wants the base any more"));
    const fetched = await this.#begun?.fetched;
    if (fetched?.kind === "found") await fetched.dispose();
  }
  /** Looked up by exactly the name that the delta's own name gives. */
  async #fetch(name) {
    const fetched = await this.#backend.fetch([name], this.#signal);
    if (fetched.kind !== "found" || fetched.key === name) return fetched;
    await fetched.dispose();
    return { kind: "none" };
  }
};

// src/pack/unpack.ts
import { statSync } from "node:fs";

// src/pack/ledger.ts
var Ledger = class {
  static {
    __name(this, "Ledger");
  }
  restored = [];
  rejected = [];
  #shards;
  #open;
  #onProgress;
  #done = 0;
  constructor(shards, onProgress) {
    this.#shards = shards;
    this.#open = shards.map(
      ({ modules }) => new Set([...modules.keys()].filter((index) => modules[index]?.h1 !== void 0))
    );
    this.#onProgress = onProgress;
  }
  /** Takes in what was said of a shard. */
  note(shard, message) {
    if (message.kind === "module") {
      const { outcome } = message;
      const reason = outcome.kind === "rejected" ? outcome.reason : void 0;
      this.#settle(shard, message.index, outcome.kind === "placed", reason);
    } else if (message.kind === "broken" || message.kind === "died") {
      const reason = `its part of the entry is broken: ${message.reason}`;
      for (const index of this.#open[shard] ?? []) this.#settle(shard, index, false, reason);
    }
  }
  #settle(shard, index, placed, reason) {
    const module = this.#shards[shard]?.modules[index];
    if (module === void 0 || !this.#open[shard]?.delete(index)) return;
    const { path, version, contentBytes } = module;
    if (placed) this.restored.push({ path, version, bytes: contentBytes });
    if (reason !== void 0) this.rejected.push({ module: moduleKey(module), reason });
    this.#done += 1;
    this.#onProgress?.(this.#done);
  }
};

// src/pack/place-downloads.ts
import { mkdirSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
async function placeDownloads(request) {
  const { manifest, gomodcache, checksums, scratch, signal } = request;
  const temporary = `${scratch}/download`;
  const rejected = [];
  let goMods = 0;
  for await (const mod of inTurns(manifest.mods, signal)) {
    const wanted = checksums.goMod(mod);
    if (wanted === void 0) continue;
    const h1 = goModHash(Buffer.from(mod.text));
    if (h1 === wanted) goMods += Number(place(gomodcache, mod, "mod", temporary, mod.text));
    else
      rejected.push({
        module: `${moduleKey(mod)}/go.mod`,
        reason: `its hash is ${h1}, but go.sum says ${wanted}`
      });
  }
  const timed = manifest.mods.filter((mod) => mod.time !== void 0 && checksums.goMod(mod) !== void 0);
  for await (const module of inTurns([...request.modules, ...timed], signal)) {
    place(gomodcache, module, "info", temporary, infoOf(module));
  }
  return { goMods, rejected };
}
__name(placeDownloads, "placeDownloads");
var turnLength = 16;
async function* inTurns(all, signal) {
  for (const [index, one] of all.entries()) {
    if (index % turnLength === 0) await turn();
    signal.throwIfAborted();
    yield one;
  }
}
__name(inTurns, "inTurns");
function place(gomodcache, module, kind, temporary, text) {
  const target = modcachePaths(gomodcache, module);
  mkdirSync(target.downloadDir, { recursive: true });
  return placeFile(temporary, target[kind], text);
}
__name(place, "place");
function infoOf({ version, time }) {
  return JSON.stringify({ Version: version, ...time && { Time: time } });
}
__name(infoOf, "infoOf");

// src/pack/shard-queue.ts
var ShardQueue = class {
  static {
    __name(this, "ShardQueue");
  }
  #arrival;
  /** With their numbers, the largest first. */
  #waiting;
  #cut;
  /** `arrival`: of the pack; without it, all of it is there. */
  constructor(jobs, arrival) {
    this.#arrival = arrival;
    this.#waiting = [...jobs.entries()].sort(([, a], [, b]) => b.shard.contentBytes - a.shard.contentBytes);
  }
  /** Why the jobs that have not been given out never will be; undefined while there is hope. */
  get cut() {
    return this.#cut;
  }
  /** Resolves with a job and its number, or with undefined when there are no more. */
  async next() {
    while (this.#waiting.length > 0 && this.#cut === void 0) {
      const here = this.#arrival?.bytes ?? Number.POSITIVE_INFINITY;
      const at = this.#waiting.findIndex(([, { shard }]) => endOf(shard) <= here);
      if (at >= 0) return this.#waiting.splice(at, 1)[0];
      const ends = this.#waiting.map(([, { shard }]) => endOf(shard));
      const lost = await this.#arrival?.upTo(Math.min(...ends));
      this.#cut = lost?.reason;
    }
    return void 0;
  }
};
function endOf({ offset, bytes }) {
  return offset + bytes;
}
__name(endOf, "endOf");

// src/pack/unpack.ts
async function unpackModules(request) {
  const { gomodcache, guard } = request;
  return onDisk(
    async () => {
      const scratch = makeScratch(gomodcache);
      const forget = guard?.removeAtEnd(scratch);
      const wantsTrees = request.layOutTrees && keepsTrees(request.layout);
      const lock = wantsTrees ? await takeLock(gomodcache, guard) : void 0;
      try {
        return await unpackInto(request, scratch, lock !== void 0);
      } finally {
        await lock?.release();
        removeTree(scratch);
        forget?.();
      }
    },
    (cause) => modcacheError(gomodcache, cause)
  );
}
__name(unpackModules, "unpackModules");
async function unpackInto(request, scratch, trees) {
  const { pack, gomodcache, checksums, pool, signal, onProgress } = request;
  const { manifest } = pack;
  const coming = manifest.modules.flatMap((module) => {
    const h1 = request.wanted(module) ? checksums.zip(module) : void 0;
    return h1 === void 0 ? [] : [{ ...module, h1 }];
  });
  const jobs = planJobs(request, coming, scratch, trees);
  const ledger = new Ledger(jobs, onProgress);
  const queue = new ShardQueue(jobs, pack.arrival);
  const failure = new AbortController();
  const ending = AbortSignal.any([signal, failure.signal]);
  const unpacking = pool.run(() => nextJob(queue), {
    signal: ending,
    onMessage: /* @__PURE__ */ __name((index, message) => {
      if (message.kind === "disk") failure.abort(modcacheError(gomodcache, message.reason));
      else ledger.note(index, message);
    }, "onMessage")
  });
  const placing = placeDownloads({
    manifest,
    modules: coming,
    gomodcache,
    checksums,
    scratch,
    signal: ending
  });
  const downloads = await during(unpacking, placing, failure);
  const { restored, rejected } = ledger;
  return {
    restored,
    goMods: downloads.goMods,
    rejected: [...rejected, ...downloads.rejected],
    skipped: manifest.modules.length - restored.length - rejected.length,
    contentBytes: restored.reduce((sum, { bytes }) => sum + bytes, 0),
    cut: queue.cut
  };
}
__name(unpackInto, "unpackInto");
async function nextJob(queue) {
  const next = await queue.next();
  return next && [next[0], { kind: "unpack", request: next[1] }];
}
__name(nextJob, "nextJob");
async function during(running, work, stop) {
  try {
    const [result] = await Promise.all([work, running]);
    return result;
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled([work, running]);
    throw error;
  }
}
__name(during, "during");
function planJobs({ pack, gomodcache, layout, writableDirs }, coming, scratch, trees) {
  const wanted = new Map(coming.map((module) => [moduleKey(module), module.h1]));
  const folderMode = writableDirs ? void 0 : statSync(scratch).mode & 365;
  const groups = modulesByShard(pack.manifest);
  const shards = pack.manifest.shards.map(
    (shard, index) => ({
      fd: pack.fd,
      shard,
      modules: (groups[index] ?? []).map((module) => ({ ...module, h1: wanted.get(moduleKey(module)) })),
      gomodcache,
      scratch: `${scratch}/${index}`,
      trees,
      zips: !trees || keepsZips(layout),
      folderMode
    })
  );
  return shards.filter((job) => job.modules.some((module) => module.h1 !== void 0));
}
__name(planJobs, "planJobs");

// src/cache/lay-out.ts
async function layOut(place2, { pack, occupied, done }) {
  const brought = new Set(done.map(moduleKey));
  const modules = pack.manifest.modules.filter((module) => !brought.has(moduleKey(module)));
  const onDisk2 = occupied ? await presentModules(place2, modules) : [];
  const settled = /* @__PURE__ */ new Set([...brought, ...onDisk2.map(moduleKey)]);
  const { restored, rejected, cut } = await unpackModules({
    pack,
    gomodcache: place2.gomodcache,
    checksums: place2.checksums,
    wanted: /* @__PURE__ */ __name((module) => !settled.has(moduleKey(module)), "wanted"),
    layout: place2.layout,
    // Only a module cache that nobody uses yet: a foreign go command may be extracting the same module.
    layOutTrees: !occupied,
    writableDirs: place2.writableDirs,
    pool: place2.pool,
    signal: place2.signal,
    ...place2.guard && { guard: place2.guard },
    onProgress: /* @__PURE__ */ __name((count) => place2.runner.progress(`restoring: ${count} of ${modules.length} modules`), "onProgress")
  });
  return { onDisk: onDisk2, restored, rejected, cut };
}
__name(layOut, "layOut");
async function presentModules({ gomodcache, checksums, layout }, modules) {
  const covered = modules.filter((module) => checksums.zip(module) !== void 0);
  const states = await Promise.all(
    covered.map((module) => inspectModule(gomodcache, module, checksums, layout))
  );
  return covered.filter((_, index) => states[index] === "present");
}
__name(presentModules, "presentModules");

// src/cache/restore.ts
async function restore(request, runner) {
  const { backend, cacheKey, signal } = request;
  runner.progress("restoring: asking the cache");
  const ahead = new BaseAhead(backend, signal);
  const pool = new Pool();
  try {
    const fetched = await backend.fetch([`${cacheKey.key}-`, cacheKey.scopePrefix], signal, (name) => {
      const base = parseEntry(name)?.base;
      if (base !== void 0) ahead.begin(base);
      pool.start();
    });
    if (fetched.kind === "unavailable") return fetched;
    if (fetched.kind === "none") return { kind: "miss" };
    return await restoreFetched({ ...request, runner, ahead, pool }, fetched);
  } finally {
    await Promise.all([ahead.close(), pool.close()]);
  }
}
__name(restore, "restore");
async function restoreFetched(restoring, fetched) {
  const { signal } = restoring;
  try {
    const entry = parseEntry(fetched.key);
    if (entry === void 0)
      return { kind: "unavailable", reason: `it answered with a foreign key, ${fetched.key}` };
    return await restoreEntry(restoring, { ...fetched, entry });
  } catch (error) {
    if (signal.aborted) return { kind: "unavailable", reason: messageOf(signal.reason) };
    if (!(error instanceof ActionError)) throw error;
    return { kind: "unavailable", reason: messageOf(error) };
  } finally {
    await fetched.dispose();
  }
}
__name(restoreFetched, "restoreFetched");
async function restoreEntry(restoring, found) {
  const { entry } = found;
  const opened = await openPack(found.file, found, boundsOf(restoring));
  if (opened.kind === "cut") return { kind: "unavailable", reason: opened.reason };
  if (opened.kind === "rejected") return { kind: "broken", entry, reason: opened.reason };
  const { pack } = opened;
  try {
    const occupied = await holdsModules(restoring.gomodcache);
    const layOutPack = /* @__PURE__ */ __name((own2, done) => layOut(restoring, { pack: own2, occupied, done }), "layOutPack");
    const { cut, ...own } = await layOutPack(pack, []);
    const part = { name: found.key, manifest: pack.manifest, bytes: transferred(found) };
    const delivered = { entry, parts: [part], baseless: void 0, ...own };
    if (cut !== void 0) return { kind: "cut", delivered, reason: cut };
    const kind = entry.key === restoring.cacheKey.key ? "hit" : "partial";
    if (entry.base === void 0) return { kind, delivered };
    const base = await restoring.ahead.take(entry.base);
    return { kind, delivered: await addBase(delivered, base, layOutPack, boundsOf(restoring)) };
  } finally {
    await pack.close();
  }
}
__name(restoreEntry, "restoreEntry");
function boundsOf({ checksums }) {
  return manifestBounds(checksums.goMods.length);
}
__name(boundsOf, "boundsOf");
async function addBase(delivered, base, layOutPack, bounds) {
  if (base.kind === "unavailable") return { ...delivered, baseless: base.reason };
  if (base.kind === "none") return { ...delivered, baseless: "it is no longer stored" };
  try {
    const opened = await openPack(base.file, base, bounds);
    if (opened.kind !== "ok") return { ...delivered, baseless: opened.reason };
    try {
      const { manifest } = opened.pack;
      if (manifest.base !== void 0) return { ...delivered, baseless: "it is not a full entry" };
      const under = await layOutPack(opened.pack, [...delivered.restored, ...delivered.onDisk]);
      return {
        ...delivered,
        baseless: under.cut,
        parts: [...delivered.parts, { name: base.key, manifest, bytes: transferred(base) }],
        restored: [...delivered.restored, ...under.restored],
        onDisk: [...delivered.onDisk, ...under.onDisk],
        rejected: [...delivered.rejected, ...under.rejected]
      };
    } finally {
      await opened.pack.close();
    }
  } finally {
    await base.dispose();
  }
}
__name(addBase, "addBase");
function transferred({ bytes, arrival }) {
  return arrival?.bytes ?? bytes;
}
__name(transferred, "transferred");
export {
  restore
};
