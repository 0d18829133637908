import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { hashZip } from '../../src/modcache/hash-zip.ts';
import { makeZip, type OddEntry } from '../support/odd-zip.ts';
import { tempDir } from '../support/temp-dir.ts';

/*
 * Zips as no go command writes them, and zips with random bytes changed, given to archive/zip of Go and to ours: both have
 * to accept the same ones, with the same hash.
 */

const p = 'example.com/m@v1.0.0/';
const plain: readonly OddEntry[] = [
  { name: `${p}go.mod`, content: 'module example.com/m\n' },
  { name: `${p}a.go`, content: 'package m\n'.repeat(50) },
];
const withEach = (odd: Partial<OddEntry>): OddEntry[] => plain.map((entry) => ({ ...entry, ...odd }));

const zips: readonly (readonly [string, Buffer])[] = [
  ['plain', makeZip(plain)],
  ['without entries', makeZip([])],
  ['with stored files', makeZip(withEach({ stored: true }))],
  [
    'with entries for folders',
    makeZip([{ name: p, stored: true }, ...plain, { name: `${p}sub/`, stored: true }]),
  ],
  ['with a folder that is deflated, as Java writes it', makeZip([...plain, { name: `${p}sub/` }])],
  ['with a folder twice', makeZip([{ name: `${p}sub/` }, { name: `${p}sub/` }, ...plain])],
  ['with a folder that has content', makeZip([...plain, { name: `${p}sub/`, content: 'x' }])],
  ['with a folder in an unknown method', patched(makeZip([{ name: `${p}sub/` }, ...plain]), 10, 93)],
  ['with a file twice', makeZip([...plain, { name: `${p}a.go`, content: 'package other\n' }])],
  ['with signed descriptors', makeZip(withEach({ descriptor: 'signed' }))],
  ['with descriptors without signature', makeZip(withEach({ descriptor: 'bare' }))],
  ['with wrong descriptors', makeZip(withEach({ descriptor: 'wrong' }))],
  ['with a descriptor flag and no descriptor', makeZip(withEach({ flags: 8 }))],
  ['with CRCs that were not set', makeZip(withEach({ crc: 0 }))],
  ['with CRCs of 0 in descriptors', makeZip(withEach({ crc: 0, descriptor: 'signed' }))],
  ['with wrong CRCs', makeZip(withEach({ crc: 1 }))],
  ['with the flag of encryption', makeZip(withEach({ flags: 1 }))],
  ['in an unknown method', patched(makeZip(plain), 10, 93)],
  ['with bytes before it', makeZip(plain, { before: '#!/bin/sh\n' })],
  ['with bytes before it that are counted', makeZip(plain, { before: '#!/bin/sh\n', counted: true })],
  ['with another zip before it', makeZip(plain, { before: makeZip(plain).toString('latin1') })],
  ['with a comment', makeZip(plain, { comment: 'hello' })],
  ['with a comment that holds an end', makeZip(plain, { comment: `PK\x05\x06${'x'.repeat(18)}` })],
  ['with a long comment', makeZip(plain, { comment: 'x'.repeat(65_000) })],
  ['with a truncated comment', makeZip(plain, { comment: 'hello' }).subarray(0, -1)],
  ['with bytes after it', Buffer.concat([makeZip(plain), Buffer.from('after')])],
  [
    'with comments and extra fields',
    makeZip(withEach({ comment: 'c', extra: Buffer.from('\x0a\x00\x01\x00x') })),
  ],
  ['with a broken extra field', makeZip(withEach({ extra: Buffer.from('\x01\x00\xff\xffx', 'latin1') }))],
  ['with zip64 sizes', makeZip(withEach({ zip64: true }))],
  [
    'with zip64 sizes behind another field',
    makeZip(withEach({ zip64: true, extra: Buffer.from('\x0a\x00\x00\x00') })),
  ],
  ['with a zip64 end', makeZip(plain, { end64: true })],
  ['with a zip64 end and bytes before it', makeZip(plain, { end64: true, before: 'before' })],
  ['that counts one file too many', makeZip(plain, { entries: 3 })],
  ['that counts one file too few', makeZip(plain, { entries: 1 })],
  ['with bytes behind its deflated files', makeZip(withEach({ compressedBytes: 60 }))],
  ['with a name of another module', makeZip([...plain, { name: 'other/x' }])],
  ['with an absolute name', makeZip([...plain, { name: '/etc/x' }])],
  ['with a backslash', makeZip([...plain, { name: `${p}a\\b` }])],
  ['with an empty name', makeZip([...plain, { name: '' }])],
  ['with a line feed in a name', makeZip([...plain, { name: `${p}a\nb` }])],
  ['of nothing', Buffer.alloc(0)],
];

/** Of the first entry in the directory. */
function patched(zip: Buffer, field: number, value: number): Buffer {
  zip.writeUInt16LE(value, zip.indexOf('PK\x01\x02') + field);
  return zip;
}

describe('a zip is hashed or refused as Go does it', () => {
  test('in all the forms that tools write', async () => {
    expect(await differences(zips)).toEqual([]);
  }, 60_000);

  test('with any bytes changed', async () => {
    const random = randomFrom(20_260_101);
    const mutated = Array.from({ length: 1500 }, (_, at): [string, Buffer] => {
      const [name, zip] = zips[random(zips.length)] ?? ['', Buffer.alloc(0)];
      return [`${name}, changed (${at})`, mutate(zip, random)];
    });
    expect(await differences(mutated)).toEqual([]);
  }, 120_000);
});

/** Where ours and Go's say different things of a zip, but for what ours refuses on purpose. */
async function differences(cases: readonly (readonly [string, Buffer])[]): Promise<string[]> {
  await using dir = await tempDir();
  mkdirSync(`${dir.path}/zips`);
  for (const [at, [, zip]] of cases.entries()) writeFileSync(`${dir.path}/zips/${at}`, zip);
  const judged = judgeByGo(dir.path, cases.length);
  const found: string[] = [];
  for (const [at, [name]] of cases.entries()) {
    // An exception of another kind would be a fault of ours.
    const answer = await hashZip(`${dir.path}/zips/${at}`);
    const ours = answer.kind === 'hashed' ? answer.h1 : `refused: ${answer.reason}`;
    const go = judged[at] ?? '';
    const same = ours === go || (ours.startsWith('refused') && go.startsWith('refused'));
    if (!same && !/overlap|more than 500 MB/.test(ours)) found.push(`${name}: go ${go}, ours ${ours}`);
  }
  return found;
}

/** What the go command does with a zip (golang.org/x/mod/sumdb/dirhash, HashZip), one line for each. */
const judge = `package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

func hash(name string) (string, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return "", err
	}
	defer z.Close()
	var names []string
	files := map[string]*zip.File{}
	for _, f := range z.File {
		names = append(names, f.Name)
		files[f.Name] = f
	}
	sort.Strings(names)
	sum := sha256.New()
	for _, name := range names {
		// module.CheckFilePath refuses the latter when the module is extracted.
		if strings.Contains(name, "\\n") || !utf8.ValidString(name) {
			return "", errors.New("name")
		}
		r, err := files[name].Open()
		if err != nil {
			return "", err
		}
		content := sha256.New()
		if _, err := io.Copy(content, r); err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%x  %s\\n", content.Sum(nil), name)
	}
	return "h1:" + base64.StdEncoding.EncodeToString(sum.Sum(nil)), nil
}

func main() {
	count, _ := strconv.Atoi(os.Args[1])
	for i := 0; i < count; i++ {
		h1, err := hash("zips/" + strconv.Itoa(i))
		if err != nil {
			h1 = "refused: " + err.Error()
		}
		fmt.Println(h1)
	}
}
`;

function judgeByGo(dir: string, count: number): string[] {
  writeFileSync(`${dir}/judge.go`, judge);
  const ran = spawnSync('go', ['run', 'judge.go', `${count}`], {
    cwd: dir,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return ran.stdout.split('\n');
}

/** Numbers below a limit (mulberry32). */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) % limit) | 0;
  };
}

/** Changes one to three bytes, mostly near the directory, or cuts the end off. */
function mutate(zip: Buffer, random: (limit: number) => number): Buffer {
  const copy = Buffer.from(zip);
  if (copy.length === 0) return copy;
  if (random(20) === 0) return copy.subarray(0, random(copy.length));
  const directory = Math.max(0, copy.indexOf('PK\x01\x02'));
  for (let changes = 1 + random(3); changes > 0; changes--) {
    const at = random(3) === 0 ? random(copy.length) : directory + random(copy.length - directory);
    copy[at] = random(2) === 0 ? random(256) : (copy[at] ?? 0) ^ (1 << random(8));
  }
  return copy;
}
