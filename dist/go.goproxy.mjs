import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ActionError
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/go/url.ts
function splitUrl(url) {
  const parts = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<authority>[^/?#]*)(?<rest>[^#]*)/is.exec(url)?.groups;
  const { scheme, authority, rest } = parts ?? {};
  if (scheme === void 0 || authority === void 0 || rest === void 0) return void 0;
  const at = authority.lastIndexOf("@");
  const userinfo = at < 0 ? void 0 : authority.slice(0, at);
  return { scheme: scheme.toLowerCase(), userinfo, host: authority.slice(at + 1), rest };
}
__name(splitUrl, "splitUrl");
function urlFault(url) {
  if (/[\x00-\x1f\x7f]/.test(url)) return "it holds a control character";
  const parts = splitUrl(url);
  if (parts === void 0 || parts.host === "") return "it names no host";
  const { userinfo = "", host, rest } = parts;
  if (/[^\w.~!$&'()*+,;=%@:-]/.test(userinfo))
    return "its user or password holds a character that has to be percent-encoded";
  if (malformedEscape.test(userinfo))
    return "its user or password holds a `%` without two hexadecimal digits, which is written `%25`";
  const [, fragment = ""] = /#(.*)$/s.exec(url) ?? [];
  if (malformedEscape.test(rest.replace(/\?.*$/s, "")) || malformedEscape.test(fragment))
    return "its path holds a `%` without two hexadecimal digits, which is written `%25`";
  if (/%[0-7]|[\\\s^{|}]/.test(host) || !/^(?:\[[^\]]*\]|[^:[\]]*)(?::\d*)?$/.test(host))
    return "its host is not a name or an address, with or without a port";
  return void 0;
}
__name(urlFault, "urlFault");
var malformedEscape = /%(?![0-9a-f]{2})/i;

// src/go/glob.ts
function matchesGlobs(globs, path) {
  if (globs === "") return false;
  return globs.split(",").some((entry) => {
    const glob = entry.replace(/\/$/, "");
    const elements = path.split("/");
    const depth = glob.split("/").length;
    if (glob === "" || elements.length < depth) return false;
    return globPattern(glob)?.test(elements.slice(0, depth).join("/")) ?? false;
  });
}
__name(matchesGlobs, "matchesGlobs");
var globPart = /(?<star>\*+)|(?<any>\?)|\[(?<negated>\^)?(?<ranges>(?:(?:\\.|[^\\\]-])(?:-(?:\\.|[^\\\]-]))?)+)\]|\\(?<escaped>.)|(?<literal>[^*?[\\])/suy;
var range = /(?:\\(?<lowEscaped>.)|(?<low>.))(?:-(?:\\(?<highEscaped>.)|(?<high>.)))?/gsu;
function globPattern(glob) {
  let source = "";
  globPart.lastIndex = 0;
  while (globPart.lastIndex < glob.length) {
    const part = globPart.exec(glob)?.groups;
    if (part === void 0) return void 0;
    source += sourceOf(part);
  }
  return new RegExp(`^${source}$`, "su");
}
__name(globPattern, "globPattern");
function sourceOf(part) {
  if (part["star"] !== void 0) return "[^/]*";
  if (part["any"] !== void 0) return "[^/]";
  if (part["ranges"] !== void 0) return `[${part["negated"] ?? ""}${rangesOf(part["ranges"])}]`;
  return codePoint(part["escaped"] ?? part["literal"] ?? "");
}
__name(sourceOf, "sourceOf");
function rangesOf(ranges) {
  return Array.from(ranges.matchAll(range), ({ groups = {} }) => {
    const low = groups["lowEscaped"] ?? groups["low"] ?? "";
    const high = groups["highEscaped"] ?? groups["high"] ?? low;
    const backwards = (low.codePointAt(0) ?? 0) > (high.codePointAt(0) ?? 0);
    return backwards ? "" : `${codePoint(low)}-${codePoint(high)}`;
  }).join("");
}
__name(rangesOf, "rangesOf");
function codePoint(character) {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
__name(codePoint, "codePoint");

// src/go/goproxy.ts
function parseGoproxy(text) {
  const entries = [];
  for (const { entry, separator } of splitList(text)) {
    if (entry === "direct" || entry === "off") return [...entries, { kind: entry }];
    if (entry !== "") entries.push({ kind: "url", url: parseProxyUrl(entry), separator });
  }
  if (entries.length > 0) return entries;
  throw invalid(
    "GOPROXY has no entries",
    "Write `https://proxy.example.com,direct`, or leave it empty for the default."
  );
}
__name(parseGoproxy, "parseGoproxy");
function withoutCredentials(text) {
  return splitList(text).map(({ entry, separator }) => withUserinfo(entry, "") + separator).join("");
}
__name(withoutCredentials, "withoutCredentials");
function credentialsOf(text) {
  const secrets = splitList(text).flatMap(({ entry }) => {
    const userinfo = userinfoOf(entry).slice(0, -1);
    const colon = userinfo.indexOf(":");
    const password = colon < 0 ? "" : userinfo.slice(colon + 1);
    return password === "" ? [userinfo.replace(/:$/, "")] : [password, userinfo];
  });
  return [...new Set(secrets.flatMap((secret) => [secret, decoded(secret)]))].filter(
    (secret) => secret !== ""
  );
}
__name(credentialsOf, "credentialsOf");
function redactUrls(text) {
  return text.replace(/:\/\/(?<userinfo>[^\s/?#"`<>]*)@/g, (whole, userinfo, offset) => {
    const colon = userinfo.indexOf(":");
    if (colon >= 0) return `://${userinfo.slice(0, colon)}:xxxxx@`;
    return /https?$/i.test(text.slice(Math.max(0, offset - 5), offset)) ? "://xxxxx@" : whole;
  });
}
__name(redactUrls, "redactUrls");
function splitList(text) {
  return Array.from(text.matchAll(/(?<entry>[^,|]*)(?<separator>[,|]|$)/g), ({ groups = {} }) => {
    const separator = groups["separator"] === "," || groups["separator"] === "|" ? groups["separator"] : "";
    return { entry: (groups["entry"] ?? "").trim(), separator };
  });
}
__name(splitList, "splitList");
function userinfoOf(entry) {
  const rest = entry.replace(/^[a-z][a-z0-9+.-]*:\/+/i, "");
  const pattern = URL.canParse(withScheme(entry)) ? /^[^/?#]*@/ : /^.*@/s;
  return pattern.exec(rest)?.[0] ?? "";
}
__name(userinfoOf, "userinfoOf");
function withUserinfo(entry, replacement) {
  const userinfo = userinfoOf(entry);
  return userinfo === "" ? entry : entry.replace(userinfo, () => replacement);
}
__name(withUserinfo, "withUserinfo");
function withScheme(entry) {
  return /[.:/]/.test(entry) && !entry.includes(":/") && !entry.startsWith("/") ? `https://${entry}` : entry;
}
__name(withScheme, "withScheme");
function parseProxyUrl(entry) {
  const url = withScheme(entry);
  const shown = withUserinfo(entry, "xxxxx@");
  const scheme = /^(?<scheme>[a-z][a-z0-9+.-]*):/i.exec(url)?.groups?.["scheme"]?.toLowerCase();
  const valid = "Entries are `direct`, `off`, or URLs that begin with https://, http:// or file://, separated by `,` or `|`.";
  if (scheme === void 0) {
    throw invalid(`GOPROXY entry \`${shown}\` is not a URL`, `Write ${suggestion(shown)}. ${valid}`);
  }
  if (!["https", "http", "file"].includes(scheme)) {
    throw invalid(`GOPROXY entry \`${shown}\` has the scheme ${scheme}`, valid);
  }
  const fault = scheme === "file" ? fileUrlFault(url) : urlFault(url);
  const normal = url.replace(/#.*$/s, "").replaceAll("\\", "%5C").replace(/\/+$/, "");
  if (fault !== void 0 || !URL.canParse(normal)) {
    const why = fault === void 0 ? "" : `: ${fault}`;
    throw invalid(`GOPROXY entry \`${shown}\` is not a valid URL${why}`, valid);
  }
  return normal;
}
__name(parseProxyUrl, "parseProxyUrl");
function fileUrlFault(url) {
  if (!/^file:\/\/\/[^?#]*$/i.test(url)) return "a file:// URL is a path and nothing else";
  return urlFault(url.replace(/^file:\/\//i, "file://localhost"));
}
__name(fileUrlFault, "fileUrlFault");
function suggestion(entry) {
  return entry.startsWith("/") ? `\`file://${entry}\`` : `\`https://${entry}\``;
}
__name(suggestion, "suggestion");
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
__name(decoded, "decoded");
function invalid(message, hint) {
  return new ActionError(message, {
    code: "goproxy-invalid",
    class: "configuration",
    input: "goproxy",
    hint
  });
}
__name(invalid, "invalid");

export {
  splitUrl,
  urlFault,
  matchesGlobs,
  parseGoproxy,
  withoutCredentials,
  credentialsOf,
  redactUrls
};
