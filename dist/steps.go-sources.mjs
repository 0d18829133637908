import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  NotAvailable,
  asAvailable,
  asVerified
} from "./toolchain.go-source.mjs";
import {
  require_tar_stream
} from "./npm.tar-stream.index.mjs";
import {
  groupUpstreams,
  hosts,
  spools,
  walkUpstreams
} from "./fetch.walk.mjs";
import {
  asUpstream
} from "./fetch.upstream.mjs";
import {
  ZipHasher
} from "./modcache.zip-hasher.mjs";
import {
  downloadTool,
  goDownloadSite,
  narrate
} from "./steps.module-proxy.mjs";
import {
  httpSettingsOf
} from "./plan.http-settings.mjs";
import {
  netrcOf,
  secretsOfGo
} from "./plan.go-settings.mjs";
import {
  compareGoVersions,
  goName,
  parseGoVersion
} from "./toolchain.go-version.mjs";
import "./plan.main-modules.mjs";
import "./go.gosum.mjs";
import {
  formatBytes
} from "./text.format.mjs";
import "./http.forward-proxy.mjs";
import {
  parseGoproxy
} from "./go.goproxy.mjs";
import "./resilience.backoff.mjs";
import {
  FetchFailure
} from "./fetch.failure.mjs";
import "./go.gomod.mjs";
import "./go.merge-conflict.mjs";
import "./resilience.deadline.mjs";
import "./fetch.wording.mjs";
import {
  moduleFile
} from "./fetch.requested-file.mjs";
import "./go.url.mjs";
import "./go.url-credentials.mjs";
import {
  bytesOf,
  openZip
} from "./modcache.zip-reader.mjs";
import "./modcache.module-files.mjs";
import "./modcache.zlib-engine.mjs";
import "./disk-error.mjs";
import "./modcache.modcache.mjs";
import "./layout.mjs";
import "./go.dirhash.mjs";
import {
  escapePath,
  escapeVersion,
  moduleKey
} from "./go.module.mjs";
import "./http.credentials.mjs";
import {
  ActionError
} from "./errors.mjs";
import "./ports.transport-error.mjs";
import {
  __name,
  __toESM
} from "./runtime.mjs";

// src/steps/go-sources.ts
import { mkdtemp, rm } from "node:fs/promises";
import { arch, endianness, platform } from "node:os";
import path2 from "node:path";

// src/toolchain/download-site.ts
import { createHash } from "node:crypto";
import { createReadStream as createReadStream2 } from "node:fs";
import { pipeline as pipeline2 } from "node:stream/promises";

// src/toolchain/platform.ts
var systems = { win32: "windows", sunos: "solaris" };
var processors = { x64: "amd64", ia32: "386", mipsel: "mipsle" };
function goPlatform(platform2, arch2, endianness2) {
  const goarch = arch2 === "ppc64" && endianness2 === "LE" ? "ppc64le" : processors[arch2] ?? arch2;
  return { goos: systems[platform2] ?? platform2, goarch };
}
__name(goPlatform, "goPlatform");
function archiveArch({ goarch }) {
  return goarch === "arm" ? "armv6l" : goarch;
}
__name(archiveArch, "archiveArch");
var toolchainModule = "golang.org/toolchain";
function toolchainVersion(version, { goos, goarch }) {
  return `v0.0.1-${goName(version)}.${goos}-${goarch}`;
}
__name(toolchainVersion, "toolchainVersion");
function goVersionsIn(list, { goos, goarch }) {
  const suffix = `.${goos}-${goarch}`;
  return list.split(/\s+/).flatMap((line) => {
    if (!line.startsWith("v0.0.1-go") || !line.endsWith(suffix)) return [];
    return parseGoVersion(line.slice("v0.0.1-".length, -suffix.length)) ?? [];
  });
}
__name(goVersionsIn, "goVersionsIn");

// src/toolchain/site-listing.ts
function parseListing(text, platform2) {
  const releases = parsedJson(text);
  if (!Array.isArray(releases)) return void 0;
  const all = releases;
  return all.flatMap((release) => archiveOf(release, platform2) ?? []);
}
__name(parseListing, "parseListing");
function archiveFor(archives, version) {
  return archives.find((archive) => compareGoVersions(archive.version, version) === 0);
}
__name(archiveFor, "archiveFor");
function archiveOf(release, platform2) {
  if (!isRecord(release) || typeof release["version"] !== "string") return void 0;
  const version = parseGoVersion(release["version"]);
  const files = Array.isArray(release["files"]) ? release["files"] : [];
  const file = files.filter(isRecord).find((candidate) => {
    const { kind, os, arch: arch2 } = candidate;
    return kind === "archive" && os === platform2.goos && arch2 === archiveArch(platform2);
  });
  const { filename, sha256 } = file ?? {};
  if (version === void 0 || typeof filename !== "string" || typeof sha256 !== "string") return void 0;
  if (!/^[\w.-]+$/.test(filename) || !/^[0-9a-f]{64}$/.test(sha256)) return void 0;
  return { version, filename, sha256 };
}
__name(archiveOf, "archiveOf");
function isRecord(value) {
  return typeof value === "object" && value !== null;
}
__name(isRecord, "isRecord");
function parsedJson(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return void 0;
    throw error;
  }
}
__name(parsedJson, "parsedJson");

// src/toolchain/unpack-tarball.ts
var import_tar_stream = __toESM(require_tar_stream(), 1);
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

// src/toolchain/tree-writer.ts
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
var program = /^(?:bin\/[^/]+|pkg\/tool\/.+|lib\/wasm\/go_[^/]+_exec)$/;
function treeWriter(prefix, dir) {
  const made = /* @__PURE__ */ new Map();
  return {
    async write(name, content, mode = 0) {
      const within = withinTree(name, prefix);
      const file = path.join(dir, ...within.split("/"));
      const parent = path.dirname(file);
      const making = made.get(parent) ?? mkdir(parent, { recursive: true });
      made.set(parent, making);
      await making;
      const isProgram = program.test(within) || (mode & 64) !== 0;
      await writeFile(file, content, { flag: "wx", mode: isProgram ? 493 : 420 });
    }
  };
}
__name(treeWriter, "treeWriter");
function withinTree(name, prefix) {
  const within = name.startsWith(prefix) ? name.slice(prefix.length) : "";
  const parts = within.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".." || /[\\:\0]/.test(part))) {
    throw new Error(`an archive of Go has no business with the name ${JSON.stringify(name)}`);
  }
  return parts.with(-1, parts.at(-1) === "_go.mod" ? "go.mod" : parts.at(-1) ?? "").join("/");
}
__name(withinTree, "withinTree");

// src/toolchain/unpack-tarball.ts
async function unpackTarball(file, prefix, dir) {
  const entries = import_tar_stream.default.extract();
  const tree = treeWriter(prefix, dir);
  const reading = pipeline(createReadStream(file, { highWaterMark: 2 ** 18 }), createGunzip(), entries);
  const writing = (async () => {
    for await (const entry of entries) {
      const { name, type, mode } = entry.header;
      if (type === "file") await tree.write(name, bytesOf(entry), mode);
      else if (type === "directory") entry.resume();
      else throw new Error(`an archive of Go has no business with ${JSON.stringify(name)}, a ${type}`);
    }
  })();
  await Promise.all([reading, writing]);
}
__name(unpackTarball, "unpackTarball");

// src/toolchain/unpack-zip.ts
var writesAtOnce = 16;
async function unpackZip(file, prefix, dir) {
  const zip = openZip(file);
  const tree = treeWriter(prefix, dir);
  try {
    const names = zip.files.map(({ name }) => name).filter((name) => !name.endsWith("/"));
    for (let at = 0; at < names.length; at += writesAtOnce) {
      await Promise.all(names.slice(at, at + writesAtOnce).map((name) => tree.write(name, zip.read(name))));
    }
  } finally {
    zip.close();
  }
}
__name(unpackZip, "unpackZip");

// src/toolchain/download-site.ts
function downloadSite(baseUrl, platform2, downloads) {
  const base = baseUrl.replace(/\/+$/, "");
  const { host } = new URL(base);
  const from = { upstreams: [asUpstream(base, "")] };
  let listing;
  const list = /* @__PURE__ */ __name(() => {
    listing ??= readListing(base, platform2, downloads);
    return listing;
  }, "list");
  async function archiveOf2(version) {
    const listed = archiveFor(await list().catch(whereThereIsNone), version);
    if (listed !== void 0) return listed;
    const filename = archiveName(version, platform2);
    const sums = await asAvailable(`${filename} at ${host}`, downloads.read(from, `${filename}.sha256`));
    const sha256 = /^[0-9a-f]{64}\b/i.exec(sums.toString())?.[0].toLowerCase();
    if (sha256 !== void 0) return { version, filename, sha256 };
    throw new NotAvailable(`${filename} at ${host}: it comes without a checksum`, { absent: true });
  }
  __name(archiveOf2, "archiveOf");
  return {
    tool: downloadTool(base),
    title: host,
    versions: /* @__PURE__ */ __name(async () => (await list()).map(({ version }) => version), "versions"),
    async unpackInto(dir, version) {
      const { filename, sha256 } = await archiveOf2(version);
      const file = await asVerified(
        `${filename} from ${host}`,
        "the SHA-256 of the site",
        downloads.save(from, filename, { hash: sha256, hashFile: sha256Of })
      );
      const unpack = filename.endsWith(".zip") ? unpackZip : unpackTarball;
      await unpack(file, "go/", dir);
    }
  };
}
__name(downloadSite, "downloadSite");
function archiveName(version, platform2) {
  const extension = platform2.goos === "windows" ? "zip" : "tar.gz";
  return `${goName(version)}.${platform2.goos}-${archiveArch(platform2)}.${extension}`;
}
__name(archiveName, "archiveName");
async function readListing(base, platform2, downloads) {
  const { host } = new URL(base);
  const what = `the list of releases at ${host}`;
  const from = { upstreams: [asUpstream(`${base}/?mode=json&include=all`, "")] };
  const text = await asAvailable(what, downloads.read(from, ""));
  const archives = parseListing(text.toString(), platform2);
  if (archives !== void 0) return archives;
  throw new NotAvailable(`${what}: it is none`, { absent: true });
}
__name(readListing, "readListing");
function whereThereIsNone(error) {
  if (error instanceof NotAvailable && error.absent) return [];
  throw error;
}
__name(whereThereIsNone, "whereThereIsNone");
async function sha256Of(file) {
  const sum = createHash("sha256");
  await pipeline2(createReadStream2(file, { highWaterMark: 2 ** 18 }), sum);
  return sum.digest("hex");
}
__name(sha256Of, "sha256Of");

// src/toolchain/downloads.ts
function goDownloads(options) {
  const fetcher = { ...options, hostOf: hosts(options), spoolFor: spools(options.dir) };
  const get = /* @__PURE__ */ __name((from, file, checker) => {
    const { upstreams, fallback = [] } = from;
    const walk = { group: { upstreams, hasTail: false }, fallback };
    const request = { ...fetcher, checker };
    return walkUpstreams(request, walk, file, { priority: "now", isLarge: file.kind === "zip" });
  }, "get");
  return {
    async read(from, path3) {
      const content = await get(from, fileOf("sumdb", path3), unchecked);
      if (content.kind !== "memory") throw new Error("a small file is kept in memory");
      return content.bytes;
    },
    async save(from, path3, expected) {
      const content = await get(from, fileOf("zip", path3), checkerOf(expected));
      if (content.kind === "memory") throw new Error("a large file is kept on disk");
      return content.file;
    }
  };
}
__name(goDownloads, "goDownloads");
function fileOf(kind, wire) {
  return { kind, wire, path: void 0, module: void 0 };
}
__name(fileOf, "fileOf");
var unchecked = { wanted: /* @__PURE__ */ __name(() => void 0, "wanted"), check: /* @__PURE__ */ __name(async (_, received) => received, "check") };
var accidentsMax = 2;
function checkerOf({ hash, hashFile }) {
  return {
    wanted: /* @__PURE__ */ __name(() => hash, "wanted"),
    async check(_, received, wrong2) {
      if (received.kind !== "file") throw new Error("a large file is kept on disk");
      const found = await hashFile(received.file);
      if (found === hash) return received;
      const times = (wrong2.get(found) ?? 0) + 1;
      wrong2.set(found, times);
      throw new FetchFailure({
        kind: times >= accidentsMax ? "mismatch" : "wrong-hash",
        found,
        expected: hash
      });
    }
  };
}
__name(checkerOf, "checkerOf");

// src/toolchain/sumdb/signed-note.ts
import { createHash as createHash2, createPublicKey, verify } from "node:crypto";
var ed25519 = 1;
function parseVerifierKey(text) {
  const { name, hash, key } = /^(?<name>[^\s+]+)\+(?<hash>[0-9a-f]{8})\+(?<key>[A-Za-z0-9+/]+=*)$/.exec(text)?.groups ?? {};
  if (name === void 0 || hash === void 0 || key === void 0) return void 0;
  const bytes = Buffer.from(key, "base64");
  if (bytes[0] !== ed25519 || bytes.length !== 33 || keyHashOf(name, bytes) !== hash) return void 0;
  const publicKey = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: bytes.subarray(1).toString("base64url") },
    format: "jwk"
  });
  return { name, keyHash: hash, publicKey };
}
__name(parseVerifierKey, "parseVerifierKey");
function keyHashOf(name, key) {
  return createHash2("sha256").update(`${name}
`).update(key).digest("hex").slice(0, 8);
}
__name(keyHashOf, "keyHashOf");
function openNote(note, verifier) {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) return void 0;
  const text = note.slice(0, end + 1);
  const signed = note.slice(end + 2, -1).split("\n").some((line) => isSignature(line, text, verifier));
  return signed ? text : void 0;
}
__name(openNote, "openNote");
function isSignature(line, text, { name, keyHash, publicKey }) {
  const [dash, signer, encoded = "", ...rest] = line.split(" ");
  if (dash !== "—" || signer !== name || rest.length > 0) return false;
  const bytes = Buffer.from(encoded, "base64");
  return bytes.subarray(0, 4).toString("hex") === keyHash && verify(null, Buffer.from(text), publicKey, bytes.subarray(4));
}
__name(isSignature, "isSignature");

// src/toolchain/sumdb/tree.ts
import { createHash as createHash3 } from "node:crypto";
var tileHeight = 8;
var hashesPerTile = 2 ** tileHeight;
function tilePath({ level, index, width }) {
  const groups = [];
  for (let rest = index; ; rest = Math.floor(rest / 1e3)) {
    groups.unshift(`${groups.length === 0 ? "" : "x"}${String(rest % 1e3).padStart(3, "0")}`);
    if (rest < 1e3) break;
  }
  const partial = width === hashesPerTile ? "" : `.p/${width}`;
  return `tile/${tileHeight}/${level}/${groups.join("/")}${partial}`;
}
__name(tilePath, "tilePath");
function recordHash(record) {
  return createHash3("sha256").update("\0").update(record).digest();
}
__name(recordHash, "recordHash");
var hashBytes = 32;
async function rootWith({ index, hash }, size, readTile) {
  const tiles = /* @__PURE__ */ new Map();
  const tileAt = /* @__PURE__ */ __name((tile) => {
    const known = tiles.get(tilePath(tile)) ?? readTile(tile);
    tiles.set(tilePath(tile), known);
    return known;
  }, "tileAt");
  async function subtree(start, count) {
    if (count === 1 && start === index) return hash;
    const holdsRecord = index >= start && index < start + count;
    if (!holdsRecord && Number.isInteger(Math.log2(count))) return stored(start, count);
    const half = 2 ** (Math.ceil(Math.log2(count)) - 1);
    const [left, right] = await Promise.all([subtree(start, half), subtree(start + half, count - half)]);
    return nodeHash(left, right);
  }
  __name(subtree, "subtree");
  async function stored(start, count) {
    const level = Math.floor(Math.log2(count) / tileHeight);
    const unit = hashesPerTile ** level;
    const first = start / unit;
    const tile = Math.floor(first / hashesPerTile);
    const width = Math.min(hashesPerTile, Math.floor(size / unit) - tile * hashesPerTile);
    const bytes = await tileAt({ level, index: tile, width });
    const from = first % hashesPerTile * hashBytes;
    return joined(bytes.subarray(from, from + count / unit * hashBytes));
  }
  __name(stored, "stored");
  return subtree(0, size);
}
__name(rootWith, "rootWith");
function joined(hashes) {
  if (hashes.length === hashBytes) return hashes;
  const half = hashes.length / 2;
  return nodeHash(joined(hashes.subarray(0, half)), joined(hashes.subarray(half)));
}
__name(joined, "joined");
function nodeHash(left, right) {
  return createHash3("sha256").update("").update(left).update(right).digest();
}
__name(nodeHash, "nodeHash");

// src/toolchain/sumdb/checksum-database.ts
async function lookUpH1(module, verifier, read) {
  const answer = await read(`lookup/${escapePath(module.path)}@${escapeVersion(module.version)}`);
  const { id, record, note } = parseAnswer(answer.toString()) ?? wrong(verifier, "its answer has the wrong form");
  const tree = parseTree(
    openNote(note, verifier) ?? wrong(verifier, "its answer is not signed with its key")
  );
  if (tree === void 0 || id >= tree.size) wrong(verifier, "it speaks of a tree that cannot be");
  const readTile = /* @__PURE__ */ __name(async (tile) => {
    const bytes = await read(tilePath(tile));
    return bytes.length === tile.width * hashBytes ? bytes : wrong(verifier, "a part of its tree has the wrong length");
  }, "readTile");
  const root = await rootWith({ index: id, hash: recordHash(record) }, tree.size, readTile);
  if (!root.equals(tree.root)) wrong(verifier, "its answer is not in the tree that it has signed");
  const line = record.split("\n").find((text) => text.startsWith(`${module.path} ${module.version} h1:`));
  return line?.split(" ")[2] ?? wrong(verifier, `its answer is not about ${moduleKey(module)}`);
}
__name(lookUpH1, "lookUpH1");
function parseAnswer(text) {
  const groups = /^(?<id>\d{1,12})\n(?<record>(?:[^\n]+\n)+)\n(?<note>.+)$/s.exec(text)?.groups;
  if (groups?.["record"] === void 0 || groups["note"] === void 0) return void 0;
  return { id: Number(groups["id"]), record: groups["record"], note: groups["note"] };
}
__name(parseAnswer, "parseAnswer");
function parseTree(text) {
  const { size, root } = /^go\.sum database tree\n(?<size>[1-9]\d{0,11})\n(?<root>[A-Za-z0-9+/]{43}=)\n/.exec(text)?.groups ?? {};
  if (size === void 0 || root === void 0) return void 0;
  return { size: Number(size), root: Buffer.from(root, "base64") };
}
__name(parseTree, "parseTree");
function wrong({ name }, why) {
  throw new ActionError(`the checksum database ${name} cannot be believed: ${why}`, {
    code: "checksum-database-wrong",
    class: "checksum",
    hint: "Something between here and the database changes its answers, or `gosumdb` has another key than it. Do not go on before you know which."
  });
}
__name(wrong, "wrong");

// src/toolchain/sumdb/gosumdb.ts
var wellKnown = {
  name: "sum.golang.org",
  key: "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
};
var alternative = "sum.golang.google.cn";
function parseGosumdb(setting) {
  const [given = wellKnown.name, url, ...rest] = setting.split(/\s+/).filter((word) => word !== "");
  if (given === "off") return void 0;
  const isAlternative = given === alternative;
  const key = given === wellKnown.name || isAlternative ? wellKnown.key : given;
  const verifier = parseVerifierKey(key);
  if (verifier === void 0 || rest.length > 0 || !isPlace(`https://${verifier.name}`))
    throw invalid(setting);
  if (url !== void 0 && !isPlace(url)) throw invalid(setting);
  return {
    verifier,
    url: (url ?? (isAlternative ? `https://${alternative}` : void 0))?.replace(/\/$/, "")
  };
}
__name(parseGosumdb, "parseGosumdb");
function isPlace(url) {
  return URL.canParse(url) && /^https?:\/\/[^?#@]+$/.test(url);
}
__name(isPlace, "isPlace");
function invalid(setting) {
  return new ActionError(`GOSUMDB=${setting} names no checksum database`, {
    code: "gosumdb-invalid",
    class: "configuration",
    hint: "Leave `gosumdb` empty for the default, or write `NAME+HASH+KEY`, and the URL of the database behind it."
  });
}
__name(invalid, "invalid");

// src/toolchain/registry.ts
function registry(options) {
  const { platform: platform2, downloads, hasher } = options;
  const { groups } = groupUpstreams(parseGoproxy(options.goproxy));
  const upstreams = groups.flatMap((group) => group.upstreams);
  if (upstreams.length === 0) return void 0;
  const fallback = upstreamsOf(options.fallback);
  const database = parseGosumdb(options.gosumdb);
  const title = upstreams.map(({ host }) => host).join(", ");
  const fromFirst = /* @__PURE__ */ __name(async (get) => {
    let absent;
    for (const group of groups) {
      try {
        return await get(group);
      } catch (error) {
        if (!(error instanceof NotAvailable && error.absent)) throw error;
        absent = error;
      }
    }
    throw absent;
  }, "fromFirst");
  return {
    tool: "go",
    title,
    versions: /* @__PURE__ */ __name(() => fromFirst(async (group) => {
      const what = `the list of Go versions at ${title}`;
      const list = await asAvailable(
        what,
        downloads.read({ ...group, fallback }, `${toolchainModule}/@v/list`)
      );
      return goVersionsIn(list.toString(), platform2);
    }), "versions"),
    async unpackInto(dir, version) {
      const module = toolchainModuleOf(version, platform2);
      const { verifier, read } = databaseReader(
        database ?? refused(module),
        [...upstreams, ...fallback],
        downloads
      );
      const hash = await asAvailable(`the checksum of ${module.version}`, lookUpH1(module, verifier, read));
      const file = await fromFirst(
        (group) => asVerified(
          `${toolchainModule}@${module.version} from ${title}`,
          `the checksum database ${verifier.name}`,
          downloads.save({ ...group, fallback }, moduleFile(module, "zip").wire, {
            hash,
            hashFile: /* @__PURE__ */ __name((zip) => h1Of(hasher, zip), "hashFile")
          })
        )
      );
      await unpackZip(file, `${toolchainModule}@${module.version}/`, dir);
    }
  };
}
__name(registry, "registry");
function toolchainModuleOf(version, platform2) {
  return { path: toolchainModule, version: toolchainVersion(version, platform2) };
}
__name(toolchainModuleOf, "toolchainModuleOf");
function upstreamsOf(list) {
  if (list === "") return [];
  return parseGoproxy(list).flatMap((entry) => entry.kind === "url" ? [asUpstream(entry.url, "")] : []);
}
__name(upstreamsOf, "upstreamsOf");
async function h1Of(hasher, zip) {
  const answer = await hasher.hash(zip);
  return answer.kind === "hashed" ? answer.h1 : answer.reason;
}
__name(h1Of, "h1Of");
function databaseReader({ verifier, url }, proxies, downloads) {
  let place;
  const direct = { upstream: asUpstream(url ?? `https://${verifier.name}`, ""), prefix: "" };
  const find = /* @__PURE__ */ __name(async () => {
    const prefix = `sumdb/${verifier.name}/`;
    for (const upstream of url === void 0 ? proxies : []) {
      const relays = await isThere(downloads.read({ upstreams: [upstream] }, `${prefix}supported`));
      if (relays) return { upstream, prefix };
    }
    return direct;
  }, "find");
  const read = /* @__PURE__ */ __name(async (path3) => {
    place ??= find();
    const { upstream, prefix } = await place;
    return downloads.read({ upstreams: [upstream] }, prefix + path3);
  }, "read");
  return { verifier, read };
}
__name(databaseReader, "databaseReader");
async function isThere(reading) {
  try {
    await asAvailable("", reading);
    return true;
  } catch (error) {
    if (error instanceof NotAvailable) return false;
    throw error;
  }
}
__name(isThere, "isThere");
function refused({ version }) {
  const message = `${toolchainModule}@${version} cannot be verified: GOSUMDB is off`;
  const refusal = new ActionError(message, {
    code: "go-unverifiable",
    class: "configuration",
    hint: "Leave `gosumdb` empty: Go comes from a module proxy only with a checksum database to vouch for it, which is asked through that proxy. Or install Go before this step."
  });
  throw new NotAvailable(message, { absent: false, refusal });
}
__name(refused, "refused");

// src/steps/go-sources.ts
async function withGoSources(request, body) {
  const { inputs, ports, settings, scratchDir, signal } = request;
  for (const secret of secretsOfGo(settings)) ports.runner.mask(secret);
  const netrc = netrcOf(inputs.credentials, ports.env);
  const http = await ports.network.open({ ...httpSettingsOf(inputs, ports.env, settings.goauth), netrc });
  const hasher = new ZipHasher();
  const dir = await mkdtemp(path2.join(scratchDir, "go-"));
  try {
    const { clock, random } = ports;
    const { attempts, stallTimeout, concurrency } = inputs;
    const terms = { clock, random, attempts, stallTimeout, concurrency };
    return await body(sourcesOf(request, { ...terms, http, dir, signal, onEvent: tellOf(ports) }, hasher));
  } finally {
    await hasher.close();
    await http.close();
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}
__name(withGoSources, "withGoSources");
var attemptsOfTheSecond = 2;
function sourcesOf({ inputs, settings, baseUrl }, options, hasher) {
  const here = goPlatform(platform(), arch(), endianness());
  const first = goDownloads(options);
  if (baseUrl !== void 0) return [downloadSite(baseUrl, here, first)];
  const second = goDownloads({ ...options, attempts: Math.min(options.attempts, attemptsOfTheSecond) });
  const { goproxy, gosumdb, isGoproxyGiven } = settings;
  const fallback = inputs.fallbackGoproxy ?? "";
  const proxies = /* @__PURE__ */ __name((downloads) => goproxy === "" ? void 0 : registry({ goproxy, gosumdb, fallback, platform: here, downloads, hasher }), "proxies");
  const site = /* @__PURE__ */ __name((downloads) => downloadSite(goDownloadSite, here, downloads), "site");
  const ordered = isGoproxyGiven ? [proxies(first), site(second)] : [site(first), proxies(second)];
  return ordered.filter((source) => source !== void 0);
}
__name(sourcesOf, "sourcesOf");
function tellOf({ runner }) {
  let received = 0;
  return (event) => {
    if (event.kind === "retry" || event.kind === "failover") narrate(event, runner.log);
    if (event.kind !== "received") return;
    received += event.bytes;
    runner.progress(`Downloading Go: ${formatBytes(received)}`);
  };
}
__name(tellOf, "tellOf");
export {
  withGoSources
};
