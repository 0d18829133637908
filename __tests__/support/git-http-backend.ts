import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listening } from './listening.ts';

/** GitHttpBackend is a forge in small: git's own server, behind a login, that knows which path is which repository. */
export interface GitHttpBackend extends AsyncDisposable {
  readonly url: string;
  /** The `authorization` header of every request, in order; empty where there was none. */
  readonly authorizations: readonly { readonly url: string; readonly authorization: string }[];
}

/** GitHttpBackendOptions says what is served, and to whom. */
export interface GitHttpBackendOptions {
  /** The folder of bare repositories. */
  readonly root: string;
  /** `user:password` of the one who may read what is below a path. */
  readonly login: (path: string) => string;
  /** The name by which clients know this host. */
  readonly host: string;
}

/**
 * gitHttpBackend serves repositories with `git http-backend`, and `?go-get=1` lookups; whoever asks for one called
 * `silent` waits for ever. It ends with its scope.
 */
export async function gitHttpBackend({ root, login, host }: GitHttpBackendOptions): Promise<GitHttpBackend> {
  const authorizations: { url: string; authorization: string }[] = [];
  const server = createServer((request, response) => {
    const { authorization = '' } = request.headers;
    authorizations.push({ url: request.url ?? '', authorization });
    if (request.url?.includes('/silent')) return;
    if (authorization !== `Basic ${btoa(login(request.url ?? ''))}`) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' });
      response.end('login first');
    } else if (request.url?.includes('go-get=1')) {
      const repository = (request.url.split('?')[0] ?? '').split('/').slice(1, 3).join('/');
      response.end(
        `<meta name="go-import" content="${host}/${repository} git https://${host}/${repository}.git">`,
      );
    } else {
      void runCgi(root, request, response);
    }
  });
  return { ...(await listening(server)), authorizations };
}

/** As RFC 3875 has it: the request in variables, its body on standard input, headers before the body of the answer. */
async function runCgi(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const child = spawn('git', ['-c', 'safe.directory=*', 'http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'somebody',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  request.pipe(child.stdin);
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(Buffer.from(chunk));
  const answer = Buffer.concat(chunks);
  const end = answer.indexOf('\r\n\r\n');
  let status = 200;
  for (const line of answer.subarray(0, end).toString().split('\r\n')) {
    const [name = '', value = ''] = line.split(/:\s*/, 2);
    if (name === 'Status') status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.writeHead(status);
  response.end(answer.subarray(end + 4));
}
