import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/go/url-credentials.ts
function splitList(text) {
  const parts = text.split(/([,|])/);
  return parts.flatMap((entry, index) => {
    const separator = parts[index + 1];
    if (index % 2 === 1) return [];
    return [{ entry: entry.trim(), separator: separator === "," || separator === "|" ? separator : "" }];
  });
}
__name(splitList, "splitList");
function withoutCredentials(text) {
  return splitList(text).map(({ entry, separator }) => withUserinfo(entry, "") + separator).join("");
}
__name(withoutCredentials, "withoutCredentials");
function shownUrls(text) {
  return splitList(text).map(({ entry, separator }) => shownUrl(entry) + separator).join("");
}
__name(shownUrls, "shownUrls");
function shownUrl(entry) {
  const scheme = schemeOf(entry);
  const rest = withUserinfo(entry, "").slice(scheme.length);
  const end = rest.lastIndexOf("@");
  const at = rest.slice(0, Math.max(0, end)).includes(":") ? end : -1;
  const hasSecret = at >= 0 || userinfoOf(entry) !== "";
  return `${scheme}${hasSecret ? "xxxxx@" : ""}${rest.slice(at + 1).replace(/\?.+/s, "?xxxxx")}`;
}
__name(shownUrl, "shownUrl");
function credentialsOf(text) {
  const items = splitList(text);
  const cut = items.some(({ entry }) => !entry.includes("@") && cutPassword(entry) !== void 0);
  return unique([
    ...items.flatMap(({ entry }) => credentialsIn(entry)),
    // A password with a comma: the list as a whole, and each piece of it as it would be named.
    ...cut ? [...credentialsIn(text), ...items.flatMap(({ entry }) => cutPassword(entry) ?? [])] : []
  ]);
}
__name(credentialsOf, "credentialsOf");
function credentialsOfUrl(text) {
  return unique(credentialsIn(text.trim()));
}
__name(credentialsOfUrl, "credentialsOfUrl");
var tokenMin = 4;
var queryValueMin = 8;
var secretName = /auth|cred|key|pass|pw|secret|sig|token/i;
function credentialsIn(entry) {
  const userinfo = userinfoOf(entry).slice(0, -1);
  const colon = userinfo.indexOf(":");
  const password = colon < 0 ? "" : userinfo.slice(colon + 1);
  const name = userinfo.replace(/:$/, "");
  const alone = name.length >= tokenMin ? [name] : [];
  return [
    ...password === "" ? alone : [password, userinfo],
    ...userinfo === "" ? hiddenPassword(entry) : [],
    ...queryValues(entry)
  ];
}
__name(credentialsIn, "credentialsIn");
function hiddenPassword(entry) {
  const rest = entry.slice(schemeOf(entry).length);
  const hidden = rest.slice(0, Math.max(0, rest.lastIndexOf("@")));
  const colon = hidden.indexOf(":");
  if (colon < 0) return [];
  const password = hidden.slice(colon + 1);
  const last = password.split(/[/?#]/).at(-1) ?? "";
  return last.length >= queryValueMin ? [password, last] : [password];
}
__name(hiddenPassword, "hiddenPassword");
function queryValues(entry) {
  const query = /\?(?<query>[^#]*)/.exec(entry)?.groups?.["query"] ?? "";
  return query.split(/[&;]/).flatMap((pair) => {
    const equals = pair.indexOf("=");
    const [name, value] = equals < 0 ? ["", pair] : [pair.slice(0, equals), pair.slice(equals + 1)];
    return value.length >= queryValueMin || secretName.test(name) ? [value] : [];
  });
}
__name(queryValues, "queryValues");
function cutPassword(entry) {
  const scheme = schemeOf(entry);
  if (scheme === "" || URL.canParse(entry)) return void 0;
  const rest = entry.slice(scheme.length);
  const colon = rest.indexOf(":");
  return colon < 0 ? void 0 : rest.slice(colon + 1);
}
__name(cutPassword, "cutPassword");
function unique(secrets) {
  return [...new Set(secrets.flatMap((secret) => [secret, decoded(secret)]))].filter(
    (secret) => secret !== ""
  );
}
__name(unique, "unique");
function redactUrls(text) {
  return text.replace(/:\/\/(?<userinfo>[^\s/?#"`<>]*)@/g, (whole, userinfo, offset) => {
    const colon = userinfo.indexOf(":");
    if (colon >= 0) return `://${userinfo.slice(0, colon)}:xxxxx@`;
    return /https?$/i.test(text.slice(Math.max(0, offset - 5), offset)) ? "://xxxxx@" : whole;
  });
}
__name(redactUrls, "redactUrls");
function withUserinfo(entry, replacement) {
  const userinfo = userinfoOf(entry);
  return userinfo === "" ? entry : entry.replace(userinfo, () => replacement);
}
__name(withUserinfo, "withUserinfo");
function userinfoOf(entry) {
  const rest = entry.slice(schemeOf(entry).length);
  const end = URL.canParse(withScheme(entry)) ? /[/?#]/.exec(rest)?.index ?? rest.length : rest.length;
  return rest.slice(0, rest.lastIndexOf("@", end - 1) + 1);
}
__name(userinfoOf, "userinfoOf");
function schemeOf(entry) {
  return /^[a-z][a-z0-9+.-]*:\/+/i.exec(entry)?.[0] ?? "";
}
__name(schemeOf, "schemeOf");
function withScheme(entry) {
  return /[.:/]/.test(entry) && !entry.includes(":/") && !entry.startsWith("/") ? `https://${entry}` : entry;
}
__name(withScheme, "withScheme");
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
__name(decoded, "decoded");

export {
  splitList,
  withoutCredentials,
  shownUrls,
  credentialsOf,
  credentialsOfUrl,
  redactUrls,
  withScheme
};
