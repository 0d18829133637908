import { createSecureContext, DEFAULT_CIPHERS, type SecureContext } from 'node:tls';

/**
 * secureContextOf trusts these certificates, in PEM, as Go does (crypto/x509, Verify; crypto/rsa, checkKeySize): whatever is
 * named is trusted, a root or not, and keys of 1024 bits are long enough. OpenSSL goes on to refuse what Go refuses: shorter
 * keys, and signatures with SHA-1 or MD5.
 */
export function secureContextOf(ca: readonly string[]): SecureContext {
  return createSecureContext({
    ca: [...ca],
    allowPartialTrustChain: true,
    ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=1`,
  });
}
