import type { ChecksByFile } from './mutation.ts';

const fetch = '__tests__/fetch/fetch.test.ts';
const info = '__tests__/fetch/info.test.ts';
const spool = '__tests__/fetch/spool.test.ts';
const prefetch = '__tests__/proxy/prefetch.test.ts';
const placement = '__tests__/proxy/placement.test.ts';
const loopback = '__tests__/proxy/loopback-server.test.ts';
const requested = '__tests__/fetch/requested-file.test.ts';
const moduleProxy = '__tests__/proxy/module-proxy.test.ts';
const walk = '__tests__/fetch/walk.test.ts';
const goproxyList = '__tests__/fetch/goproxy-list.test.ts';
const goauth = '__tests__/proxy/goauth.test.ts';

/** proxy are the safety checks of the module proxy: what it hands over, to whom, and whom it asks. */
export const proxy: ChecksByFile = {
  'src/fetch/verify.ts': [
    ['a zip is what go.sum says', 'found !== expected', "found === ''", fetch],
    [
      'a go.mod is what go.sum says',
      "kind === 'mod' ? checksums.goMod(module) : undefined",
      'undefined',
      fetch,
    ],
    ['bytes that are wrong once are an accident', 'count >= accidentsMax', 'count >= 1', fetch],
    [
      'wrong bytes that come again and again are no accident',
      'count >= accidentsMax) return',
      'count < 0) return',
      fetch,
    ],
    [
      'an .info is of its version',
      'module === undefined ? version === undefined : version !== module.version',
      'version === null',
      fetch,
    ],
    ['an .info keeps what Go reads', 'bytes: formatInfo(info)', 'bytes: received.bytes', fetch],
  ],
  'src/fetch/info.ts': [
    ['the time of an .info is one', ' && isRfc3339(time)', '', info],
    ['an origin is one that Go reads', 'isOrigin(text) ? text : undefined', 'text', info],
    ['an origin is bounded', ' || text.length > originMax', '', info],
  ],
  'src/fetch/partial-body.ts': [
    ['a part of a body is not compressed', '206 && !uncompressed', '206', fetch],
    [
      'a body is carried on from where it broke off',
      "Number(range?.['start']) !== this.#spool.size || ",
      '',
      fetch,
    ],
    ['a body is carried on to the same end', ' || !fits', '', fetch],
    [
      'a body is carried on only where that can be checked',
      'return this.#hashKnown ? ',
      'return size >= 0 ? ',
      fetch,
    ],
    [
      'a weak ETag is no validator',
      "etag?.startsWith('\"') ? etag : lastModified",
      'etag ?? lastModified',
      fetch,
    ],
    ['a short body is not the end', 'if (size === total) return;', 'if (size <= total) return;', fetch],
  ],
  'src/fetch/fetch.ts': [
    [
      'what was put together from several answers accuses nobody',
      'partial.isPatched ? new Map<string, number>() : request.wrongHashes',
      'request.wrongHashes',
      fetch,
    ],
    [
      'an invalid body is not carried on',
      "if (failure.kind === 'invalid') await partial.reset();",
      '',
      fetch,
    ],
  ],
  'src/fetch/servers.ts': [
    [
      'a password is refused by one upstream, and not by its host',
      'keptIn(known, keyOf(upstream), ',
      'keptIn(known, upstream.host, ',
      '__tests__/fetch/servers.test.ts',
    ],
  ],
  'src/fetch/spool.ts': [
    ['a zip has a limit', 'refuseAbove(bytesMax.zip, size);', '', spool],
    ['what is kept in memory has a limit', 'refuseAbove(max, size);', '', fetch],
  ],
  'src/fetch/failure.ts': [
    ['a 404 for trouble behind a server is no 404', "? 'broken' : 'absent'", "? 'absent' : 'absent'", fetch],
  ],
  'src/modcache/receive-zip.ts': [
    [
      'a zip that is not what go.sum says is not placed',
      "stage.finish(true).kind === 'placed'",
      'stage.finish(true) !== undefined',
      placement,
    ],
    [
      'a zip that expands far is hashed before it is laid out',
      'target.tree && expandsFar(file)',
      'false',
      '__tests__/modcache/zip-limits.test.ts',
    ],
  ],
  'src/proxy/placement.ts': [
    ['trees are laid out under the lock', 'tree: lock !== undefined', 'tree: true', placement],
    ['no zip is placed once a go command may be at work', 'if (ended) return undefined;', '', prefetch],
    ['no go.mod is placed once a go command may be at work', 'if (ended || module', 'if (module', prefetch],
  ],
  'src/proxy/prefetch.ts': [
    [
      'an .info goes along with what go.sum covers',
      ' || place.checksums.zip(module) === undefined',
      '',
      prefetch,
    ],
    ['a go.mod on disk is what go.sum says', ' && goModHash(there) === h1', '', prefetch],
  ],
  'src/proxy/loopback-server.ts': [
    [
      'only who knows the secret is answered',
      'path.startsWith(',
      'path.length > 0 || path.startsWith(',
      loopback,
    ],
    ['only who calls it by its name is answered', 'headers.host === host && ', '', loopback],
    [
      'only GET and HEAD are answered',
      "request.method !== 'GET' && request.method !== 'HEAD'",
      'path === null',
      loopback,
    ],
  ],
  'src/proxy/module-proxy.ts': [
    [
      'a cancelled run reads no zip that has come',
      "signal.addEventListener('abort', endHashing, { once: true });",
      '',
      moduleProxy,
    ],
  ],
  'src/fetch/requested-file.ts': [
    [
      'a path of the checksum database stays below it',
      " && !text.split('/').some((element) => element === '.' || element === '..')",
      '',
      requested,
    ],
    [
      'a branch is no version',
      'checkModule(module) === undefined ? module',
      "unescaped !== '' ? module",
      requested,
    ],
  ],
  'src/proxy/module-source.ts': [
    [
      'GONOPROXY keeps proxies from being asked',
      'if (path !== undefined && !mayAsk(path)) throw notAllowed(file);',
      '',
      moduleProxy,
    ],
    [
      'what is private goes to no fallback',
      'path !== undefined && isPublic(path) ? mirrors',
      'path !== undefined ? mirrors',
      moduleProxy,
    ],
  ],
  'src/fetch/walk.ts': [
    [
      'at a comma only what is absent leads on',
      "if (candidate.upstream.separator === ',' && walked.at(-1)?.failure.kind !== 'absent') break;",
      '',
      walk,
    ],
    ['a fallback is asked for what can pass', 'of mayFallBack(walked) ?', 'of walked.length > 0 ?', walk],
    ['wrong bytes come before every other failure', 'mismatch ?? real', 'real', walk],
  ],
  'src/fetch/upstream.ts': [
    ['credentials go into a header, not along with a URL', "url.password = '';", '', fetch],
  ],
  'src/fetch/goproxy-list.ts': [
    [
      'http with credentials is left for go to refuse',
      " && username === '' && password === ''",
      '',
      goproxyList,
    ],
  ],
  'src/proxy/goauth.ts': [
    [
      'who wants to know the go command is left to it',
      'response.status < 400 || response.status >= 500',
      'response.status > 0',
      goauth,
    ],
  ],
};
