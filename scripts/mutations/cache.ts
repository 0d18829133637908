import type { ChecksByFile } from './mutation.ts';

const frames = '__tests__/adapters/encrypted-cache/frames.test.ts';
const encrypted = '__tests__/adapters/encrypted-cache/encrypted-cache.test.ts';
const archived = '__tests__/adapters/github-cache/archived-pack.test.ts';
const github = '__tests__/adapters/github-cache/github-cache.test.ts';
const endpoint = '__tests__/adapters/github-cache/endpoint.test.ts';
const namedService = '__tests__/adapters/github-cache/named-service.test.ts';
const hostile = '__tests__/adapters/github-cache/hostile.test.ts';
const reading = '__tests__/adapters/github-cache/reading-faults.test.ts';
const tarHeader = '__tests__/adapters/github-cache/tar-header.test.ts';
const basePrefetch = '__tests__/cache/base-prefetch.test.ts';
const ranges = '__tests__/fetch/read-ranges.test.ts';
const restore = '__tests__/cache/restore.test.ts';
const cacheable = '__tests__/cache/cacheable.test.ts';
const names = '__tests__/cache/names.test.ts';
const save = '__tests__/cache/save.test.ts';
const delta = '__tests__/cache/delta.test.ts';
const entry = '__tests__/cache/entry.test.ts';
const policy = '__tests__/cache/policy.test.ts';

/** cache are the safety checks of the cache: which entry is believed, superseded and stored. */
export const cache: ChecksByFile = {
  'src/adapters/encrypted-cache/frames.ts': [
    ['the last frame is marked', 'nonce.writeUInt8(isLast ? 1 : 0, 11);', '', frames],
    ['frames are numbered', 'nonce.writeUInt32BE(number, 7);', '', frames],
  ],
  'src/adapters/encrypted-cache/key.ts': [['an entry has one name', 'name}`, 32', '32}`, 32', frames]],
  'src/adapters/encrypted-cache/open-entry.ts': [
    ['an encrypted entry begins like one', '|| !isHeader(header)', '', encrypted],
  ],
  'src/adapters/github-cache/archived-pack.ts': [
    ['only a pack is read out of an archive', 'member.name !== packName', 'member === undefined', archived],
    ['only a file is read out of an archive', "member.type !== '0'", "member.type === ''", archived],
    ['the headers before a pack are bounded', 'member.bytes > recordsMax', 'member.bytes < 0', archived],
    ['a pack is whole', "throw new ArchiveFault('its archive ends early')", 'return undefined', archived],
  ],
  'src/adapters/github-cache/tar-header.ts': [
    ['a header has its checksum', 'sum !== checksum(block)', 'sum === undefined', tarHeader],
    ['a record ends where it says', ' || content[end - 1] !== 0x0a', '', tarHeader],
  ],
  'src/adapters/github-cache/decompress.ts': [
    ['the window of an archive is bounded', '[zlib.ZSTD_d_windowLogMax]: windowLogMax', '', archived],
  ],
  'src/adapters/github-cache/fetch-entry.ts': [
    ['a pack beyond the limit is not taken', 'if (bytes > sizeLimit)', 'if (bytes < 0)', hostile],
    ['a signed URL is masked', 'maskSigned(service, match.url);', '', github],
  ],
  'src/adapters/github-cache/ask-service.ts': [
    ['an entry was asked for', 'if (!isAnswerTo(question, found.key))', 'if (found.key === "")', reading],
    ['a key is printable', ' && /^[\\x21-\\x7e]{1,512}$/.test(key)', '', hostile],
    [
      'an entry is read over http',
      '!/^https?:$/.test(new URL(found.url).protocol)',
      'found.url === ""',
      reading,
    ],
    ['an answer is bounded', 'if (!isWhole) throw notItsProtocol();', '', reading],
    ['a token is not told', 'withoutSecrets(text, [endpoint.token])', 'text', reading],
  ],
  'src/adapters/github-cache/look-up-entry.ts': [
    ['the first key counts', 'rankOf(gzip, keys) < rankOf(zstd, keys)', 'keys.length === 0', github],
  ],
  'src/adapters/github-cache/endpoint.ts': [
    ['a mode that forbids reading does', 'unreadableModes.has(mode)', 'mode === ""', endpoint],
  ],
  'src/fetch/range-requests.ts': [
    ['ranges are of one version', ', ...ifMatch(etag)', '', ranges],
    ['ranges are of one size', ' && found.bytes === version.bytes', '', ranges],
  ],
  'src/adapters/github-cache/named-service.ts': [
    [
      'only a host that the workflow lists gets the token',
      '!hosts.some((host) => isHostOf(url, host))',
      'false',
      namedService,
    ],
  ],
  'src/fetch/read-ranges.ts': [
    [
      'a body beyond the limit is not begun',
      'if ((bytes ?? 0) > sizeLimit)',
      'if ((bytes ?? 0) < 0)',
      ranges,
    ],
    ['a stream beyond the limit is ended', 'if (received > sizeLimit)', 'if (received < 0)', ranges],
  ],
  'src/fetch/incoming-range.ts': [
    [
      'a range is no larger than requested',
      'piece.length > this.bytes - this.#filled',
      'piece.length < 0',
      ranges,
    ],
  ],
  'src/cache/base-prefetch.ts': [
    ['a base is found by its exact name', 'fetched.key === name', "fetched.key !== ''", basePrefetch],
  ],
  'src/cache/cacheable.ts': [
    ['a go.mod that does not match go.sum is left out', ' && goModHash(text) === module.h1', '', cacheable],
  ],
  'src/cache/entry.ts': [
    [
      'a delta lies on a full entry of its project, by its name',
      '(?<base>\\k<scope>[0-9a-f]{40}-[1-9][0-9]{0,5})',
      '(?<base>.+)',
      entry,
    ],
  ],
  'src/cache/restore-budget.ts': [
    [
      'a restore leaves time for a download',
      'share * timeout',
      'timeout',
      '__tests__/cache/restore-budget.test.ts',
    ],
  ],
  'src/cache/look-up.ts': [
    ['lookup-only finds exactly this key', 'entry?.key === cacheKey.key ?', 'entry !== undefined ?', names],
  ],
  'src/cache/policy.ts': [
    [
      'ACTIONS_CACHE_MODE is a ceiling',
      'const mode = both(chosen.mode, ceiling);',
      'const mode = ceiling;',
      policy,
    ],
  ],
  'src/cache/lay-out.ts': [
    [
      'go.sum of the checkout decides',
      'checksums: context.checksums',
      'checksums: { ...context.checksums, zip: (module) => pack.manifest.modules.find(({ path }) => path === module.path)?.h1 }',
      restore,
    ],
    ['no tree is laid out where others may work', 'layOutTrees: !occupied', 'layOutTrees: true', restore],
  ],
  'src/cache/restore.ts': [
    [
      'an entry that broke off is no hit',
      'if (interrupted !== undefined) {',
      'if (interrupted === null) {',
      restore,
    ],
    ['a base that broke off is wanting', 'baseMissing: under.interrupted', 'baseMissing: undefined', restore],
    ['a delta lies on a full entry', 'manifest.base !== undefined', 'manifest === null', restore],
    ['an entry has a name that we give', 'entry === undefined)', 'entry === null)', restore],
  ],
  'src/cache/save-need.ts': [
    [
      'an entry that is damaged behind its beginning is superseded',
      'if (restored.isDamaged)',
      'if (false)',
      save,
    ],
    [
      'nothing is laid on what was found wanting',
      'if (delivered.rejected.length > 0) return undefined;',
      '',
      save,
    ],
    ['an entry with something rejected is superseded', 'delivered.rejected.length > 0 || ', '', save],
    ['a delta without its base is superseded', ' || delivered.baseMissing !== undefined', '', save],
  ],
  'src/cache/save.ts': [
    ['packing that is superseded is ended', "if (found.kind !== 'free') superseded.abort();", '', save],
    [
      'what another job has stored is not stored again',
      'newest.number > need.supersedes && ',
      'newest.number < 0 && ',
      save,
    ],
    ['an entry of nothing is not stored', 'packed.modules === 0', 'packed.modules < 0', save],
    ['an entry is not superseded by its like', 'modules > 0 || goMods > 0', 'modules >= 0', save],
    ['a delta is small', 'packed.bytes <= deltaShare * base.bytes', 'packed.bytes >= 0', delta],
  ],
};
