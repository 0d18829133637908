/**
 * Encrypted entries are stored as `enc-KEYID-NAME`, so that a lookup finds only entries of its own key: others would hide
 * them, because the newest entry that matches counts.
 */
const storedName = /^enc-[0-9a-f]{12}-(?<name>.*)$/s;

/** storedPrefix returns what the names of all entries of a key begin with. */
export function storedPrefix(keyId: string): string {
  return `enc-${keyId}-`;
}

/** nameWithoutKeyId returns the name of an entry as it was before it was encrypted; other names stay as they are. */
export function nameWithoutKeyId(stored: string): string {
  return storedName.exec(stored)?.groups?.['name'] ?? stored;
}
