import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  mirrorPaths
} from "./mirror.mirror-paths.mjs";
import {
  isRfc3339
} from "./go.rfc3339.mjs";
import {
  LinkInPath,
  checkInnerFolders,
  goModHash,
  ifPresent,
  ifRegular,
  makeFolders,
  makeInnerFolders,
  modcachePaths,
  moduleKey,
  readPlainFile,
  unescapeVersion
} from "./run.mjs";
import {
  ActionError,
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// src/mirror/mirror.ts
import { constants } from "node:fs";
import { copyFile, lstat as lstat2, rm as rm2, stat, writeFile as writeFile2 } from "node:fs/promises";
import path3 from "node:path";

// src/mirror/publish.ts
import { randomBytes } from "node:crypto";
import { lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
var scratchPrefix = ".unfinished-";
var scratchName = /^\.unfinished-[0-9a-f]{16}$/;
var staleMs = 24 * 60 * 60 * 1e3;
async function withScratch(mirror, { clock, guard }, body) {
  makeFolders(mirror);
  await removeStale(mirror, clock.now());
  const scratch = path.join(mirror, `${scratchPrefix}${randomBytes(8).toString("hex")}`);
  await mkdir(scratch);
  const release = guard.removeAtEnd(scratch);
  try {
    return await body(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
    release();
  }
}
async function publish(finished, target, clock, move = rename) {
  const deadline = clock.now() + retryMs;
  for (; ; ) {
    try {
      return await move(finished, target);
    } catch (error) {
      if (!held.has(errnoOf(error) ?? "") || clock.now() >= deadline) throw error;
    }
    await clock.sleep(50);
  }
}
var held = /* @__PURE__ */ new Set(["EACCES", "EBUSY", "EPERM"]);
var retryMs = 2e3;
async function removeStale(mirror, now) {
  for (const name of await readdir(mirror)) {
    if (!scratchName.test(name)) continue;
    const folder = path.join(mirror, name);
    try {
      const stats = await lstat(folder);
      if (stats.isDirectory() && now - stats.mtimeMs > staleMs)
        await rm(folder, { recursive: true, force: true });
    } catch (error) {
      if (errnoOf(error) === void 0) throw error;
    }
  }
}

// src/mirror/version-info.ts
function parseVersionInfo(text, version) {
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return void 0;
    throw error;
  }
  if (typeof parsed !== "object" || parsed === null) return void 0;
  if (!("Version" in parsed) || parsed.Version !== version) return void 0;
  const time = "Time" in parsed && typeof parsed.Time === "string" ? parsed.Time : void 0;
  return time !== void 0 && isRfc3339(time) ? { Version: version, Time: time } : { Version: version };
}

// src/mirror/version-list.ts
import { readdir as readdir2, writeFile } from "node:fs/promises";
import path2 from "node:path";
async function updateVersionList(versions, draft, clock) {
  const list = path2.join(versions, "list");
  for (; ; ) {
    const wanted = await listed(versions);
    if (wanted === (await contentOf(list) ?? "")) return;
    await writeFile(draft, wanted);
    await publish(draft, list, clock);
  }
}
async function listed(versions) {
  const names = new Set(await readdir2(versions));
  const whole = [...names].flatMap((name) => {
    const escaped = /^(?<version>.+)\.info$/.exec(name)?.groups?.["version"];
    if (escaped === void 0 || !names.has(`${escaped}.mod`) || !names.has(`${escaped}.zip`)) return [];
    return unescapeVersion(escaped) ?? [];
  });
  return whole.sort().map((version) => `${version}
`).join("");
}
async function contentOf(file) {
  return (await ifRegular(ifPresent(readPlainFile(file, { followLinks: false }))))?.toString();
}

// src/mirror/mirror.ts
var together = 8;
async function writeMirror(request, ports) {
  const { contents, dir } = request;
  try {
    return await withScratch(dir, ports, async (scratch) => {
      const mirror = new Mirror(request, ports, scratch);
      await mirror.each(contents.modules, (module, draft) => mirror.addZip(module, draft));
      await mirror.each(contents.goMods, (module, draft) => mirror.addMod(module, draft));
      await mirror.each(contents.modules, (module, draft) => mirror.list(module, draft));
      return mirror.outcome;
    });
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    throw new ActionError(`cannot write the mirror ${dir}: ${messageOf(error)}`, {
      code: "mirror-not-written",
      class: "disk",
      hint: error instanceof LinkInPath ? "Remove it, or point `mirror-directory` to a folder of its own." : "Make room there, or point `mirror-directory` to a folder that this user may write to."
    });
  }
}
var Mirror = class {
  #request;
  #ports;
  #scratch;
  #refused = [];
  #added = 0;
  #bytes = 0;
  #drafts = 0;
  constructor(request, ports, scratch) {
    this.#request = request;
    this.#ports = ports;
    this.#scratch = scratch;
  }
  get outcome() {
    return { added: this.#added, bytes: this.#bytes, refused: this.#refused };
  }
  /** Does `work` for each module, several at once; it gets the name of a file that is its own. */
  async each(modules, work) {
    const rest = (function* () {
      yield* modules;
    })();
    const worker = async () => {
      for (const module of rest) {
        this.#request.signal.throwIfAborted();
        await work(module, path3.join(this.#scratch, String(this.#drafts++)));
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: together }, worker));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }
  async addZip(module, draft) {
    const { hashZip } = this.#ports;
    const { zip, versions } = this.#target(module);
    checkInnerFolders(this.#request.dir, versions);
    if (await isRegular(zip, lstat2) && matches(await hashZip(zip), module.h1)) return;
    const source = modcachePaths(this.#request.gomodcache, module).zip;
    if (!await isRegular(source, stat))
      return this.#refuse(moduleKey(module), "the module cache has no zip of it");
    await copyFile(source, draft, constants.COPYFILE_FICLONE);
    const answer = await hashZip(draft);
    if (!matches(answer, module.h1)) {
      await rm2(draft);
      return this.#refuse(moduleKey(module), `its zip ${difference(answer, module.h1)}`);
    }
    this.#bytes += (await stat(draft)).size;
    this.#added++;
    await this.#place(draft, zip);
  }
  /** The .info comes last: it is what makes the go command choose a version. */
  async addMod(module, draft) {
    const target = this.#target(module);
    checkInnerFolders(this.#request.dir, target.versions);
    const content = await readPlainFile(modcachePaths(this.#request.gomodcache, module).mod);
    const h1 = goModHash(content);
    if (h1 !== module.h1) {
      return this.#refuse(`${moduleKey(module)}/go.mod`, difference({ kind: "hashed", h1 }, module.h1));
    }
    if (!(await contentOf2(target.mod))?.equals(content)) await this.#publish(draft, target.mod, content);
    await this.#addInfo(module, draft);
  }
  /** Nothing vouches for an .info, so it says the least; of a module that is only part of the graph go keeps none. */
  async #addInfo(module, draft) {
    const { info } = this.#target(module);
    const source = await ifRegular(
      ifPresent(readPlainFile(modcachePaths(this.#request.gomodcache, module).info))
    );
    const [known, there] = [source, await contentOf2(info)].map(
      (content) => content && parseVersionInfo(content.toString(), module.version)
    );
    const wanted = known ?? there ?? { Version: module.version };
    if (there === void 0 || there.Time === void 0 && wanted.Time !== void 0) {
      await this.#publish(draft, info, JSON.stringify(wanted));
    }
  }
  async list(module, draft) {
    const { versions } = this.#target(module);
    checkInnerFolders(this.#request.dir, versions);
    if (await isThere(versions)) await updateVersionList(versions, draft, this.#ports.clock);
  }
  async #publish(draft, target, content) {
    await writeFile2(draft, content);
    await this.#place(draft, target);
  }
  async #place(draft, target) {
    makeInnerFolders(this.#request.dir, path3.dirname(target));
    await publish(draft, target, this.#ports.clock);
  }
  #target(module) {
    return mirrorPaths(this.#request.dir, module);
  }
  #refuse(module, reason) {
    this.#refused.push({ module, reason });
  }
};
function matches(answer, h1) {
  return answer.kind === "hashed" && answer.h1 === h1;
}
function difference(answer, h1) {
  return answer.kind === "damaged" ? `is damaged: ${answer.reason}` : `hashes to ${answer.h1}, but go.sum says ${h1}`;
}
async function isThere(file) {
  return await ifPresent(stat(file)) !== void 0;
}
async function isRegular(file, look) {
  return (await ifPresent(look(file)))?.isFile() === true;
}
async function contentOf2(file) {
  return ifRegular(ifPresent(readPlainFile(file, { followLinks: false })));
}
export {
  writeMirror
};
