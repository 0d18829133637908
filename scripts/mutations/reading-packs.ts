import type { ChecksByFile } from './mutation.ts';

const channel = '__tests__/pack/shard-channel.test.ts';
const restore = '__tests__/cache/restore.test.ts';
const hostile = '__tests__/pack/hostile.test.ts';
const roundTrip = '__tests__/pack/round-trip.test.ts';
const runs = '__tests__/pack/runs.test.ts';
const shard = '__tests__/pack/shard.test.ts';
const manifestBounds = '__tests__/pack/manifest-bounds.test.ts';
const moduleNames = '__tests__/modcache/module-names.test.ts';
const bounds = '__tests__/pack/bounds.test.ts';
const frame = '__tests__/pack/zstd-frame.test.ts';

/** readingPacks are the safety checks of reading packs: what makes a reader refuse a pack, a shard, a module or a file. */
export const readingPacks: ChecksByFile = {
  'src/pack/format.ts': [
    ['a pack is not too short', 'head.length < headBytes', 'head.length < 0', hostile],
    ['a pack begins with its magic', '!head.subarray(0, magic.length).equals(magic)', 'false', bounds],
    ['the format version is known', 'version !== formatVersion', 'version < 0', hostile],
    ['the manifest lies in the file', 'headBytes + manifestBytes <= fileBytes', 'fileBytes > 0', bounds],
  ],
  'src/pack/shard-channel.ts': [
    ['a shard that is interrupted is not complete', 'throw new ShardInterrupted();', 'return;', channel],
    [
      'a ring is not overrun',
      'Math.min(room, this.#ring.length - this.#at)',
      'this.#ring.length - this.#at',
      channel,
    ],
  ],
  'src/pack/shard-supply.ts': [
    ['a pack that is interrupted is not complete', 'this.#interrupted = error;', '', restore],
  ],
  'src/pack/read-shard.ts': [
    [
      'a shard that is interrupted is not broken',
      "if (error instanceof ShardInterrupted) return { kind: 'interrupted' };",
      "if (error instanceof ShardInterrupted) return { kind: 'broken', reason: '' };",
      restore,
    ],
  ],
  'src/pack/open.ts': [
    ['a link is not followed', 'followLinks: false', 'followLinks: true', hostile],
    ['a stored manifest is not too large', 'manifestBytes > bounds.bytes', 'false', manifestBounds],
  ],
  'src/pack/parse-manifest.ts': [
    ['a manifest is no bomb', '{ maxOutputLength, params }', '{ params }', manifestBounds],
    ['the window of a manifest is bounded', '[zlib.ZSTD_d_windowLogMax]: limits.windowLog', '', bounds],
    ['a manifest is no bomb for JSON.parse', 'elements > bounds.elements', 'false', manifestBounds],
    ['each shard has a module', 'listed.length > modules.length', 'false', manifestBounds],
    ['a manifest names modules', 'reason !== undefined', 'reason === null', hostile],
    ['a hash is a hash', '!isHash1(hash)', 'hash === null', hostile],
    ['a time is a time', '!isRfc3339(value)', 'value === null', hostile],
    ['uncovered names modules', ' || checkModule(module) !== undefined', '', hostile],
    ['a base is a key', '!/^[A-Za-z0-9._-]{1,512}$/.test(key)', 'key === null', hostile],
    ['a shard is not empty', 'listed.bytes === 0', 'listed.bytes < 0', hostile],
    ['the shards end where the file ends', 'offset !== until', 'offset < 0', hostile],
    ['a module is in a shard that is there', ' || module.shard >= shards.length', '', hostile],
    ['modules are in the order of their shards', 'module.shard < current || ', '', bounds],
    ['sizes add up', 'wrong >= 0', 'wrong > shards.length', hostile],
    ['a module is listed once', 'seen.has(moduleKey(module))', 'seen.has("")', hostile],
    ['a number is whole', '!Number.isSafeInteger(value)', 'false', hostile],
    ['a number is not negative', 'value < 0', 'false', hostile],
    ['a number is within its limit', 'value > max', 'false', hostile],
    ['a text is a text', "if (typeof value !== 'string') throw", 'if (value === undefined) throw', hostile],
    ['a go.mod is listed once', "checkUnique(mods, 'mods');", '', hostile],
  ],
  'src/modcache/module-names.ts': [
    ['a file belongs to its module', '!name.startsWith(this.#prefix)', 'name === ""', bounds],
    [
      'a name is safe on every system',
      'const reason = checkFilePath(path)',
      'const reason = checkFilePath("a")',
      hostile,
    ],
    [
      'files do not differ only in case',
      'if (other.name !== name) return onlyCase(path,',
      'if (name === "") return onlyCase(path,',
      hostile,
    ],
    [
      'folders do not differ only in case',
      'if (other.name !== name) return onlyCase(pathOf()',
      'if (name === "") return onlyCase(pathOf()',
      hostile,
    ],
    ['a folder is not a file', 'other.folder ?? bothKinds(pathOf())', 'other.folder ?? parent', hostile],
    [
      'a file is there once',
      'return other.folder === undefined ?',
      'return other.folder === undefined ? undefined : other.name === "" ?',
      hostile,
    ],
    ['a go.mod stands at the root', ' ?? refuseGoMod(path)', '', hostile],
    ['a name is not too long', 'Buffer.byteLength(path) > moduleLimits.nameBytes', 'false', hostile],
    ['a file is not too deep', 'depthOf(path) > moduleLimits.depth', 'false', moduleNames],
    ['a module has a limit of folders', 'this.#folders > moduleLimits.folders', 'false', moduleNames],
  ],
  'src/modcache/receive-module.ts': [
    ['a module is what go.sum says', 'h1 === this.#h1 ?', 'h1 !== "" ?', hostile],
    [
      'a module is complete',
      "if (!complete) return 'it has",
      "if (!complete && complete) return 'it has",
      hostile,
    ],
    ['a go.mod is not too large', 'size <= moduleLimits.goModBytes', 'size >= 0', hostile],
    ['nothing is written after a fault', 'if (this.#fault !== undefined) return;\n    try', 'try', hostile],
    [
      'a name that the disk refuses costs one module',
      "if (!nameTrouble.has(errnoOf(error) ?? '')) throw",
      'if (errnoOf(error) !== undefined) throw',
      bounds,
    ],
  ],
  'src/pack/listing.ts': [
    ['a listing ends with a line', 'return end < 0 ? undefined :', 'return', hostile],
    ['a size has digits', 'digits === 1 || ', 'digits <= 1 || ', hostile],
    ['a size is written in one way', ' && listing[at] !== zero', '', hostile],
    ['a size ends with a space', ' || listing[name - 1] !== space', '', shard],
    ['a module has no more files than the manifest says', 'files > claimed.files || ', '', shard],
    [
      'a module has no more bytes than the manifest says',
      ' || contentBytes > claimed.contentBytes',
      '',
      shard,
    ],
    [
      'a listing is as long as its files can have names',
      'files * lineBytesMax',
      'limits.listingBytes',
      shard,
    ],
  ],
  'src/pack/shard-reader.ts': [
    ['a shard has an end', "this.#state !== 'end'", 'this.#index < 0', shard],
    ['nothing follows the end', "this.#state === 'end'", 'this.#index < 0', shard],
    ['a listing is not long', 'length > listingBytesMax(this.#module)', 'length < 0', hostile],
    [
      'a module is complete',
      'listing.files === module.files && listing.contentBytes === module.contentBytes',
      'true',
      shard,
    ],
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
  'src/modcache/zlib-engine.ts': [
    ['what zstd finds wrong is believed', 'this.#fault !== undefined', 'this.#fault === ""', frame],
  ],
  'src/pack/unpack.ts': [
    ['an entry has to fit on the disk', 'needed <= free', 'needed >= 0', bounds],
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
  'src/pack/restore-tally.ts': [
    [
      'a broken shard is told of',
      'this.#settle(shard, index, false, reason);\n    }',
      'this.#settle(shard, index, false, undefined);\n    }',
      hostile,
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
    [
      'an .info goes along with what go.sum covers',
      'mod.time !== undefined && checksums.goMod(mod) !== undefined',
      'mod.time !== undefined',
      bounds,
    ],
  ],
  'src/modcache/place.ts': [
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
  'src/modcache/module-stage.ts': [
    [
      'what was rejected is not placed',
      'if (reason !== undefined) return',
      'if (reason === "") return',
      hostile,
    ],
  ],
};
