import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  httpSettingsOf,
  trustOf
} from "./plan.http-settings.mjs";
import {
  settingOf
} from "./plan.go-settings.mjs";
import {
  modulesOf
} from "./plan.main-modules.mjs";
import {
  formatBytes,
  formatDuration
} from "./text.format.mjs";
import {
  describeFailure
} from "./fetch.not-fetched.mjs";
import {
  holdsModules,
  inspectModule
} from "./modcache.modcache.mjs";
import {
  onDisk,
  temporaryError
} from "./disk-error.mjs";
import {
  moduleKey
} from "./go.module.mjs";
import {
  __name
} from "./runtime.mjs";

// src/plan/graph-roots.ts
function graphRootOf(root) {
  const modules = modulesOf(root);
  const work = root.kind === "workspace" ? root.workspace : void 0;
  const folders = [...modules, ...work === void 0 ? [] : [work]].flatMap(
    ({ localReplacements }) => localReplacements
  );
  const goMods = modules.map(({ goMod }) => goMod);
  return {
    mains: goMods,
    folders,
    replaces: [...goMods.flatMap(({ replaces }) => replaces), ...work?.goWork.replaces ?? []],
    excludes: goMods.flatMap(({ excludes }) => excludes)
  };
}
__name(graphRootOf, "graphRootOf");

// src/steps/network-env.ts
import { writeFile } from "node:fs/promises";
import path from "node:path";
async function networkEnv({ inputs, ports, scratchDir }) {
  const { http, https, noProxy } = inputs.forwardProxy;
  const proxies = {
    ...http !== void 0 && { HTTP_PROXY: http },
    ...https !== void 0 && { HTTPS_PROXY: https },
    ...noProxy !== void 0 && { NO_PROXY: noProxy }
  };
  if (inputs.caFile === void 0) return proxies;
  const bundle = path.join(scratchDir, "certificates.pem");
  const { caFiles, caPaths } = trustOf(inputs.caFile, ports.env);
  const certificates = await ports.network.certificates(caFiles, caPaths);
  await onDisk(
    () => writeFile(bundle, certificates.join("\n")),
    (cause) => temporaryError(scratchDir, cause)
  );
  return { ...proxies, SSL_CERT_FILE: bundle, GIT_SSL_CAINFO: bundle };
}
__name(networkEnv, "networkEnv");

// src/steps/module-proxy.ts
async function withModuleProxy(run, credentials, body) {
  const { startModuleProxy } = await import("./proxy.module-proxy.mjs");
  const { ZipHasher } = await import("./modcache.zip-hasher.lazy.mjs");
  const set = await missing(run);
  const hasher = new ZipHasher();
  hasher.prepare(set.modules.length);
  let http;
  let proxy;
  let events = 0;
  try {
    http = await openNetwork(run, credentials);
    const follow = progressLogger(run, set.modules.length);
    proxy = await startModuleProxy({
      ...await proxyOptions(run, http),
      ...set,
      hasher,
      onEvent: /* @__PURE__ */ __name((event) => {
        events++;
        follow(event);
      }, "onEvent")
    });
    const { rewrite, failureOf, describe, awaited, stats } = proxy;
    await proxy.prefetched;
    return await body({
      env: proxy.env({ ...run.plan.goCommandEnv, ...await networkEnv(run), ...credentials.env }),
      hooks: {
        rewrite,
        failureOf,
        describe,
        activity: /* @__PURE__ */ __name(() => String(events), "activity"),
        awaited: /* @__PURE__ */ __name(() => awaited().map(asAwaited), "awaited")
      },
      stats
    });
  } finally {
    await proxy?.close();
    await hasher.close();
    await http?.close();
  }
}
__name(withModuleProxy, "withModuleProxy");
function openNetwork({ plan, inputs, ports }, { netrc }) {
  const settings = httpSettingsOf(inputs, ports.env, settingOf(plan.settings, "GOAUTH"));
  return ports.network.open({ ...settings, netrc });
}
__name(openNetwork, "openNetwork");
async function proxyOptions({ plan, inputs, ports, signal, scratchDir }, http) {
  const { entriesLeftToGo } = await import("./proxy.goauth.mjs");
  const { clock, random } = ports;
  const goproxy = settingOf(plan.settings, "GOPROXY");
  const goauth = settingOf(plan.settings, "GOAUTH");
  const [module] = plan.required;
  return {
    goproxy,
    goprivate: settingOf(plan.settings, "GOPRIVATE"),
    gonoproxy: settingOf(plan.settings, "GONOPROXY"),
    gonosumdb: settingOf(plan.settings, "GONOSUMDB"),
    fallback: inputs.fallbackGoproxy ?? "",
    leftToGo: await entriesLeftToGo({ goauth, goproxy, module, http, clock, signal }),
    http,
    clock,
    random,
    checksums: plan.checksums,
    placement: { gomodcache: plan.goEnv.GOMODCACHE, writableDirs: plan.writableDirs, guard: ports.guard },
    attempts: inputs.attempts,
    stallTimeout: inputs.stallTimeout,
    concurrency: inputs.concurrency,
    scratchDir,
    signal
  };
}
__name(proxyOptions, "proxyOptions");
function progressLogger({ ports: { runner } }, expected) {
  let placed = 0;
  return (event) => {
    if (event.kind === "retry" || event.kind === "failover") logRetry(event, runner.log);
    if (event.kind === "fetched") {
      runner.log.debug(`Fetched ${inWords(event.file)} from ${event.host}, ${formatBytes(event.bytes)}`);
    }
    if (event.kind !== "placed" || event.file.kind !== "zip") return;
    runner.progress(`Downloading modules: ${++placed} of ${expected}`);
  };
}
__name(progressLogger, "progressLogger");
function asAwaited({ file, host }) {
  if (file.module === void 0) return { what: file.wire, host };
  const module = moduleKey(file.module);
  return { what: module, module, host };
}
__name(asAwaited, "asAwaited");
function logRetry(event, log) {
  const what = inWords(event.file);
  const why = describeFailure(event.failure);
  if (event.kind === "failover") {
    log.info(`Falling back to ${event.to}: ${what} from ${event.from}: ${why}`);
  } else {
    log.info(`Retrying in ${formatDuration(event.pause)}: ${what} from ${event.host}: ${why}`);
  }
}
__name(logRetry, "logRetry");
function inWords({ module, kind, wire }) {
  if (module !== void 0) return `${moduleKey(module)} (${kind})`;
  return wire === "" ? "the list of releases" : wire;
}
__name(inWords, "inWords");
async function missing({ plan, inputs }) {
  if (inputs.packages.length > 0) return { modules: [], graphs: [] };
  const { checksums, required, goEnv, roots } = plan;
  const graphs = roots.map(graphRootOf);
  if (!await holdsModules(goEnv.GOMODCACHE)) return { modules: required, graphs };
  const states = await Promise.all(
    required.map((module) => inspectModule(goEnv.GOMODCACHE, module, checksums, "zip"))
  );
  return { modules: required.filter((_, index) => states[index] !== "present"), graphs };
}
__name(missing, "missing");

// src/toolchain/download-tool.ts
import { createHash } from "node:crypto";
var goDownloadSite = "https://go.dev/dl";
function downloadTool(baseUrl) {
  const base = baseUrl?.replace(/(?<!\/)\/+$/, "");
  if (base === void 0 || base === goDownloadSite) return "go";
  return `go-${createHash("sha256").update(base).digest("hex").slice(0, 8)}`;
}
__name(downloadTool, "downloadTool");

export {
  networkEnv,
  withModuleProxy,
  logRetry,
  goDownloadSite,
  downloadTool
};
