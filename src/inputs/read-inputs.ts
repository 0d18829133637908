import { type GoSettingName, type GoSettings, goSettingNames } from '../go/setting-names.ts';
import { joinProxies, joinWords } from '../go/setting-values.ts';
import { layouts } from '../layout.ts';
import { type Parsed, parseEach } from '../parsed.ts';
import type { VersionSpec } from '../toolchain/version-spec.ts';
import {
  parseEncryptionKey,
  parseHost,
  parseKnownHostsInput,
  parseNetrcInput,
  parseSshKeyInput,
} from './credentials.ts';
import { definitionOf, type InputName, type RawInputs } from './definitions.ts';
import { existingDirectory, type InputContext, resolvePath } from './directories.ts';
import { parseBaseUrl, parseGoVersionInput } from './go-itself.ts';
import { InputError, type InputProblem } from './input-error.ts';
import type { CacheMode, Inputs } from './inputs.ts';
import { mirrorProblems } from './mirror-directory.ts';
import { parseCount, parseDuration, parseSize } from './quantities.ts';
import {
  parseAccessKey,
  parseBucket,
  parseEndpoint,
  parseObjectPrefix,
  parseRegion,
  parseRole,
} from './s3.ts';
import { parseTokens } from './token.ts';
import {
  parseCacheChoice,
  parseFilePattern,
  parseForwardProxy,
  parseKeyPrefix,
  parseMirrors,
  parseModuleQuery,
  parseOneOf,
  parsePackagePattern,
  parseSummaryChoice,
  parseSwitch,
} from './words.ts';

const cacheModes: readonly CacheMode[] = ['write', 'read', 'write-only', 'none'];

/**
 * readInputs checks and resolves everything the user set. An input that is absent or blank has its default.
 * Throws one InputError of code `inputs-invalid` that names every invalid input. Go's own settings are not
 * checked here: what is valid is for the go command to decide.
 */
export async function readInputs(raw: RawInputs, context: InputContext): Promise<Inputs> {
  const problems: InputProblem[] = [];
  const text = (name: InputName) => raw[name]?.trim() || (definitionOf(name)?.default ?? '');

  /**
   * Returns the value of an input; if it is invalid, records the problem and returns a value that is never
   * used.
   */
  function checked<T>(name: InputName, parsed: Parsed<T>, unused: T): T {
    if (parsed.kind === 'ok') return parsed.value;
    problems.push({ input: name, message: parsed.message });
    return unused;
  }
  const checkedSwitch = (name: InputName) => checked(name, parseSwitch(text(name)), false);
  const hosts = (name: InputName) =>
    checked(name, parseEach(wordsOf(text(name).replaceAll(',', ' ')), parseHost), []);
  const given = <T>(name: InputName, parse: (text: string) => Parsed<T>) =>
    text(name) === '' ? undefined : checked(name, parse(text(name)), undefined);

  const inputs: Inputs = {
    workingDirectory: checked(
      'working-directory',
      await existingDirectory(text('working-directory'), context),
      '',
    ),
    goModFiles: checked('go-mod-files', parseEach(linesOf(text('go-mod-files')), parseFilePattern), []),
    packages: checked('packages', parseEach(wordsOf(text('packages')), parsePackagePattern), []),
    extraModules: checked('extra-modules', parseEach(wordsOf(text('extra-modules')), parseModuleQuery), []),
    mirrorDirectory: given<string | undefined>('mirror-directory', (dir) => resolvePath(dir, context)),
    goVersion: given<VersionSpec | undefined>('go-version', parseGoVersionInput),
    goVersionFile: given<string | undefined>('go-version-file', (file) => resolvePath(file, context)),
    goDownloadBaseUrl: given<string | undefined>('go-download-base-url', parseBaseUrl),
    goSettings: {
      ...goSettingsOf(text),
      ...modcacheOf(given('gomodcache', (dir) => resolvePath(dir, context))),
    },
    cache: checked('cache', parseCacheChoice(text('cache')), 'off'),
    cacheMode: given<CacheMode | undefined>('cache-mode', (mode) => parseOneOf(mode, cacheModes)),
    cacheServiceHosts: hosts('cache-service-hosts'),
    lookupOnly: checkedSwitch('lookup-only'),
    cacheDirectory: given<string | undefined>('cache-directory', (dir) => resolvePath(dir, context)),
    cacheMaxSize: checked('cache-max-size', parseSize(text('cache-max-size')), 0),
    s3: {
      bucket: given<string | undefined>('s3-bucket', parseBucket),
      endpoint: given<string | undefined>('s3-endpoint', parseEndpoint),
      region: given<string | undefined>('s3-region', parseRegion),
      prefix: given<string | undefined>('s3-prefix', parseObjectPrefix),
      pathStyle: given<boolean | undefined>('s3-path-style', parseSwitch),
      role: given<string | undefined>('s3-role', parseRole),
      accessKey: checked(
        's3-access-key-id',
        parseAccessKey(text('s3-access-key-id'), text('s3-secret-access-key'), text('s3-session-token')),
        undefined,
      ),
    },
    cacheKeyPrefix: checked('cache-key-prefix', parseKeyPrefix(text('cache-key-prefix')), ''),
    cacheEncryptionKey: given<string | undefined>('cache-encryption-key', parseEncryptionKey),
    failOnCacheMiss: checkedSwitch('fail-on-cache-miss'),
    clean: checkedSwitch('clean'),
    layout: checked('layout', parseOneOf(text('layout'), layouts), 'full'),
    attempts: checked('attempts', parseCount(text('attempts'), 1, 20), 0),
    timeout: checked('timeout', parseDuration(text('timeout')), 0),
    stallTimeout: checked('stall-timeout', parseDuration(text('stall-timeout')), 0),
    concurrency: checked('concurrency', parseCount(text('concurrency'), 1, 256), 0),
    fallbackGoproxy: given<string | undefined>('fallback-goproxy', (list) => parseMirrors(joinProxies(list))),
    forwardProxy: {
      http: given<string | undefined>('http-proxy', parseForwardProxy),
      https: given<string | undefined>('https-proxy', parseForwardProxy),
      noProxy: joinWords(text('no-proxy')) || undefined,
    },
    caFile: given<string | undefined>('ca-file', (file) => resolvePath(file, context)),
    credentials: {
      netrc: checked('netrc', await parseNetrcInput(text('netrc'), context), []),
      ...checked('token', parseTokens(text('token'), text('token-hosts')), {
        token: undefined,
        scopedTokens: [],
      }),
      tokenHosts: hosts('token-hosts'),
      sshKey: checked('ssh-key', await parseSshKeyInput(text('ssh-key'), context), undefined),
      sshKnownHosts: checked(
        'ssh-known-hosts',
        await parseKnownHostsInput(text('ssh-known-hosts'), context),
        undefined,
      ),
    },
    summary: checked('summary', parseSummaryChoice(text('summary')), 'never'),
  };
  problems.push(...mirrorProblems(inputs));
  if (problems.length > 0) throw InputError.invalid(problems);
  return inputs;
}

function goSettingsOf(text: (name: InputName) => string): GoSettings {
  const settings: Partial<Record<GoSettingName, string>> = {};
  for (const setting of goSettingNames) {
    const value = text(inputOf(setting));
    if (value !== '') settings[setting] = value;
  }
  return settings;
}

/** Each Go setting is an input of the same name in lower case. */
function inputOf(setting: GoSettingName): InputName {
  return setting.toLowerCase() as Lowercase<GoSettingName>;
}

/** The go command refuses a relative GOMODCACHE; here it is relative to the current directory of the step. */
function modcacheOf(dir: string | undefined): GoSettings {
  return dir === undefined ? {} : { GOMODCACHE: dir };
}

function linesOf(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
