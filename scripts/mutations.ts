/** Mutation switches one safety check off. */
export interface Mutation {
  /** The check, as a sentence that is then no longer true. */
  readonly name: string;
  readonly file: string;
  /** Occurs once in the file. */
  readonly from: string;
  readonly to: string;
  /** The test file that has to notice. */
  readonly test: string;
}

const hostile = '__tests__/pack/hostile.test.ts';
const roundTrip = '__tests__/pack/round-trip.test.ts';
const runs = '__tests__/pack/runs.test.ts';
const shard = '__tests__/pack/shard.test.ts';
const zip = '__tests__/pack/zip.test.ts';
const bounds = '__tests__/pack/bounds.test.ts';
const frame = '__tests__/pack/zstd-frame.test.ts';
const restore = '__tests__/cache/restore.test.ts';

/** checks are the safety checks of packs, by the file they stand in. */
const checks: Readonly<Record<string, readonly (readonly [string, string, string, string])[]>> = {
  'src/pack/format.ts': [
    ['a pack ends in its magic', ' || !footer.subarray(20).equals(magic)', '', bounds],
    ['the format version is known', 'version !== formatVersion', 'version < 0', hostile],
    [
      'the manifest lies between the shards and the footer',
      'offset + bytes + footerBytes === fileBytes',
      'fileBytes > 0',
      bounds,
    ],
  ],
  'src/pack/open.ts': [
    ['a link is not followed', 'O_RDONLY | O_NOFOLLOW', 'O_RDONLY', hostile],
    ['only a plain file is read', '(await handle.stat()).isFile()', 'handle.fd > 0', hostile],
    ['a pack is not too short', 'size < magic.length + footerBytes', 'size < 0', hostile],
    [
      'a pack begins with its magic',
      '!(await readAt(handle, 0, magic.length)).equals(magic)',
      'size < 0',
      bounds,
    ],
    ['a manifest is no bomb', 'maxOutputLength: limits.manifestBytes', '...{}', hostile],
    ['the window of a manifest is bounded', '[zlib.ZSTD_d_windowLogMax]: limits.windowLog', '', bounds],
  ],
  'src/pack/parse-manifest.ts': [
    ['a manifest names modules', 'reason !== undefined', 'reason === null', hostile],
    ['a hash is a hash', '!/^h1:[A-Za-z0-9+/]{43}=$/.test(hash)', 'hash === null', hostile],
    ['a time is a time', '!isTime(value)', 'value === null', hostile],
    ['uncovered names modules', ' || checkModule(module) !== undefined', '', hostile],
    ['a base is a key', '!/^[!-~]{1,512}$/.test(key)', 'key === null', hostile],
    ['a shard begins where the one before ends', 'offset !== end', 'offset < 0', bounds],
    ['a shard is not empty', ' || bytes === 0', '', hostile],
    ['the shards end where the manifest begins', 'end !== shardsEnd', 'end < 0', hostile],
    ['a module is in a shard that is there', ' || module.shard >= shards.length', '', hostile],
    ['modules are in the order of their shards', 'module.shard < current || ', '', bounds],
    ['sizes add up', 'wrong >= 0', 'wrong > shards.length', hostile],
    ['a module is listed once', 'seen.has(moduleKey(module))', 'seen.has("")', hostile],
    ['a number is whole', '!Number.isSafeInteger(value)', 'false', hostile],
    ['a number is not negative', 'value < 0', 'false', hostile],
    ['a number is within its limit', 'value > max', 'false', hostile],
  ],
  'src/pack/module-names.ts': [
    ['a file belongs to its module', '!name.startsWith(this.#prefix)', 'name === ""', bounds],
    [
      'a name is safe on every system',
      'const reason = checkFilePath(file)',
      'const reason = checkFilePath("a")',
      hostile,
    ],
    ['names do not differ only in case', 'other.name !== name', 'name === ""', hostile],
    ['a folder is not a file', 'other.folder || folder ? ', 'other.folder === folder ? ', hostile],
  ],
  'src/pack/receive-module.ts': [
    ['a module is what go.sum says', 'h1 === this.#h1 ?', 'h1 !== "" ?', hostile],
    [
      'a module is complete',
      "if (!complete) return 'it has",
      "if (!complete && complete) return 'it has",
      hostile,
    ],
    ['a go.mod is not too large', 'size <= limits.goModBytes', 'size >= 0', hostile],
    ['nothing is written after a fault', 'if (this.#fault !== undefined) return;\n    try', 'try', hostile],
  ],
  'src/pack/zstd-frame.ts': [
    [
      'the window of a shard is bounded',
      'params: { [zlib.ZSTD_d_windowLogMax]: limits.windowLog },',
      '',
      bounds,
    ],
    ['a shard is a whole frame', 'engine.run(zlib.ZSTD_e_end, nothing, take);', '', frame],
  ],
  'src/pack/zstd-engine.ts': [
    ['what zstd finds wrong is believed', 'this.#fault !== undefined', 'this.#fault === ""', frame],
  ],
  'src/pack/listing.ts': [
    ['a listing ends with a line', "lines.pop() !== ''", "lines.pop() === 'x'", hostile],
    ['a size is a number', '(0|[1-9]\\d{0,9})', '(.*?)', hostile],
  ],
  'src/pack/shard-reader.ts': [
    ['a shard has an end', "this.#state !== 'end'", 'this.#index < 0', shard],
    ['nothing follows the end', "this.#state === 'end'", 'this.#index < 0', shard],
    ['a listing is not long', 'length > limits.listingBytes', 'length < 0', hostile],
    ['a module has no more files than the manifest says', 'files.length > module.files || ', '', hostile],
    ['a module has no more bytes than the manifest says', ' || bytes > module.contentBytes', '', hostile],
    ['a module is complete', 'files.length === module.files && bytes === module.contentBytes', 'true', shard],
  ],
  'src/pack/unpack.ts': [
    ['go.sum decides, not the pack', 'checksums.zip(module)', 'module.h1', hostile],
    ['only what is wanted is placed', 'request.wanted(module) ?', 'modules !== null ?', roundTrip],
    ['trees are laid out only where nobody else is', 'request.layOutTrees && ', '', roundTrip],
    ['trees are laid out under the lock', 'scratch, lock !== undefined', 'scratch, wantsTrees', runs],
    [
      'a full disk ends the run',
      "message.kind === 'disk'",
      "message.kind === 'disk' && index < 0",
      roundTrip,
    ],
  ],
  'src/pack/place-downloads.ts': [
    ['a go.mod is what go.sum says', 'if (h1 === wanted)', "if (h1 !== '')", hostile],
    [
      'a go.mod is covered',
      'checksums.goMod(mod);\n    if',
      'checksums.goMod(mod) ?? mod.h1;\n    if',
      bounds,
    ],
  ],
  'src/pack/place.ts': [
    ['nothing is replaced', "if (existsSync(to)) return 'occupied';", '', roundTrip],
    [
      'a zip without .ziphash is not vouched for',
      '!vouched && existsSync(target.zip)',
      'target.zip === ""',
      roundTrip,
    ],
    ['a foreign tree is not vouched for', 'if (!treeForeign) placeFile', 'placeFile', roundTrip],
    ['a module that go has locked gets no tree', 'existsSync(target.lock) || ', '', roundTrip],
    ['a partial module gets no tree', ' || existsSync(target.partial)', '', bounds],
  ],
  'src/pack/unpack-shard.ts': [
    ['what was rejected is not placed', 'reason === undefined && place()', 'place()', hostile],
  ],
  'src/pack/write-shard.ts': [
    ['what does not match go.sum is not packed', 'h1 === module.h1 ?', "h1 !== '' ?", roundTrip],
    [
      'no bad name is packed',
      'const reason = names.refuse(name)',
      'const reason = names.refuse(name) && undefined',
      roundTrip,
    ],
  ],
  'src/pack/module-source.ts': [
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
  ],
  'src/pack/tree-reader.ts': [
    ['a tree with a link is not packed', 'else if (entry.isFile())', 'else if (entry.name)', bounds],
  ],
  'src/pack/zip-reader.ts': [
    ['a file of a zip is no bomb', 'maxOutputLength: file.bytes + 1', '...{}', bounds],
    [
      'a file of a zip is where its directory says',
      'local.readUInt32LE(0) !== localSignature',
      'local.length < 0',
      zip,
    ],
  ],
  'src/pack/lock.ts': [
    ['the lock is had by one', "flag: 'wx'", "flag: 'w'", runs],
    ['a lock in use is not taken over', 'Date.now() - mtimeMs <= staleMs', 'mtimeMs < 0', runs],
    ['a lock of another is not given back', '(await contentOf(file)) === holder', "holder !== ''", runs],
  ],
  'src/pack/scratch.ts': [
    ['the folder of a run at work stays', '> staleMs', '> -1', runs],
    ['only folders of runs are removed', 'runName.test(name) && ', '', runs],
  ],
  'src/cache/restore.ts': [
    [
      'go.sum of the checkout decides',
      'checksums: request.checksums',
      'checksums: { ...request.checksums, zip: (module) => pack.manifest.modules.find(({ path }) => path === module.path)?.h1 }',
      restore,
    ],
    ['a delta lies on a full entry', 'manifest.base !== undefined', 'manifest === null', restore],
    ['no tree is laid out where others may work', 'layOutTrees: !occupied', 'layOutTrees: true', restore],
  ],
  'src/cache/base-ahead.ts': [
    ['a base is found by its exact name', 'fetched.key === name', "fetched.key !== ''", restore],
  ],
};

/** mutations are all of them. */
export const mutations: readonly Mutation[] = Object.entries(checks).flatMap(([file, inFile]) =>
  inFile.map(([name, from, to, test]) => ({ name, file, from, to, test })),
);
