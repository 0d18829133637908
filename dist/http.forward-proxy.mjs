import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  splitUrl,
  urlFault
} from "./go.url.mjs";
import {
  __name
} from "./runtime.mjs";

// src/http/forward-proxy.ts
import { BlockList, isIP } from "node:net";
import { domainToASCII } from "node:url";
function forwardProxySettings(env) {
  const either = /* @__PURE__ */ __name((name) => env[name] || env[name.toLowerCase()] || "", "either");
  return {
    httpProxy: either("HTTP_PROXY"),
    httpsProxy: either("HTTPS_PROXY"),
    noProxy: either("NO_PROXY")
  };
}
__name(forwardProxySettings, "forwardProxySettings");
function forwardProxyFor(settings) {
  const proxies = /* @__PURE__ */ new Map([
    ["http:", parseProxy(settings.httpProxy)],
    ["https:", parseProxy(settings.httpsProxy)]
  ]);
  const exempt = settings.noProxy.split(",").flatMap((entry) => matcherOf(entry.trim().toLowerCase()) ?? []);
  return (url) => {
    const target = targetOf(new URL(url));
    const proxy = proxies.get(new URL(url).protocol);
    if (proxy === void 0 || isLoopback(target) || exempt.some((matches) => matches(target)))
      return void 0;
    return proxy;
  };
}
__name(forwardProxyFor, "forwardProxyFor");
function parseProxy(text) {
  const parsed = [text, `http://${text}`].find(
    (url) => splitUrl(url)?.host && urlFault(url) === void 0 && URL.canParse(url)
  );
  return text === "" ? void 0 : parsed?.replace(/^(?!(?:https?|socks5h?):)[^:]*:/i, "http:");
}
__name(parseProxy, "parseProxy");
function targetOf({ hostname, port, protocol }) {
  const host = hostname.replace(/^\[(?<address>.*)\]$/, "$<address>").toLowerCase();
  return { host, port: port || (protocol === "https:" ? "443" : "80"), family: familyOf(host) };
}
__name(targetOf, "targetOf");
function isLoopback({ host, family }) {
  return host === "localhost" || family !== void 0 && loopback.check(host, family);
}
__name(isLoopback, "isLoopback");
var loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");
function matcherOf(entry) {
  if (entry === "*") return () => true;
  const cidr = /^(?<address>[^/]+)\/(?<bits>\d{1,3})$/.exec(entry)?.groups;
  if (cidr?.["address"] !== void 0) return networkMatcher(cidr["address"], Number(cidr["bits"]));
  const { host, port } = splitPort(entry);
  const anyPort = /* @__PURE__ */ __name((target) => port === "" || port === target.port, "anyPort");
  const family = familyOf(host);
  if (family !== void 0) {
    const matches = networkMatcher(host, family === "ipv4" ? 32 : 128);
    return (target) => matches?.(target) === true && anyPort(target);
  }
  if (host === "") return void 0;
  const suffix = domainToASCII(host.replace(/^\*?\./, "")) || host;
  const wholeToo = !/^\*?\./.test(host);
  return (target) => target.family === void 0 && (target.host.endsWith(`.${suffix}`) || wholeToo && target.host === suffix) && anyPort(target);
}
__name(matcherOf, "matcherOf");
function networkMatcher(address, bits) {
  const family = familyOf(address);
  if (family === void 0 || bits > (family === "ipv4" ? 32 : 128)) return void 0;
  const network = new BlockList();
  network.addSubnet(address, bits, family);
  return ({ host, family: of }) => of !== void 0 && network.check(host, of);
}
__name(networkMatcher, "networkMatcher");
function splitPort(entry) {
  const {
    address,
    name,
    port = ""
  } = /^(?:\[(?<address>[^\]]*)\]|(?<name>[^:]*)):(?<port>[^:]*)$/.exec(entry)?.groups ?? {};
  return { host: address ?? name ?? entry, port };
}
__name(splitPort, "splitPort");
function familyOf(host) {
  const version = isIP(host);
  if (version === 0) return void 0;
  return version === 4 ? "ipv4" : "ipv6";
}
__name(familyOf, "familyOf");

export {
  forwardProxySettings,
  forwardProxyFor
};
