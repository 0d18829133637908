import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { listening } from './listening.ts';

/** RegistryOptions says what a registry has, and how it behaves. */
export interface RegistryOptions {
  /** The module proxy that its modules are from. */
  readonly upstream: string;
  /** The path that it serves modules under, as Artifactory (`/artifactory/api/go/NAME`) and Nexus (`/repository/NAME`) do. */
  readonly path: string;
  /** `user:password` of those who may read; everybody else gets a 401 in JSON. */
  readonly login: string;
  /** The modules that it has, by the beginning of their paths; of others it says 404. */
  readonly has: string;
  /** A module that a policy forbids: 403 with the reason, as Artifactory Curation and Nexus Firewall say it. */
  readonly forbids?: string;
  /** The host of the object storage that those who ask for a zip are sent to. */
  readonly storageHost: string;
  /** How long it packs a zip before the first byte, as Athens does that has not seen a module before. In ms. */
  readonly packs?: number;
}

/** Registry is a running registry. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
}

/** The header by which a request that came through the registry is known at its upstream. */
export const fromRegistry = 'x-from-registry';

/** registry serves modules as the registries of companies do, and is their object storage too; it ends with its scope. */
export async function registry(options: RegistryOptions): Promise<Registry> {
  const server = createServer((request, response) => {
    if (request.headers.host === options.storageHost) askedStorage(request, response, options);
    else void askedRegistry(request, response, options);
  });
  return listening(server);
}

async function askedRegistry(
  { url = '/', headers }: IncomingMessage,
  response: ServerResponse,
  options: RegistryOptions,
): Promise<void> {
  const { upstream, path, login, storageHost, packs = 0 } = options;
  if (headers.authorization !== `Basic ${btoa(login)}`) {
    const realm = { 'www-authenticate': 'Basic realm="registry"', 'content-type': 'application/json' };
    response.writeHead(401, realm).end('{"errors":[{"status":401,"message":"Bad credentials"}]}');
    return;
  }
  const refused = refusal(url, options);
  if (refused !== undefined) return answer(response, refused.status, refused.text);
  const file = url.slice(path.length);
  if (!file.endsWith('.zip')) return relay(upstream + file, response);
  await pause(packs);
  response.writeHead(302, { location: `https://${storageHost}${file}?X-Signature=0123456789abcdef` }).end();
}

function refusal(
  url: string,
  { path, has, forbids }: RegistryOptions,
): { readonly status: number; readonly text: string } | undefined {
  if (!url.startsWith(`${path}/`)) return { status: 404, text: 'no such repository' };
  if (forbids !== undefined && url.startsWith(`${path}/${forbids}/`)) {
    return { status: 403, text: `${forbids} is blocked by the policy "licences"` };
  }
  return url.startsWith(`${path}/${has}`) ? undefined : { status: 404, text: 'not found' };
}

/** As S3 does, it refuses who brings credentials besides the signature in the URL. */
function askedStorage(request: IncomingMessage, response: ServerResponse, options: RegistryOptions): void {
  const { pathname } = new URL(request.url ?? '/', options.upstream);
  if (request.headers.authorization === undefined) relay(options.upstream + pathname, response);
  else answer(response, 400, 'InvalidArgument');
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}

function relay(url: string, response: ServerResponse): void {
  const onward = httpRequest(url, { headers: { [fromRegistry]: 'yes' } }, (found) => {
    response.writeHead(found.statusCode ?? 502, found.headers);
    found.pipe(response);
  });
  onward.on('error', () => response.destroy());
  onward.end();
}
