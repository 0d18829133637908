import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  goModContent,
  modulesByShard,
  openPack
} from "./pack.open.mjs";
import "./ports.cache-backend.mjs";
import {
  unpackShard
} from "./pack.unpack-shard.mjs";
import "./pack.shard-channel.mjs";
import "./modcache.module-stage.mjs";
import "./modcache.place.mjs";
import "./pack.manifest-bounds.mjs";
import "./go.rfc3339.mjs";
import {
  formatVersion
} from "./pack.format.mjs";
import "./modcache.zlib-engine.mjs";
import "./modcache.module-files.mjs";
import {
  formatBytes,
  formatCount,
  mergeChecksums,
  parseGoSum,
  plainText,
  sum
} from "./run.mjs";
import {
  ok,
  problem
} from "./parsed.mjs";
import {
  compareText,
  goModHash,
  moduleKey,
  readPlainFile
} from "./modcache.modcache.mjs";
import "./adapters.guard.end-process.mjs";
import "./adapters.process-tree.mjs";
import {
  ActionError,
  __name,
  errnoOf,
  messageOf
} from "./errors.mjs";

// src/inspect/inspect.ts
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

// src/inspect/pack-listing.ts
function describePack(file, pack) {
  const { manifest, bytes, rejected, against } = pack;
  const { modules, mods, uncovered, base } = manifest;
  const unvouched = modules.filter((module) => pack.checksums.zip(module) === void 0).length;
  const files = sum(modules.map((module) => module.files));
  const contentBytes = sum(modules.map((module) => module.contentBytes));
  const kind = base === void 0 ? "full entry" : `delta on ${base}`;
  const found = rejected.size === 0 ? "OK" : `${rejected.size} rejected`;
  const without = unvouched === 0 ? "" : `, ${unvouched} without a go.sum line`;
  return [
    `${file}: format ${formatVersion}, ${formatBytes(bytes)}, ${kind}`,
    "",
    ...moduleTable(pack),
    "",
    ...shardTable(manifest),
    "",
    `${formatCount(modules.length, "module")} with ${formatCount(files, "file")} of ${formatBytes(contentBytes)}, and ${formatCount(mods.length, "go.mod file")}`,
    ...uncovered.map((name) => `Left out, because go.sum has no line for it: ${name}`),
    ...Array.from(rejected, ([name, reason]) => `Rejected ${name}: ${plainText(reason)}`).sort(),
    `Verified against ${against}: ${found}${without}`
  ];
}
__name(describePack, "describePack");
function moduleTable({ manifest, checksums, rejected }) {
  const rows = manifest.modules.map((module) => {
    const vouched = checksums.zip(module) === void 0 ? "no go.sum line" : "ok";
    const state = rejected.has(moduleKey(module)) ? "REJECTED" : vouched;
    const { files, contentBytes, shard } = module;
    return [moduleKey(module), state, `${files}`, formatBytes(contentBytes), `${shard}`];
  });
  rows.sort(([a = ""], [b = ""]) => compareText(a, b));
  return table(["MODULE", "STATE", "FILES", "BYTES", "SHARD"], rows, 2);
}
__name(moduleTable, "moduleTable");
function shardTable(manifest) {
  const groups = modulesByShard(manifest);
  const rows = manifest.shards.map(({ bytes, contentBytes }, index) => {
    const count = groups[index]?.length ?? 0;
    return [`${index}`, `${count}`, formatBytes(contentBytes), formatBytes(bytes)];
  });
  return table(["SHARD", "MODULES", "CONTENT", "STORED"], rows, 0);
}
__name(shardTable, "shardTable");
function table(head, rows, left) {
  const widths = head.map(
    (title, column) => rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), title.length)
  );
  const line = /* @__PURE__ */ __name((row) => row.map((cell, column) => {
    const width = widths[column] ?? 0;
    return column < left ? cell.padEnd(width) : cell.padStart(width);
  }).join("  ").trimEnd(), "line");
  return [head, ...rows].map(line);
}
__name(table, "table");

// src/inspect/inspect.ts
async function inspect(args, context) {
  const parsed = parse(args);
  if (parsed.kind === "problem") {
    context.complain(`${parsed.message}
Usage: go-mod-download pack FILE [--go-sum FILE ...]
`);
    return 2;
  }
  const request = parsed.value;
  const opened = await openPack(request.file);
  if (opened.kind !== "ok") {
    context.complain(`${request.file}: ${plainText(opened.reason)}
`);
    return 1;
  }
  try {
    const checked = await check(opened.pack, request.goSums, context);
    context.print(`${describePack(request.file, checked).join("\n")}
`);
    return checked.rejected.size === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    context.complain(`${messageOf(error)}
${error.hint}
`);
    return 2;
  } finally {
    await opened.pack.close();
  }
}
__name(inspect, "inspect");
function parse(args) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { "go-sum": { type: "string", multiple: true, default: [] } },
      allowPositionals: true
    });
    const [file, ...more] = positionals;
    if (file === void 0 || more.length > 0) return problem("Give the file of one pack.");
    return ok({ file, goSums: values["go-sum"] });
  } catch (error) {
    if (!errnoOf(error)?.startsWith("ERR_PARSE_ARGS")) throw error;
    return problem(messageOf(error));
  }
}
__name(parse, "parse");
async function check(pack, goSums, { tempDir, guard }) {
  const checksums = await checksumsFrom(pack.manifest, goSums);
  const scratch = await mkdtemp(path.join(tempDir, "go-mod-download-"));
  const release = guard.removeAtEnd(scratch);
  try {
    const rejected = new Map(await rejectedModules(pack, checksums, scratch));
    for (const mod of pack.manifest.mods) {
      const [wanted, found] = [checksums.goMod(mod), goModHash(goModContent(mod))];
      if (wanted !== void 0 && wanted !== found)
        rejected.set(`${moduleKey(mod)}/go.mod`, `its hash is ${found}, but go.sum says ${wanted}`);
    }
    const against = goSums.length === 0 ? "the hashes in the pack itself" : goSums.join(" and ");
    return { manifest: pack.manifest, bytes: pack.bytes, checksums, rejected, against };
  } finally {
    await rm(scratch, { recursive: true, force: true });
    release();
  }
}
__name(check, "check");
async function checksumsFrom({ modules, mods }, goSums) {
  if (goSums.length > 0) return mergeChecksums(await Promise.all(goSums.map(readGoSum)));
  const lines = [
    ...modules.map(({ path: path2, version, h1 }) => `${path2} ${version} ${h1}`),
    ...mods.map(({ path: path2, version, h1 }) => `${path2} ${version}/go.mod ${h1}`)
  ];
  return mergeChecksums([parseGoSum(lines.join("\n"), "the manifest")]);
}
__name(checksumsFrom, "checksumsFrom");
async function readGoSum(file) {
  try {
    return parseGoSum((await readPlainFile(file)).toString(), file);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw new ActionError(`cannot read ${file}: ${messageOf(error)}`, {
      code: "usage",
      class: "configuration",
      hint: "Give the go.sum of the project after `--go-sum`.",
      cause: error
    });
  }
}
__name(readGoSum, "readGoSum");
async function rejectedModules({ manifest, source }, checksums, scratch) {
  const rejected = [];
  const groups = modulesByShard(manifest);
  for (const [index, shard] of manifest.shards.entries()) {
    const modules = (groups[index] ?? []).map((module) => ({ ...module, h1: checksums.zip(module) }));
    const open = new Set(modules.filter(({ h1 }) => h1 !== void 0));
    const place = { gomodcache: scratch, scratch: path.join(scratch, `${index}`), folderMode: void 0 };
    const ended = await unpackShard(
      { ...place, stored: source, shard, modules, trees: false, zips: false },
      (at, outcome) => {
        const module = modules[at];
        if (module === void 0) return;
        open.delete(module);
        if (outcome.kind === "rejected") rejected.push([moduleKey(module), outcome.reason]);
      }
    );
    const reason = "reason" in ended ? `invalid shard: ${ended.reason}` : "missing in its shard";
    for (const module of open) rejected.push([moduleKey(module), reason]);
  }
  return rejected;
}
__name(rejectedModules, "rejectedModules");
export {
  inspect
};
