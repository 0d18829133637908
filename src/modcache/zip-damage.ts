import { statSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { ZipAnswer } from './hash-zip.ts';
import { type ByteRange, UnreadableModule } from './module-files.ts';
import type { ZipFile } from './zip-directory.ts';
import { memory } from './zip-memory.ts';
import { openZip, type ZipContents } from './zip-reader.ts';

/** withDamage completes the answer to a zip that should hash to `h1` and does not: with where it is wrong. */
export async function withDamage(
  answer: ZipAnswer,
  file: string,
  h1: string | undefined,
): Promise<ZipAnswer> {
  if (h1 === undefined || (answer.kind === 'hashed' && answer.h1 === h1)) return answer;
  const wrong = await damagedRange(file);
  return wrong === undefined ? answer : { ...answer, wrong };
}

/**
 * damagedRange finds the bytes of a zip among which there are wrong ones, by the CRC-32 of each file in it. It does not say
 * that all others are right: a checksum of the whole has to. Undefined where it finds none, or cannot tell. Throws what
 * the file system says.
 */
export async function damagedRange(file: string): Promise<ByteRange | undefined> {
  try {
    const zip = openZip(file, memory);
    try {
      const [first, last] = await endsOfDamage(zip, statSync(file).size);
      return first && last && { from: first.from, until: last.until };
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof UnreadableModule) return undefined;
    throw error;
  }
}

/** The first and the last of the files that are damaged, in the order in which they lie in a zip of `size` bytes. */
async function endsOfDamage(zip: ZipContents, size: number): Promise<(ByteRange | undefined)[]> {
  const files = zip.files.toSorted((a, b) => a.offset - b.offset);
  const damaged: ByteRange[] = [];
  for (const [index, entry] of files.entries()) {
    const range = { from: entry.offset, until: files[index + 1]?.offset ?? size };
    if (!(await isWhole(zip, entry))) damaged.push(range);
  }
  return [damaged[0], damaged.at(-1)];
}

async function isWhole(zip: ZipContents, entry: ZipFile): Promise<boolean> {
  try {
    const content = zip.read(entry.name);
    if (Buffer.isBuffer(content)) return crc32(content) === entry.crc32;
    let sum = 0;
    for await (const piece of content) sum = crc32(piece, sum);
    return sum === entry.crc32;
  } catch (error) {
    if (error instanceof UnreadableModule) return false;
    throw error;
  }
}
