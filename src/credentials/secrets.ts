import { credentialsOf, credentialsOfUrl } from '../go/url-credentials.ts';
import { basicAuthorization } from '../http/credentials.ts';
import type { InputName, RawInputs } from '../inputs/definitions.ts';
import type { CredentialInputs } from '../inputs/inputs.ts';
import type { Env } from '../ports/env.ts';
import { gitConfigOf } from './git-config.ts';

const urlInputs: readonly InputName[] = ['http-proxy', 'https-proxy', 'go-download-base-url'];
const urlVariables = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'GO_DOWNLOAD_BASE_URL'];
const listInputs: readonly InputName[] = ['goproxy', 'fallback-goproxy'];

/**
 * secretsGiven lists what must not be shown of what was given, as it was written and before any of it is checked: what is
 * wrong with a value would otherwise be told with the value.
 */
export function secretsGiven(raw: RawInputs, env: Env): string[] {
  const input = (name: InputName) => raw[name] ?? '';
  return [
    input('token').trim(),
    ...urlInputs.flatMap((name) => credentialsOfUrl(input(name))),
    ...urlVariables.flatMap((name) => credentialsOfUrl(env[name] ?? '')),
    ...listInputs.flatMap((name) => credentialsOf(input(name))),
    ...secretsOfGo({ goproxy: '', gosumdb: input('gosumdb'), goauth: input('goauth') }),
    ...secretsOfGo({
      goproxy: env['GOPROXY'] ?? '',
      gosumdb: env['GOSUMDB'] ?? '',
      goauth: env['GOAUTH'] ?? '',
    }),
    ...secretsOfGitConfig(env),
  ].filter((secret) => secret !== '');
}

/** GoSecretSettings are the settings of the go command that can hold secrets. */
export interface GoSecretSettings {
  readonly goproxy: string;
  readonly gosumdb: string;
  readonly goauth: string;
}

/** secretsOfGo lists those in settings of the go command, whoever set them. */
export function secretsOfGo({ goproxy, gosumdb, goauth }: GoSecretSettings): string[] {
  return [
    ...credentialsOf(goproxy),
    ...gosumdb.split(/\s+/).flatMap(credentialsOfUrl),
    ...goauth.split(';').flatMap(secretsOfCommand),
  ];
}

/** Words of a command that are shorter than this, or mere lower-case words, stand for what it does. */
const wordMin = 6;
const secretFlag = /^-.*(?:auth|cred|key|pass|pw|secret|token)/i;

/** The arguments of a command in GOAUTH: all in one, values of flags, and words that are none of a language. */
function secretsOfCommand(method: string): string[] {
  const [program = '', ...args] = method.trim().split(/\s+/);
  if (args.length === 0 || ['git', 'netrc', 'off'].includes(program)) return [];
  const words = args.filter((arg, index) => isSecretWord(arg, args[index - 1] ?? ''));
  const values = args.flatMap(valueOfFlag);
  return [args.join(' '), ...words, ...values, ...args.flatMap(credentialsOfUrl)];
}

function valueOfFlag(arg: string): string[] {
  const value = /^-[^=]*=(?<value>.+)$/s.exec(arg)?.groups?.['value'] ?? '';
  return value.length >= wordMin || (value !== '' && secretFlag.test(arg)) ? [value] : [];
}

function isSecretWord(arg: string, before: string): boolean {
  if (arg.startsWith('-')) return false;
  return secretFlag.test(before) || (arg.length >= wordMin && !/^[a-z-]+$|[/\\]/.test(arg));
}

/**
 * secretsOfInputs lists what must not be shown of the inputs: the token, passwords, and the key, line by line and in one.
 * Its first and last lines are the same for every key.
 */
export function secretsOfInputs({ token, netrc, sshKey }: CredentialInputs): string[] {
  const body = (sshKey ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  return [
    token ?? '',
    ...netrc.flatMap(({ login, password }) => [password, basicOf(login, password)]),
    ...body,
    body.join(''),
  ].filter((secret) => secret !== '');
}

/** secretsOfGitConfig lists those in the settings that an environment has for git: in URLs, and in headers it sends. */
export function secretsOfGitConfig(env: Env): string[] {
  return gitConfigOf(env).flatMap(([key, value]) => {
    const url = /^url\.(?<url>.*)\.(?:pushinsteadof|insteadof)$/i.exec(key)?.groups?.['url'] ?? '';
    const header = /^http\..*extraheader$/i.test(key)
      ? /\s(?<secret>\S+)\s*$/.exec(value)?.groups
      : undefined;
    return [...credentialsOfUrl(url), ...(header?.['secret'] === undefined ? [] : [header['secret']])];
  });
}

function basicOf(user: string, password: string): string {
  return basicAuthorization(user, password).replace(/^Basic /, '');
}
