import { createSecureContext, DEFAULT_CIPHERS, type SecureContext } from 'node:tls';

/**
 * secureContextOf trusts these certificates, in PEM, as Go does (crypto/x509, Verify; crypto/rsa, checkKeySize):
 * each of them, a root or not, and keys from 1024 bits. OpenSSL still refuses what Go refuses: shorter keys, and
 * signatures with SHA-1 or MD5. Like Go, it does not offer DHE: a server would choose it with a group that is too
 * small, although it has others.
 */
export function secureContextOf(ca: readonly string[]): SecureContext {
  return createSecureContext({
    ca: [...ca],
    allowPartialTrustChain: true,
    ciphers: `${DEFAULT_CIPHERS}:!DHE:@SECLEVEL=1`,
  });
}
