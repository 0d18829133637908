import { hkdfSync, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, string, number, object, Buffer>(scrypt);

/**
 * The parameters that OWASP's Password Storage Cheat Sheet lists for scrypt with 32 MiB of memory. A short passphrase is
 * all that an attacker who can read the bucket has to guess.
 */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 };

/** EncryptionKey is what the keys of all entries are derived from. */
export interface EncryptionKey {
  readonly secret: Buffer;
  /** 12 hex digits that tell keys apart. Not secret. */
  readonly id: string;
}

/**
 * encryptionKeyOf derives a key from a passphrase of any form: scrypt (RFC 7914) with a fixed salt, since all jobs have to
 * arrive at the same key without asking anyone.
 */
export async function encryptionKeyOf(passphrase: string): Promise<EncryptionKey> {
  const secret = await derive(
    passphrase.normalize('NFC'),
    'go-mod-download cache-encryption-key v1',
    32,
    cost,
  );
  return { secret, id: expand(secret, '', 'key id', 6).toString('hex') };
}

/**
 * entryKeyOf derives the key of one entry from its random `salt` (HKDF-SHA-256, RFC 5869). The key holds for this `name`
 * only: the contents of one entry cannot be passed off as another.
 */
export function entryKeyOf({ secret }: EncryptionKey, salt: Uint8Array, name: string): Buffer {
  return expand(secret, salt, `entry ${name}`, 32);
}

function expand(secret: Buffer, salt: Uint8Array | string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, purpose, bytes));
}
