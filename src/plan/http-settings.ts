import path from 'node:path';
import { forwardProxySettings } from '../http/forward-proxy.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Env } from '../ports/env.ts';
import type { HttpSettings } from '../ports/http-client.ts';

/** httpSettingsOf returns the network settings of a run; `goauth` is the value of GOAUTH. */
export function httpSettingsOf(
  { forwardProxy, caFile, concurrency }: Inputs,
  env: Env,
  goauth: string,
): HttpSettings {
  const { http, https, noProxy } = forwardProxy;
  const inherited = forwardProxySettings(env);
  return {
    httpProxy: http || inherited.httpProxy,
    httpsProxy: https || inherited.httpsProxy,
    noProxy: noProxy || inherited.noProxy,
    isCgi: inherited.isCgi === true && !http,
    ...trustOf(caFile, env),
    connections: concurrency,
    goauth,
  };
}

/**
 * trustOf returns the certificates to trust in addition to the system's, as the go command does
 * (crypto/x509).
 */
export function trustOf(caFile: string | undefined, env: Env): Pick<HttpSettings, 'caFiles' | 'caPaths'> {
  return {
    caFiles: [caFile ?? ''],
    caPaths: [env['SSL_CERT_FILE'] ?? '', ...(env['SSL_CERT_DIR'] ?? '').split(path.delimiter)],
  };
}
