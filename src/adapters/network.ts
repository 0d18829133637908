import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../errors.ts';
import type { Env } from '../ports/env.ts';
import type { Network } from '../ports/http-client.ts';

/** networkOf is the network as a machine with this environment reaches it. What it is made of is loaded when it is used. */
export function networkOf(env: Env, platform: NodeJS.Platform): Network {
  return {
    async open({ httpProxy, httpsProxy, noProxy, caFiles, connections, goauth }) {
      const { undiciClient } = await import('./undici-client.ts');
      const { httpClient } = await import('../http/client.ts');
      const { trustedCertificates } = await import('./undici-client-certificates.ts');
      const ca = await trustedCertificates(caFiles);
      const transport = undiciClient({ proxies: { httpProxy, httpsProxy, noProxy }, ca, connections });
      return httpClient(transport, goauth === 'off' ? '' : await readNetrc(env, platform));
    },
    async certificates(files) {
      const { trustedCertificates } = await import('./undici-client-certificates.ts');
      return trustedCertificates(files);
    },
  };
}

/** The text of the netrc file that the go command would read (cmd/go/internal/auth, netrcPath); empty without one. */
async function readNetrc(env: Env, platform: NodeJS.Platform): Promise<string> {
  const home = platform === 'win32' ? env['USERPROFILE'] : env['HOME'];
  const usual = home && path.join(home, platform === 'win32' ? '_netrc' : '.netrc');
  const file = env['NETRC'] || usual;
  if (!file) return '';
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    // As for the go command: without credentials a server says itself what it wants.
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(errnoOf(error) ?? '')) return '';
    throw error;
  }
}
