import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  readTrust,
  trustedCertificates
} from "./adapters.network.certificates.mjs";
import "./run.mjs";
import "./adapters.process-tree.mjs";
export {
  readTrust,
  trustedCertificates
};
