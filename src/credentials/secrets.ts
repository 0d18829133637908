import { credentialsOf, credentialsOfUrl } from '../go/url-credentials.ts';
import { basicAuthorization } from '../http/credentials.ts';
import type { InputName, RawInputs } from '../inputs/definitions.ts';
import type { CredentialInputs } from '../inputs/inputs.ts';
import { tokensIn } from '../inputs/token.ts';
import type { Env } from '../ports/env.ts';
import { gitConfigOf } from './git-config.ts';
import { tokenUser } from './logins.ts';

const urlInputs: readonly InputName[] = ['http-proxy', 'https-proxy', 'go-download-base-url'];
const urlVariables = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'GO_DOWNLOAD_BASE_URL'];
const listInputs: readonly InputName[] = ['goproxy', 'fallback-goproxy'];

const secretInputs: readonly InputName[] = [
  'cache-encryption-key',
  's3-secret-access-key',
  's3-session-token',
];

/**
 * secretsGiven lists the secrets in the inputs as they were written, before they are checked: a message about
 * an invalid value would otherwise show it.
 */
export function secretsGiven(raw: RawInputs, env: Env): string[] {
  const input = (name: InputName) => raw[name] ?? '';
  return [
    ...tokensIn(input('token')),
    ...secretInputs.map((name) => input(name).trim()),
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

/** GoSecretSettings are the settings of the go command that can contain secrets. */
export interface GoSecretSettings {
  readonly goproxy: string;
  readonly gosumdb: string;
  readonly goauth: string;
}

/** secretsOfGo lists the secrets in settings of the go command. */
export function secretsOfGo({ goproxy, gosumdb, goauth }: GoSecretSettings): string[] {
  return [
    ...credentialsOf(goproxy),
    ...gosumdb.split(/\s+/).flatMap(credentialsOfUrl),
    ...goauth.split(';').flatMap(secretsOfCommand),
  ];
}

/** Words of a command that are shorter than this, or all lower case, are not taken for secrets. */
const wordMin = 6;
const secretFlag = /^-.*(?:auth|cred|key|pass|pw|secret|token)/i;

/**
 * The arguments of a command in GOAUTH that may be secrets: all together, values of flags, and unusual words.
 */
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
 * secretsOfInputs lists the secrets in the inputs: tokens, passwords, and the key, line by line and as a
 * whole, without its first and last lines, which are the same for every key.
 */
export function secretsOfInputs({ token, scopedTokens, netrc, sshKey }: CredentialInputs): string[] {
  const body = (sshKey ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  const tokens = [token ?? '', ...scopedTokens.map((scoped) => scoped.token)].filter((text) => text !== '');
  return [
    ...tokens.flatMap((text) => [text, basicOf(tokenUser, text)]),
    ...netrc.flatMap(({ login, password }) => [password, basicOf(login, password)]),
    ...body,
    body.join(''),
  ].filter((secret) => secret !== '');
}

/** secretsOfGitConfig lists the secrets in an environment's settings for git: in URLs and in headers. */
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
