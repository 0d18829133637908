import { crc32, deflateRawSync } from 'node:zlib';
import type { Dice } from './mutate.ts';

/** ForgedFile is a file of a zip in the making, with what may be odd about it. */
interface ForgedFile {
  readonly name: Buffer;
  readonly content: Buffer;
  readonly method: number;
  readonly flags: number;
  /** Added to the sizes and the checksum that are written, where that is to be wrong. */
  readonly wrong: { readonly bytes: number; readonly compressedBytes: number; readonly crc32: number };
  /** Lengths and checksum stand behind the content, and the local header has zeros. */
  readonly descriptor: boolean;
  /** Sizes stand in an extra field of 64 bits. */
  readonly zip64: boolean;
  readonly extra: Buffer;
}

const oddNames = [
  'go.mod',
  'GO.MOD',
  'a.go',
  'A.go',
  'sub/a.go',
  'sub',
  'sub/',
  'SUB/b.go',
  'sub//a.go',
  './a.go',
  '../a.go',
  '/a.go',
  'a\\b.go',
  'con',
  'aux.go',
  'a.',
  'a ',
  ' a',
  'ä.go',
  'a\u0301.go',
  'ſ.go',
  's.go',
  'K.go',
  'k.go',
  'a:b',
  'a*b',
  'a\tb',
  'x~1',
  '.git/config',
  'vendor/x/x.go',
  'vendor/modules.txt',
  'LICENSE',
  'a<b',
  'a|b',
  "a'b",
  'a`b',
  'a;b',
  'a&b',
  'a!b',
  'a~b',
  '...',
  '.a',
  '\u{1F600}.go',
  '',
  '/',
] as const;

/** forgeZip makes the zip of a module `path@version`, with some oddities by chance. */
export function forgeZip(prefix: string, dice: Dice): Buffer {
  const { roll, pick } = dice;
  const files = [
    plainFile(`${prefix}/go.mod`, 'module example.com/m\n'),
    plainFile(`${prefix}/m.go`, 'package m\n'),
  ];
  for (let more = roll(3); more > 0; more--) files.splice(roll(files.length + 1), 0, oddFile(prefix, dice));
  const lead = roll(20) === 0 ? Buffer.alloc(1 + roll(40), 'x') : Buffer.alloc(0);
  const comment =
    roll(10) === 0 ? Buffer.from(pick(['a comment', 'PK\x05\x06', 'x'.repeat(300)])) : Buffer.alloc(0);
  return zipOf(files, {
    lead,
    comment,
    leadCounts: roll(2) === 0,
    count: roll(30) === 0 ? roll(5) : files.length,
  });
}

/** plainZip makes a zip as it should be, of names and contents. */
export function plainZip(files: Readonly<Record<string, string>>): Buffer {
  const plain = Object.entries(files).map(([name, content]) => plainFile(name, content));
  const nothing = Buffer.alloc(0);
  return zipOf(plain, { lead: nothing, leadCounts: true, comment: nothing, count: plain.length });
}

function plainFile(name: string, content: string): ForgedFile {
  return {
    name: Buffer.from(name),
    content: Buffer.from(content),
    method: 8,
    flags: 0x800,
    wrong: { bytes: 0, compressedBytes: 0, crc32: 0 },
    descriptor: false,
    zip64: false,
    extra: Buffer.alloc(0),
  };
}

function oddFile(prefix: string, { roll, pick }: Dice): ForgedFile {
  const seldom = (times: number) => roll(times) === 0;
  const folder = seldom(12) ? pick(['example.com/m@v1.0.1', 'example.com/M@v1.0.0', '..', '']) : prefix;
  const name = Buffer.from(`${folder}/${pick(oddNames)}`);
  return {
    name: seldom(20) ? Buffer.concat([name, Buffer.from([0x80 + roll(128)])]) : name,
    content: Buffer.from(pick(['', 'x', 'package m\n', 'x'.repeat(70_000)])),
    method: pick([0, 8, 8, 8, seldom(10) ? pick([1, 9, 12, 93]) : 8]),
    flags: pick([0, 0x800, 0x800, seldom(5) ? 1 : 0]),
    wrong: {
      bytes: seldom(15) ? pick([-1, 1, 100]) : 0,
      compressedBytes: seldom(15) ? pick([-1, 1]) : 0,
      crc32: seldom(15) ? 1 : 0,
    },
    descriptor: seldom(4),
    zip64: seldom(12),
    extra: seldom(6)
      ? pick([Buffer.from([1, 0, 0, 0]), Buffer.from('UT\x05\x00\x01abcd', 'latin1'), Buffer.alloc(3)])
      : Buffer.alloc(0),
  };
}

interface Frame {
  /** Bytes before the first local header, which offsets may count or not. */
  readonly lead: Buffer;
  readonly leadCounts: boolean;
  readonly comment: Buffer;
  /** How many files the end record says there are. */
  readonly count: number;
}

function zipOf(files: readonly ForgedFile[], { lead, leadCounts, comment, count }: Frame): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = leadCounts ? lead.length : 0;
  for (const file of files) {
    const { local, entry } = recordsOf(file, offset);
    locals.push(local);
    entries.push(entry);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([lead, ...locals, directory, end, comment]);
}

function recordsOf(file: ForgedFile, offset: number): { local: Buffer; entry: Buffer } {
  const data = file.method === 8 ? deflateRawSync(file.content) : file.content;
  const sum = (crc32(file.content) + file.wrong.crc32) >>> 0;
  const bytes = Math.max(0, file.content.length + file.wrong.bytes);
  const compressedBytes = Math.max(0, data.length + file.wrong.compressedBytes);
  const head = (zeros: boolean, extra: Buffer, sizes: readonly [number, number]): Buffer => {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(file.flags | (file.descriptor ? 8 : 0), 2);
    common.writeUInt16LE(file.method, 4);
    if (!zeros) {
      common.writeUInt32LE(sum, 10);
      common.writeUInt32LE(sizes[0], 14);
      common.writeUInt32LE(sizes[1], 18);
    }
    common.writeUInt16LE(file.name.length, 22);
    common.writeUInt16LE(extra.length, 24);
    return common;
  };
  const large = 0xffffffff;
  const extra64 = file.zip64 ? sizes64(bytes, compressedBytes) : Buffer.alloc(0);
  const extra = Buffer.concat([extra64, file.extra]);
  const sizes = file.zip64 ? ([large, large] as const) : ([compressedBytes, bytes] as const);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  const descriptor = Buffer.alloc(file.descriptor ? 16 : 0);
  if (file.descriptor) {
    descriptor.write('PK\x07\x08', 'latin1');
    descriptor.writeUInt32LE(sum, 4);
    descriptor.writeUInt32LE(compressedBytes, 8);
    descriptor.writeUInt32LE(bytes, 12);
  }
  return {
    local: Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      head(file.descriptor, file.extra, sizes),
      file.name,
      file.extra,
      data,
      descriptor,
    ]),
    entry: Buffer.concat([
      Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
      head(false, extra, sizes),
      rest,
      file.name,
      extra,
    ]),
  };
}

function sizes64(bytes: number, compressedBytes: number): Buffer {
  const field = Buffer.alloc(20);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(16, 2);
  field.writeBigUInt64LE(BigInt(bytes), 4);
  field.writeBigUInt64LE(BigInt(compressedBytes), 12);
  return field;
}
