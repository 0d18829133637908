import { secretsOfGitConfig, secretsOfInputs } from '../credentials/secrets.ts';
import { ActionError } from '../errors.ts';
import type { GoEnv } from '../go/goenv.ts';
import { credentialsOf, parseGoproxy, redactUrls, withoutCredentials } from '../go/goproxy.ts';
import { type GoSettingName, type GoSettings, goSettingNames } from '../go/setting-names.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Env } from '../ports/env.ts';

/** GoSetting is one setting of the go command with where it came from. */
export interface GoSetting {
  readonly name: GoSettingName;
  readonly value: string;
  readonly source: 'input' | 'environment' | 'go env';
}

/**
 * resolveGoSettings decides each setting: the input, else the environment, else what `go env` says (its file
 * or Go's default). Throws ActionError for a GOPROXY nobody can use and for GO111MODULE=off.
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

const forwardProxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'] as const;

/** secretsOf lists what must be masked before anything is printed: those of the inputs, and all that are in URLs. */
export function secretsOf(
  inputs: Pick<Inputs, 'fallbackGoproxy' | 'forwardProxy' | 'credentials'>,
  settings: readonly GoSetting[],
  env: Env,
): string[] {
  const urls = [
    settingOf(settings, 'GOPROXY'),
    inputs.fallbackGoproxy,
    inputs.forwardProxy.http,
    inputs.forwardProxy.https,
    ...forwardProxies.map((name) => env[name]),
  ];
  return [
    ...secretsOfInputs(inputs.credentials),
    ...urls.flatMap((url) => (url ? credentialsOf(url) : [])),
    ...secretsOfGitConfig(env),
  ];
}

/** describeSetting is the line of the log: the value without secrets, and where it came from. */
export function describeSetting(setting: GoSetting): string {
  const shown = setting.name === 'GOAUTH' ? shownGoauth(setting.value) : redactUrls(setting.value);
  return `${setting.name}=${shown} (${setting.source})`;
}

/**
 * exportedSettings are the variables for the later steps of the job: what was given as an input, GOPROXY
 * without credentials, and never GOAUTH, which may be a command with a secret in it.
 */
export function exportedSettings(settings: readonly GoSetting[]): ReadonlyMap<GoSettingName, string> {
  const exported = new Map<GoSettingName, string>();
  for (const { name, value, source } of settings) {
    if (source !== 'input' || name === 'GOAUTH') continue;
    exported.set(name, name === 'GOPROXY' ? withoutCredentials(value) : value);
  }
  return exported;
}

/**
 * goCommandEnv is the environment of every go command: the step's own with the settings of the inputs. GOAUTH is in it
 * wherever it was set, because what a command in it needs depends on its value.
 */
export function goCommandEnv(env: Env, settings: readonly GoSetting[]): Env {
  const told = settings.filter(
    ({ name, value, source }) => source === 'input' || (name === 'GOAUTH' && value !== ''),
  );
  return { ...env, ...Object.fromEntries(told.map(({ name, value }) => [name, value])) };
}

function resolve(name: GoSettingName, given: GoSettings, env: Env, goEnv: GoEnv): GoSetting {
  const input = given[name];
  if (input !== undefined && input !== '') return { name, value: input, source: 'input' };
  const inherited = env[name];
  if (inherited !== undefined && inherited !== '') return { name, value: inherited, source: 'environment' };
  return { name, value: goEnv[name], source: 'go env' };
}

function refuseModulesOff(goEnv: GoEnv): void {
  if (goEnv.GO111MODULE !== 'off') return;
  throw new ActionError('GO111MODULE=off turns modules off, so there is nothing to download', {
    code: 'modules-off',
    class: 'configuration',
    hint: 'Remove GO111MODULE from the environment (and `go env -u GO111MODULE`), or remove this step.',
  });
}

function shownGoauth(value: string): string {
  return /^(?:netrc|off|git( \S+)?)?$/.test(value) ? value : 'a command';
}
