import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
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
  const [, fragment = ""] = /#(.*)/s.exec(url) ?? [];
  if (malformedEscape.test(rest.replace(/\?.*/s, "")) || malformedEscape.test(fragment))
    return "its path holds a `%` without two hexadecimal digits, which is written `%25`";
  if (/%[0-7]|[\\\s^{|}]/.test(host) || !/^(?:\[[^\]]*\]|[^:[\]]*)(?::\d*)?$/.test(host))
    return "its host is not a name or an address, with or without a port";
  return void 0;
}
__name(urlFault, "urlFault");
var malformedEscape = /%(?![0-9a-f]{2})/i;

export {
  splitUrl,
  urlFault
};
