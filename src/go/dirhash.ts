import { createHash } from 'node:crypto';
import { compareText } from './module.ts';

/** HashedFile is a file of a module with the digest of its content. */
export interface HashedFile {
  /** As in the module zip: `path@version/file`. */
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * hash1 is the `h1:` hash of a module, as go.sum lists it: the SHA-256 of one line for each file, sorted by
 * name (golang.org/x/mod/sumdb/dirhash, Hash1). Throws a plain Error for a name with a newline, which could
 * make two sets of files look the same.
 */
export function hash1(files: Iterable<HashedFile>): string {
  const summary = createHash('sha256');
  for (const { name, sha256 } of sortedByName([...files])) {
    if (name.includes('\n'))
      throw new Error(`file names with newlines have no h1 hash: ${JSON.stringify(name)}`);
    summary.update(`${sha256}  ${name}\n`);
  }
  return `h1:${summary.digest('base64')}`;
}

/** isHash1 tells whether a text is an `h1:` hash: a complete SHA-256 in base64. */
export function isHash1(text: string): boolean {
  return /^h1:[A-Za-z0-9+/]{43}=$/.test(text);
}

/** goModHash is the hash of a go.mod alone, as the `/go.mod` lines of go.sum list it. */
export function goModHash(content: Uint8Array): string {
  return hash1([{ name: 'go.mod', sha256: createHash('sha256').update(content).digest('hex') }]);
}

/**
 * Go compares names as UTF-8 bytes, JavaScript as UTF-16; they differ only for surrogates.
 */
function sortedByName(files: HashedFile[]): HashedFile[] {
  if (files.some(({ name }) => /[\ud800-\udfff]/.test(name))) {
    return files.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  }
  return files.sort((a, b) => compareText(a.name, b.name));
}
