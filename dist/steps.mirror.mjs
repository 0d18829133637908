import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  mirrorGoproxy
} from "./mirror.mirror-paths.mjs";
import {
  errorRecord
} from "./report.error-record.mjs";
import {
  cacheableOf
} from "./cache.cacheable.mjs";
import {
  formatBytes,
  formatCount
} from "./text.format.mjs";
import "./modcache.modcache.mjs";
import "./go.dirhash.mjs";
import "./go.module.mjs";
import {
  ActionError
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/steps/mirror.ts
import path from "node:path";
async function mirrorStep(run, downloaded, dir) {
  const { log } = run.ports.runner;
  try {
    const { uncovered, mirrored, modules } = await mirror(run, downloaded, dir);
    for (const module of uncovered) {
      log.info(`Not in the mirror: no go.sum line for ${module}, so that nothing could verify it`);
    }
    if (mirrored.refused.length > 0) return { kind: "failed", errors: mirrored.refused.map(refusedError) };
    const added = mirrored.added === 0 ? "nothing to add" : `${mirrored.added} added`;
    const size = mirrored.added === 0 ? "" : ` (${formatBytes(mirrored.bytes)})`;
    const sentence = `Mirror: ${formatCount(modules, "module")} in ${dir}, ${added}${size}`;
    log.info(`${sentence}. Used by GOPROXY=${mirrorGoproxy(dir)}`);
    return { kind: "written" };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { kind: "failed", errors: [errorRecord(error)] };
  }
}
__name(mirrorStep, "mirrorStep");
async function mirror({ plan, ports, signal }, { modules }, dir) {
  const { GOMODCACHE } = plan.goEnv;
  refuseWithin(GOMODCACHE, dir);
  const contents = await cacheableOf(modules, plan.checksums, GOMODCACHE);
  const { uncovered } = contents;
  const { writeMirror } = await import("./mirror.mirror.mjs");
  const { ZipHasher } = await import("./modcache.zip-hasher.lazy.mjs");
  const hasher = new ZipHasher();
  try {
    const mirrored = await writeMirror(
      { gomodcache: GOMODCACHE, dir, contents, signal },
      { clock: ports.clock, hashZip: /* @__PURE__ */ __name((file) => hasher.hash(file), "hashZip") }
    );
    return { uncovered, mirrored, modules: contents.modules.length };
  } finally {
    await hasher.close();
  }
}
__name(mirror, "mirror");
function refuseWithin(gomodcache, dir) {
  const below = path.relative(gomodcache, dir);
  if (below.startsWith("..") || path.isAbsolute(below)) return;
  throw new ActionError(`the mirror ${dir} would lie in the module cache ${gomodcache}`, {
    code: "mirror-in-modcache",
    class: "configuration",
    hint: "Point `mirror-directory` to a folder of its own; `go clean -modcache` empties the other."
  });
}
__name(refuseWithin, "refuseWithin");
function refusedError({ module, reason }) {
  return {
    class: "checksum",
    code: "mirror-refused",
    transient: false,
    fault: "infrastructure",
    message: `${module} was not put into the mirror: ${reason}`,
    hint: "What lies in the module cache is not what go.sum vouches for. Run it with `clean: true` to fill it anew.",
    ...module.endsWith("/go.mod") ? {} : { module }
  };
}
__name(refusedError, "refusedError");
export {
  mirrorStep
};
