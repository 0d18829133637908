import { createHash, hash } from 'node:crypto';
import { messageOf } from '../errors.ts';
import { type HashedFile, hash1 } from '../go/dirhash.ts';
import { type ByteRange, UnreadableModule } from './module-files.ts';
import { memory } from './zip-memory.ts';
import { openZip } from './zip-reader.ts';

/** ZipAnswer is what a module zip hashes to, or why it cannot be read; `wrong` is where it differs, if that is known. */
export type ZipAnswer = (
  | { readonly kind: 'hashed'; readonly h1: string }
  | { readonly kind: 'damaged'; readonly reason: string }
) & { readonly wrong?: ByteRange };

/** hashZip computes the `h1:` hash of a module zip. Throws what the file system says. */
export async function hashZip(file: string): Promise<ZipAnswer> {
  try {
    const zip = openZip(file, memory);
    try {
      const hashed: HashedFile[] = [];
      for (const { name } of zip.files) hashed.push({ name, sha256: await sha256(zip.read(name)) });
      return { kind: 'hashed', h1: hash1(hashed) };
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof UnreadableModule) return { kind: 'damaged', reason: messageOf(error) };
    throw error;
  }
}

async function sha256(content: Buffer | AsyncIterable<Buffer>): Promise<string> {
  if (Buffer.isBuffer(content)) return hash('sha256', content, 'hex');
  const sum = createHash('sha256');
  for await (const piece of content) sum.update(piece);
  return sum.digest('hex');
}
