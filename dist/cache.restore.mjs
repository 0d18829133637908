import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  unlessAborted
} from "./resilience.unless-aborted.mjs";
import {
  ChannelWriter,
  channelBytes,
  goModContent,
  modulesByShard,
  openEntry
} from "./pack.open.mjs";
import {
  EntryInterrupted
} from "./ports.cache-backend.mjs";
import {
  makeScratch,
  takeLock
} from "./modcache.lock.mjs";
import {
  placeFile,
  removeTree
} from "./modcache.place.mjs";
import {
  Pool
} from "./pack.pool.mjs";
import {
  manifestBounds
} from "./pack.manifest-bounds.mjs";
import "./modcache.module-files.mjs";
import "./go.rfc3339.mjs";
import "./worker-thread.mjs";
import {
  formatBytes,
  goModHash,
  holdsModules,
  inspectModule,
  keepsTrees,
  keepsZips,
  modcacheError,
  modcachePaths,
  moduleKey,
  onDisk,
  parseEntry
} from "./run.mjs";
import {
  ActionError,
  messageOf
} from "./adapters.process-tree.mjs";

// src/cache/base-prefetch.ts
var BasePrefetch = class {
  #backend;
  #signal;
  #closed = new AbortController();
  #begun;
  constructor(backend, signal) {
    this.#backend = backend;
    this.#signal = AbortSignal.any([signal, this.#closed.signal]);
  }
  /** Begins to fetch the base `name`, which `take` will probably ask for; does nothing the second time. */
  begin(name) {
    this.#begun ??= { name, fetched: this.#fetch(name) };
  }
  /** Returns the base `name`, which the caller then has to dispose of. */
  async take(name) {
    if (this.#begun?.name !== name) return this.#fetch(name);
    const { fetched } = this.#begun;
    this.#begun = void 0;
    return fetched;
  }
  /** Ends a fetch that was begun and not taken. */
  async close() {
    this.#closed.abort(new Error("the base is not needed"));
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

// src/modcache/free-bytes.ts
import { statfsSync } from "node:fs";
function freeBytes(folder) {
  const { bavail, bsize, blocks } = statfsSync(folder);
  return blocks === 0 ? void 0 : bavail * bsize;
}

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
    const content = goModContent(mod);
    const h1 = goModHash(content);
    if (h1 === wanted) goMods += Number(place(gomodcache, mod, "mod", temporary, content));
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
var turnLength = 16;
async function* inTurns(all, signal) {
  for (const [index, one] of all.entries()) {
    if (index % turnLength === 0) await turn();
    signal.throwIfAborted();
    yield one;
  }
}
function place(gomodcache, module, kind, temporary, content) {
  const target = modcachePaths(gomodcache, module);
  mkdirSync(target.downloadDir, { recursive: true });
  return placeFile(temporary, target[kind], content);
}
function infoOf({ version, time }) {
  return JSON.stringify({ Version: version, ...time && { Time: time } });
}

// src/pack/restore-tally.ts
var RestoreTally = class {
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
  /** Takes in what a worker said of a shard. Of one that was interrupted, the modules that did not come stay open. */
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

// src/pack/shard-memory.ts
var ShardMemory = class {
  #memory;
  /** In the order of their offsets. */
  #lent = [];
  constructor(bytes) {
    this.#memory = new SharedArrayBuffer(aligned(bytes));
  }
  /** Returns the first slice of `bytes` bytes that is free, or the largest there can be; undefined where none is free now. */
  lend(bytes) {
    const size = Math.min(aligned(bytes), this.#memory.byteLength);
    let offset = 0;
    for (const [index, lent] of this.#lent.entries()) {
      if (lent.offset - offset >= size) return this.#insert(index, offset, size);
      offset = lent.offset + lent.bytes;
    }
    return this.#memory.byteLength - offset >= size ? this.#insert(this.#lent.length, offset, size) : void 0;
  }
  /** Takes back a slice that nothing uses any more. */
  giveBack(slice) {
    const at = this.#lent.indexOf(slice);
    if (at >= 0) this.#lent.splice(at, 1);
  }
  #insert(index, offset, bytes) {
    const slice = { memory: this.#memory, offset, bytes };
    this.#lent.splice(index, 0, slice);
    return slice;
  }
};
function aligned(bytes) {
  return Math.ceil(bytes / 8) * 8;
}

// src/pack/shard-supply.ts
function supplyShards(source, plans, signal) {
  return source.kind === "file" ? new StoredShards(plans, source.fd) : new ComingShards(plans, source.stream, signal);
}
var StoredShards = class {
  interrupted = void 0;
  #jobs;
  constructor(plans, fd) {
    const bySize = [...plans.entries()].sort(([, a], [, b]) => b.shard.contentBytes - a.shard.contentBytes);
    this.#jobs = bySize.map(([index, plan]) => [index, job({ ...plan, stored: { kind: "file", fd } })]);
  }
  next = async () => this.#jobs.shift();
  async feed() {
  }
  ended() {
  }
};
function job(request) {
  return { kind: "unpack", request };
}
var memoryBytes = 48 * 2 ** 20;
var ringMax = memoryBytes / 2;
var ComingShards = class {
  #plans;
  #stream;
  #signal;
  #memory;
  #channels = /* @__PURE__ */ new Map();
  #jobs = [];
  #isOver = false;
  #interrupted;
  #changed = Promise.withResolvers();
  constructor(plans, stream, signal) {
    this.#plans = plans;
    this.#stream = stream;
    const needed = plans.reduce((sum, { shard }) => sum + channelBytes(shard.bytes), 0);
    this.#memory = new ShardMemory(Math.min(needed, memoryBytes));
    this.#signal = signal;
  }
  get interrupted() {
    return this.#interrupted;
  }
  next = async () => {
    while (this.#jobs.length === 0 && !this.#isOver) await this.#changed.promise;
    return this.#jobs.shift();
  };
  async feed() {
    try {
      for (const [index, plan] of this.#plans.entries()) await this.#bring(index, plan);
    } catch (error) {
      if (!(error instanceof EntryInterrupted)) throw error;
      this.#interrupted = error;
    } finally {
      this.#isOver = true;
      this.#tell();
    }
  }
  ended(index) {
    const channel = this.#channels.get(index);
    if (channel === void 0) return;
    channel.writer.abandon();
    this.#channels.delete(index);
    this.#memory.giveBack(channel.slice);
    this.#tell();
  }
  async #bring(index, plan) {
    const { offset, bytes } = plan.shard;
    await this.#unlessAborted(this.#stream.skipTo(offset));
    const slice = await this.#unlessAborted(this.#lend(channelBytes(Math.min(bytes, ringMax))));
    const writer = new ChannelWriter(slice);
    this.#channels.set(index, { slice, writer });
    this.#jobs.push([index, job({ ...plan, stored: { kind: "channel", slice } })]);
    this.#tell();
    try {
      for (const end = offset + bytes; this.#stream.position < end; ) {
        const piece = await this.#unlessAborted(this.#stream.next(end - this.#stream.position));
        await this.#unlessAborted(writer.write(piece));
      }
      writer.end();
    } catch (error) {
      writer.interrupt();
      throw error;
    }
  }
  /** Memory that no worker reads from, as soon as there is some. */
  async #lend(bytes) {
    for (; ; ) {
      const slice = this.#memory.lend(bytes);
      if (slice !== void 0) return slice;
      await this.#changed.promise;
    }
  }
  /** A transfer can be long in coming: nothing waits for it when the run has ended. */
  #unlessAborted(promise) {
    return unlessAborted(promise, this.#signal);
  }
  #tell() {
    const changed = this.#changed;
    this.#changed = Promise.withResolvers();
    changed.resolve();
  }
};

// src/pack/unpack.ts
async function unpackModules(request) {
  const { gomodcache, guard } = request;
  return onDisk(
    async () => {
      const scratch = makeScratch(gomodcache);
      const forget = guard?.removeAtEnd(scratch);
      const wantsTrees = request.layOutTrees && keepsTrees(request.layout);
      let lock;
      try {
        if (wantsTrees) lock = await takeLock(gomodcache, guard);
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
async function unpackInto(request, scratch, trees) {
  const { pack, gomodcache, checksums, pool, signal, onProgress } = request;
  const { manifest } = pack;
  const coming = manifest.modules.flatMap((module) => {
    const h1 = request.wanted(module) ? checksums.zip(module) : void 0;
    return h1 === void 0 ? [] : [{ ...module, h1 }];
  });
  checkRoom(request, coming, scratch, trees);
  const plans = planShards(request, coming, scratch, trees);
  pool.start(plans.length);
  const tally = new RestoreTally(plans, onProgress);
  const failure = new AbortController();
  const ending = AbortSignal.any([signal, failure.signal]);
  const supply = supplyShards(pack.source, plans, ending);
  const unpacking = pool.run(supply.next, {
    signal: ending,
    onMessage: (index, message) => {
      if (message.kind === "disk") failure.abort(modcacheError(gomodcache, message.reason));
      else tally.note(index, message);
      if (message.kind !== "module") supply.ended(index);
    }
  });
  const placing = supply.feed().then(
    () => placeDownloads({ manifest, modules: coming, gomodcache, checksums, scratch, signal: ending })
  );
  const downloads = await during(unpacking, placing, failure);
  const { restored, rejected } = tally;
  return {
    restored,
    goMods: downloads.goMods,
    rejected: [...rejected, ...downloads.rejected],
    skipped: manifest.modules.length - restored.length - rejected.length,
    interrupted: supply.interrupted
  };
}
function checkRoom({ gomodcache, layout, freeBytes: look = freeBytes }, coming, scratch, trees) {
  const copies = Number(trees) + Number(writesZips(layout, trees));
  const needed = copies * coming.reduce((sum, { contentBytes }) => sum + contentBytes, 0);
  const free = look(scratch);
  if (free === void 0 || needed <= free) return;
  const reason = `the entry needs ${formatBytes(needed)}, and ${formatBytes(free)} are free`;
  throw modcacheError(gomodcache, reason);
}
function writesZips(layout, trees) {
  return !trees || keepsZips(layout);
}
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
function planShards({ pack, gomodcache, layout, writableDirs }, coming, scratch, trees) {
  const wanted = new Map(coming.map((module) => [moduleKey(module), module.h1]));
  const folderMode = writableDirs ? void 0 : statSync(scratch).mode & 365;
  const groups = modulesByShard(pack.manifest);
  const shards = pack.manifest.shards.map(
    (shard, index) => ({
      shard,
      modules: (groups[index] ?? []).map((module) => ({ ...module, h1: wanted.get(moduleKey(module)) })),
      gomodcache,
      scratch: `${scratch}/${index}`,
      trees,
      zips: writesZips(layout, trees),
      folderMode
    })
  );
  return shards.filter((job2) => job2.modules.some((module) => module.h1 !== void 0));
}

// src/cache/lay-out.ts
async function layOut(context, { pack, occupied, done }) {
  const brought = new Set(done.map(moduleKey));
  const modules = pack.manifest.modules.filter((module) => !brought.has(moduleKey(module)));
  const onDisk2 = occupied ? await presentModules(context, modules) : [];
  const settled = /* @__PURE__ */ new Set([...brought, ...onDisk2.map(moduleKey)]);
  const { restored, rejected, interrupted } = await unpackModules({
    pack,
    gomodcache: context.gomodcache,
    checksums: context.checksums,
    wanted: (module) => !settled.has(moduleKey(module)),
    layout: context.layout,
    // Only a module cache that nothing uses yet: a foreign go command may be extracting the same module.
    layOutTrees: !occupied,
    writableDirs: context.writableDirs,
    pool: context.pool,
    signal: context.signal,
    ...context.guard && { guard: context.guard },
    onProgress: (count) => context.runner.progress(`restoring: ${count} of ${modules.length} modules`)
  });
  return { onDisk: onDisk2, restored, rejected, interrupted };
}
async function presentModules({ gomodcache, checksums, layout }, modules) {
  const covered = modules.filter((module) => checksums.zip(module) !== void 0);
  const states = await Promise.all(
    covered.map((module) => inspectModule(gomodcache, module, checksums, layout))
  );
  return covered.filter((_, index) => states[index] === "present");
}

// src/cache/restore.ts
async function restore(request, runner) {
  const { backend, cacheKey, signal } = request;
  runner.progress("restoring: asking the cache");
  const prefetch = new BasePrefetch(backend, signal);
  const pool = new Pool();
  pool.start();
  try {
    const occupied = await holdsModules(request.gomodcache);
    const fetched = await backend.fetch([`${cacheKey.key}-`, cacheKey.scopePrefix], signal, (name) => {
      const base = parseEntry(name)?.base;
      if (base !== void 0) prefetch.begin(base);
    });
    if (fetched.kind === "unavailable") return fetched;
    if (fetched.kind === "none") return { ...fetched, kind: "miss" };
    const entry = parseEntry(fetched.key);
    if (entry === void 0) {
      if (fetched.kind === "found") await fetched.dispose();
      runner.log.info("Cache: ignored an entry with a name that this action cannot have given it");
      return { kind: "miss" };
    }
    if (fetched.kind === "broken") return { kind: "broken", entry, reason: fetched.reason };
    return await restoreFetched({ ...request, runner, prefetch, pool, occupied }, { ...fetched, entry });
  } finally {
    await Promise.all([prefetch.close(), pool.close()]);
  }
}
async function restoreFetched(context, found) {
  const { signal } = context;
  try {
    return await restoreEntry(context, found);
  } catch (error) {
    if (signal.aborted) return { kind: "unavailable", reason: messageOf(signal.reason) };
    if (!(error instanceof ActionError)) throw error;
    return { kind: "unavailable", reason: messageOf(error) };
  } finally {
    await found.dispose();
  }
}
async function restoreEntry(context, found) {
  const { entry } = found;
  if (found.note !== void 0) context.runner.log.info(`Cache: ${found.note}`);
  const opened = await open(context, found);
  if (opened.kind === "interrupted" && !opened.isDamaged)
    return { kind: "unavailable", reason: opened.reason };
  if (opened.kind !== "ok") return { kind: "broken", entry, reason: opened.reason };
  const { pack } = opened;
  try {
    const layOutPack = (own2, done) => layOut(context, { pack: own2, occupied: context.occupied, done });
    const { interrupted, ...own } = await layOutPack(pack, []);
    const delivered = { entry, parts: [partOf(found, pack)], baseMissing: void 0, ...own };
    if (interrupted !== void 0) {
      const { reason, isDamaged } = interrupted;
      return { kind: "interrupted", delivered, reason, isDamaged };
    }
    const kind = entry.key === context.cacheKey.key ? "hit" : "partial";
    if (entry.base === void 0) return { kind, delivered };
    const base = await context.prefetch.take(entry.base);
    return { kind, delivered: await addBase(context, delivered, base, layOutPack) };
  } finally {
    await pack.close();
  }
}
async function addBase(context, delivered, base, layOutPack) {
  if (base.kind === "unavailable" || base.kind === "broken")
    return { ...delivered, baseMissing: base.reason };
  if (base.kind === "none") return { ...delivered, baseMissing: "it is no longer stored" };
  try {
    const opened = await open(context, base);
    if (opened.kind !== "ok") return { ...delivered, baseMissing: opened.reason };
    const { pack } = opened;
    try {
      if (pack.manifest.base !== void 0) return { ...delivered, baseMissing: "it is not a full entry" };
      const under = await layOutPack(pack, [...delivered.restored, ...delivered.onDisk]);
      return {
        ...delivered,
        baseMissing: under.interrupted?.reason,
        parts: [...delivered.parts, partOf(base, pack)],
        restored: [...delivered.restored, ...under.restored],
        onDisk: [...delivered.onDisk, ...under.onDisk],
        rejected: [...delivered.rejected, ...under.rejected]
      };
    } finally {
      await pack.close();
    }
  } finally {
    await base.dispose();
  }
}
function open({ checksums }, { source, bytes }) {
  return openEntry(source, bytes, manifestBounds(checksums.goMods.length));
}
function partOf({ key }, { manifest, source, bytes }) {
  return { name: key, manifest, bytes: source.kind === "stream" ? source.stream.position : bytes };
}
export {
  restore
};
