import { httpClient } from '../../http/client.ts';
import { redactErrors } from '../../http/redact-errors.ts';
import type { HttpClient, HttpSettings } from '../../ports/http-client.ts';
import { readTrust } from './certificates.ts';
import { undiciClient } from './client.ts';

/**
 * openClient opens a client for these settings; `machineNetrc` is the text of the machine's netrc file, if it is to be
 * used. `redact` takes secrets out of errors. Throws ActionError `ca-file-unusable`.
 */
export async function openClient(
  { httpProxy, httpsProxy, noProxy, isCgi = false, caFiles, caPaths, connections, netrc = '' }: HttpSettings,
  machineNetrc: string,
  redact: (text: string) => string,
): Promise<HttpClient> {
  const ca = await readTrust(caFiles, caPaths);
  // Who names certificates has servers that Node does not trust by itself.
  const isNodeFirst = [...caFiles, ...caPaths].every((name) => name === '');
  const transport = undiciClient({
    proxies: { httpProxy, httpsProxy, noProxy, isCgi },
    ca,
    isNodeFirst,
    connections,
  });
  return redactErrors(httpClient(transport, `${netrc}\n\n${machineNetrc}`), redact);
}
