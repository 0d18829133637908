import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  emptyRecord,
  ifPresent,
  isSystemError,
  readGoModFile,
  readGoWork,
  readPlainFile,
  redactUrls,
  sentenceOf
} from "./run.mjs";
import {
  ActionError
} from "./adapters.process-tree.mjs";

// src/steps/plain-download.ts
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
async function withoutPlan(error, inputs, ports, { fallbacks, signal }) {
  if (signal.aborted || inputs.goModFiles.length > 0) throw error;
  if (error instanceof ActionError && !await goReads(error, ports, signal)) throw error;
  if (!await canDownload(inputs, ports, signal)) throw error;
  fallbacks.note("plan", error, "the go command downloaded the modules by itself, and nothing was cached");
  return {
    ...emptyRecord,
    verdict: "done",
    sentence: sentenceOf({ kind: "downloaded-plainly" }),
    fallbacks: fallbacks.records
  };
}
async function goReads(error, { exec, env }, signal) {
  const file = error.location?.file;
  if (error.code !== "go-mod-malformed" || file === void 0) return false;
  const verb = path.basename(file) === "go.work" ? "work" : "mod";
  const command = { file: "go", args: [verb, "edit", "-json", file], cwd: path.dirname(file), env };
  return (await exec.ask(command, signal)).code === 0;
}
async function canDownload({ workingDirectory: cwd, goSettings }, { exec, env: inherited, runner }, signal) {
  const env = { ...inherited, ...goSettings };
  try {
    const sums = await sumFiles(exec, env, cwd, signal);
    return await preserving(sums, async () => {
      const exit = await exec.run(
        { file: "go", args: ["mod", "download"], cwd, env },
        { signal, onStderrLine: (line) => runner.log.debug(redactUrls(line)) }
      );
      return exit.kind === "exited" && exit.code === 0;
    });
  } catch (error) {
    if (error instanceof ActionError || isSystemError(error)) return false;
    throw error;
  }
}
async function sumFiles(exec, env, dir, signal) {
  const [goWork, goMod] = await Promise.all([
    readGoWork(exec, env, dir, signal),
    readGoModFile(exec, env, dir, signal)
  ]);
  return [
    ...goWork === void 0 ? [] : [`${goWork}.sum`],
    ...goMod === void 0 ? [] : [goMod.replace(/\.mod$/, ".sum")]
  ];
}
async function preserving(files, body) {
  const before = await Promise.all(files.map(contentOf));
  try {
    return await body();
  } finally {
    for (const [index, file] of files.entries()) {
      const content = before[index];
      if (content === void 0) await rm(file, { force: true });
      else if (!(await contentOf(file))?.equals(content)) await writeFile(file, content);
    }
  }
}
function contentOf(file) {
  return ifPresent(readPlainFile(file));
}
export {
  withoutPlan
};
