import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { getCACertificates } from 'node:tls';
import { ActionError, errnoOf } from '../../errors.ts';
import { readGivenFile, unreadable } from '../../given-file.ts';

const certificate =
  /-----BEGIN (?:TRUSTED )?CERTIFICATE-----(?:(?!-----BEGIN)[\s\S])+?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/**
 * trustedCertificates lists in PEM everything to trust: what Node trusts (with NODE_EXTRA_CA_CERTS), what the
 * system trusts, as the go command does, and the contents of `files` and `paths`. Empty names are skipped.
 * `paths` are read as the go command reads SSL_CERT_FILE and SSL_CERT_DIR (crypto/x509, loadSystemRoots): a
 * file, or every file in a folder; missing files and other contents are ignored. Throws ActionError
 * `ca-file-unusable` for one of `files`.
 */
export async function trustedCertificates(
  files: readonly string[],
  paths: readonly string[] = [],
): Promise<string[]> {
  return (await readTrust(files, paths))();
}

/**
 * readTrust is trustedCertificates in two steps: files are read at once, so that a wrong name is reported
 * early; the hundreds of the system, which take a while, are read when the list is needed. Throws like
 * trustedCertificates.
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
  const texts = await Promise.all(names.map((name) => orNone(readGivenFile(path.join(at, name)), '')));
  return texts.flatMap((text) => text.match(certificate) ?? []);
}

/** Returns `none` for what is missing, is no file, or may not be read. */
async function orNone<T>(reading: Promise<T>, none: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (unreadable.has(errnoOf(error) ?? '')) return none;
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
    return await readGivenFile(file);
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
