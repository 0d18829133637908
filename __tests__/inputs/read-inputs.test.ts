import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inputDefinitions } from '../../src/inputs/definitions.ts';
import { resolvePath } from '../../src/inputs/directories.ts';
import { InputError } from '../../src/inputs/input-error.ts';
import { readInputs } from '../../src/inputs/read-inputs.ts';
import { noS3Inputs } from '../adapters/s3/test-client.ts';
import { tempDir } from '../support/temp-dir.ts';

async function refused(raw: Record<string, string>, cwd: string): Promise<InputError> {
  const error: unknown = await readInputs(raw, { cwd, platform: process.platform }).catch((thrown) => thrown);
  if (!(error instanceof InputError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

describe('reading', () => {
  test('nothing given means the defaults', async () => {
    await using dir = await tempDir();
    expect(await readInputs({}, { cwd: dir.path, platform: process.platform })).toEqual({
      workingDirectory: dir.path,
      goModFiles: [],
      packages: [],
      extraModules: [],
      mirrorDirectory: undefined,
      goVersion: undefined,
      goVersionFile: undefined,
      goDownloadBaseUrl: undefined,
      goSettings: {},
      cache: 'auto',
      cacheMode: undefined,
      cacheServiceHosts: [],
      lookupOnly: false,
      cacheDirectory: undefined,
      cacheMaxSize: 10_000_000_000,
      s3: noS3Inputs,
      cacheKeyPrefix: 'go-mod',
      cacheEncryptionKey: undefined,
      failOnCacheMiss: false,
      clean: false,
      layout: 'full',
      attempts: 6,
      timeout: 1_800_000,
      stallTimeout: 30_000,
      concurrency: 32,
      fallbackGoproxy: undefined,
      forwardProxy: { http: undefined, https: undefined, noProxy: undefined },
      caFile: undefined,
      credentials: {
        netrc: [],
        token: undefined,
        tokenHosts: [],
        scopedTokens: [],
        sshKey: undefined,
        sshKnownHosts: undefined,
      },
      summary: 'always',
    });
  });

  test('an input that is blank, as an empty expression leaves it, has its default', async () => {
    await using dir = await tempDir();
    const context = { cwd: dir.path, platform: process.platform };
    const blank = Object.fromEntries(inputDefinitions.map(({ name }) => [name, ' \n']));
    expect(await readInputs(blank, context)).toEqual(await readInputs({}, context));
  });

  test('everything given is taken, with paths made absolute', async () => {
    await using dir = await tempDir({ 'my service/go.mod': '' });
    const inputs = await readInputs(
      {
        'working-directory': 'my service',
        'go-mod-files': 'a b/go.mod\r\n\n  !examples/**/go.mod\n',
        packages: './cmd/...  ./internal/...\n./x',
        'extra-modules': 'example.com/a@v1.0.0\nexample.com/b@main',
        goproxy: ' https://proxy.example.com,direct ',
        gomodcache: 'modules',
        goauth: 'netrc',
        gotoolchain: 'local',
        cache: 'directory',
        'cache-mode': 'write-only',
        'cache-service-hosts': 'Cache.internal:3000, other.internal',
        'lookup-only': 'True',
        'cache-directory': '~/cache',
        'cache-max-size': '1GiB',
        'cache-key-prefix': 'mine',
        'fail-on-cache-miss': 'true',
        clean: 'true',
        layout: 'zip',
        attempts: '20',
        timeout: '1h',
        'stall-timeout': '500ms',
        concurrency: '8',
        'cache-encryption-key': ' a passphrase of some length ',
        's3-bucket': 'modules',
        's3-endpoint': 's3.example.com',
        's3-region': 'eu-central-1',
        's3-prefix': 'shared/go',
        's3-path-style': 'false',
        's3-role': 'arn:aws:iam::123456789012:role/ci',
        's3-access-key-id': 'AKIA',
        's3-secret-access-key': 'secret',
        's3-session-token': 'session',
        'fallback-goproxy': 'https://mirror.example.com|https://other.example.com',
        'http-proxy': 'proxy.example.com:3128',
        'https-proxy': 'http://user:word@proxy.example.com:3128',
        'no-proxy': '10.0.0.0/8',
        'ca-file': 'certs/ca.pem',
        netrc: 'machine git.example.com login me password s3cret',
        token: 't0ken',
        'token-hosts': 'Git.Example.com:443, other.example.com:8443',
        summary: 'false',
      },
      { cwd: dir.path, home: path.join(dir.path, 'home'), platform: process.platform },
    );
    expect(inputs).toEqual({
      workingDirectory: path.join(dir.path, 'my service'),
      goModFiles: ['a b/go.mod', '!examples/**/go.mod'],
      packages: ['./cmd/...', './internal/...', './x'],
      extraModules: [
        { path: 'example.com/a', query: 'v1.0.0' },
        { path: 'example.com/b', query: 'main' },
      ],
      mirrorDirectory: undefined,
      goVersion: undefined,
      goVersionFile: undefined,
      goDownloadBaseUrl: undefined,
      goSettings: {
        GOPROXY: 'https://proxy.example.com,direct',
        GOAUTH: 'netrc',
        GOTOOLCHAIN: 'local',
        GOMODCACHE: path.join(dir.path, 'modules'),
      },
      cache: 'directory',
      cacheMode: 'write-only',
      cacheServiceHosts: ['cache.internal:3000', 'other.internal'],
      lookupOnly: true,
      cacheDirectory: path.join(dir.path, 'home', 'cache'),
      cacheMaxSize: 1_073_741_824,
      s3: {
        bucket: 'modules',
        endpoint: 'https://s3.example.com',
        region: 'eu-central-1',
        prefix: 'shared/go',
        pathStyle: false,
        role: 'arn:aws:iam::123456789012:role/ci',
        accessKey: { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'session' },
      },
      cacheKeyPrefix: 'mine',
      cacheEncryptionKey: 'a passphrase of some length',
      failOnCacheMiss: true,
      clean: true,
      layout: 'zip',
      attempts: 20,
      timeout: 3_600_000,
      stallTimeout: 500,
      concurrency: 8,
      fallbackGoproxy: 'https://mirror.example.com|https://other.example.com',
      forwardProxy: {
        http: 'http://proxy.example.com:3128',
        https: 'http://user:word@proxy.example.com:3128',
        noProxy: '10.0.0.0/8',
      },
      caFile: path.join(dir.path, 'certs', 'ca.pem'),
      credentials: {
        netrc: [{ machine: 'git.example.com', login: 'me', password: 's3cret' }],
        token: 't0ken',
        tokenHosts: ['git.example.com', 'other.example.com:8443'],
        scopedTokens: [],
        sshKey: undefined,
        sshKnownHosts: undefined,
      },
      summary: 'never',
    });
  });
});

describe('refusing', () => {
  const wrong: Readonly<Record<string, string>> = {
    'working-directory': 'nowhere',
    'go-mod-files': '!',
    packages: '-a',
    'extra-modules': 'example.com/mod',
    cache: 'gihub',
    'cache-mode': 'readonly',
    'lookup-only': 'yes',
    'cache-directory': '~/cache',
    'cache-max-size': '10',
    'cache-key-prefix': 'a,b',
    'fail-on-cache-miss': '1',
    clean: 'no',
    layout: 'flat',
    attempts: '0',
    timeout: '30',
    'stall-timeout': 'soon',
    concurrency: '1000',
    'fallback-goproxy': 'direct',
    'http-proxy': 'ftp://proxy.example.com',
    'https-proxy': 'http://',
    summary: 'maybe',
  };

  test('one problem is one sentence that names the input, the value, what is valid and an example', async () => {
    await using dir = await tempDir();
    const error = await refused({ layout: 'flat' }, dir.path);
    expect(error.message).toBe(
      'Input `layout`: `flat` is not one of `full`, `tree`, `zip`. Write for example `full`.',
    );
    expect(error).toMatchObject({ code: 'inputs-invalid', class: 'configuration' });
  });

  test('any set of wrong inputs is reported whole, at once, in the order of the documentation', async () => {
    await using dir = await tempDir();
    const names = Object.keys(wrong);
    await fc.assert(
      fc.asyncProperty(fc.subarray(names, { minLength: 1 }), async (chosen) => {
        const raw = Object.fromEntries(chosen.map((name) => [name, wrong[name] ?? '']));
        const error = await refused(raw, dir.path);
        const documented = inputDefinitions.map(({ name }) => name).filter((name) => chosen.includes(name));
        expect(error.problems.map(({ input }) => input)).toEqual(documented);
        for (const name of chosen) {
          expect(error.message).toContain(`\`${name}\`: `);
          // A forward proxy can hold a password, so its value is not repeated.
          if (!/^https?-proxy$/.test(name)) expect(error.message).toContain(`\`${wrong[name]}\``);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('every item of a list that is wrong is named', async () => {
    await using dir = await tempDir();
    const error = await refused(
      { 'extra-modules': 'example.com/a example.com/b@v1.0.0 example.com/c' },
      dir.path,
    );
    expect(error.message).toContain('`example.com/a` has no version');
    expect(error.message).toContain('`example.com/c` has no version');
    expect(error.message).not.toContain('example.com/b');
  });

  test.each([
    ['missing', 'nowhere', 'does not exist. Write a directory of the checkout'],
    ['a go.mod', 'go.mod', 'is a file. Write its directory; to choose a go.mod, use `go-mod-files`.'],
    ['below a file', 'go.mod/x', 'does not exist.'],
    ['the home of nobody', '~', 'needs a home directory, but there is none.'],
    ['not a path', 'a\0b', 'contains a NUL character.'],
  ])('a working directory that is %s is refused', async (_name, value, told) => {
    await using dir = await tempDir({ 'go.mod': '' });
    expect((await refused({ 'working-directory': value }, dir.path)).message).toContain(told);
  });

  test('a working directory may be written with backslashes, unless they belong to its name', async () => {
    await using dir = await tempDir({
      'service/a/go.mod': '',
      'service\\b/go.mod': '',
      'service/b/go.mod': '',
    });
    for (const [value, meant] of [
      ['service\\a', 'service/a'],
      ['.\\service\\a', 'service/a'],
      ['service\\b', 'service\\b'],
    ] as const) {
      const { workingDirectory } = await readInputs(
        { 'working-directory': value },
        { cwd: dir.path, platform: process.platform },
      );
      expect(workingDirectory).toBe(path.join(dir.path, meant));
    }
  });
});

describe('paths', () => {
  test.each<[string, NodeJS.Platform, string, string]>([
    ['relative', 'linux', 'a/../b c', '/some checkout/b c'],
    ['absolute', 'linux', '/elsewhere/x', '/elsewhere/x'],
    ['in the home', 'linux', '~/go', '/home/me/go'],
    ['the home', 'linux', '~', '/home/me'],
    ['named like a home', 'linux', '~other', '/some checkout/~other'],
    ['relative', 'win32', 'a\\b', 'D:\\some checkout\\a\\b'],
    ['with slashes', 'win32', 'a/b', 'D:\\some checkout\\a\\b'],
    ['on another drive', 'win32', 'C:\\x', 'C:\\x'],
    ['in the home', 'win32', '~\\go', 'C:\\Users\\me\\go'],
  ])('%s on %s: %s', (_name, platform, text, resolved) => {
    const context =
      platform === 'win32'
        ? { cwd: 'D:\\some checkout', home: 'C:\\Users\\me', platform }
        : { cwd: '/some checkout', home: '/home/me', platform };
    expect(resolvePath(text, context)).toEqual({ kind: 'ok', value: resolved });
  });
});
