import { readFile } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';
import { ActionError } from '../errors.ts';

const certificate = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/**
 * trustedCertificates lists in PEM what is to be trusted: what Node trusts (with NODE_EXTRA_CA_CERTS), what the system
 * trusts, for the go command goes by that, and `files`, of which empty names are skipped. Throws ActionError
 * `ca-file-unusable`.
 */
export async function trustedCertificates(files: readonly string[]): Promise<string[]> {
  const given = await Promise.all([...new Set(files)].filter((file) => file !== '').map(certificatesIn));
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...given.flat()])];
}

async function certificatesIn(file: string): Promise<string[]> {
  const found = (await contentOf(file)).match(certificate);
  if (found !== null) return found;
  throw unusable(file, 'holds no certificate in PEM format');
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unusable(file, 'cannot be read', error);
  }
}

function unusable(file: string, why: string, cause?: unknown): ActionError {
  return new ActionError(`the CA file ${file} ${why}`, {
    code: 'ca-file-unusable',
    class: 'configuration',
    hint: 'Point `ca-file` (or SSL_CERT_FILE) at a file with `-----BEGIN CERTIFICATE-----` in it.',
    cause,
  });
}
