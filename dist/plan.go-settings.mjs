import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  parseGoproxy
} from "./go.goproxy.mjs";
import {
  credentialsOf,
  credentialsOfUrl,
  shownUrls,
  withoutCredentials
} from "./go.url-credentials.mjs";
import {
  basicAuthorization
} from "./http.credentials.mjs";
import {
  ActionError
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/credentials/git-config.ts
function gitConfigEnv(env, settings) {
  if (settings.length === 0) return {};
  const before = gitConfigOf(env).length;
  const added = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${before + index}`, key],
    [`GIT_CONFIG_VALUE_${before + index}`, value]
  ]);
  return { GIT_CONFIG_COUNT: String(before + settings.length), ...Object.fromEntries(added) };
}
__name(gitConfigEnv, "gitConfigEnv");
function gitConfigOf(env) {
  const count = env["GIT_CONFIG_COUNT"]?.trim() ?? "";
  return Array.from({ length: /^\d{1,4}$/.test(count) ? Number(count) : 0 }, (_, index) => [
    env[`GIT_CONFIG_KEY_${index}`] ?? "",
    env[`GIT_CONFIG_VALUE_${index}`] ?? ""
  ]);
}
__name(gitConfigOf, "gitConfigOf");

// src/credentials/secrets.ts
var urlInputs = ["http-proxy", "https-proxy", "go-download-base-url"];
var urlVariables = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "GO_DOWNLOAD_BASE_URL"];
var listInputs = ["goproxy", "fallback-goproxy"];
var secretInputs = [
  "token",
  "cache-encryption-key",
  "s3-secret-access-key",
  "s3-session-token"
];
function secretsGiven(raw, env) {
  const input = /* @__PURE__ */ __name((name) => raw[name] ?? "", "input");
  return [
    ...secretInputs.map((name) => input(name).trim()),
    ...urlInputs.flatMap((name) => credentialsOfUrl(input(name))),
    ...urlVariables.flatMap((name) => credentialsOfUrl(env[name] ?? "")),
    ...listInputs.flatMap((name) => credentialsOf(input(name))),
    ...secretsOfGo({ goproxy: "", gosumdb: input("gosumdb"), goauth: input("goauth") }),
    ...secretsOfGo({
      goproxy: env["GOPROXY"] ?? "",
      gosumdb: env["GOSUMDB"] ?? "",
      goauth: env["GOAUTH"] ?? ""
    }),
    ...secretsOfGitConfig(env)
  ].filter((secret) => secret !== "");
}
__name(secretsGiven, "secretsGiven");
function secretsOfGo({ goproxy, gosumdb, goauth }) {
  return [
    ...credentialsOf(goproxy),
    ...gosumdb.split(/\s+/).flatMap(credentialsOfUrl),
    ...goauth.split(";").flatMap(secretsOfCommand)
  ];
}
__name(secretsOfGo, "secretsOfGo");
var wordMin = 6;
var secretFlag = /^-.*(?:auth|cred|key|pass|pw|secret|token)/i;
function secretsOfCommand(method) {
  const [program = "", ...args] = method.trim().split(/\s+/);
  if (args.length === 0 || ["git", "netrc", "off"].includes(program)) return [];
  const words = args.filter((arg, index) => isSecretWord(arg, args[index - 1] ?? ""));
  const values = args.flatMap(valueOfFlag);
  return [args.join(" "), ...words, ...values, ...args.flatMap(credentialsOfUrl)];
}
__name(secretsOfCommand, "secretsOfCommand");
function valueOfFlag(arg) {
  const value = /^-[^=]*=(?<value>.+)$/s.exec(arg)?.groups?.["value"] ?? "";
  return value.length >= wordMin || value !== "" && secretFlag.test(arg) ? [value] : [];
}
__name(valueOfFlag, "valueOfFlag");
function isSecretWord(arg, before) {
  if (arg.startsWith("-")) return false;
  return secretFlag.test(before) || arg.length >= wordMin && !/^[a-z-]+$|[/\\]/.test(arg);
}
__name(isSecretWord, "isSecretWord");
function secretsOfInputs({ token, netrc, sshKey }) {
  const body = (sshKey ?? "").split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
  return [
    token ?? "",
    ...netrc.flatMap(({ login, password }) => [password, basicOf(login, password)]),
    ...body,
    body.join("")
  ].filter((secret) => secret !== "");
}
__name(secretsOfInputs, "secretsOfInputs");
function secretsOfGitConfig(env) {
  return gitConfigOf(env).flatMap(([key, value]) => {
    const url = /^url\.(?<url>.*)\.(?:pushinsteadof|insteadof)$/i.exec(key)?.groups?.["url"] ?? "";
    const header = /^http\..*extraheader$/i.test(key) ? /\s(?<secret>\S+)\s*$/.exec(value)?.groups : void 0;
    return [...credentialsOfUrl(url), ...header?.["secret"] === void 0 ? [] : [header["secret"]]];
  });
}
__name(secretsOfGitConfig, "secretsOfGitConfig");
function basicOf(user, password) {
  return basicAuthorization(user, password).replace(/^Basic /, "");
}
__name(basicOf, "basicOf");

// src/credentials/logins.ts
var tokenUser = "x-access-token";
function loginsOf({ token, tokenHosts, netrc }, defaultHost) {
  const hosts = tokenHosts.length > 0 ? tokenHosts : [defaultHost];
  const tokenLogins = token === void 0 ? [] : hosts.map((host) => ({ host, user: tokenUser, password: token, input: "token" }));
  const all = [
    ...tokenLogins,
    ...netrc.map(({ machine, login, password }) => {
      return { host: machine.toLowerCase(), user: login, password, input: "netrc" };
    })
  ];
  return all.filter(({ host }, index) => all.findIndex((login) => login.host === host) === index);
}
__name(loginsOf, "loginsOf");
function netrcOf(credentials, env) {
  return netrcText(asNetrc(loginsOf(credentials, defaultHostOf(env))));
}
__name(netrcOf, "netrcOf");
function netrcText(entries) {
  return entries.map(({ machine, login, password }) => `machine ${machine} login ${login} password ${password}
`).join("");
}
__name(netrcText, "netrcText");
function asNetrc(logins) {
  return logins.map(({ host, user, password }) => ({ machine: host, login: user, password }));
}
__name(asNetrc, "asNetrc");
function defaultHostOf(env) {
  const url = env["GITHUB_SERVER_URL"];
  return url !== void 0 && URL.canParse(url) ? new URL(url).host : "github.com";
}
__name(defaultHostOf, "defaultHostOf");

// src/go/setting-names.ts
var goSettingNames = [
  "GOPROXY",
  "GOPRIVATE",
  "GONOPROXY",
  "GONOSUMDB",
  "GOSUMDB",
  "GOINSECURE",
  "GOAUTH",
  "GOTOOLCHAIN",
  "GOMODCACHE"
];

// src/go/setting-values.ts
function joinSetting(name, value) {
  switch (name) {
    case "GOPRIVATE":
    case "GONOPROXY":
    case "GONOSUMDB":
    case "GOINSECURE":
      return joinWords(value);
    case "GOPROXY":
      return joinProxies(value);
    case "GOAUTH":
      return joinLines(value, ";");
    case "GOSUMDB":
      return joinLines(value, " ");
    default:
      return value;
  }
}
__name(joinSetting, "joinSetting");
function joinWords(value) {
  return value.split(/[\s,]+/).filter((word) => word !== "").join(",");
}
__name(joinWords, "joinWords");
function joinProxies(value) {
  const entries = value.replace(
    /(?<![^\S\r\n])[^\S\r\n]+(?=(?:(?:https?|file):\/\/|(?:direct|off)(?:[\s,|]|$)))/gi,
    "\n"
  );
  return joinLines(entries, ",");
}
__name(joinProxies, "joinProxies");
function joinLines(value, separator) {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim());
  return lines.filter((line) => line !== "").reduce((joined, line) => {
    const isSeparated = joined === "" || /[,|;]$/.test(joined) || /^[,|;]/.test(line);
    return isSeparated ? joined + line : joined + separator + line;
  }, "");
}
__name(joinLines, "joinLines");

// src/plan/go-settings.ts
function resolveGoSettings(given, env, goEnv) {
  refuseModulesOff(goEnv);
  const settings = goSettingNames.map((name) => resolve(name, given, env, goEnv));
  parseGoproxy(settingOf(settings, "GOPROXY"));
  return settings;
}
__name(resolveGoSettings, "resolveGoSettings");
function settingOf(settings, name) {
  return settings.find((setting) => setting.name === name)?.value ?? "";
}
__name(settingOf, "settingOf");
function secretsOfSettings(settings) {
  return secretsOfGo({
    goproxy: settingOf(settings, "GOPROXY"),
    gosumdb: settingOf(settings, "GOSUMDB"),
    goauth: settingOf(settings, "GOAUTH")
  });
}
__name(secretsOfSettings, "secretsOfSettings");
function describeSetting(setting) {
  const shown = setting.name === "GOAUTH" ? shownGoauth(setting.value) : shownValue(setting);
  const how = setting.isJoined && setting.source !== "input" ? ", joined with commas for this step only" : "";
  return `${setting.name}=${shown} (${setting.source}${how})`;
}
__name(describeSetting, "describeSetting");
function exportedSettings(settings) {
  const exported = /* @__PURE__ */ new Map();
  for (const setting of settings) {
    const value = setting.source === "input" ? exportedValue(setting) : void 0;
    if (value !== void 0) exported.set(setting.name, value);
  }
  return exported;
}
__name(exportedSettings, "exportedSettings");
function exportedValue({ name, value }) {
  if (name === "GOAUTH") return void 0;
  if (name !== "GOPROXY" && name !== "GOSUMDB") return value;
  const clean = name === "GOPROXY" ? withoutCredentials(value) : value;
  const secrets = secretsOfGo({ goproxy: "", gosumdb: "", goauth: "", [name.toLowerCase()]: clean });
  return secrets.length > 0 || clean.includes("?") ? void 0 : clean;
}
__name(exportedValue, "exportedValue");
function goCommandEnv(env, settings) {
  const told = settings.filter(
    ({ name, value, source, isJoined }) => source === "input" || isJoined || name === "GOAUTH" && value !== ""
  );
  return { ...env, ...Object.fromEntries(told.map(({ name, value }) => [name, value])) };
}
__name(goCommandEnv, "goCommandEnv");
function resolve(name, given, env, goEnv) {
  const { text, source } = lookUp(name, given, env, goEnv);
  const value = joinSetting(name, text);
  return { name, value, source, isJoined: value !== text };
}
__name(resolve, "resolve");
function lookUp(name, given, env, goEnv) {
  const input = given[name];
  if (input !== void 0 && input !== "") return { text: input, source: "input" };
  const inherited = env[name];
  if (inherited !== void 0 && inherited !== "") return { text: inherited, source: "environment" };
  return { text: goEnv[name], source: "go env" };
}
__name(lookUp, "lookUp");
function refuseModulesOff(goEnv) {
  if (goEnv.GO111MODULE !== "off") return;
  throw new ActionError("GO111MODULE=off turns modules off, so there is nothing to download", {
    code: "modules-off",
    class: "configuration",
    hint: "Remove GO111MODULE from the environment (and `go env -u GO111MODULE`), or remove this step."
  });
}
__name(refuseModulesOff, "refuseModulesOff");
function shownValue({ name, value }) {
  if (name === "GOPROXY") return shownUrls(value);
  return name === "GOSUMDB" ? value.split(/\s+/).map(shownUrls).join(" ") : value;
}
__name(shownValue, "shownValue");
function shownGoauth(value) {
  return /^(?:netrc|off|git( \S+)?)?$/.test(value) ? value : "a command";
}
__name(shownGoauth, "shownGoauth");

export {
  gitConfigEnv,
  secretsGiven,
  secretsOfGo,
  secretsOfInputs,
  goSettingNames,
  joinWords,
  joinProxies,
  loginsOf,
  netrcOf,
  netrcText,
  asNetrc,
  defaultHostOf,
  resolveGoSettings,
  settingOf,
  secretsOfSettings,
  describeSetting,
  exportedSettings,
  goCommandEnv
};
