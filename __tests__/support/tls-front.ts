import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:https';
import path from 'node:path';
import { promisify } from 'node:util';
import { listening } from './listening.ts';
import { tempDir } from './temp-dir.ts';

/** TlsFront is an https server that hands every request on to an http server. */
export interface TlsFront extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** The certificate that clients have to trust, as a PEM file. */
  readonly certificate: string;
}

/**
 * tlsFront puts TLS before `target`, an http URL; it ends with its scope. The certificate, for 127.0.0.1 and for `names`,
 * is made by Go's own tool, with more of its flags where they are given (crypto/tls/generate_cert.go).
 */
export async function tlsFront(
  target: string,
  names: readonly string[] = [],
  flags: readonly string[] = [],
): Promise<TlsFront> {
  const dir = await tempDir();
  await makeCertificate(dir.path, ['127.0.0.1', ...names], flags);
  const certificate = path.join(dir.path, 'cert.pem');
  const tls = { cert: await readFile(certificate), key: await readFile(path.join(dir.path, 'key.pem')) };
  const server = createServer(tls, (request, response) => {
    const { method, headers, url = '/' } = request;
    const onward = httpRequest(new URL(url, target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  const at = await listening(server);
  return {
    host: at.host,
    certificate,
    async [Symbol.asyncDispose]() {
      await at[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

async function makeCertificate(
  dir: string,
  hosts: readonly string[],
  flags: readonly string[],
): Promise<void> {
  const run = promisify(execFile);
  const { stdout: goroot } = await run('go', ['env', 'GOROOT'], { cwd: dir });
  const tool = path.join(goroot.trim(), 'src', 'crypto', 'tls', 'generate_cert.go');
  await run('go', ['run', tool, '-ecdsa-curve', 'P256', '-host', hosts.join(','), ...flags], {
    cwd: dir,
  });
}
