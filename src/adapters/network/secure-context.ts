import { createSecureContext, DEFAULT_CIPHERS, type SecureContext } from 'node:tls';

/**
 * secureContextOf trusts these certificates, in PEM, as Go does (crypto/x509, Verify; crypto/rsa, checkKeySize):
 * each of them, a root or not, and keys from 1024 bits. OpenSSL still refuses what Go refuses: shorter keys, and
 * signatures with SHA-1 or MD5. Like Go, it does not offer DHE: a server would choose it with a group that is too
 * small, although it has others. Without a list, it trusts what Node trusts by itself.
 */
export function secureContextOf(ca?: readonly string[]): SecureContext {
  return createSecureContext({
    ...(ca === undefined ? {} : { ca: [...ca] }),
    allowPartialTrustChain: true,
    ciphers: `${DEFAULT_CIPHERS}:!DHE:@SECLEVEL=1`,
  });
}

/** SecureContexts are the contexts to secure a connection with, one after the other. */
export interface SecureContexts {
  first(): SecureContext;
  /** The next one for a server whose certificate `tried` does not vouch for; undefined when it was the last. */
  after(tried: SecureContext): SecureContext | undefined;
}

/**
 * secureContexts trusts the certificates that `ca` returns. With `isNodeFirst`, which says that Node's own are among
 * them, those are tried first: they vouch for public servers, and the hundreds of a system take 25 ms to read. From the
 * first server on that they do not vouch for, all are trusted at once.
 */
export function secureContexts(ca: () => readonly string[], isNodeFirst: boolean): SecureContexts {
  let own: SecureContext | undefined;
  let all: SecureContext | undefined;
  const every = () => {
    all ??= secureContextOf(ca());
    return all;
  };
  return {
    first() {
      if (all !== undefined || !isNodeFirst) return every();
      own ??= secureContextOf();
      return own;
    },
    after: (tried) => (tried === own ? every() : undefined),
  };
}
