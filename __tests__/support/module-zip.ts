import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';

/** TestModule is a module in the making: names within the module, contents as text or bytes. */
export interface TestModule {
  readonly path: string;
  readonly version: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
}

/** testModule is a module with a go.mod and one package, and with `files` besides. */
export function testModule(
  path: string,
  version = 'v1.0.0',
  files: Readonly<Record<string, string | Buffer>> = {},
): TestModule {
  const name = path.replace(/\/v\d+$/, '').replace(/^.*[/.-]/, '');
  return {
    path,
    version,
    files: { 'go.mod': `module ${path}\n\ngo 1.21\n`, [`${name}.go`]: `package ${name}\n`, ...files },
  };
}

/** goModOf is the go.mod of a test module, or the one that the go command makes up where there is none. */
export function goModOf(module: TestModule): string {
  return (module.files['go.mod'] ?? `module ${module.path}\n`).toString();
}

/** moduleH1 forms the h1 of a module, independently of the product (golang.org/x/mod/sumdb/dirhash, Hash1). */
export function moduleH1(module: TestModule): string {
  return h1(
    Object.entries(module.files).map(([name, content]) => [
      `${module.path}@${module.version}/${name}`,
      content,
    ]),
  );
}

/** goModH1 forms the h1 of a go.mod, as the /go.mod lines of go.sum have it. */
export function goModH1(module: TestModule): string {
  return h1([['go.mod', goModOf(module)]]);
}

/** goSumOf is the go.sum that vouches for modules and their go.mod files. */
export function goSumOf(modules: readonly TestModule[]): string {
  return modules
    .flatMap((module) => [
      `${module.path} ${module.version} ${moduleH1(module)}\n`,
      `${module.path} ${module.version}/go.mod ${goModH1(module)}\n`,
    ])
    .join('');
}

/** moduleZip is the zip of a module, deflated, as a Go proxy serves it. */
export function moduleZip(module: TestModule): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(module.files)) {
    const record = zipRecord(
      Buffer.from(`${module.path}@${module.version}/${name}`),
      Buffer.from(content),
      offset,
    );
    parts.push(record.local);
    directory.push(record.entry);
    offset += record.local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}

function zipRecord(name: Buffer, content: Buffer, offset: number): { local: Buffer; entry: Buffer } {
  const deflated = deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(0x800, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(deflated.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const made = Buffer.from([20, 0]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, deflated]),
    entry: Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), made, common, rest, name]),
  };
}

function h1(files: readonly (readonly [string, string | Buffer])[]): string {
  const lines = files
    .map(([name, content]) => ({ name, sha256: createHash('sha256').update(content).digest('hex') }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  return `h1:${createHash('sha256').update(lines.join('')).digest('base64')}`;
}
