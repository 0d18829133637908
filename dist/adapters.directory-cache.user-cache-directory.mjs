import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ActionError
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/adapters/directory-cache/user-cache-directory.ts
import path from "node:path";
function userCacheDirectory(platform, env) {
  if (platform === "win32") {
    return path.win32.join(required(env, "LOCALAPPDATA", "LocalAppData"), "go-mod-download");
  }
  if (platform === "darwin") {
    return path.posix.join(required(env, "HOME"), "Library/Caches/go-mod-download");
  }
  const xdg = env["XDG_CACHE_HOME"];
  const caches = xdg?.startsWith("/") ? xdg : path.posix.join(required(env, "HOME"), ".cache");
  return path.posix.join(caches, "go-mod-download");
}
__name(userCacheDirectory, "userCacheDirectory");
function required(env, ...names) {
  for (const name of names) {
    const value = env[name];
    if (value) return value;
  }
  throw new ActionError(`There is no folder for the directory cache: ${names.at(-1)} is not set`, {
    code: "no-cache-directory",
    class: "configuration",
    hint: "Set `cache-directory` to the folder to keep the cache in."
  });
}
__name(required, "required");

export {
  userCacheDirectory
};
