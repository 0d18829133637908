import type { NetrcEntry } from '../http/netrc.ts';
import type { CredentialInputs } from '../inputs/inputs.ts';
import type { Env } from '../ports/env.ts';

/** Login is the user and the password for one server. It is used over https only. */
export interface Login {
  /** In lower case, with the port unless it is 443. */
  readonly host: string;
  readonly user: string;
  readonly password: string;
  /** The input that it comes from. */
  readonly input: 'token' | 'netrc';
}

/** GitHub accepts any kind of token as the password of this user; other forges accept it for any user. */
const tokenUser = 'x-access-token';

/**
 * loginsOf lists the logins in `token` and `netrc`, one per host; `token` takes precedence. `defaultHost` is
 * the server that `token` is for if `token-hosts` is empty.
 */
export function loginsOf({ token, tokenHosts, netrc }: CredentialInputs, defaultHost: string): Login[] {
  const hosts = tokenHosts.length > 0 ? tokenHosts : [defaultHost];
  const tokenLogins =
    token === undefined
      ? []
      : hosts.map((host): Login => ({ host, user: tokenUser, password: token, input: 'token' }));
  const all = [
    ...tokenLogins,
    ...netrc.map(({ machine, login, password }): Login => {
      return { host: machine.toLowerCase(), user: login, password, input: 'netrc' };
    }),
  ];
  return all.filter(({ host }, index) => all.findIndex((login) => login.host === host) === index);
}

/** netrcOf is the text of a netrc file with the logins that the inputs give. */
export function netrcOf(credentials: CredentialInputs, env: Env): string {
  return netrcText(asNetrc(loginsOf(credentials, defaultHostOf(env))));
}

/** netrcText writes entries as a netrc file. No field of them has a space, since none in such a file can. */
export function netrcText(entries: readonly NetrcEntry[]): string {
  return entries
    .map(({ machine, login, password }) => `machine ${machine} login ${login} password ${password}\n`)
    .join('');
}

/** asNetrc turns logins into entries of a netrc file. */
export function asNetrc(logins: readonly Login[]): NetrcEntry[] {
  return logins.map(({ host, user, password }) => ({ machine: host, login: user, password }));
}

/**
 * defaultHostOf is the host of the server of this repository: github.com, or that of an Enterprise server.
 */
export function defaultHostOf(env: Env): string {
  const url = env['GITHUB_SERVER_URL'];
  return url !== undefined && URL.canParse(url) ? new URL(url).host : 'github.com';
}
