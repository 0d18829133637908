import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/adapters/network/proxy-url.ts
function isSocks({ protocol }) {
  return protocol === "socks5:" || protocol === "socks5h:";
}
function proxyEndpoint(proxy) {
  const host = proxy.hostname.replace(/^\[(?<address>.*)\]$/, "$<address>");
  if (proxy.port !== "") return { host, port: Number(proxy.port) };
  if (isSocks(proxy)) return { host, port: 1080 };
  return { host, port: proxy.protocol === "https:" ? 443 : 80 };
}

export {
  isSocks,
  proxyEndpoint
};
