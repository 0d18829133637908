import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** MadeCertificate is a self-signed certificate and its key, in PEM form. */
export interface MadeCertificate {
  readonly cert: string;
  readonly key: string;
  /** Where the certificate lies. */
  readonly file: string;
}

/** makeCertificate makes a certificate for `hosts` with the tool that comes with Go; an `expired` one was valid for a day in 2020. */
export async function makeCertificate(
  folder: string,
  { hosts, expired = false }: { readonly hosts: string; readonly expired?: boolean },
): Promise<MadeCertificate> {
  const { stdout: goroot } = await run('go', ['env', 'GOROOT']);
  const tool = path.join(goroot.trim(), 'src', 'crypto', 'tls', 'generate_cert.go');
  const dates = expired ? ['-start-date', 'Jan 2 15:04:05 2020', '-duration', '24h'] : [];
  await run('go', ['run', tool, '-ca', '-ecdsa-curve', 'P256', '-host', hosts, ...dates], {
    cwd: folder,
    env: { ...process.env, GOFLAGS: '', GOWORK: 'off' },
    timeout: 120_000,
  });
  const file = path.join(folder, 'cert.pem');
  return {
    file,
    cert: await readFile(file, 'utf8'),
    key: await readFile(path.join(folder, 'key.pem'), 'utf8'),
  };
}
