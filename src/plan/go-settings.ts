import { secretsOfGo } from '../credentials/secrets.ts';
import { ActionError } from '../errors.ts';
import type { GoEnv } from '../go/goenv.ts';
import { parseGoproxy } from '../go/goproxy.ts';
import { type GoSettingName, type GoSettings, goSettingNames } from '../go/setting-names.ts';
import { joinSetting } from '../go/setting-values.ts';
import { shownUrls, withoutCredentials } from '../go/url-credentials.ts';
import type { Env } from '../ports/env.ts';

/** GoSetting is one setting of the go command, and its source. */
export interface GoSetting {
  readonly name: GoSettingName;
  readonly value: string;
  readonly source: 'input' | 'environment' | 'go env';
  /** Whether it was given on several lines or with blanks, which the go command does not read as a list. */
  readonly isJoined: boolean;
}

/**
 * resolveGoSettings resolves each setting: the input, or else the environment, or else `go env` (its file or
 * Go's default). Throws ActionError for an invalid GOPROXY and for GO111MODULE=off.
 */
export function resolveGoSettings(given: GoSettings, env: Env, goEnv: GoEnv): GoSetting[] {
  refuseModulesOff(goEnv);
  const settings = goSettingNames.map((name) => resolve(name, given, env, goEnv));
  parseGoproxy(settingOf(settings, 'GOPROXY'));
  return settings;
}

/** settingOf returns the value of one setting. */
export function settingOf(settings: readonly GoSetting[], name: GoSettingName): string {
  return settings.find((setting) => setting.name === name)?.value ?? '';
}

/** secretsOfSettings lists the secrets to mask before any of the settings is used. */
export function secretsOfSettings(settings: readonly GoSetting[]): string[] {
  return secretsOfGo({
    goproxy: settingOf(settings, 'GOPROXY'),
    gosumdb: settingOf(settings, 'GOSUMDB'),
    goauth: settingOf(settings, 'GOAUTH'),
  });
}

/** describeSetting is the line for the log: the value without secrets, and its source. */
export function describeSetting(setting: GoSetting): string {
  const shown = setting.name === 'GOAUTH' ? shownGoauth(setting.value) : shownValue(setting);
  const how = setting.isJoined && setting.source !== 'input' ? ', joined with commas for this step only' : '';
  return `${setting.name}=${shown} (${setting.source}${how})`;
}

/**
 * exportedSettings are the variables for later steps of the job: the settings given as inputs, with URLs
 * without credentials. GOAUTH, which may be a command with a secret, and any value that may still contain a
 * secret are left out.
 */
export function exportedSettings(settings: readonly GoSetting[]): ReadonlyMap<GoSettingName, string> {
  const exported = new Map<GoSettingName, string>();
  for (const setting of settings) {
    const value = setting.source === 'input' ? exportedValue(setting) : undefined;
    if (value !== undefined) exported.set(setting.name, value);
  }
  return exported;
}

function exportedValue({ name, value }: GoSetting): string | undefined {
  if (name === 'GOAUTH') return undefined;
  if (name !== 'GOPROXY' && name !== 'GOSUMDB') return value;
  const clean = name === 'GOPROXY' ? withoutCredentials(value) : value;
  const secrets = secretsOfGo({ goproxy: '', gosumdb: '', goauth: '', [name.toLowerCase()]: clean });
  return secrets.length > 0 || clean.includes('?') ? undefined : clean;
}

/**
 * goCommandEnv is the environment of every go command: the step's own with the settings of the inputs. GOAUTH
 * is in it wherever it was set, because what a command in it needs depends on its value; so is every setting
 * that had to be joined.
 */
export function goCommandEnv(env: Env, settings: readonly GoSetting[]): Env {
  const told = settings.filter(
    ({ name, value, source, isJoined }) =>
      source === 'input' || isJoined || (name === 'GOAUTH' && value !== ''),
  );
  return { ...env, ...Object.fromEntries(told.map(({ name, value }) => [name, value])) };
}

function resolve(name: GoSettingName, given: GoSettings, env: Env, goEnv: GoEnv): GoSetting {
  const { text, source } = lookUp(name, given, env, goEnv);
  const value = joinSetting(name, text);
  return { name, value, source, isJoined: value !== text };
}

function lookUp(name: GoSettingName, given: GoSettings, env: Env, goEnv: GoEnv) {
  const input = given[name];
  if (input !== undefined && input !== '') return { text: input, source: 'input' } as const;
  const inherited = env[name];
  if (inherited !== undefined && inherited !== '') return { text: inherited, source: 'environment' } as const;
  return { text: goEnv[name], source: 'go env' } as const;
}

function refuseModulesOff(goEnv: GoEnv): void {
  if (goEnv.GO111MODULE !== 'off') return;
  throw new ActionError('GO111MODULE=off turns modules off, so there is nothing to download', {
    code: 'modules-off',
    class: 'configuration',
    hint: 'Remove GO111MODULE from the environment (and `go env -u GO111MODULE`), or remove this step.',
  });
}

function shownValue({ name, value }: GoSetting): string {
  if (name === 'GOPROXY') return shownUrls(value);
  return name === 'GOSUMDB' ? value.split(/\s+/).map(shownUrls).join(' ') : value;
}

function shownGoauth(value: string): string {
  return /^(?:netrc|off|git( \S+)?)?$/.test(value) ? value : 'a command';
}
