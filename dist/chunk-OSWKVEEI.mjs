import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/pack/tar.ts
var blockBytes = 512;
var endBytes = 2 * blockBytes;
var paxBytesMax = 8192;
var typeFile = 48;
var typePax = 120;
var typeNames = {
  "1": "a hard link",
  "2": "a symbolic link",
  "3": "a character device",
  "4": "a block device",
  "5": "a folder",
  "6": "a pipe"
};
function padding(size) {
  return (blockBytes - size % blockBytes) % blockBytes;
}
__name(padding, "padding");
function encodeHeader(name, size) {
  const split = splitName(Buffer.from(name));
  if (split !== void 0) return encodeBlock(split.name, split.prefix, size, typeFile);
  const record = paxRecord(name);
  const body = Buffer.alloc(record.length + padding(record.length));
  record.copy(body);
  const none = Buffer.alloc(0);
  return Buffer.concat([
    encodeBlock(Buffer.from("pax"), none, record.length, typePax),
    body,
    encodeBlock(Buffer.from("see pax"), none, size, typeFile)
  ]);
}
__name(encodeHeader, "encodeHeader");
function decodeHeader(block) {
  if (block[0] === 0 && block.equals(emptyBlock)) return void 0;
  if (octal(block, 148, 8) !== checksum(block)) return "a tar header with a wrong checksum";
  if (block.toString("latin1", 257, 263) !== "ustar\0") return "a tar header that is not ustar";
  const type = block[156];
  if (type !== typeFile && type !== typePax) {
    const flag = String.fromCharCode(type ?? 0);
    return `\`${field(block, 0, 100)}\` is ${typeNames[flag] ?? `of tar type ${JSON.stringify(flag)}`}, not a plain file`;
  }
  const size = octal(block, 124, 12);
  if (size === void 0) return "a tar header without a size";
  const prefix = field(block, 345, 155);
  const name = field(block, 0, 100);
  return { kind: type === typePax ? "pax" : "file", name: prefix === "" ? name : `${prefix}/${name}`, size };
}
__name(decodeHeader, "decodeHeader");
function decodePax(body) {
  const name = /^\d+ path=(.*)\n$/s.exec(body.toString())?.[1];
  if (name === void 0 || !paxRecord(name).equals(body)) return "a pax header that is not a name";
  return { name };
}
__name(decodePax, "decodePax");
var emptyBlock = Buffer.alloc(blockBytes);
function paxRecord(name) {
  const rest = Buffer.byteLength(` path=${name}
`);
  let length = rest + 1;
  while (length !== rest + String(length).length) length = rest + String(length).length;
  return Buffer.from(`${length} path=${name}
`);
}
__name(paxRecord, "paxRecord");
function splitName(name) {
  if (name.some((byte) => byte > 126 || byte < 32)) return void 0;
  if (name.length <= 100) return { name, prefix: Buffer.alloc(0) };
  const slash = name.indexOf("/", name.length - 101);
  if (slash <= 0 || slash > 155 || slash === name.length - 1) return void 0;
  return { name: name.subarray(slash + 1), prefix: name.subarray(0, slash) };
}
__name(splitName, "splitName");
function encodeBlock(name, prefix, size, type) {
  const block = Buffer.allocUnsafe(blockBytes).fill(0);
  name.copy(block, 0);
  block.write("0000444\x000000000\x000000000\0", 100, "latin1");
  block.write(`${size.toString(8).padStart(11, "0")}\x0000000000000\0        `, 124, "latin1");
  block[156] = type;
  block.write("ustar\x0000", 257, "latin1");
  prefix.copy(block, 345);
  block.write(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}
__name(encodeBlock, "encodeBlock");
function checksum(block) {
  let sum = 8 * 32;
  for (let index = 0; index < 148; index++) sum += block[index] ?? 0;
  for (let index = 156; index < blockBytes; index++) sum += block[index] ?? 0;
  return sum;
}
__name(checksum, "checksum");
function field(block, start, length) {
  const end = block.indexOf(0, start);
  return block.toString("utf8", start, end < 0 ? start + length : Math.min(end, start + length));
}
__name(field, "field");
function octal(block, start, length) {
  const digits = field(block, start, length).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : void 0;
}
__name(octal, "octal");

export {
  blockBytes,
  endBytes,
  paxBytesMax,
  padding,
  encodeHeader,
  decodeHeader,
  decodePax
};
