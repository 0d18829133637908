import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  parseGoSum
} from "./go.gosum.mjs";
import {
  parseDependencyGoMod,
  parseGoMod,
  parseGoWork
} from "./go.gomod.mjs";
import {
  ifPresent,
  readPlainFile
} from "./plain-file.mjs";
import {
  ActionError
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/plan/main-modules.ts
import path from "node:path";
function rootDir(root) {
  return root.kind === "module" ? root.module.dir : root.workspace.dir;
}
__name(rootDir, "rootDir");
function modulesOf(root) {
  return root.kind === "module" ? [root.module] : root.workspace.members;
}
__name(modulesOf, "modulesOf");
function sumsOf(root) {
  const own = root.kind === "workspace" ? root.workspace.sums : [];
  return [...own, ...modulesOf(root).flatMap((module) => module.sums)];
}
__name(sumsOf, "sumsOf");
async function readMainModule(dir, goModFile) {
  const goModText = await readNeeded(goModFile);
  const goMod = parseGoMod(goModText, goModFile);
  const goSumFile = goModFile.replace(/\.mod$/, ".sum");
  const goSumText = await readIfThere(goSumFile);
  return {
    dir,
    goMod,
    goModText,
    goSumFile,
    goSumText,
    sums: parseGoSum(goSumText ?? "", goSumFile),
    localReplacements: await readLocalReplacements(goMod.replaces, dir)
  };
}
__name(readMainModule, "readMainModule");
async function readWorkspace(goWorkFile) {
  const dir = path.dirname(goWorkFile);
  const goWorkText = await readNeeded(goWorkFile);
  const goWork = parseGoWork(goWorkText, goWorkFile);
  const goWorkSumFile = `${goWorkFile}.sum`;
  const goWorkSumText = await readIfThere(goWorkSumFile);
  const members = [];
  for (const use of goWork.uses) {
    const memberDir = path.resolve(dir, use.path);
    members.push(
      await readMainModule(memberDir, path.join(memberDir, "go.mod")).catch((error) => {
        throw missingMember(error, use.path, goWorkFile, use.line);
      })
    );
  }
  return {
    dir,
    goWork,
    goWorkText,
    goWorkSumText,
    sums: parseGoSum(goWorkSumText ?? "", goWorkSumFile),
    members,
    localReplacements: await readLocalReplacements(goWork.replaces, dir)
  };
}
__name(readWorkspace, "readWorkspace");
async function readIfThere(file) {
  try {
    return (await ifPresent(readPlainFile(file)))?.toString();
  } catch (error) {
    throw unreadable(file, error);
  }
}
__name(readIfThere, "readIfThere");
async function readNeeded(file) {
  const text = await readIfThere(file);
  if (text === void 0) {
    throw new ActionError(`there is no ${file}`, {
      code: "go-mod-missing",
      class: "configuration",
      input: "working-directory",
      hint: "Check the inputs `working-directory` and `go-mod-files`, and that the repository is checked out before this step."
    });
  }
  return text;
}
__name(readNeeded, "readNeeded");
async function readLocalReplacements(replaces, dir) {
  const found = [];
  for (const replace of replaces) {
    if (replace.new.version !== void 0) continue;
    const file = path.join(path.resolve(dir, replace.new.path), "go.mod");
    const text = await readIfThere(file);
    const goMod = text === void 0 ? void 0 : dependencyIfValid(text, file);
    if (goMod !== void 0) found.push(goMod);
  }
  return found;
}
__name(readLocalReplacements, "readLocalReplacements");
function dependencyIfValid(text, file) {
  try {
    return parseDependencyGoMod(text, file);
  } catch (error) {
    if (error instanceof ActionError) return void 0;
    throw error;
  }
}
__name(dependencyIfValid, "dependencyIfValid");
function missingMember(error, member, goWorkFile, line) {
  if (!(error instanceof ActionError) || error.code !== "go-mod-missing") return error;
  return new ActionError(`go.work uses ${member}, but there is no go.mod in it`, {
    code: "go-work-member-missing",
    class: "go-mod",
    hint: "Remove the line from go.work, or check out the folder it names (a submodule, a sparse checkout).",
    location: { file: goWorkFile, line },
    cause: error
  });
}
__name(missingMember, "missingMember");
function unreadable(file, cause) {
  return new ActionError(`cannot read ${file}`, {
    code: "file-unreadable",
    class: "disk",
    hint: "Check that the user of this step may read the checkout.",
    cause
  });
}
__name(unreadable, "unreadable");

export {
  rootDir,
  modulesOf,
  sumsOf,
  readMainModule,
  readWorkspace,
  readIfThere
};
