import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onDisk, temporaryError } from '../disk-error.ts';
import { trustOf } from '../plan/http-settings.ts';
import type { Env } from '../ports/env.ts';
import type { Run } from './run.ts';

/**
 * networkEnv is what the go command and git need for their own connections (`direct`). Throws ActionError
 * `disk-write`.
 */
export async function networkEnv({ inputs, ports, scratchDir }: Run): Promise<Env> {
  const { http, https, noProxy } = inputs.forwardProxy;
  const proxies = {
    ...(http !== undefined && { HTTP_PROXY: http }),
    ...(https !== undefined && { HTTPS_PROXY: https }),
    ...(noProxy !== undefined && { NO_PROXY: noProxy }),
  };
  if (inputs.caFile === undefined) return proxies;
  // Both use one file instead of all others, so it must include their certificates.
  const bundle = path.join(scratchDir, 'certificates.pem');
  const { caFiles, caPaths } = trustOf(inputs.caFile, ports.env);
  const certificates = await ports.network.certificates(caFiles, caPaths);
  await onDisk(
    () => writeFile(bundle, certificates.join('\n')),
    (cause) => temporaryError(scratchDir, cause),
  );
  return { ...proxies, SSL_CERT_FILE: bundle, GIT_SSL_CAINFO: bundle };
}
