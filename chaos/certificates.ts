import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { mustRun } from './commands.ts';
import type { Certificate } from './relay.ts';

/** MadeCertificate is a certificate that vouches for itself, and its file. */
export interface MadeCertificate extends Certificate {
  readonly file: string;
}

/** makeCertificate makes one for `hosts` with the tool that Go brings; `expired` ones were good for a day in 2020. */
export async function makeCertificate(
  folder: string,
  { hosts, expired = false }: { readonly hosts: string; readonly expired?: boolean },
): Promise<MadeCertificate> {
  const goroot = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const tool = path.join(goroot, 'src', 'crypto', 'tls', 'generate_cert.go');
  const dates = expired ? ['-start-date', 'Jan 2 15:04:05 2020', '-duration', '24h'] : [];
  await mustRun(['go', 'run', tool, '-ca', '-ecdsa-curve', 'P256', '-host', hosts, ...dates], {
    cwd: folder,
    env: { ...process.env, GOFLAGS: '', GOWORK: 'off' },
    limit: 120_000,
  });
  const file = path.join(folder, 'cert.pem');
  return {
    file,
    cert: await readFile(file, 'utf8'),
    key: await readFile(path.join(folder, 'key.pem'), 'utf8'),
  };
}
