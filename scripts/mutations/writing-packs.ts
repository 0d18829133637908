import type { ChecksByFile } from './mutation.ts';

const roundTrip = '__tests__/pack/round-trip.test.ts';
const runs = '__tests__/pack/runs.test.ts';
const zip = '__tests__/modcache/zip.test.ts';
const asGo = '__tests__/modcache/zip-as-go.test.ts';
const limits = '__tests__/modcache/zip-limits.test.ts';
const hashZip = '__tests__/modcache/hash-zip.test.ts';
const downloads = '__tests__/pack/read-downloads.test.ts';
const bounds = '__tests__/pack/bounds.test.ts';

/** writingPacks are the safety checks of writing packs: what keeps a module out of one, and runs from each other. */
export const writingPacks: ChecksByFile = {
  'src/pack/write-shard.ts': [
    ['what does not match go.sum is not packed', 'return h1 === module.h1', "return h1 !== ''", roundTrip],
    [
      'no bad name is packed',
      'const reason = names.refuse(name)',
      'const reason = names.refuse(name) && undefined',
      roundTrip,
    ],
    ['a module is not too large', 'contentBytes > moduleLimits.moduleBytes', 'contentBytes < 0', bounds],
    ['a large file has not shrunk', 'if (bytes !== file.bytes) throw wrongLength(file);', '', bounds],
  ],
  'src/pack/write-pack-file.ts': [
    [
      'a manifest has a checksum',
      '[zlib.ZSTD_c_checksumFlag]: 1',
      '[zlib.ZSTD_c_checksumFlag]: 0',
      '__tests__/pack/mutations.test.ts',
    ],
  ],
  'src/modcache/module-source.ts': [
    [
      'a file of a zip has the length its directory says',
      'content.length !== target.length',
      'content.length < 0',
      bounds,
    ],
  ],
  'src/pack/pack-shard.ts': [
    [
      'a changed tree does not cost the module',
      "spoiler.reading === 'tree'",
      "spoiler.path === ''",
      roundTrip,
    ],
  ],
  'src/pack/read-downloads.ts': [
    [
      'a go.mod that does not match go.sum is not packed',
      'if (found !== h1)',
      "if (found === '')",
      roundTrip,
    ],
    ['a go.mod stays what it is, byte by byte', 'isUtf8(content)', 'content.length > 0', downloads],
    ['all go.mod files together are not too large', 'bytes > bytesMax', 'bytes < 0', downloads],
    ['the time of an .info is one', ' && isRfc3339(time) ? time', ' ? time', downloads],
  ],
  'src/modcache/tree-reader.ts': [
    ['a tree with a link is not packed', 'else if (entry.isFile())', 'else if (entry.name)', bounds],
    ['a small file has not shrunk', 'if (bytes === 0) throw', 'if (bytes < 0) throw', bounds],
  ],
  'src/modcache/zip-directory.ts': [
    ['the directory of a zip is whole', 'at + entryBytes > directory.length || ', '', asGo],
    ['an entry of a zip begins like one', ' || directory.readUInt32LE(at) !== entrySignature', '', zip],
    [
      'a zip has the files it counts',
      '(entries & 0xffff) !== (location.entries & 0xffff)',
      'entries < 0',
      zip,
    ],
    ['a name is text', '!isUtf8(bytes)', 'bytes.length < 0', asGo],
    ['a zip has no more files than a module', 'this.#files > moduleLimits.files', 'this.#files < 0', limits],
    [
      'a zip has no more bytes than a module',
      'this.#contentBytes > moduleLimits.moduleBytes',
      'false',
      limits,
    ],
    ['the files of a zip do not overlap', 'this.#compressedBytes > this.#fileBytes', 'false', limits],
    ['the directory of a zip is no bomb', 'bytes > moduleLimits.listingBytes', 'false', limits],
  ],
  'src/modcache/zip-end.ts': [
    [
      'a zip has an end',
      "throw new UnreadableModule('its zip has no end')",
      'return { at: 0, entries: 0, bytes: 0, offset: 0 }',
      zip,
    ],
    [
      'the comment of a zip is whole',
      'at + endBytes + tail.readUInt16LE(at + 20) > tailBytes',
      'false',
      asGo,
    ],
    [
      'bytes before a zip that are counted are not added',
      'base > 0 && beginsEntry(fd, end.offset)',
      'false',
      asGo,
    ],
  ],
  'src/modcache/zip-bytes.ts': [
    ['a zip is not truncated', 'fill(buffer, fd, position) < buffer.length', 'position < 0', zip],
  ],
  'src/modcache/zip-memory.ts': [
    ['a file of a zip is no bomb', 'maxOutputLength: bytes + 1', '...{}', bounds],
  ],
  'src/modcache/zip-reader.ts': [
    [
      'a file of a zip is where its directory says',
      'local.readUInt32LE(0) !== localSignature',
      'local.length < 0',
      zip,
    ],
    [
      'a file of a zip is as long as it says',
      'if (bytes !== file.bytes) throw',
      'if (bytes < 0) throw',
      hashZip,
    ],
    ['the CRC of a file of a zip is right', 'sum !== file.crc32 &&', 'sum < 0 &&', asGo],
    ['a large file of a zip ends where it says', 'bytes > file.bytes', 'bytes < 0', limits],
    ['a folder in a zip has no content', 'if (file.bytes > 0) throw', 'if (file.bytes < 0) throw', asGo],
    ['a file of a zip is compressed in a known way', "file.method === 'unknown'", "file.name === ''", zip],
  ],
  'src/modcache/lock.ts': [
    ['the lock is had by one', "flag: 'wx'", "flag: 'w'", runs],
    ['a lock in use is not taken over', 'now.getTime() - lock.mtimeMs <= staleMs', 'lock.mtimeMs < 0', runs],
    [
      'a lock of another is not given back',
      "(await ifPresent(readFile(file, 'utf8'))) === holder",
      "holder !== ''",
      runs,
    ],
  ],
  'src/modcache/scratch.ts': [
    ['the folder of a run at work stays', 'mtimeMs - staleMs', 'mtimeMs + staleMs', runs],
    ['only folders of runs are removed', 'runName.test(name) && ', '', runs],
  ],
};
