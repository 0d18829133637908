/**
 * Encrypted entries are stored as `enc-KEYID-NAME`, so that a lookup finds only entries of its own key: others would hide
 * them, because the newest entry that matches counts.
 */
const storedName = /^enc-(?<keyId>[0-9a-f]{12})-(?<name>.*)$/s;

/** encryptedPrefix is what the names of all encrypted entries begin with. */
export const encryptedPrefix = 'enc-';

/** storedPrefix returns what the names of all entries of a key begin with. */
export function storedPrefix(keyId: string): string {
  return `${encryptedPrefix}${keyId}-`;
}

/** nameWithoutKeyId returns the name of an entry as it was before it was encrypted; other names stay as they are. */
export function nameWithoutKeyId(stored: string): string {
  return storedName.exec(stored)?.groups?.['name'] ?? stored;
}

/** keyIdOf returns the id of the key that an entry was encrypted with; undefined for one that is not encrypted. */
export function keyIdOf(stored: string): string | undefined {
  return storedName.exec(stored)?.groups?.['keyId'];
}
