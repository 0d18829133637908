import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  rawFromArguments
} from "./inputs.arguments.mjs";
import {
  asUpstream,
  urlOf
} from "./fetch.upstream.mjs";
import {
  DeadlineExceeded,
  InputError,
  TransportError,
  basicAuthorization,
  describeSetting,
  escapePath,
  findRoots,
  foreignFolders,
  formatBytes,
  formatCount,
  formatDuration,
  forwardProxyFor,
  goCommandEnv,
  goflag,
  httpSettingsOf,
  matchesGlobs,
  moduleFile,
  moduleKey,
  modulesOf,
  netrcOf,
  ok,
  parseGoproxy,
  plainText,
  problem,
  readGoEnv,
  readInputs,
  redactUrls,
  replacementFor,
  resolveGoSettings,
  secretsGiven,
  secretsOfInputs,
  secretsOfSettings,
  settingOf,
  withDeadline
} from "./run.mjs";
import {
  ActionError,
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// src/doctor/endpoints.ts
function moduleProxiesOf(entries) {
  return entries.flatMap((entry, index) => {
    if (entry.kind !== "url" || !/^https?:/i.test(entry.url)) return [];
    const upstream = asUpstream(entry.url, entry.separator);
    const next = entries[index + 1];
    const role = {
      kind: "module-proxy",
      separator: entry.separator,
      next: next === void 0 ? void 0 : shownEntry(next),
      hasCredentials: upstream.authorization !== void 0
    };
    return [{ upstream, role }];
  });
}
function shownEntry(entry) {
  return "url" in entry ? redactUrls(entry.url) : entry.kind;
}
var everywhere = "golang.org/x/mod";
function sampleQuestion({ upstream }, sample) {
  const { authorization } = upstream;
  if (sample !== void 0) return infoQuestion(upstream, sample);
  return { url: listUrl(upstream, everywhere), asked: `the versions of ${everywhere}`, authorization };
}
function infoQuestion(upstream, module) {
  const { authorization } = upstream;
  const asked = `${module.path}@${module.version}`;
  return { url: urlOf(upstream, moduleFile(module, "info")), asked, authorization };
}
function zipQuestion(upstream, module) {
  return { ...infoQuestion(upstream, module), url: urlOf(upstream, moduleFile(module, "zip")) };
}
function listQuestion(upstream, module) {
  return { ...infoQuestion(upstream, module), url: listUrl(upstream, module.path) };
}
function listUrl(upstream, path) {
  const wire = `${escapePath(path)}/@v/list`.replaceAll("!", "%21");
  return urlOf(upstream, { kind: "list", wire, path, module: void 0 });
}
function checksumDatabaseOf(setting) {
  const [key = "", url] = setting.split(/\s+/).filter((field) => field !== "");
  if (key === "off" || key === "") return void 0;
  return { name: key.split("+")[0] ?? key, url };
}
function supportQuestion({ upstream }, name) {
  const url = `${upstream.url}/sumdb/${name}/supported`;
  return { url, asked: `whether it relays ${name}`, authorization: upstream.authorization };
}
function databaseQuestion(base, name, authorization) {
  const url = new URL(`${base.replace(/\/$/, "")}/latest`);
  const login = url.username === "" ? authorization : basicAuthorization(url.username, url.password);
  url.username = "";
  url.password = "";
  return { url: url.href, asked: `the latest state of ${name}`, authorization: login };
}
function routeModules(modules, settings, entries) {
  const noproxy = settingOf(settings, "GONOPROXY") || settingOf(settings, "GOPRIVATE");
  const allDirect = entries[0]?.kind === "direct";
  const isDirect = ({ path }) => allDirect || matchesGlobs(noproxy, path);
  const direct = Map.groupBy(modules.filter(isDirect), ({ path }) => path.split("/")[0] ?? path);
  return { proxied: modules.filter((module) => !isDirect(module)), direct };
}
var forges = /* @__PURE__ */ new Set(["github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "sr.ht"]);
function ownerOf(path) {
  const [host = path, user] = path.split("/");
  return forges.has(host) && user !== void 0 ? `${host}/${user}` : host;
}
function leadsToNext(reply, separator) {
  const notFound = reply?.kind === "answered" && (reply.status === 404 || reply.status === 410);
  return notFound || separator === "|";
}

// src/doctor/module-findings.ts
function moduleFindings(modules, endpoints) {
  const refusing = new Set(
    endpoints.flatMap(
      ({ url, reply }) => reply?.kind === "answered" && (reply.status === 401 || reply.status === 403) ? [url] : []
    )
  );
  return modules.flatMap((fact) => findingOf(fact, refusing) ?? []);
}
function findingOf({ path, version, answer }, refusing) {
  const goprivate = `\`goprivate: ${ownerOf(path)}\``;
  if (answer === "known") return void 0;
  if (answer === "unknown") {
    return {
      code: "private-path",
      problem: `No module proxy in GOPROXY has ${path}@${version} or any other version of it: it is private, or misspelled in go.mod.`,
      changes: [
        `If it is private, set ${goprivate}: it is then fetched from its repository, and no public server sees its name.`,
        "If a private registry has it, list that registry first in `goproxy`."
      ]
    };
  }
  if (answer === "version-unknown") {
    return {
      code: "version-unknown",
      problem: `The module proxies have ${path}, but not version ${version}.`,
      changes: [
        `Choose an existing version: \`go list -m -versions ${path}\`, then \`go get ${path}@VERSION\`.`
      ]
    };
  }
  if (refusing.has(answer.refusedBy)) return void 0;
  return {
    code: "forbidden",
    problem: `${answer.refusedBy} responds with ${answer.status} for ${path}@${version}, but not for other modules: its policy denies this module, or the module is private.`,
    changes: [
      "Ask the registry's owner to allow the module.",
      `If it is private, set ${goprivate}: it is then fetched from its repository.`
    ]
  };
}

// src/doctor/finding.ts
function titleOf({ role, url }) {
  switch (role.kind) {
    case "module-proxy":
      return `the module proxy ${url}`;
    case "checksum-database":
      return `the checksum database ${role.name} (at ${url})`;
    case "repository":
      return `${url}, from which the go command fetches ${role.modules[0]} with git`;
  }
}
function nextChanges({ role, url }) {
  if (role.kind === "checksum-database") {
    return [
      `Allow access to ${role.name}, or list first in \`goproxy\` a module proxy that relays it.`,
      "Commit a complete go.sum (run `go mod tidy` with internet access): the modules it lists are verified without the database.",
      "For private modules, which it cannot know, set `goprivate: HOST/OWNER`."
    ];
  }
  if (role.kind === "repository") {
    return ["If a registry has these modules, list it first in `goproxy` and set `gonoproxy: none`."];
  }
  const { next, separator } = role;
  if (separator === "|")
    return ["No change is needed for this run: the next entry of GOPROXY is used instead."];
  if (separator === "," && next !== void 0 && next !== "off") {
    return [
      `Fall back to the next entry after any failure, with \`|\` instead of \`,\`: \`goproxy: ${url}|${next}\`.`
    ];
  }
  return ["Set a fallback mirror: `fallback-goproxy: https://proxy.example.com`."];
}

// src/doctor/stage-findings.ts
function stageFinding(endpoint, stage, now) {
  const { forwardProxy } = endpoint;
  if (forwardProxy !== void 0 && stage.name !== "tls") return proxyFinding(endpoint, forwardProxy, stage);
  const found = stage.name === "tls" ? certificateFinding(endpoint, stage, now) : void 0;
  return found ?? connectionFinding(endpoint, stage);
}
function connectionFinding(endpoint, { fault: seen, detail, name }) {
  const { host, hostname } = new URL(endpoint.url);
  const title = titleOf(endpoint);
  const viaProxy = "If this network requires a forward proxy: `https-proxy: http://proxy.example.com:3128`.";
  const fault = name === "dns" ? "no-such-host" : seen;
  switch (fault) {
    case "no-such-host":
      return {
        code: "no-such-host",
        problem: `${sentence(title)} cannot be found: DNS has no address for ${hostname} (${detail}).`,
        changes: [
          `Correct the name ${hostname} ${whereNamed(endpoint)}.`,
          viaProxy,
          ...nextChanges(endpoint)
        ]
      };
    case "refused":
      return {
        code: "refused",
        problem: `${sentence(title)} refuses the connection: nothing listens on ${host}.`,
        changes: [
          `Start it, or correct the port ${whereNamed(endpoint)}.`,
          viaProxy,
          ...nextChanges(endpoint)
        ]
      };
    case "timeout":
      return {
        code: "stall",
        problem: `${sentence(title)} does not respond: ${detail} (${name.toUpperCase()}).`,
        changes: [viaProxy, ...nextChanges(endpoint)]
      };
    default:
      return {
        code: fault,
        problem: `${sentence(title)} cannot be reached: ${detail}.`,
        changes: [viaProxy, ...nextChanges(endpoint)]
      };
  }
}
function proxyFinding(endpoint, forwardProxy, { fault, detail }) {
  const { protocol, hostname } = new URL(endpoint.url);
  const input = protocol === "https:" ? "https-proxy" : "http-proxy";
  const shown = redactUrls(forwardProxy);
  const around = `If ${hostname} can be reached without it: \`no-proxy: ${hostname}\`.`;
  if (fault === "proxy-login") {
    const url = new URL(forwardProxy);
    return {
      code: "proxy-login",
      problem: `The forward proxy ${shown} requires a (different) user and password (407).`,
      changes: [`Set them, from a secret: \`${input}: ${url.protocol}//USER:PASSWORD@${url.host}\`.`, around]
    };
  }
  if (fault === "proxy-refusal") {
    return {
      code: "proxy-refusal",
      problem: `The forward proxy ${shown} refuses to connect to ${hostname}: ${detail}.`,
      changes: [`Have ${hostname} allowed on the proxy.`, around, ...nextChanges(endpoint)]
    };
  }
  return {
    code: "proxy-unreachable",
    problem: `The forward proxy ${shown} cannot be reached: ${detail}.`,
    changes: [
      `Correct \`${input}\` (or ${input === "https-proxy" ? "HTTPS_PROXY" : "HTTP_PROXY"} in the environment).`,
      around
    ]
  };
}
function certificateFinding(endpoint, { fault, detail, certificate }, now) {
  const title = sentence(titleOf(endpoint));
  const { host, hostname } = new URL(endpoint.url);
  if (fault === "no-tls") {
    return {
      code: "no-tls",
      problem: `${title} does not speak TLS on this port.`,
      changes: [`Correct the port, or write \`http://${host}\` ${whereNamed(endpoint)} if it has no TLS.`]
    };
  }
  if (certificate === void 0) return void 0;
  const { issuer, subject, validTo, validFrom, names } = certificate;
  switch (fault) {
    case "unknown-ca":
      return {
        code: "unknown-ca",
        problem: `${title} presents a certificate for ${subject} that is not trusted here; its issuer is ${issuer} (${detail}).`,
        changes: [
          `If that issuer is your organization's, trust it: \`ca-file: FILE\`, with the certificate of ${issuer} in PEM form.`,
          "For later steps as well, add it to the system's trust store or set SSL_CERT_FILE (read on Windows and macOS by Go 1.27 and newer)."
        ]
      };
    case "expired":
      return {
        code: "expired",
        problem: `${title} presents a certificate that expired on ${day(validTo)}; the date on this machine is ${day(now)}.`,
        changes: [
          `Ask the operator of ${hostname} to renew it; if ${day(now)} is wrong, set the clock of this machine.`,
          ...nextChanges(endpoint)
        ]
      };
    case "not-yet-valid":
      return {
        code: "not-yet-valid",
        problem: `${title} presents a certificate that is not valid before ${day(validFrom)}; the date on this machine is ${day(now)}.`,
        changes: [
          `Set the clock of this machine, or ask the operator of ${hostname} to correct the certificate.`
        ]
      };
    case "wrong-name":
      return {
        code: "wrong-name",
        problem: `${title} presents a certificate for other names: ${shownNames(certificate)}.`,
        changes: [`Write ${names[0] ?? "one of its names"} instead of ${hostname} ${whereNamed(endpoint)}.`]
      };
    default:
      return void 0;
  }
}
function shownNames({ names, subject }) {
  return names.length === 0 ? subject : names.slice(0, 5).join(", ");
}
function whereNamed({ role }) {
  switch (role.kind) {
    case "module-proxy":
      return "in `goproxy`";
    case "checksum-database":
      return role.through === "itself" ? "in `gosumdb`" : "in `goproxy`";
    case "repository":
      return "in go.mod";
  }
}
function sentence(title) {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
function day(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}

// src/doctor/reply-findings.ts
function replyFinding(endpoint, reply) {
  if (isFine(endpoint, reply)) return void 0;
  if (endpoint.role.kind === "checksum-database") {
    return {
      code: "checksum-database",
      problem: `${sentence2(titleOf(endpoint))} ${said(reply)}.`,
      changes: nextChanges(endpoint)
    };
  }
  switch (reply.kind) {
    case "timeout":
      return {
        code: "stall",
        problem: `${endpoint.url} accepts the connection and then ${said(reply)}.`,
        changes: [
          ...nextChanges(endpoint),
          "Wait less for it: `stall-timeout: 5s` (the go command alone waits forever)."
        ]
      };
    case "broken":
      return brokenFinding(endpoint, reply);
    case "answered":
      return statusFinding(endpoint, reply);
  }
}
function isFine({ role }, reply) {
  if (reply.kind !== "answered") return false;
  if (role.kind === "repository") return reply.status < 500;
  if (role.kind === "checksum-database") return reply.status === 200;
  return reply.status === 200 || reply.status === 404 || reply.status === 410;
}
function said(reply) {
  switch (reply.kind) {
    case "answered":
      return `responds with ${reply.status}`;
    case "timeout":
      return `sends nothing for ${formatDuration(reply.ms)}`;
    case "broken":
      return `does not respond properly: ${reply.detail}`;
  }
}
function brokenFinding(endpoint, reply) {
  if (reply.fromForwardProxy !== void 0 && endpoint.forwardProxy !== void 0) {
    const fault = reply.fromForwardProxy === 407 ? "proxy-login" : "proxy-refusal";
    return stageFinding(endpoint, { name: "proxy", ms: 0, fault, detail: reply.detail }, 0);
  }
  return {
    code: "broken",
    problem: `${endpoint.url} does not respond properly to the request for ${reply.asked}: ${reply.detail}.`,
    changes: nextChanges(endpoint)
  };
}
function statusFinding(endpoint, { status, asked }) {
  const { url } = endpoint;
  if (status === 401 || status === 403) {
    return {
      code: "forbidden",
      problem: `${url} responds with ${status} for ${asked}: ${forbiddenMeaning(endpoint, status)}.`,
      changes: [
        `Give a login with read access, from a secret: \`netrc: machine ${new URL(url).hostname} login USER password PASSWORD\`.`,
        "Or ask the registry's owner to allow the module.",
        ...nextChanges(endpoint)
      ]
    };
  }
  if (status === 429 || status >= 500) {
    return {
      code: "server-error",
      problem: `${sentence2(titleOf(endpoint))} responds with ${status} for ${asked}.`,
      changes: nextChanges(endpoint)
    };
  }
  return {
    code: "odd-status",
    problem: `${url} responds with ${status} for ${asked}, which no module proxy does.`,
    changes: ["Set `goproxy` to the URL of the module proxy, including the path from its documentation."]
  };
}
function forbiddenMeaning({ role }, status) {
  const logged = role.kind === "module-proxy" && role.hasCredentials;
  if (logged) return "this user has no access";
  return status === 401 ? "it requires a login" : "it requires a login, or its policy denies this module";
}
function sentence2(title) {
  return title.charAt(0).toUpperCase() + title.slice(1);
}

// src/doctor/diagnose.ts
function diagnose({ mistakes, endpoints, modules, now }) {
  const findings = [
    ...mistakes.map(({ code, message, hint }) => ({ code, problem: message, changes: [hint] })),
    ...endpoints.flatMap((endpoint) => findingAt(endpoint, now) ?? []),
    ...moduleFindings(modules, endpoints)
  ];
  return [...new Map(findings.map((finding) => [finding.problem, finding])).values()];
}
function findingAt(endpoint, now) {
  const failed = endpoint.stages.flatMap(
    (stage) => stage.fault === void 0 ? [] : [{ ...stage, fault: stage.fault }]
  )[0];
  if (failed !== void 0) {
    const finding = stageFinding(endpoint, failed, now);
    const ofDatabase = endpoint.role.kind === "checksum-database" && endpoint.forwardProxy === void 0;
    return ofDatabase ? { ...finding, code: "checksum-database" } : finding;
  }
  return endpoint.reply && replyFinding(endpoint, endpoint.reply);
}

// src/doctor/ask.ts
async function ask({ url, asked, authorization }, ports) {
  const start = ports.clock.now();
  try {
    return await within(ports, async (signal) => {
      const headers = authorization === void 0 ? {} : { authorization };
      const response = await ports.http.send({ url, headers, signal });
      const firstByte = ports.clock.now() - start;
      await read(response, ports.clock);
      return { kind: "answered", asked, status: response.status, firstByte, speed: void 0 };
    });
  } catch (error) {
    ports.signal.throwIfAborted();
    if (error instanceof DeadlineExceeded) return { kind: "timeout", asked, ms: error.ms };
    if (error instanceof TransportError) return broken(asked, error);
    throw error;
  }
}
async function measureSpeed({ url, authorization }, ports) {
  try {
    return await within(ports, async (signal) => {
      const start = ports.clock.now();
      const headers = authorization === void 0 ? {} : { authorization };
      const response = await ports.http.send({ url, headers, signal });
      const bytes = await read(response, ports.clock);
      const ms = ports.clock.now() - start;
      return response.status === 200 && bytes > 0 ? { bytes, ms } : void 0;
    });
  } catch (error) {
    ports.signal.throwIfAborted();
    if (error instanceof DeadlineExceeded || error instanceof TransportError) return void 0;
    throw error;
  }
}
function within({ deadline, clock, signal }, body) {
  return withDeadline({ ms: deadline, clock, parent: signal }, body);
}
var bytesMax = 1e6;
var readingMax = 2e3;
async function read(response, clock) {
  const start = clock.now();
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes < bytesMax && clock.now() - start < readingMax) continue;
    response.discard();
    break;
  }
  return bytes;
}
function broken(asked, { message, fault }) {
  const status = /\((?<status>\d{3})\)/.exec(message)?.groups?.["status"];
  const isProxy = fault === "proxy-refused" && status !== void 0;
  return { kind: "broken", asked, detail: message, ...isProxy && { fromForwardProxy: Number(status) } };
}

// src/doctor/check-network.ts
var hostsMax = 8;
var ownersMax = 40;
async function checkNetwork(entries, routed, on) {
  const proxies = moduleProxiesOf(entries);
  const sample = routed.proxied[0];
  const [checked, repositories] = await Promise.all([
    Promise.all(proxies.map((proxy) => checkModuleProxy(proxy, sample, on))),
    Promise.all(
      [...routed.direct].slice(0, hostsMax).map(([host, modules2]) => checkRepository(host, modules2, on))
    )
  ]);
  const [databases, modules] = await Promise.all([
    checkDatabase(proxies, checked, on),
    askForModules(proxies, checked, routed.proxied, on)
  ]);
  return { endpoints: [...checked, ...databases, ...repositories], modules };
}
async function checkEndpoint(role, question, on) {
  const url = new URL(question.url);
  const tls = url.protocol === "https:";
  const forwardProxy = on.proxyFor(question.url);
  const host = url.hostname.replace(/^\[(?<address>.*)\]$/, "$<address>");
  const target = { host, port: Number(url.port || (tls ? 443 : 80)), tls, forwardProxy };
  const stages = await on.prober.probe({ ...target, ca: on.ca, deadline: on.deadline }, on.signal);
  const reached = stages.every(({ fault }) => fault === void 0);
  return {
    role,
    url: url.origin,
    forwardProxy: forwardProxy && redactUrls(forwardProxy),
    stages,
    reply: reached ? await ask(question, on) : void 0
  };
}
async function checkModuleProxy(proxy, sample, on) {
  const { upstream } = proxy;
  const endpoint = {
    ...await checkEndpoint(proxy.role, sampleQuestion(proxy, sample), on),
    url: upstream.url
  };
  const { reply } = endpoint;
  if (reply?.kind !== "answered" || reply.status !== 200 || sample === void 0) return endpoint;
  return { ...endpoint, reply: { ...reply, speed: await measureSpeed(zipQuestion(upstream, sample), on) } };
}
function checkRepository(host, modules, on) {
  const question = { url: `https://${host}/`, asked: "its front page", authorization: void 0 };
  return checkEndpoint({ kind: "repository", modules: modules.map(({ path }) => path) }, question, on);
}
async function checkDatabase(proxies, checked, on) {
  const database = checksumDatabaseOf(on.gosumdb);
  if (database === void 0) return [];
  const { name, url } = database;
  const relay = url === void 0 ? await relayOf(name, proxies, checked, on) : "none";
  if (relay === "unknown") return [];
  const role = { kind: "checksum-database", name };
  if (relay === "none") {
    const base = url ?? `https://${name}`;
    if (!URL.canParse(base)) return [];
    return [await checkEndpoint({ ...role, through: "itself" }, databaseQuestion(base, name), on)];
  }
  const through = { ...role, through: "a module proxy" };
  const { upstream, failed } = relay;
  if (failed !== void 0) return [{ ...failed, role: through }];
  const question = databaseQuestion(`${upstream.url}/sumdb/${name}`, name, upstream.authorization);
  return [{ ...await checkEndpoint(through, question, on), url: upstream.url }];
}
async function relayOf(name, proxies, checked, on) {
  for (const [index, proxy] of proxies.entries()) {
    const { upstream, role } = proxy;
    const endpoint = checked[index];
    const reply = isSound(endpoint?.reply) ? await ask(supportQuestion(proxy, name), on) : void 0;
    if (reply?.kind === "answered" && reply.status === 200) return { upstream };
    if (leadsToNext(reply, role.separator)) continue;
    return endpoint === void 0 || reply === void 0 ? "unknown" : { upstream, failed: { ...endpoint, reply } };
  }
  return "none";
}
function isSound(reply) {
  return reply?.kind === "answered" && (reply.status === 200 || leadsToNext(reply, ""));
}
async function askForModules(proxies, checked, modules, on) {
  const alive = checked.every(({ reply, role }) => {
    return reply?.kind === "answered" || role.kind === "module-proxy" && role.separator === "|";
  });
  if (!alive || proxies.length === 0) return [];
  const byOwner = new Map(modules.toReversed().map((module) => [ownerOf(module.path), module]));
  const asked = [...byOwner].sort(([a], [b]) => Number(a.includes("/")) - Number(b.includes("/"))).slice(0, ownersMax);
  const facts = await Promise.all(asked.map(([, module]) => askForModule(proxies, module, on)));
  return facts.filter((fact) => fact !== void 0);
}
async function askForModule(proxies, module, on) {
  for (const { upstream, role } of proxies) {
    const reply = await ask(infoQuestion(upstream, module), on);
    if (reply.kind === "answered" && reply.status === 200) return { ...module, answer: "known" };
    if (leadsToNext(reply, role.separator)) continue;
    if (reply.kind !== "answered" || ![401, 403].includes(reply.status)) return void 0;
    return { ...module, answer: { refusedBy: upstream.url, status: reply.status } };
  }
  const lists = await Promise.all(proxies.map(({ upstream }) => ask(listQuestion(upstream, module), on)));
  const listed = lists.some((reply) => reply.kind === "answered" && reply.status === 200);
  return { ...module, answer: listed ? "version-unknown" : "unknown" };
}

// src/doctor/goproxy-entries.ts
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
async function sortEntries(entries) {
  const mistakes = await Promise.all(
    entries.map((entry) => entry.kind === "url" ? mistakeIn(entry.url) : void 0)
  );
  return {
    usable: entries.filter((_, index) => mistakes[index] === void 0),
    mistaken: mistakes.filter((mistake) => mistake !== void 0)
  };
}
async function mistakeIn(entry) {
  const url = new URL(entry);
  const shown = redactUrls(entry);
  if (url.protocol === "http:" && (url.username !== "" || url.password !== "")) {
    return {
      code: "credentials-without-tls",
      message: `GOPROXY entry \`${shown}\` has credentials, but the go command sends credentials only over TLS`,
      hint: "Use https:// in this entry of `goproxy`, or remove the user and the password."
    };
  }
  if (url.protocol !== "file:" || await isDirectory(fileURLToPath(url))) return void 0;
  return {
    code: "mirror-missing",
    message: `GOPROXY entry \`${shown}\`: no such directory`,
    hint: "First write the mirror with `mirror-directory` on a machine with internet access, or correct the path in `goproxy`."
  };
}
async function isDirectory(dir) {
  try {
    return (await stat(dir)).isDirectory();
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return false;
  }
}

// src/doctor/examine.ts
var stageTimeout = 1e4;
async function examine(inputs, ports, bounds) {
  const mistakes = [];
  for (const secret of secretsOfInputs(inputs.credentials)) bounds.mask(secret);
  const none = {
    now: ports.clock.now(),
    goVersion: void 0,
    settings: [],
    mistakes,
    endpoints: [],
    modules: []
  };
  const goEnv = await recordMistake(
    mistakes,
    () => readGoEnv(ports.exec, { ...ports.env, ...inputs.goSettings }, inputs.workingDirectory, bounds.signal)
  );
  if (goEnv === void 0) return none;
  const known = { ...none, goVersion: goEnv.GOVERSION };
  const settings = await recordMistake(
    mistakes,
    async () => resolveGoSettings(inputs.goSettings, ports.env, goEnv)
  );
  if (settings === void 0) return known;
  for (const secret of secretsOfSettings(settings)) bounds.mask(secret);
  const modules = await recordMistake(mistakes, () => requiredModules(inputs, goEnv)) ?? [];
  const entries = parseGoproxy(settingOf(settings, "GOPROXY"));
  const { usable, mistaken } = await sortEntries(entries);
  mistakes.push(...mistaken);
  const routed = routeModules(modules, settings, usable);
  if (routed.direct.size > 0) await recordMistake(mistakes, () => askGit(ports, settings, bounds));
  const seen = await recordMistake(
    mistakes,
    () => withNetwork(inputs, settings, ports, bounds, (on) => checkNetwork(usable, routed, on))
  );
  return { ...known, settings, ...seen };
}
async function recordMistake(mistakes, body) {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    mistakes.push({ code: error.code, message: messageOf(error), hint: error.hint });
    return void 0;
  }
}
async function askGit({ exec, env }, settings, { tempDir, signal }) {
  await exec.ask(
    { file: "git", args: ["--version"], cwd: tempDir, env: goCommandEnv(env, settings) },
    signal
  );
}
async function requiredModules(inputs, goEnv) {
  const roots = await findRoots({
    workingDirectory: inputs.workingDirectory,
    patterns: inputs.goModFiles,
    goWork: goEnv.goWork,
    modfile: goflag(goEnv.GOFLAGS, "modfile"),
    leftOut: foreignFolders(inputs, goEnv),
    onPassedOver: () => void 0
  });
  return [...new Map(roots.flatMap(requirementsOf).map((module) => [moduleKey(module), module])).values()];
}
function requirementsOf(root) {
  const ofWork = root.kind === "workspace" ? root.workspace.goWork.replaces : [];
  const members = new Set(modulesOf(root).map(({ goMod }) => goMod.module));
  return modulesOf(root).flatMap(
    ({ goMod }) => goMod.requires.filter((required) => !members.has(required.path)).flatMap(({ path, version }) => {
      const replacement = replacementFor({ path, version }, [...ofWork, ...goMod.replaces]);
      if (replacement.kind === "local") return [];
      return [replacement.kind === "module" ? replacement.module : { path, version }];
    })
  );
}
async function withNetwork(inputs, settings, { env, clock, network, prober }, { signal }, body) {
  const how = httpSettings(inputs, settings, env);
  const http = await network.open(how);
  try {
    return await body({
      http,
      clock,
      prober,
      signal,
      ca: await network.certificates(how.caFiles, how.caPaths),
      proxyFor: forwardProxyFor({ ...how, isCgi: false }),
      deadline: Math.min(inputs.stallTimeout, stageTimeout),
      gosumdb: settingOf(settings, "GOSUMDB")
    });
  } finally {
    await http.close();
  }
}
function httpSettings(inputs, settings, env) {
  return {
    ...httpSettingsOf(inputs, env, settingOf(settings, "GOAUTH")),
    netrc: netrcOf(inputs.credentials, env)
  };
}

// src/doctor/render.ts
function renderExamination(facts, findings) {
  const blocks = [
    goBlock(facts),
    ...facts.endpoints.map(endpointBlock),
    ...facts.modules.length === 0 ? [] : [modulesLine(facts)],
    ...findings.length === 0 ? ["No problems found."] : [findingsBlock(findings)]
  ];
  return `${blocks.join("\n\n")}
`;
}
function goBlock({ goVersion, settings }) {
  const version = goVersion === void 0 ? "Go: not found" : `Go: ${goVersion}`;
  return [version, ...settings.map((setting) => `  ${describeSetting(setting)}`)].join("\n");
}
function endpointBlock(endpoint) {
  const { stages, reply, forwardProxy } = endpoint;
  const title = titleOf(endpoint);
  return [
    title.charAt(0).toUpperCase() + title.slice(1),
    ...forwardProxy === void 0 ? [] : [`  through the forward proxy ${forwardProxy}`],
    ...stages.map(stageLine),
    ...reply === void 0 ? [] : replyLines(reply),
    ...meaning(endpoint).map((text) => row("go", text))
  ].join("\n");
}
function stageLine({ name, ms, fault, detail, certificate }) {
  const shown = [
    fault === void 0 ? detail : `FAILED (${fault}): ${detail}`,
    ...certificate === void 0 ? [] : [
      `certificate of ${certificate.subject}, by ${certificate.issuer}, until ${new Date(certificate.validTo).toISOString().slice(0, 10)}`
    ],
    formatDuration(ms)
  ];
  return row(name === "proxy" ? "proxy" : name.toUpperCase(), shown.join(", "));
}
function replyLines(reply) {
  if (reply.kind === "timeout")
    return [
      row(
        "HTTP",
        `FAILED (timeout): no response for ${formatDuration(reply.ms)} to the request for ${reply.asked}`
      )
    ];
  if (reply.kind === "broken") return [row("HTTP", `FAILED (broken): ${reply.detail}`)];
  const { status, asked, firstByte, speed } = reply;
  const rate = speed && speed.bytes / (Math.max(1, speed.ms) / 1e3);
  return [
    row("HTTP", `${status} for ${asked}, first byte after ${formatDuration(firstByte)}`),
    ...speed === void 0 || rate === void 0 ? [] : [
      row("speed", `${formatBytes(speed.bytes)} in ${formatDuration(speed.ms)} (${formatBytes(rate)}/s)`)
    ]
  ];
}
function meaning({ role, reply }) {
  if (role.kind !== "module-proxy") return [];
  if (reply?.kind === "answered" && reply.status === 200) return ["accepts this response"];
  const { next, separator } = role;
  if (!leadsToNext(reply, separator) || next === void 0 || next === "off") {
    const why = separator === "," && next !== void 0 ? " (after `,`, only 404 and 410 lead to the next entry)" : "";
    return [`would stop here with an error${why}`];
  }
  return [`would fall back to ${next}`];
}
function modulesLine({ modules }) {
  const known = modules.filter(({ answer }) => answer === "known").length;
  return `Requested ${formatCount(modules.length, "module")} from go.mod, one per owner: ${known} found.`;
}
function findingsBlock(findings) {
  const title = `${formatCount(findings.length, "problem")} found:`;
  const items = findings.map(
    ({ problem: problem2, changes }, index) => [`  ${index + 1}. ${problem2}`, ...changes.map((change) => `     - ${change}`)].join("\n")
  );
  return [
    title,
    ...items,
    "",
    "Set inputs as `name: value` under `with:` in a workflow, and as `--name value` on the command line."
  ].join("\n");
}
function row(name, text) {
  return `  ${name.padEnd(6)} ${text}`;
}

// src/doctor/doctor.ts
async function doctor(args, ports, context) {
  const parsed = await inputsOf(args, ports, context);
  if (parsed.kind === "problem") {
    const message = context.secrets.redact(parsed.message);
    context.complain(`${message}
Usage: go-mod-download doctor [DIRECTORY] [--INPUT VALUE ...]
`);
    return 2;
  }
  const inputs = parsed.value;
  const { secrets, tempDir, interrupted: signal } = context;
  try {
    const facts = await examine(inputs, ports, { tempDir, signal, mask: (secret) => secrets.add(secret) });
    const findings = diagnose(facts);
    context.print(secrets.redact(plainText(renderExamination(facts, findings))));
    return findings.length === 0 ? 0 : 1;
  } catch (error) {
    if (!signal.aborted) throw error;
    context.complain(`${messageOf(signal.reason)}
`);
    return 1;
  }
}
async function inputsOf(args, { env }, { context, secrets }) {
  try {
    const commandLine = rawFromArguments(args);
    if (commandLine.kind !== "run") return problem("For all flags, see `go-mod-download --help`.");
    for (const secret of secretsGiven(commandLine.raw, env)) secrets.add(secret);
    return ok(await readInputs(commandLine.raw, context));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return problem(`${error.message}
${error.hint}`);
  }
}
export {
  doctor
};
