import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/adapters/s3/bucket.ts
function bucketOf(inputs, env) {
  const name = inputs.bucket ?? given(env, "RUNS_ON_S3_BUCKET_CACHE");
  if (name === void 0) return void 0;
  const endpoint = inputs.endpoint ?? given(env, "RUNS_ON_S3_BUCKET_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");
  const region = inputs.region ?? given(env, "RUNS_ON_AWS_REGION", "AWS_REGION", "AWS_DEFAULT_REGION");
  return {
    name,
    endpoint: endpoint === void 0 ? awsEndpoint(region ?? defaultRegion) : urlOf(endpoint),
    region: region ?? (endpoint === void 0 ? defaultRegion : "auto"),
    prefix: inputs.prefix === void 0 ? repositoryPrefix(env) : withSlash(inputs.prefix),
    pathStyle: inputs.pathStyle ?? pathStyleIn(env) ?? (endpoint !== void 0 || name.includes("."))
  };
}
__name(bucketOf, "bucketOf");
function awsEndpoint(region, service = "s3") {
  return new URL(`https://${service}.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`);
}
__name(awsEndpoint, "awsEndpoint");
function objectUrl({ name, endpoint, pathStyle }, key) {
  const url = new URL(endpoint);
  const path = key.split("/").map(encoded).join("/");
  if (pathStyle) url.pathname = `/${name}/${path}`;
  else {
    url.host = `${name}.${endpoint.host}`;
    url.pathname = `/${path}`;
  }
  return url;
}
__name(objectUrl, "objectUrl");
function encoded(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  );
}
__name(encoded, "encoded");
var defaultRegion = "us-east-1";
function repositoryPrefix(env) {
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  return withSlash(repository === "" ? "go-mod-download" : `go-mod-download/${repository}`);
}
__name(repositoryPrefix, "repositoryPrefix");
function withSlash(prefix) {
  const parts = prefix.split("/");
  const first = parts.findIndex((part) => part !== "");
  const last = parts.findLastIndex((part) => part !== "");
  return first < 0 ? "" : `${parts.slice(first, last + 1).join("/")}/`;
}
__name(withSlash, "withSlash");
function pathStyleIn(env) {
  const value = given(env, "RUNS_ON_S3_FORCE_PATH_STYLE", "AWS_S3_FORCE_PATH_STYLE");
  return value === void 0 ? void 0 : /^(?:1|true)$/i.test(value);
}
__name(pathStyleIn, "pathStyleIn");
function urlOf(endpoint) {
  const url = new URL(/^https?:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`);
  return new URL(url.origin);
}
__name(urlOf, "urlOf");
function given(env, ...names) {
  return names.map((name) => env[name]).find((value) => value !== void 0 && value !== "");
}
__name(given, "given");

export {
  bucketOf,
  awsEndpoint,
  objectUrl,
  encoded
};
