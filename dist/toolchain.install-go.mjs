import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  NotAvailable
} from "./toolchain.go-source.mjs";
import {
  compareGoVersions,
  newest,
  semverOf
} from "./run.mjs";
import {
  ActionError
} from "./adapters.process-tree.mjs";

// src/toolchain/install-go.ts
async function installGo(spec, sources, ports) {
  const failures = [];
  for (const source of sources) {
    try {
      return await installFrom(source, spec, ports);
    } catch (error) {
      if (!(error instanceof NotAvailable)) throw error;
      ports.log.info(`No Go ${spec.text}: ${error.message}`);
      failures.push(error);
    }
  }
  throw notInstalled(spec, failures);
}
async function installFrom(source, spec, { toolCache, log, onPath }) {
  const version = spec.kind === "exact" ? spec.version : newest(await source.versions(), spec);
  if (version === void 0) {
    throw new NotAvailable(`${source.title} has no matching version for this platform`, { absent: true });
  }
  if (onPath !== void 0 && compareGoVersions(version, onPath) === 0) return { version, dir: void 0 };
  const semver = semverOf(version);
  const found = await toolCache.find(source.tool, semver);
  if (found !== void 0) return { version, dir: found };
  log.info(`Installing Go ${semver} from ${source.title}`);
  return { version, dir: await toolCache.add(source.tool, semver, (dir) => source.unpackInto(dir, version)) };
}
function notInstalled({ text }, failures) {
  const reasons = failures.map(({ message: message2 }) => message2).join("; ");
  const refusal = failures.find((failure) => failure.refusal !== void 0)?.refusal;
  const unknown = failures.every(({ absent }) => absent);
  const message = `Go ${text} could not be installed: ${reasons}`;
  if (refusal !== void 0) {
    return new ActionError(message, { code: refusal.code, class: refusal.class, hint: refusal.hint });
  }
  return new ActionError(message, {
    code: unknown ? "go-version-unknown" : "go-not-installed",
    class: unknown ? "go-version" : "network",
    hint: unknown ? "Check the version against https://go.dev/dl/; a new one can take a while to reach a mirror." : "In a closed network, set `goproxy` to a module proxy that can be reached, or `go-download-base-url` to a mirror of the Go download site."
  });
}
export {
  installGo
};
