import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { getCACertificates } from 'node:tls';
import { ActionError, errnoOf } from '../../errors.ts';

const certificate = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/**
 * trustedCertificates lists in PEM what is to be trusted: what Node trusts (with NODE_EXTRA_CA_CERTS), what the system
 * trusts, for the go command goes by that, and what is in `files` and `paths`, of which empty names are skipped.
 * Paths are read as the go command reads those of SSL_CERT_FILE and SSL_CERT_DIR (crypto/x509, loadSystemRoots): a file, or
 * every file of a folder, and what is missing or not a certificate counts for nothing. Throws ActionError
 * `ca-file-unusable` for one of `files`.
 */
export async function trustedCertificates(
  files: readonly string[],
  paths: readonly string[] = [],
): Promise<string[]> {
  return (await readTrust(files, paths))();
}

/**
 * readTrust is trustedCertificates in two steps: what is named is read at once, so that a wrong name is found out, and
 * the system's hundreds, which take a while, when the list is asked for. Throws like it.
 */
export async function readTrust(files: readonly string[], paths: readonly string[]): Promise<() => string[]> {
  const given = await Promise.all(named(files).map(certificatesIn));
  const found = await Promise.all(named(paths).map(certificatesAt));
  const extra = [...given.flat(), ...found.flat()];
  return () => [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...extra])];
}

function named(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '');
}

async function certificatesAt(at: string): Promise<string[]> {
  const names = await orNone(readdir(at), ['']);
  const texts = await Promise.all(names.map((name) => orNone(readFile(path.join(at, name), 'utf8'), '')));
  return texts.flatMap((text) => text.match(certificate) ?? []);
}

/** What is not there, is a folder itself, or may not be read. */
async function orNone<T>(reading: Promise<T>, none: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ELOOP'].includes(errnoOf(error) ?? ''))
      return none;
    throw error;
  }
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
    hint: 'Point `ca-file` at a file with `-----BEGIN CERTIFICATE-----` in it.',
    cause,
  });
}
