import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  urlFault
} from "./go.url.mjs";
import {
  shownUrls,
  splitList,
  withScheme
} from "./go.url-credentials.mjs";
import {
  ActionError
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

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
function parseProxyUrl(entry) {
  const url = withScheme(entry);
  const shown = shownUrls(entry);
  const scheme = /^(?<scheme>[a-z][a-z0-9+.-]*):/i.exec(url)?.groups?.["scheme"]?.toLowerCase();
  const valid = "Entries are `direct`, `off`, or URLs that begin with https://, http:// or file://, separated by `,` or `|`.";
  if (scheme === void 0) {
    throw invalid(`GOPROXY entry \`${shown}\` is not a URL`, `Write ${suggestion(shown)}. ${valid}`);
  }
  if (!["https", "http", "file"].includes(scheme)) {
    throw invalid(`GOPROXY entry \`${shown}\` has the scheme ${scheme}`, valid);
  }
  const fault = scheme === "file" ? fileUrlFault(url) : urlFault(url);
  const normal = url.replace(/#.*/s, "").replaceAll("\\", "%5C").replace(/(?<!\/)\/+$/, "");
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
  matchesGlobs,
  parseGoproxy
};
