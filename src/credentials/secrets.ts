import { credentialsOf } from '../go/goproxy.ts';
import { basicAuthorization } from '../http/credentials.ts';
import type { CredentialInputs } from '../inputs/inputs.ts';
import type { Env } from '../ports/env.ts';
import { gitConfigOf } from './git-config.ts';

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
    return [...credentialsOf(url), ...(header?.['secret'] === undefined ? [] : [header['secret']])];
  });
}

function basicOf(user: string, password: string): string {
  return basicAuthorization(user, password).replace(/^Basic /, '');
}
