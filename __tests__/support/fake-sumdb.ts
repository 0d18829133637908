import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { BuiltModule } from './goproxy-module.ts';

/** FakeSumdb is a checksum database with a key of its own: a real tree, really signed. */
export interface FakeSumdb {
  readonly name: string;
  /** `NAME+HASH+KEY`, for GOSUMDB. */
  readonly key: string;
  /** What it answers for a path such as `lookup/MODULE@VERSION`; undefined where it has nothing. */
  answer(path: string): Buffer | undefined;
}

/** FakeSumdbOptions says what stands in the database. */
export interface FakeSumdbOptions {
  readonly modules: readonly Pick<BuiltModule, 'path' | 'version' | 'h1' | 'goModH1'>[];
  /** Records of others before and behind them, so that the tree is a tree. */
  readonly others?: { readonly before: number; readonly behind: number };
}

/** fakeSumdb makes a database that vouches for modules (golang.org/x/mod/sumdb/{note,tlog}, independently of the product). */
export function fakeSumdb({ modules, others = { before: 300, behind: 77 } }: FakeSumdbOptions): FakeSumdb {
  const name = 'sumdb.example.com/test';
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(String(publicKey.export({ format: 'jwk' }).x), 'base64url');
  const keyBytes = Buffer.concat([Buffer.from([1]), raw]);
  const keyHash = sha256(Buffer.from(`${name}\n`), keyBytes).subarray(0, 4);
  const records = [
    ...fillers('before', others.before),
    ...modules.map(
      ({ path, version, h1, goModH1 }) => `${path} ${version} ${h1}\n${path} ${version}/go.mod ${goModH1}\n`,
    ),
    ...fillers('behind', others.behind),
  ];
  const leaves = records.map((record) => sha256(Buffer.from([0]), Buffer.from(record)));
  const text = `go.sum database tree\n${leaves.length}\n${rootOf(leaves).toString('base64')}\n`;
  const signature = Buffer.concat([keyHash, sign(null, Buffer.from(text), privateKey)]).toString('base64');
  const head = `${text}\n— ${name} ${signature}\n`;
  return {
    name,
    key: `${name}+${keyHash.toString('hex')}+${keyBytes.toString('base64')}`,
    answer(path) {
      if (path === 'supported') return Buffer.alloc(0);
      if (path === 'latest') return Buffer.from(head);
      if (path.startsWith('tile/')) return tile(path, leaves);
      const index = records.findIndex((record) => path === `lookup/${record.split(' ', 2).join('@')}`);
      return index < 0 ? undefined : Buffer.from(`${index}\n${records[index]}\n${head}`);
    },
  };
}

function fillers(where: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `example.com/${where} v1.0.${index} h1:${index}\n`);
}

/** `tile/8/LEVEL/x001/x234/567.p/WIDTH`. */
function tile(path: string, leaves: readonly Buffer[]): Buffer | undefined {
  const {
    level,
    index,
    width = '256',
  } = /^tile\/8\/(?<level>\d+)\/(?<index>(?:x\d{3}\/)*\d{3})(?:\.p\/(?<width>\d+))?$/.exec(path)?.groups ??
  {};
  if (level === undefined || index === undefined) return undefined;
  const unit = 256 ** Number(level);
  const first = Number(index.replace(/[x/]/g, '')) * 256;
  const hashes = Array.from({ length: Number(width) }, (_, at) => {
    const stretch = leaves.slice((first + at) * unit, (first + at + 1) * unit);
    return stretch.length === unit ? rootOf(stretch) : undefined;
  });
  return hashes.every((hash) => hash !== undefined) ? Buffer.concat(hashes) : undefined;
}

/** RFC 6962, 2.1. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return sha256(Buffer.from([1]), rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

function sha256(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}
