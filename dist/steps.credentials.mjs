import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  asGoNetrc,
  asNetrc,
  defaultHostOf,
  gitConfigEnv,
  loginsOf,
  netrcText,
  settingOf
} from "./plan.go-settings.mjs";
import {
  parseGoproxy
} from "./go.goproxy.mjs";
import {
  parseNetrc
} from "./http.netrc.mjs";
import {
  onDisk,
  temporaryError
} from "./disk-error.mjs";
import {
  __name
} from "./runtime.mjs";

// src/steps/credentials.ts
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";

// src/credentials/git-credentials.ts
function gitLogins(logins) {
  const ordered = [...logins].sort((a, b) => a.path.length - b.path.length);
  const settings = ordered.flatMap(
    (login, index) => urlsOf(login).flatMap((url) => [
      [`http.${url}.extraheader`, ""],
      [`credential.${url}.helper`, ""],
      [`credential.${url}.helper`, helperOf(index)]
    ])
  );
  const variables = ordered.flatMap(({ user, password }, index) => [
    [userVariable(index), user],
    [passwordVariable(index), password]
  ]);
  return { settings, env: Object.fromEntries(variables) };
}
__name(gitLogins, "gitLogins");
function urlsOf({ host, path: path2 }) {
  const url = `https://${host}${path2}`;
  return path2 === "" || path2.endsWith(".git") ? [url] : [url, `${url}.git`];
}
__name(urlsOf, "urlsOf");
function httpsInsteadOfSsh(logins) {
  return logins.flatMap((login) => {
    const { hostname } = new URL(`https://${login.host}`);
    return beginningsOf(login).flatMap((path2) => {
      const key = `url.https://${login.host}/${path2}.insteadOf`;
      return [
        [key, `ssh://git@${hostname}/${path2}`],
        [key, `git@${hostname}:${path2}`]
      ];
    });
  });
}
__name(httpsInsteadOfSsh, "httpsInsteadOfSsh");
function sshInsteadOfHttps(hosts, patterns, logins) {
  return hosts.flatMap(({ host, port }) => {
    const beginnings = logins.filter((login) => login.host === host).flatMap(beginningsOf);
    const kept = beginnings.map((path2) => {
      return [`url.https://${host}/${path2}.insteadOf`, `https://${host}/${path2}`];
    });
    const prefixes = privatePrefixes(host, patterns).filter(
      (prefix) => !beginnings.some((path2) => `${prefix}/`.startsWith(path2))
    );
    const moved = prefixes.map((prefix) => {
      const place = `${host}${port === "" ? "" : `:${port}`}/${prefix}`;
      return [`url.ssh://git@${place}.insteadOf`, `https://${host}/${prefix}`];
    });
    return [...kept, ...moved];
  });
}
__name(sshInsteadOfHttps, "sshInsteadOfHttps");
function beginningsOf({ path: path2 }) {
  return path2 === "" ? [""] : [`${path2.slice(1)}/`, `${path2.slice(1)}.git`];
}
__name(beginningsOf, "beginningsOf");
function privatePrefixes(host, patterns) {
  const prefixes = patterns.split(",").flatMap((pattern) => {
    const [first = "", ...rest] = pattern.trim().replace(/\/$/, "").split("/");
    if (first.toLowerCase() !== host) return [];
    const glob = rest.findIndex((element) => /[*?[\\]/.test(element));
    return [
      glob < 0 ? rest.join("/") : rest.slice(0, glob).map((element) => `${element}/`).join("")
    ];
  });
  return prefixes.length === 0 || prefixes.includes("") ? [""] : [...new Set(prefixes)];
}
__name(privatePrefixes, "privatePrefixes");
function helperOf(index) {
  const answer = `printf 'username=%s\\npassword=%s\\n' "$${userVariable(index)}" "$${passwordVariable(index)}"`;
  return `!f() { if test "$1" = get; then ${answer}; fi; }; f`;
}
__name(helperOf, "helperOf");
function userVariable(index) {
  return `GO_MOD_DOWNLOAD_USER_${index}`;
}
__name(userVariable, "userVariable");
function passwordVariable(index) {
  return `GO_MOD_DOWNLOAD_PASSWORD_${index}`;
}
__name(passwordVariable, "passwordVariable");

// src/credentials/github-host-keys.ts
var githubHostKeys = `github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl
github.com ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg=
github.com ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQCj7ndNxQowgcQnjshcLrqPEiiphnt+VTTvDP6mHBL9j1aNUkY4Ue1gvwnGLVlOhGeYrnZaMgRK6+PKCUXaDbC7qtbW8gIkhL7aGCsOr/C56SJMy/BCZfxd1nWzAOxSDPgVsmerOBYfNqltV9/hWCqBywINIR+5dIg6JTJ72pcEpEjcYgXkE2YEFXV1JHnsKgbLWNlhScqb2UmyRkQyytRLtL+38TGxkxCflmO+5Z8CSSNY7GidjMIZ7Q4zMjA2n1nGrlTDkzwDCsw+wqFPGQA179cnfGWOWRVruj16z6XyvxvjJwbz0wQZ75XK5tKSb7FNyeIEs4TT4jk+S4dhPeAUC5y+bDYirYgM4GC7uEnztnZyaVWQ7B381AK4Qdrwt51ZqExKbQpTUNn+EjqoTwvqNj4kqx5QUCI0ThS/YkOxJCXmPUWZbhjpCg56i+2aB6CmK2JGhn57K5mj0MNdBXA4/WnwH6XoPWJzK5Nyu2zB3nAZp+S5hpQs+p1vN1/wsjk=
`;

// src/credentials/ssh-command.ts
function sshEnv({ key, knownHosts }) {
  const options = [
    `IdentityFile="${asOption(key)}"`,
    "IdentitiesOnly=yes",
    "IdentityAgent=none",
    "BatchMode=yes",
    "StrictHostKeyChecking=yes",
    `UserKnownHostsFile="${asOption(knownHosts)}" ~/.ssh/known_hosts`,
    "UpdateHostKeys=no",
    "ControlMaster=no",
    "ControlPath=none",
    "ConnectTimeout=30"
  ];
  const command = ["ssh", ...options.flatMap((option) => ["-o", option])];
  return { GIT_SSH_COMMAND: command.map(quoted).join(" "), GIT_SSH_VARIANT: "ssh" };
}
__name(sshEnv, "sshEnv");
function asOption(file) {
  const path2 = /^[A-Za-z]:\\/.test(file) ? file.replaceAll("\\", "/") : file;
  return path2.replaceAll("%", "%%");
}
__name(asOption, "asOption");
function quoted(word) {
  return /^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
__name(quoted, "quoted");

// src/credentials/ssh-hosts.ts
function parseKnownHosts(text) {
  const hosts = text.split(/\r?\n/).flatMap((line) => {
    const [names = "", type, key] = line.trim().split(/\s+/);
    if (/^[#@|]/.test(names) || type === void 0 || key === void 0) return [];
    return names.split(",").flatMap(parseName);
  });
  return hosts.filter(({ host }, index) => hosts.findIndex((other) => other.host === host) === index);
}
__name(parseKnownHosts, "parseKnownHosts");
function sshHostsOf({ sshKey, sshKnownHosts = "" }, defaultHost, logins) {
  if (sshKey === void 0) return [];
  const named = parseKnownHosts(sshKnownHosts);
  const { hostname } = new URL(`https://${defaultHost}`);
  const hosts = named.length > 0 ? named : [{ host: hostname, port: "" }];
  const loggedIn = logins.filter(({ path: path2 }) => path2 === "").map((login) => new URL(`https://${login.host}`).hostname);
  return hosts.filter(({ host }) => !loggedIn.includes(host));
}
__name(sshHostsOf, "sshHostsOf");
function parseName(name) {
  if (/[*?!]/.test(name)) return [];
  const { host, port } = /^\[(?<host>[^\]]+)\]:(?<port>\d+)$/.exec(name)?.groups ?? { host: name, port: "" };
  return [{ host: (host ?? "").toLowerCase(), port: port === "22" ? "" : port ?? "" }];
}
__name(parseName, "parseName");

// src/steps/credentials.ts
async function withCredentials(run, body) {
  const dir = await mkdtemp(path.join(run.scratchDir, "credentials-"));
  const release = run.ports.guard.removeAtEnd(dir);
  try {
    return await body(await prepare(run, dir));
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    release();
  }
}
__name(withCredentials, "withCredentials");
function accessOf({ inputs, plan, ports }) {
  const defaultHost = defaultHostOf(ports.env);
  const goproxy = parseGoproxy(settingOf(plan.settings, "GOPROXY"));
  return {
    logins: loginsOf(inputs.credentials, defaultHost),
    hasSshKey: inputs.credentials.sshKey !== void 0,
    defaultHost,
    proxies: goproxy.flatMap((entry) => {
      if (entry.kind !== "url") return [];
      const { host, username } = new URL(entry.url);
      return [{ host, hasCredentials: username !== "" }];
    }),
    privatePatterns: privatePatternsOf(plan)
  };
}
__name(accessOf, "accessOf");
function usesCredentials({ credentials }) {
  const { netrc, token, scopedTokens, sshKey } = credentials;
  return netrc.length > 0 || token !== void 0 || scopedTokens.length > 0 || sshKey !== void 0;
}
__name(usesCredentials, "usesCredentials");
async function prepare(run, dir) {
  const { plan, ports, inputs } = run;
  const { sshKey } = inputs.credentials;
  const defaultHost = defaultHostOf(ports.env);
  const logins = loginsOf(inputs.credentials, defaultHost);
  const gitHosts = logins.filter(({ host }) => URL.canParse(`https://${host}`));
  const sshHosts = sshHostsOf(inputs.credentials, defaultHost, gitHosts);
  const git = gitLogins(gitHosts);
  const settings = [
    ...git.settings,
    ...sshKey === void 0 ? httpsInsteadOfSsh(gitHosts) : [],
    ...sshInsteadOfHttps(sshHosts, privatePatternsOf(plan), gitHosts)
  ];
  return {
    env: {
      ...neverAsk,
      ...git.env,
      ...gitConfigEnv(plan.goCommandEnv, settings),
      ...await netrcEnv(run, logins, dir),
      ...await sshKeyEnv(run, dir)
    },
    netrc: netrcText(asNetrc(logins))
  };
}
__name(prepare, "prepare");
var neverAsk = { GIT_TERMINAL_PROMPT: "0", GCM_INTERACTIVE: "never" };
function privatePatternsOf({ settings }) {
  return [settingOf(settings, "GOPRIVATE"), settingOf(settings, "GONOPROXY")].join(",");
}
__name(privatePatternsOf, "privatePatternsOf");
async function netrcEnv({ plan, ports }, logins, dir) {
  if (logins.length === 0) return {};
  const machines = parseNetrc(await ports.network.netrc());
  for (const { password } of machines) ports.runner.mask(password);
  const goauth = settingOf(plan.settings, "GOAUTH");
  const own = goauth === "off" ? [] : machines;
  const NETRC = await writePrivate(dir, "netrc", netrcText([...asGoNetrc(logins), ...own]));
  if (/(?:^|;)\s*netrc\s*(?:;|$)/.test(goauth)) return { NETRC };
  return { NETRC, GOAUTH: goauth === "off" || goauth === "" ? "netrc" : `netrc;${goauth}` };
}
__name(netrcEnv, "netrcEnv");
async function sshKeyEnv({ inputs: { credentials } }, dir) {
  const { sshKey, sshKnownHosts = "" } = credentials;
  if (sshKey === void 0) return {};
  const known = parseKnownHosts(sshKnownHosts).some(({ host }) => host === "github.com");
  return sshEnv({
    key: await writePrivate(dir, "ssh-key", sshKey),
    // GitHub's keys from the input replace the built-in ones.
    knownHosts: await writePrivate(dir, "known_hosts", sshKnownHosts + (known ? "" : githubHostKeys))
  });
}
__name(sshKeyEnv, "sshKeyEnv");
async function writePrivate(dir, name, text) {
  const file = path.join(dir, name);
  await onDisk(
    () => writeFile(file, text, { mode: 384, flag: "wx" }),
    (cause) => temporaryError(dir, cause)
  );
  return file;
}
__name(writePrivate, "writePrivate");

export {
  withCredentials,
  accessOf,
  usesCredentials
};
