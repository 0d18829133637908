import { compareText } from '../../src/go/module.ts';
import { decodeListing, encodeListing, lengthBytes } from '../../src/pack/listing.ts';

/** byName lays the plain bytes of a shard out anew, with the files of each module sorted by their whole names. */
export function byName(shard: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < shard.length; ) {
    const listed = at + lengthBytes;
    let end = listed + shard.readUInt32LE(at);
    const listing = decodeListing('', shard.subarray(listed, end), anything);
    if (listing.kind === 'problem') throw new Error(listing.message);
    const sorted = [...listing.value.entries()]
      .map((file) => {
        const start = end;
        end += file.bytes;
        return { file, content: shard.subarray(start, end) };
      })
      .sort((a, b) => compareText(a.file.name, b.file.name));
    parts.push(
      encodeListing(
        '',
        sorted.map(({ file }) => file),
      ),
    );
    parts.push(...sorted.map(({ content }) => content));
    at = end;
  }
  return Buffer.concat(parts);
}

const anything = { files: Number.POSITIVE_INFINITY, contentBytes: Number.POSITIVE_INFINITY };
