import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  mirrorGoproxy
} from "./mirror.mirror-paths.mjs";
import {
  cacheableOf,
  checkInnerFolders,
  errorRecord,
  formatBytes,
  formatCount,
  goModsOnDisk
} from "./run.mjs";
import {
  ActionError,
  messageOf
} from "./adapters.process-tree.mjs";

// src/steps/mirror.ts
import path from "node:path";
async function mirrorStep(run, downloaded, dir) {
  const { log } = run.ports.runner;
  try {
    const { uncovered, mirrored, modules } = await mirror(run, downloaded, dir);
    for (const module of uncovered) {
      log.info(`Not in the mirror: ${module} has no go.sum line to verify it`);
    }
    if (mirrored.refused.length > 0) return { kind: "failed", errors: mirrored.refused.map(refusedError) };
    const added = mirrored.added === 0 ? "nothing to add" : `${mirrored.added} added`;
    const size = mirrored.added === 0 ? "" : ` (${formatBytes(mirrored.bytes)})`;
    const sentence = `Mirror: ${formatCount(modules, "module")} in ${dir}, ${added}${size}`;
    log.info(`${sentence}. Use it with GOPROXY=${mirrorGoproxy(dir)}`);
    return { kind: "written" };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { kind: "failed", errors: [errorRecord(error)] };
  }
}
async function mirror({ plan, ports, signal }, { modules }, dir) {
  const { GOMODCACHE } = plan.goEnv;
  refuseWithin(GOMODCACHE, dir);
  refuseLinks(ports.env, dir);
  const { uncovered, ...cacheable } = cacheableOf(modules, plan.checksums);
  const contents = { ...cacheable, goMods: await goModsOnDisk(GOMODCACHE, cacheable.goMods) };
  const { writeMirror } = await import("./mirror.mirror.mjs");
  const { ZipHasher } = await import("./modcache.zip-hasher.lazy.mjs");
  const hasher = new ZipHasher();
  try {
    const mirrored = await writeMirror(
      { gomodcache: GOMODCACHE, dir, contents, signal },
      { clock: ports.clock, guard: ports.guard, hashZip: (file) => hasher.hash(file) }
    );
    return { uncovered, mirrored, modules: contents.modules.length };
  } finally {
    await hasher.close();
  }
}
function refuseWithin(gomodcache, dir) {
  const below = path.relative(gomodcache, dir);
  if (below.startsWith("..") || path.isAbsolute(below)) return;
  throw new ActionError(`the mirror directory ${dir} is inside the module cache ${gomodcache}`, {
    code: "mirror-in-modcache",
    class: "configuration",
    hint: "Set `mirror-directory` to a directory outside of it: `go clean -modcache` would delete the mirror."
  });
}
function refuseLinks(env, dir) {
  const workspace = env["GITHUB_WORKSPACE"];
  try {
    if (workspace) checkInnerFolders(workspace, dir);
  } catch (error) {
    throw new ActionError(`cannot write the mirror ${dir}: ${messageOf(error)}`, {
      code: "mirror-not-written",
      class: "configuration",
      hint: "Point `mirror-directory` to a real folder, or to one outside the checkout."
    });
  }
}
function refusedError({ module, reason }) {
  return {
    class: "checksum",
    code: "mirror-refused",
    transient: false,
    fault: "infrastructure",
    message: `${module} was not written to the mirror: ${reason}`,
    hint: "The module cache does not match go.sum. Run again with `clean: true` to download it again.",
    ...module.endsWith("/go.mod") ? {} : { module }
  };
}
export {
  mirrorStep
};
