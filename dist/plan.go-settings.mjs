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
  parseNetrc
} from "./http.netrc.mjs";
import {
  ok,
  problem
} from "./parsed.mjs";
import {
  basicAuthorization
} from "./http.credentials.mjs";
import {
  ActionError,
  errnoOf,
  isAbsence
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/credentials/logins.ts
var tokenUser = "x-access-token";
function loginsOf(credentials, defaultHost) {
  const { token, tokenHosts, scopedTokens, netrc } = credentials;
  const hosts = tokenHosts.length > 0 ? tokenHosts : [defaultHost];
  const tokens = token === void 0 ? scopedTokens : hosts.map((host) => ({ prefix: host, token }));
  const all = [
    ...tokens.map(({ prefix, token: password }) => {
      return { ...placeOf(prefix), user: tokenUser, password, input: "token" };
    }),
    ...netrc.map(({ machine, login, password }) => {
      return { ...placeOf(machine), user: login, password, input: "netrc" };
    })
  ];
  const isSame = /* @__PURE__ */ __name((login) => (other) => login.host === other.host && login.path === other.path, "isSame");
  return all.filter((login, index) => all.findIndex(isSame(login)) === index);
}
__name(loginsOf, "loginsOf");
function loginFor(logins, host, path2) {
  return logins.filter((login) => login.host === host && `${path2}/`.startsWith(`${login.path}/`)).sort((a, b) => b.path.length - a.path.length)[0];
}
__name(loginFor, "loginFor");
function placeOf(prefix) {
  const [host = "", ...elements] = prefix.split("/").filter((element) => element !== "");
  return { host: host.toLowerCase(), path: elements.map((element) => `/${element}`).join("") };
}
__name(placeOf, "placeOf");
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
  return logins.map(({ host, path: path2, user, password }) => ({ machine: host + path2, login: user, password }));
}
__name(asNetrc, "asNetrc");
function asGoNetrc(logins) {
  return asNetrc(logins).flatMap(
    (entry) => entry.machine.includes("/") ? [entry, { ...entry, machine: `${entry.machine}?go-get=1` }] : [entry]
  );
}
__name(asGoNetrc, "asGoNetrc");
function defaultHostOf(env) {
  const url = env["GITHUB_SERVER_URL"];
  return url !== void 0 && URL.canParse(url) ? new URL(url).host : "github.com";
}
__name(defaultHostOf, "defaultHostOf");

// src/inputs/credentials.ts
import { readFile } from "node:fs/promises";

// src/inputs/directories.ts
import { stat } from "node:fs/promises";
import path from "node:path";
function resolvePath(text, context) {
  const paths = context.platform === "win32" ? path.win32 : path.posix;
  if (text.includes("\0")) return problem("contains a NUL character. Write a path such as `./service`.");
  const beyondHome = /^~(?:[/\\](?<rest>.*))?$/s.exec(text);
  if (beyondHome === null) return ok(paths.resolve(context.cwd, text));
  if (context.home === void 0 || context.home === "") {
    return problem(`\`${text}\` needs a home directory, but there is none. Write an absolute path.`);
  }
  return ok(paths.resolve(context.home, beyondHome.groups?.["rest"] ?? ""));
}
__name(resolvePath, "resolvePath");
async function existingDirectory(text, context) {
  const resolved = resolvePath(text, context);
  if (resolved.kind === "problem") return resolved;
  const shown = resolved.value === text ? `\`${text}\`` : `\`${text}\` (${resolved.value})`;
  try {
    if ((await stat(resolved.value)).isDirectory()) return resolved;
  } catch (error) {
    return problem(`${shown} ${reasonOf(error)}`);
  }
  return problem(
    `${shown} is a file. Write its directory${text.endsWith("go.mod") ? "; to choose a go.mod, use `go-mod-files`" : ""}.`
  );
}
__name(existingDirectory, "existingDirectory");
function reasonOf(error) {
  if (isAbsence(error)) {
    return "does not exist. Write a directory of the checkout, such as `./service`, and check that the checkout step runs before this one.";
  }
  return `cannot be read (${errnoOf(error) ?? "unknown reason"}). Write a directory that this user may read.`;
}
__name(reasonOf, "reasonOf");

// src/inputs/ssh-key.ts
var pem = /^-----BEGIN (?<label>(?:[A-Z0-9]+ )*PRIVATE KEY)-----\n(?<body>[\s\S]+?)\n-----END \k<label>-----$/;
function parseSshKey(text) {
  const lines = text.trim().split(/\r\n?|\n/);
  const key = lines.map((line) => line.trim()).join("\n");
  const { label, body } = pem.exec(key)?.groups ?? {};
  if (label === void 0 || body === void 0) return problem(reasonFor(key));
  if (isEncrypted(label, body)) {
    return problem(
      'The key is protected by a passphrase, which cannot be entered here. Create a key without one: `ssh-keygen -t ed25519 -N "" -f key`.'
    );
  }
  return ok(`${key}
`);
}
__name(parseSshKey, "parseSshKey");
function reasonFor(key) {
  if (/^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/.test(key) || /-----BEGIN [A-Z0-9 ]*PUBLIC KEY-----/.test(key)) {
    return "This is a public key. Give the private one, which begins with `-----BEGIN OPENSSH PRIVATE KEY-----`.";
  }
  if (key.startsWith("PuTTY-User-Key-File")) {
    return "This is a PuTTY key. Export it in OpenSSH format: `puttygen key.ppk -O private-openssh-new -o key`.";
  }
  if (/^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(key)) {
    return "The key is incomplete: it must have all its lines, from `-----BEGIN …` to `-----END …`. Keep the line breaks when you store it as a secret.";
  }
  return "This is not a private key. Give the whole text of one, which begins with `-----BEGIN OPENSSH PRIVATE KEY-----`.";
}
__name(reasonFor, "reasonFor");
function isEncrypted(label, body) {
  if (label.startsWith("ENCRYPTED") || /^Proc-Type:.*ENCRYPTED/m.test(body)) return true;
  if (label !== "OPENSSH PRIVATE KEY") return false;
  const bytes = Buffer.from(body, "base64");
  const magic = Buffer.from("openssh-key-v1\0");
  if (!bytes.subarray(0, magic.length).equals(magic) || bytes.length < magic.length + 4) return false;
  const start = magic.length + 4;
  const length = bytes.readUInt32BE(magic.length);
  return bytes.subarray(start, start + length).toString("latin1") !== "none";
}
__name(isEncrypted, "isEncrypted");

// src/inputs/credentials.ts
function parseEncryptionKey(text) {
  const example2 = "Write for example the output of `openssl rand -base64 32` into a secret.";
  if (/[\p{Cc}\u2028\u2029]/u.test(text) || !text.isWellFormed()) {
    return problem(`The key has several lines, or characters that cannot be shown. ${example2}`);
  }
  const { length } = [...text];
  return length >= 16 ? ok(text) : problem(`The key has ${length} characters, and needs at least 16. ${example2}`);
}
__name(parseEncryptionKey, "parseEncryptionKey");
function parseHost(text) {
  const host = text.toLowerCase();
  if (/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/.test(host) && URL.canParse(`https://${host}`)) {
    return ok(host.replace(/:443$/, ""));
  }
  return problem(
    `A value (not shown, it may be a token) is not a host. Write for example \`git.example.com\`, or \`git.example.com:8443\`.`
  );
}
__name(parseHost, "parseHost");
async function parseNetrcInput(text, context) {
  if (text === "") return ok([]);
  const found = await textOrFile(text, /\bmachine\s/, context);
  const entries = found.kind === "ok" ? parseNetrc(found.value) : [];
  if (entries.length > 0 || /\slogin\s+\S+\s+password\s*(?:$|\bmachine\s)/.test(text)) return ok(entries);
  return problem(
    `${found.kind === "problem" ? found.message : "It contains no complete entry."} Write \`machine HOST login USER password PASSWORD\`, one line per host, or the path of such a file.`
  );
}
__name(parseNetrcInput, "parseNetrcInput");
async function parseSshKeyInput(text, context) {
  if (text === "") return ok(void 0);
  if (/[\r\n ]/.test(text)) return parseSshKey(text);
  const found = await textOrFile(text, /-----BEGIN/, context);
  return found.kind === "ok" ? parseSshKey(found.value) : parseSshKey(text);
}
__name(parseSshKeyInput, "parseSshKeyInput");
async function parseKnownHostsInput(text, context) {
  if (text === "") return ok(void 0);
  const line = /^(?:@\S+\s+)?[^\s#]+\s+[\w.@-]+\s+[A-Za-z0-9+/]{40,}={0,2}(?:\s|$)/m;
  const found = await textOrFile(text, line, context);
  if (found.kind === "ok" && line.test(found.value)) return ok(`${found.value.replaceAll("\r", "")}
`);
  return problem(
    "It contains no host key. Write lines as `ssh-keyscan HOST` prints them, after comparing them with what the server’s owner publishes, or the path of such a file."
  );
}
__name(parseKnownHostsInput, "parseKnownHostsInput");
async function textOrFile(text, looks, context) {
  if (looks.test(text) || /[\r\n]/.test(text)) return ok(text);
  const resolved = resolvePath(text, context);
  if (resolved.kind === "problem") return problem("That is not a file.");
  try {
    return ok(await readFile(resolved.value, "utf8"));
  } catch (error) {
    return problem(`The file does not exist or cannot be read (${errnoOf(error) ?? "unknown reason"}).`);
  }
}
__name(textOrFile, "textOrFile");

// src/inputs/token.ts
var example = "Write for example `github.com/acme=TOKEN`, without `https://` and without `*`.";
function parseTokens(text, tokenHosts) {
  const lines = linesOfTokens(text);
  const scoped = lines.map(scopedToken);
  if (scoped.length < 2 && scoped[0] === void 0) return oneToken(text);
  const tokens = scoped.filter((line) => line !== void 0);
  const bad = scoped.indexOf(void 0);
  if (bad >= 0) {
    return problem(
      `Line ${bad + 1} (not shown) is not a host, \`=\` and a token; with several lines, each names the host or path that its token is for. ${example}`
    );
  }
  const twice = tokens.find(({ prefix }, at) => tokens.findIndex((token) => token.prefix === prefix) < at);
  if (twice !== void 0) return problem(`Two lines are for \`${twice.prefix}\`. Keep one of them.`);
  if (tokenHosts !== "") {
    return problem(
      "Each line names its own host, so `token-hosts` has no meaning. Leave it empty, and write one line for each host."
    );
  }
  return ok({ token: void 0, scopedTokens: tokens.filter(({ token }) => token !== "") });
}
__name(parseTokens, "parseTokens");
function tokensIn(text) {
  return linesOfTokens(text).flatMap((line) => {
    const token = scopedToken(line)?.token ?? tokenAfterSlash(line);
    return token === void 0 ? [line] : [token];
  });
}
__name(tokensIn, "tokensIn");
function oneToken(text) {
  if (text === "") return ok({ token: void 0, scopedTokens: [] });
  if (tokenAfterSlash(text) !== void 0) {
    return problem(`The part before \`=\` is not a host or a path below one. ${example}`);
  }
  return /^[\x21-\x7e]+$/.test(text) ? ok({ token: text, scopedTokens: [] }) : problem(
    `The token contains spaces, line breaks or other characters that no token has. Give the token exactly as it was issued; for several tokens, name what each is for. ${example}`
  );
}
__name(oneToken, "oneToken");
function tokenAfterSlash(line) {
  const end = line.indexOf("=");
  const token = line.slice(end + 1).trim();
  return line.slice(0, Math.max(end, 0)).includes("/") && !/^(?:=|$)/.test(token) ? token : void 0;
}
__name(tokenAfterSlash, "tokenAfterSlash");
function scopedToken(line) {
  const {
    host = "",
    path: path2 = "",
    token = ""
  } = /^(?<host>[^\s/=]+)(?<path>(?:\/[\w.~-]+)*)\/?\s*=\s*(?<token>[\x21-\x7e]*)$/.exec(line)?.groups ?? {};
  const parsed = parseHost(host);
  if (parsed.kind === "problem" || !isServer(host) || token.startsWith("=")) return void 0;
  const hasDots = path2.split("/").some((element) => element === "." || element === "..");
  return hasDots ? void 0 : { prefix: parsed.value + path2, token };
}
__name(scopedToken, "scopedToken");
function isServer(host) {
  const [name = "", port] = host.split(":");
  const labels = name.split(".");
  if (labels.some((label) => label.length > 63)) return false;
  return port !== void 0 || labels.length > 1 && /^(?:[a-z]+|\d+)$/i.test(labels.at(-1) ?? "");
}
__name(isServer, "isServer");
function linesOfTokens(text) {
  return text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== "");
}
__name(linesOfTokens, "linesOfTokens");

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
  "cache-encryption-key",
  "s3-secret-access-key",
  "s3-session-token"
];
function secretsGiven(raw, env) {
  const input = /* @__PURE__ */ __name((name) => raw[name] ?? "", "input");
  return [
    ...tokensIn(input("token")),
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
function secretsOfInputs({ token, scopedTokens, netrc, sshKey }) {
  const body = (sshKey ?? "").split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
  const tokens = [token ?? "", ...scopedTokens.map((scoped) => scoped.token)].filter((text) => text !== "");
  return [
    ...tokens.flatMap((text) => [text, basicOf(tokenUser, text)]),
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
  resolvePath,
  existingDirectory,
  parseEncryptionKey,
  parseHost,
  parseNetrcInput,
  parseSshKeyInput,
  parseKnownHostsInput,
  parseTokens,
  gitConfigEnv,
  loginsOf,
  loginFor,
  netrcOf,
  netrcText,
  asNetrc,
  asGoNetrc,
  defaultHostOf,
  secretsGiven,
  secretsOfGo,
  secretsOfInputs,
  goSettingNames,
  joinWords,
  joinProxies,
  resolveGoSettings,
  settingOf,
  secretsOfSettings,
  describeSetting,
  exportedSettings,
  goCommandEnv
};
