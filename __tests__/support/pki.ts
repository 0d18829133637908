import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type TempDir, tempDir } from './temp-dir.ts';

/** Pki makes certificates with openssl; its files go with its scope. */
export interface Pki extends AsyncDisposable {
  /** Makes a key and a certificate for localhost, 127.0.0.1 and upstream.example.com, signed by `issuer` or by itself. */
  issue(name: string, options?: CertificateOptions): Promise<IssuedCertificate>;
}

/** CertificateOptions says what a certificate is like. */
export interface CertificateOptions {
  readonly issuer?: IssuedCertificate;
  /** Whether it may sign others. */
  readonly isAuthority?: boolean;
  /** What openssl is told of the key; P-256 by default. */
  readonly key?: readonly string[];
  /** Of the signature; SHA-256 by default. */
  readonly digest?: string;
  /** Whether it is for names, and not only for its Common Name; true by default. */
  readonly isNamed?: boolean;
}

/** IssuedCertificate is in PEM; `file` holds the certificate, `keyFile` the key. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
  readonly file: string;
  readonly keyFile: string;
}

/** pki opens a workshop for certificates. */
export async function pki(): Promise<Pki> {
  const dir = await tempDir({ ca: authority, leaf, unnamed });
  return {
    issue: (name, options = {}) => issue(dir, name, options),
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

const authority = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n';
const unnamed = 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n';
const leaf =
  'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=IP:127.0.0.1,DNS:localhost,DNS:upstream.example.com\n';

const ecKey = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

async function issue(
  dir: TempDir,
  name: string,
  { issuer, isAuthority = false, key = ecKey, digest = 'sha256', isNamed = true }: CertificateOptions,
): Promise<IssuedCertificate> {
  const [file, keyFile, csr] = ['pem', 'key', 'csr'].map((end) => path.join(dir.path, `${name}.${end}`)) as [
    string,
    string,
    string,
  ];
  const openssl = (...args: string[]) => promisify(execFile)('openssl', args);
  await openssl('req', '-newkey', ...key, '-nodes', '-keyout', keyFile, '-out', csr, '-subj', `/CN=${name}`);
  await openssl(
    ...[
      'x509',
      '-req',
      `-${digest}`,
      '-in',
      csr,
      '-out',
      file,
      '-days',
      '2',
      '-set_serial',
      String(Date.now()),
    ],
    ...['-extfile', path.join(dir.path, isAuthority ? 'ca' : isNamed ? 'leaf' : 'unnamed')],
    ...(issuer === undefined ? ['-signkey', keyFile] : ['-CA', issuer.file, '-CAkey', issuer.keyFile]),
  );
  const [cert, keyText] = await Promise.all([readFile(file, 'utf8'), readFile(keyFile, 'utf8')]);
  return { cert, key: keyText, file, keyFile };
}
